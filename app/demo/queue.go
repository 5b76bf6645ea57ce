// Package demo is fixed data for pictures of the window: the very rows of the
// design, shown by the same pages as live data.
package demo

import (
	"image"
	"math"
	"time"

	"spool/app/queue"
	"spool/internal/scenes"
	"spool/library"
	"spool/uploader"
	"spool/widgets"
)

// Name is what the account of the pictures is called.
const Name = "Example Studio"

// Account is the account of the pictures.
var Account = uploader.Account{BaseURL: uploader.DefaultBaseURL, ID: "3f9a1c7be2d84056a1e7c0b9d452f680"}

// Now is when the pictures were taken.
var Now = time.Date(2026, time.May, 14, 15, 14, 0, 0, time.Local)

const (
	mega = 1_000_000
	giga = 1_000_000_000
)

// rows makes the jobs of a picture, in the queue's order.
type rows struct{ jobs []uploader.Job }

func (r *rows) add(name string, size float64, length string, state uploader.State) *uploader.Job {
	d, err := time.ParseDuration(length)
	if err != nil {
		panic(err) // a slip in this file
	}
	r.jobs = append(r.jobs, uploader.Job{
		ID: int64(len(r.jobs) + 1), Path: "/home/example/Videos/" + name + ".mov", State: state,
		Size: int64(size), Duration: d, Probed: true,
	})
	return &r.jobs[len(r.jobs)-1]
}

func (r *rows) failed(name string, size float64, length string, sent float64, code uploader.Code) {
	j := r.add(name, size, length, uploader.Attention)
	j.Offset, j.Cause = int64(sent), uploader.Cause{Code: code}
}

func (r *rows) ready(name string, size float64, length string, took time.Duration, ago time.Duration) {
	j := r.add(name, size, length, uploader.Ready)
	j.ReadyAt = Now.Add(-ago)
	j.SentAt = j.ReadyAt.Add(-time.Minute)
	j.StartedAt = j.SentAt.Add(-took)
	j.Preview = "https://customer-f33zs165nr7gyfy4.cloudflarestream.com/9c1f0b5e3ad54f7c8f0d6b2e4471a27e/watch"
}

// Queue is the picture of a queue by its name: empty, busy, failed or finished.
func Queue(name string) (s *queue.Snapshot, ok bool) {
	switch name {
	case "empty":
		return snapshot(rows{}, nil), true
	case "busy":
		return Busy(), true
	case "failed":
		return failed(), true
	case "finished":
		return finished(), true
	}
	return nil, false
}

// Busy is the picture of a queue at work.
func Busy() *queue.Snapshot {
	var r rows
	r.failed("Snowfield drone pass", 6.2*giga, "18m4s", 0, uploader.CodeTokenRight)
	r.failed("Forest in fog, take 2", 2.4*giga, "7m31s", 1.1*giga, uploader.CodeFileGone)
	r.add("Harbour at dawn, 4K master", 4.31*giga, "42m10s", uploader.Uploading)
	r.add("Dune crossing, day two", 7.84*giga, "1h6m22s", uploader.Uploading).Settings.RequireSignedURLs = true
	r.add("Interview, kitchen, camera A", 412*mega, "9m48s", uploader.Uploading)
	reef := r.add("Reef survey, transect 12", 2.16*giga, "50m", uploader.Waiting)
	reef.Offset, reef.Cause, reef.RetryAt = int64(1.031*giga), uploader.Cause{Code: uploader.CodeConnection}, Now.Add(8*time.Second)
	r.add("Night market walk-through", 2.31*giga, "45m", uploader.Paused).Offset = int64(0.526 * giga)
	r.add("Product turntable, matte black", 1.87*giga, "24s", uploader.Waiting)
	city := r.add("City from the ferry, evening", 1.2*giga, "12m47s", uploader.Processing)
	city.Offset, city.Percent = city.Size, 64
	city.Preview = "https://customer-f33zs165nr7gyfy4.cloudflarestream.com/0d6b2e4471a27e9c1f0b5e3ad54f7c8f/watch"
	r.ready("Trail run, ridge section B-roll", 1.49*giga, "3m52s", 76*time.Second, 20*time.Minute)
	r.ready("Onboarding 1: create a project", 58*mega, "4m16s", 4*time.Second, 40*time.Minute)
	return snapshot(r, []uploader.Progress{
		{ID: 3, Confirmed: 2_900_000_000, Flying: 31_000_000, Speed: 6.1 * mega},
		{ID: 4, Confirmed: 2_620_000_000, Flying: 52_000_000, Speed: 9.8 * mega},
		{ID: 5, Confirmed: 370_000_000, Flying: 5_000_000, Speed: 2.5 * mega},
	})
}

