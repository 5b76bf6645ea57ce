package demo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"strings"
	"time"

	"spool/app/welcome"
	"spool/library"
)

// Clock is the time of the pictures.
func Clock() time.Time { return Now }

// Report is what the token of the pictures can do.
var Report = welcome.Report{
	Active: true, Expires: time.Date(2027, time.March, 1, 0, 0, 0, 0, time.Local),
	Read: true, Write: true, Videos: 342, Minutes: 8412, Limit: 10000,
}

// film is a video that the pictures show.
type film struct {
	name     string
	day      int // of May
	size     float64
	seconds  float64
	creator  string
	origins  string // parted by blanks
	captions string // parted by commas
	signed   bool
	deletes  string
}

// films are the newest videos.
var films = []film{
	{"Harbour at dawn, 4K master", 14, 4.31 * giga, 2530, "crew-north", "example.com *.example.com", "en,es", true, "2026-08-30"},
	{"Dune crossing, day one", 13, 6.90 * giga, 3484, "crew-north", "", "en", false, ""},
	{"City from the ferry, evening", 13, 1.21 * giga, 767, "crew-north", "", "", false, ""},
	{"Reef survey, transect 11", 12, 3.42 * giga, 1885, "survey", "portal.example.org", "en,es", true, "2026-06-12"},
	{"Interview, kitchen, camera A", 12, 412 * mega, 588, "studio-a", "example.com", "en,de,fr", false, ""},
	{"Interview, kitchen, camera B", 12, 433 * mega, 591, "studio-a", "example.com", "en", false, ""},
	{"Product turntable, matte black", 11, 88 * mega, 24, "studio-a", "shop.example.com", "", true, ""},
	{"Onboarding 1: create a project", 10, 58 * mega, 256, "training", "", "en", false, ""},
	{"Onboarding 2: invite your team", 10, 64 * mega, 302, "training", "", "en", false, ""},
	{"Aurora time-lapse, reel 3", 9, 940 * mega, 158, "crew-north", "", "", false, ""},
	{"Encore, multicam line cut", 9, 2.20 * giga, 1053, "crew-north", "*.example.com", "en", true, "2026-07-09"},
	{"Field notes, episode 41", 8, 512 * mega, 2899, "studio-a", "example.com a.example.com b.example.com", "en", false, ""},
	{"Kiln opening, spring batch", 7, 720 * mega, 466, "studio-a", "", "", false, ""},
	{"All-hands, May", 6, 1.62 * giga, 3735, "internal", "intranet.example.com", "en", true, "2026-08-06"},
	{"Forest in fog, take 1", 5, 2.11 * giga, 432, "crew-north", "", "", false, ""},
	{"Workshop: colour basics", 4, 880 * mega, 2200, "training", "learn.example.com", "en,es", true, ""},
	{"Season two titles, v5", 4, 190 * mega, 48, "studio-a", "", "", false, ""},
	{"Coast line, window seat", 3, 1.94 * giga, 1268, "crew-north", "", "", false, ""},
	{"Lab walk-through: sample prep", 2, 1.12 * giga, 869, "survey", "portal.example.org", "en", true, ""},
	{"Snowfield drone pass", 2, 6.21 * giga, 1084, "crew-north", "", "en", false, ""},
	{"Fern macro, focus pull", 1, 310 * mega, 115, "studio-a", "", "", false, ""},
	{"Night market walk-through", 1, 2.31 * giga, 1300, "crew-north", "", "en", false, ""},
	{"Trail run, ridge section B-roll", 1, 1.49 * giga, 232, "crew-north", "", "", false, ""},
}

// The account of the pictures: how many videos it has, how many of them are of
// the last thirty days, signed, without captions and deleted soon, and how long
// they play together.
const (
	allVideos   = 342
	newVideos   = 87
	signed      = 48
	captionless = 14
	dueSoon     = 5
	minutes     = 8412
)

