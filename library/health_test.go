package library_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"spool/library"
)

func TestHealth(t *testing.T) {
	h := newHouse(t, 0)
	now := time.Now()
	ready := library.Status{State: library.StateReady}
	name := func(s string) library.Meta { return library.Meta{"name": json.RawMessage(`"` + s + `"`)} }
	fine := func(uid string) library.Video {
		return library.Video{
			UID: uid, Created: now, Status: ready, Meta: name("A good name " + uid), RequireSignedURLs: true,
			AllowedOrigins: []string{"example.com"}, Duration: 60, Size: int64(len(uid)) * 1000,
		}
	}
	with := func(uid string, f func(*library.Video)) library.Video {
		v := fine(uid)
		f(&v)
		return v
	}
	_, err := h.index.Put(h.ctx, library.Batch{Videos: []library.Video{
		fine("f"),
		with("ee", func(v *library.Video) {
			v.Status = library.Status{State: library.StateError, ErrorCode: "ERR_NON_VIDEO"}
		}),
		with("sss", func(v *library.Video) {
			v.Status.State, v.UploadExpiry, v.MaxDurationSeconds = library.StatePending, now.Add(-time.Hour), 3600
		}),
		with("pending", func(v *library.Video) {
			v.Status.State, v.UploadExpiry, v.MaxDurationSeconds = library.StatePending, now.Add(time.Hour), 3600
		}),
		with("pppp", func(v *library.Video) { v.RequireSignedURLs, v.AllowedOrigins = false, nil }),
		with("uuuuu", func(v *library.Video) { v.RequireSignedURLs, v.Duration = false, 1800 }),
		with("dddddd", func(v *library.Video) { v.ScheduledDeletion = now.AddDate(0, 0, 20) }),
		with("later", func(v *library.Video) { v.ScheduledDeletion, v.Size = now.AddDate(0, 0, 90), 77 }),
		with("n", func(v *library.Video) { v.Meta, v.Size = name("IMG_0042.MOV"), 78 }),
		with("n2", func(v *library.Video) { v.Meta, v.Size = nil, 79 }),
		with("t1", func(v *library.Video) { v.Size, v.Duration, v.Created = 5000, 120, now.Add(-time.Hour) }),
		with("t2", func(v *library.Video) { v.Size, v.Duration, v.Created = 5000, 120, now.Add(-2*time.Hour) }),
		with("t3", func(v *library.Video) { v.Size, v.Duration, v.Creator = 5000, 120, "crew" }),
	}})
	h.must(err)
	h.must(h.index.SetCaptions(h.ctx, "f", []string{"en"}))
	h.must(h.index.SetCaptions(h.ctx, "t1", nil))
	findings, err := h.Health(h.ctx)
	h.must(err)
	var got []string
	for _, f := range findings {
		videos, err := h.index.Videos(h.ctx, f.Hits)
		h.must(err)
		var uids []string
		for _, v := range videos {
			uids = append(uids, v.UID)
		}
		slices.Sort(uids)
		got = append(got, fmt.Sprintf("%d %s %s %.0f", f.Severity, f.Kind, strings.Join(uids, ","), f.Minutes))
	}
	want := []string{
		"0 errors ee 0", "0 stuck sss 60", "1 public pppp 0", "1 unsigned uuuuu 0", "1 deletion dddddd 0",
		"2 captions t1 0", "2 names n,n2 0", "2 duplicates t1,t2,t3 4",
	}
	if strings.Join(got, "; ") != strings.Join(want, "; ") {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "; "), strings.Join(want, "; "))
	}
	if f := findings[0]; f.Codes["ERR_NON_VIDEO"] != 1 || len(f.Codes) != 1 {
		t.Errorf("the codes are %v", f.Codes)
	}
	copies, err := h.index.Videos(h.ctx, findings[len(findings)-1].Groups[0])
	h.must(err)
	if got := copies[0].UID + copies[1].UID + copies[2].UID; got != "t3t2t1" {
		t.Errorf("the copies are %s: the one most is known of comes first, then the oldest", got)
	}
}

func TestDefaultNames(t *testing.T) {
	for name, want := range map[string]bool{
		"": true, "IMG_0042.MOV": true, "C0071.MP4": true, "GX010112.MP4": true, "Untitled": true, "Untitled 3": true,
		"video.mp4": true, "final.mov": true, "20260301_120000.mp4": true, "VID_20260301_120000.mp4": true,
		"4f1d2c3b4a5968778695a4b3c2d1e0ff": true, "DSC_0001.mov": true,
		"Harbour at dawn": false, "Interview with C3PO": false, "Final cut of the harbour": false, "Video call with Ana": false, "2026 report": false,
	} {
		if library.DefaultName(name) != want {
			t.Errorf("%q: %v", name, !want)
		}
	}
}

func TestForecast(t *testing.T) {
	h := newHouse(t, 0)
	now := time.Now()
	var videos []library.Video
	for i := range 52 { // an hour each week for a year
		videos = append(videos, library.Video{
			UID: fmt.Sprint(i), Created: now.Add(-time.Duration(i) * 7 * 24 * time.Hour), Duration: 3600, Creator: fmt.Sprintf("c%d", i%7),
		})
	}
	_, err := h.index.Put(h.ctx, library.Batch{Videos: videos})
	h.must(err)
	s, err := h.Forecast(h.ctx, library.Usage{Minutes: 52 * 60, MinutesLimit: 52*60 + 600})
	h.must(err)
	if s.PerWeek != 60 || s.Weeks[25] != 52*60 || s.Weeks[0] != 27*60 || len(s.Creators) != 5 || s.Creators[0].Minutes != 8*60 {
		t.Errorf("%+v", s)
	}
	if days := s.Full.Sub(now).Hours() / 24; days < 69 || days > 71 {
		t.Errorf("full in %.1f days, want 70", days)
	}
	if s, err = h.Forecast(h.ctx, library.Usage{Minutes: 10, MinutesLimit: 1e12}); err != nil || !s.Full.IsZero() {
		t.Errorf("%v (%v)", s.Full, err)
	}
}
