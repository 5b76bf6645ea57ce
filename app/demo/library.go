package demo

import (
	"encoding/json"
	"fmt"
	"image"
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

// Videos are the library of the pictures, newest first.
func Videos() []library.Video {
	rows := []struct {
		name    string
		day     int
		size    float64
		seconds float64
		signed  bool
		state   library.State
	}{
		{"Harbour at dawn, 4K master", 14, 4.3 * giga, 2530, true, library.StateReady},
		{"Dune crossing, day one", 13, 6.9 * giga, 3484, false, library.StateReady},
		{"City from the ferry, evening", 13, 1.2 * giga, 767, false, library.StateInProgress},
		{"Reef survey, transect 11", 12, 3.4 * giga, 1885, true, library.StateReady},
		{"Interview, kitchen, camera B", 12, 433 * mega, 591, false, library.StateReady},
		{"Product turntable, matte black", 11, 88 * mega, 24, true, library.StateReady},
		{"Onboarding 2: invite your team", 10, 64 * mega, 302, false, library.StateReady},
		{"Aurora time-lapse, reel 3", 9, 940 * mega, 158, false, library.StateReady},
		{"Encore, multicam line cut", 9, 2.2 * giga, 1053, true, library.StateReady},
		{"Field notes, episode 41", 8, 512 * mega, 2899, false, library.StateReady},
		{"Kiln opening, spring batch", 7, 720 * mega, 466, false, library.StateError},
		{"All-hands, May", 6, 1.6 * giga, 3735, true, library.StateReady},
		{"Forest in fog, take 1", 5, 2.1 * giga, 432, false, library.StateReady},
		{"Workshop: colour basics", 4, 880 * mega, 2200, false, library.StateReady},
		{"Season two titles, v5", 4, 190 * mega, 48, false, library.StateReady},
		{"Coast line, window seat", 3, 1.9 * giga, 1268, false, library.StateReady},
		{"Snowfield drone pass", 3, 6.2 * giga, 1084, false, library.StateReady},
		{"Night market walk-through", 2, 2.31 * giga, 1300, false, library.StateReady},
		{"Trail run, ridge section B-roll", 2, 1.49 * giga, 232, false, library.StateReady},
		{"Onboarding 1: create a project", 1, 58 * mega, 256, false, library.StateReady},
	}
	var videos []library.Video
	for i, r := range rows {
		name, err := json.Marshal(r.name)
		if err != nil {
			panic(err) // a slip in this file
		}
		v := library.Video{
			UID: fmt.Sprintf("%032x", i+1), Created: time.Date(2026, time.May, r.day, 12, 0, -i, 0, time.Local),
			Meta: library.Meta{"name": name}, Size: int64(r.size), Duration: r.seconds, RequireSignedURLs: r.signed,
			Status: library.Status{State: r.state},
		}
		if r.state == library.StateInProgress {
			v.Status.Percent = 64
		}
		videos = append(videos, v)
	}
	return videos
}

// Thumbnail implements videos.Pictures.
func (Pictures) Thumbnail(v library.Video, w, h int, _ func()) (image.Image, bool) {
	return still(v.Name(), w, h), true
}