// Videos are the library of the pictures, newest first.
func Videos() []library.Video {
	var list []library.Video
	left := struct{ signed, due, seconds int }{signed, dueSoon, minutes * 60}
	add := func(f film, created time.Time) {
		v := f.video(len(list)+1, created)
		if f.signed {
			left.signed--
		}
		if at := v.ScheduledDeletion; !at.IsZero() && at.Before(Now.AddDate(0, 0, 30)) {
			left.due--
		}
		left.seconds -= int(f.seconds)
		list = append(list, v)
	}
	for i, f := range films {
		add(f, time.Date(2026, time.May, f.day, 9, 12, -i, 0, time.Local))
	}
	for i := len(films); i < allVideos; i++ {
		f := older(i, left.seconds/(allVideos-i))
		f.signed = left.signed > 0 && i%4 == 0
		if left.due > 0 && i%50 == 0 {
			f.deletes = "2026-06-01"
		}
		created := Now.AddDate(0, 0, -15).Add(-time.Duration(i) * 4 * time.Hour)
		if i >= newVideos {
			created = Now.AddDate(0, 0, -31).Add(-time.Duration(i) * 20 * time.Hour)
		}
		add(f, created)
	}
	list[0].ThumbnailPct = 0.246
	list[2].Status = library.Status{State: library.StateInProgress, Step: "encoding", Percent: 64}
	for _, i := range []int{12, 200} {
		list[i].Status = library.Status{State: library.StateError, ErrorCode: "ERR_MALFORMED_VIDEO", ErrorText: "The file is damaged."}
	}
	return list
}

// older is one of the videos behind those with names of their own.
func older(i, seconds int) film {
	f := films[(i*7)%len(films)]
	f.name = fmt.Sprintf("%s, reel %d", strings.Split(f.name, ",")[0], i)
	f.size, f.seconds, f.deletes, f.captions = f.seconds*1.4*mega, float64(seconds), "", "en"
	return f
}

// video is a film as Stream describes it.
func (f film) video(number int, created time.Time) library.Video {
	text := func(s string) json.RawMessage {
		raw, err := json.Marshal(s)
		if err != nil {
			panic(err) // a slip in this file
		}
		return raw
	}
	uid := fmt.Sprintf("%016x%016x", uint64(number)*0x9e3779b97f4a7c15, uint64(number)*0xd1b54a32d192ed03)
	v := library.Video{
		UID: uid, Created: created, Modified: created, Uploaded: created, ReadyAt: created.Add(5 * time.Minute), Ready: true,
		Meta:    library.Meta{"name": text(f.name), "project": text("coastline"), "client_ref": text("EX-2041"), "episode": json.RawMessage("12")},
		Creator: f.creator, AllowedOrigins: strings.Fields(f.origins), RequireSignedURLs: f.signed,
		Size: int64(f.size), Duration: f.seconds, Width: 3840, Height: 2160,
		Status:  library.Status{State: library.StateReady},
		Preview: "https://customer-example.cloudflarestream.com/" + uid + "/watch",
	}
	if f.deletes != "" {
		at, err := time.ParseInLocation(time.DateOnly, f.deletes, time.Local)
		if err != nil {
			panic(err) // a slip in this file
		}
		v.ScheduledDeletion = at
	}
	return v
}

// Fill puts the videos of the pictures into an index.
func Fill(ctx context.Context, index library.Index) error {
	videos := Videos()
	state := library.SyncState{Began: Now, Finished: Now.Add(-40 * time.Second), Refreshed: Now.Add(-40 * time.Second)}
	if _, err := index.Put(ctx, library.Batch{Videos: videos, Sync: &state, Own: true}); err != nil {
		return err
	}
	without := captionless
	for i, v := range videos {
		languages := []string{"en"}
		if i < len(films) {
			languages = strings.FieldsFunc(films[i].captions, func(r rune) bool { return r == ',' })
		} else if without > 0 && i%5 == 0 {
			languages = nil
		}
		if len(languages) == 0 {
			without--
		}
		if err := index.SetCaptions(ctx, v.UID, languages); err != nil {
			return err
		}
	}
	return nil
}

// API is the account behind the pictures: it answers nothing.
type API struct{}

var errNothing = errors.New("there is nothing behind a picture")

// List implements library.API.
func (API) List(context.Context, library.Listing) (library.Page, error) {
	return library.Page{}, errNothing
}

// Get implements library.API.
func (API) Get(context.Context, string) (library.Video, error) { return library.Video{}, errNothing }

// Edit implements library.API.
func (API) Edit(context.Context, string, library.Patch) (library.Video, error) {
	return library.Video{}, errNothing
}

// Delete implements library.API.
func (API) Delete(context.Context, string) error { return errNothing }

// Captions implements library.API.
func (API) Captions(context.Context, string) ([]library.Caption, error) { return nil, errNothing }

// GenerateCaption implements library.API.
func (API) GenerateCaption(context.Context, string, string) (library.Caption, error) {
	return library.Caption{}, errNothing
}

// DeleteCaption implements library.API.
func (API) DeleteCaption(context.Context, string, string) error { return errNothing }

// Forget implements videos.Pictures.
func (Pictures) Forget(library.Video, int, int) {}

// Thumbnail implements videos.Pictures.
func (Pictures) Thumbnail(v library.Video, w, h int, _ func()) (image.Image, bool) {
	return still(v.Name(), w, h), true
}