func failed() *queue.Snapshot {
	var r rows
	r.failed("Snowfield drone pass", 6.2*giga, "18m4s", 0, uploader.CodeTokenRight)
	r.failed("Forest in fog, take 2", 2.4*giga, "7m31s", 1.1*giga, uploader.CodeFileGone)
	r.failed("Interview, kitchen, camera B", 433*mega, "9m51s", 433*mega, "ERR_MALFORMED_VIDEO")
	r.failed("Kiln opening, spring batch", 720*mega, "7m46s", 310*mega, uploader.CodeFileChanged)
	r.failed("Encore, multicam line cut", 2.2*giga, "17m33s", 900*mega, uploader.CodeStorageFull)
	reef := r.add("Reef survey, transect 12", 2.6*giga, "31m25s", uploader.Waiting)
	reef.Offset, reef.Cause, reef.RetryAt = int64(1.22*giga), uploader.Cause{Code: uploader.CodeConnection}, Now.Add(8*time.Second)
	limit := r.add("Aurora time-lapse, reel 3", 940*mega, "2m38s", uploader.Waiting)
	limit.Offset, limit.Cause, limit.RetryAt = 210*mega, uploader.Cause{Code: uploader.CodeRateLimit}, Now.Add(40*time.Second)
	r.ready("Trail run, ridge section B-roll", 1.49*giga, "3m52s", 76*time.Second, 20*time.Minute)
	return snapshot(r, nil)
}

func finished() *queue.Snapshot {
	var r rows
	for i, v := range []struct {
		name   string
		size   float64
		length string
	}{
		{"Harbour at dawn, 4K master", 4.31 * giga, "42m10s"},
		{"Dune crossing, day two", 7.84 * giga, "1h6m22s"},
		{"Interview, kitchen, camera A", 412 * mega, "9m48s"},
		{"Reef survey, transect 12", 2.6 * giga, "31m25s"},
		{"Night market walk-through", 1.1 * giga, "21m40s"},
		{"Product turntable, matte black", 88 * mega, "24s"},
		{"City from the ferry, evening", 1.2 * giga, "12m47s"},
		{"Trail run, ridge section B-roll", 1.49 * giga, "3m52s"},
		{"Onboarding 1: create a project", 58 * mega, "4m16s"},
		{"Aurora time-lapse, reel 3", 540 * mega, "2m38s"},
		{"Encore, multicam line cut", 660 * mega, "17m33s"},
		{"Field notes, episode 41", 312 * mega, "48m19s"},
	} {
		took := time.Duration(v.size / 19.1e6 * float64(time.Second))
		r.ready(v.name, v.size, v.length, took, 2*time.Minute+time.Duration(i)*80*time.Second)
	}
	return snapshot(r, nil)
}

func snapshot(r rows, running []uploader.Progress) *queue.Snapshot {
	s := &queue.Snapshot{Now: Now, Jobs: map[int64]uploader.Job{}, Running: map[int64]uploader.Progress{}, RowBars: map[int64][]float64{}}
	var briefs []uploader.Brief
	for _, j := range r.jobs {
		s.Jobs[j.ID] = j
		briefs = append(briefs, uploader.Brief{ID: j.ID, State: j.State, Size: j.Size, Offset: j.Offset, Duration: j.Duration, ReadyAt: j.ReadyAt})
	}
	s.Outline = queue.NewOutline(briefs, nil, Now)
	for _, p := range running {
		s.Running[p.ID] = p
		s.RowBars[p.ID] = wave(widgets.SparklineBars, p.Speed, float64(p.ID))
	}
	if len(running) > 0 {
		s.Bars = throughput()
	}
	return s
}

// throughput is the chart of the design: a quarter of an hour's ups and downs,
// and a moment without a connection.
func throughput() []float64 {
	bars := wave(125, 17.6*mega, 1)
	for i := 38; i < 47; i++ {
		bars[i] = 0
	}
	bars[120], bars[124] = 19.8*mega, 18.4*mega
	return bars
}

// wave is a speed that goes up and down a little.
func wave(n int, around, seed float64) []float64 {
	bars := make([]float64, n)
	for i := range bars {
		x := float64(i)
		bars[i] = around * (0.88 + 0.09*math.Sin(x/7+seed) + 0.05*math.Sin(x*1.3+3*seed))
	}
	return bars
}

// Pictures draws the frames of the demo's videos.
type Pictures struct{}

// Frame implements queue.Pictures.
func (Pictures) Frame(j uploader.Job, w, h int, _ func()) (image.Image, bool) {
	return still(j.Name(), w, h), true
}

// still draws a scene by its name.
func still(name string, w, h int) image.Image {
	scene, ok := scenes.ByName(name)
	if !ok || w <= 0 || h <= 0 {
		return nil
	}
	return scene.Draw(0.35, w, h)
}

// Still implements stills.Source.
func (Pictures) Still(v library.Video, at time.Duration, w, h int, _ func()) (image.Image, bool) {
	scene, ok := scenes.ByName(v.Name())
	if !ok || w <= 0 || h <= 0 || v.Duration <= 0 {
		return nil, true
	}
	return scene.Draw(at.Seconds()/v.Duration, w, h), true
}

// ForgetStill implements stills.Source.
func (Pictures) ForgetStill(library.Video, time.Duration, int, int) {}
