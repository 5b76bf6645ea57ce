package demo

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"maps"
	"slices"
	"strings"
	"time"

	"spool/app/welcome"
	"spool/internal/scenes"
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

// The account of the pictures: how many videos it has, and how many of them are
// of the last thirty days, signed, without captions, deleted soon, playable on
// any website, long and not signed, and named like a file.
const (
	allVideos   = 342
	newVideos   = 87
	signed      = 48
	captionless = 14
	dueSoon     = 5
	public      = 33 // two of them not ready
	longOpen    = 16
	unnamed     = 23
)

// minutes are how long each creator's videos play together.
var minutes = map[string]int{"crew-north": 3910, "studio-a": 2140, "training": 1204, "survey": 806, "internal": 352}

// Videos are the library of the pictures, newest first but for the uploads that
// never came.
func Videos() []library.Video {
	a := newAccount()
	for i, f := range films {
		a.add(f, time.Date(2026, time.May, f.day, 9, 12, -i, 0, time.Local))
	}
	for i := len(films); i < allVideos-len(stuck); i++ {
		created := Now.AddDate(0, 0, -15).Add(-time.Duration(i) * 4 * time.Hour)
		if i >= newVideos {
			created = Now.AddDate(0, 0, -31).Add(-time.Duration(i-newVideos) * 58 * time.Hour)
		}
		a.add(a.older(i), created)
	}
	list := a.videos
	list[0].ThumbnailPct = 0.246
	list[2].Status = library.Status{State: library.StateInProgress, Step: "encoding", Percent: 64}
	list[12].Status = library.Status{State: library.StateError, ErrorCode: "ERR_MALFORMED_VIDEO", ErrorText: "The file is damaged."}
	list[200].Status = library.Status{State: library.StateError, ErrorCode: "ERR_NON_VIDEO", ErrorText: "The file is no video."}
	return append(list, stuckUploads()...)
}

// account is the library as far as it is made up, with how many videos of each
// sort are still to come.
type account struct {
	videos                             []library.Video
	signed, due, public, long, unnamed int
	seconds                            map[string]float64 // of each creator
}

func newAccount() *account {
	a := &account{signed: signed, due: dueSoon, public: public, long: longOpen, unnamed: unnamed, seconds: map[string]float64{}}
	for creator, m := range minutes {
		a.seconds[creator] = float64(m) * 60
	}
	return a
}

const halfHour = 1800

func (a *account) add(f film, created time.Time) {
	v := f.video(len(a.videos)+1, created)
	if f.signed {
		a.signed--
	} else if f.seconds >= halfHour {
		a.long--
	}
	if !f.signed && f.origins == "" {
		a.public--
	}
	if at := v.ScheduledDeletion; !at.IsZero() && at.Before(Now.AddDate(0, 0, 30)) {
		a.due--
	}
	a.seconds[f.creator] -= f.seconds
	a.videos = append(a.videos, v)
}

// fileNames are what cameras call their files.
var fileNames = []string{"C%04d.MP4", "GX01%04d.MP4", "Untitled %d", "IMG_%04d.MOV"}

// copied are the videos that are the same as the one before them.
var copied = []int{97, 152, 220}

// older is one of the videos behind those with names of their own.
func (a *account) older(i int) film {
	if slices.Contains(copied, i) {
		return a.filmOf(i - 1)
	}
	f := films[(i*7)%len(films)]
	f.name = fmt.Sprintf("%s, reel %d", strings.Split(f.name, ",")[0], i)
	f.deletes, f.captions, f.signed = "", "en", false
	f.creator, f.seconds = a.neediest(), a.length(i)
	switch {
	case f.seconds >= halfHour:
	case a.signed > 0 && i%5 == 3:
		f.signed = true
	}
	switch {
	case !f.signed && a.public > 0 && i%11 == 7:
		f.origins = ""
	case f.origins == "":
		f.origins = "example.com"
	}
	if a.unnamed > 0 && i%13 == 6 {
		a.unnamed--
		f.name = fmt.Sprintf(fileNames[a.unnamed%len(fileNames)], i)
	}
	if a.due > 0 && i%50 == 0 {
		f.deletes = "2026-06-13"
	}
	f.size = f.seconds*1.4*mega + float64(i)
	return f
}

// filmOf is a video that was added as a film, to be added again.
func (a *account) filmOf(i int) film {
	v := a.videos[i]
	return film{
		name: v.Name(), size: float64(v.Size), seconds: v.Duration, creator: v.Creator,
		origins: strings.Join(v.AllowedOrigins, " "), captions: "en", signed: v.RequireSignedURLs,
	}
}

// neediest is the creator with the most minutes to come.
func (a *account) neediest() string {
	return slices.MaxFunc(slices.Sorted(maps.Keys(a.seconds)), func(x, y string) int { return cmp.Compare(a.seconds[x], a.seconds[y]) })
}

// length is how long a video plays: the new ones little, of the others a few for
// hours, and so that all together play as long as they should.
func (a *account) length(i int) float64 {
	switch {
	case i < newVideos:
		return float64(300 + i*37%240)
	case a.long > 0 && i%17 == 4:
		return float64(6600 + i*31%1200)
	}
	left := 0.0
	for _, s := range a.seconds {
		left += s
	}
	left -= float64(a.long) * 7200
	return min(halfHour-10, left/float64(allVideos-len(stuck)-i)) - float64(i*53%90)
}

// reserved is an upload that somebody began and never sent.
type reserved struct {
	name, creator string
	day           int // of May
}

var stuck = []reserved{{"", "survey", 9}, {"Transect 14, raw", "survey", 9}, {"", "crew-north", 11}}

// stuckUploads are what holds minutes and never came.
func stuckUploads() []library.Video {
	var list []library.Video
	for i, r := range stuck {
		created := time.Date(2026, time.May, r.day, 16, 40+i, 0, 0, time.Local)
		v := film{name: r.name, creator: r.creator}.video(allVideos-i, created)
		if r.name == "" {
			v.Meta = nil
		}
		v.Status, v.Ready, v.MaxDurationSeconds = library.Status{State: library.StatePending}, false, 3600
		v.UploadExpiry, v.Duration, v.Size = created.Add(7*time.Hour+30*time.Minute), -1, -1
		v.Uploaded, v.ReadyAt = time.Time{}, time.Time{}
		list = append(list, v)
	}
	return list
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
	if v.Status.ErrorCode == "ERR_NON_VIDEO" || v.Status.State == library.StatePending {
		return nil, true
	}
	if img := still(pictured(&v), w, h); img != nil {
		return img, true
	}
	title, _, _ := strings.Cut(v.Name(), ",")
	return scenes.All[crc32.ChecksumIEEE([]byte(title))%uint32(len(scenes.All))].Draw(.35, w, h), true
}
