package localstream_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"os"
	"strings"
	"sync"
	"testing"

	"spool/internal/localstream"
)

func TestARealVideoBecomesReady(t *testing.T) {
	s := open(t, localstream.Options{})
	uid := s.upload(playable(t), header{"Upload-Metadata": metadata("name", "clip.mp4")})
	v := s.settled(uid)
	if v.state() != "ready" || v.text("status", "pctComplete") != "100.000000" || v["readyToStream"] != true {
		t.Fatalf("%v", v["status"])
	}
	if d := v["duration"].(float64); d < 1.9 || d > 2.1 {
		t.Errorf("duration %v", d)
	}
	if in := v["input"].(map[string]any); in["width"] != 320.0 || in["height"] != 180.0 {
		t.Errorf("input %v", in)
	}
	page := s.get(v["preview"].(string)).want(t, 200, 0)
	if !strings.Contains(string(page.Body), "/"+uid+"/watch/video.mp4") {
		t.Errorf("the watch page plays nothing: %s", page.Body)
	}
	video := s.get(s.Origin()+"/"+uid+"/watch/video.mp4").want(t, 200, 0)
	if !bytes.Contains(video.Body[:64], []byte("ftyp")) || video.Header.Get("Content-Type") != "video/mp4" {
		t.Errorf("the watch page's video is %d bytes of %s", len(video.Body), video.Header.Get("Content-Type"))
	}
	usage := s.get("/storage-usage").object(t)
	if m := usage["totalStorageMinutes"].(float64); m < 1.9/60 || m > 2.1/60 || usage["videoCount"] != 1.0 {
		t.Errorf("usage %v", usage)
	}
}

func TestWhatBrowsersCannotPlayIsTranscoded(t *testing.T) {
	s := open(t, localstream.Options{})
	avi := clip(t, "old.avi", "-f", "lavfi", "-i", "testsrc=size=160x120:rate=10:duration=1", "-c:v", "mpeg4")
	uid := s.upload(avi, nil)
	if v := s.settled(uid); v.state() != "ready" {
		t.Fatalf("%v", v["status"])
	}
	if video := s.get(s.Origin() + "/" + uid + "/watch/video.mp4"); !bytes.Contains(video.Body[:64], []byte("ftyp")) {
		t.Error("the watch page's video is no MP4")
	}
}

func TestFilesThatAreNoVideos(t *testing.T) {
	s := open(t, localstream.Options{})
	long := header{"Upload-Metadata": metadata("maxDurationSeconds", "1")}
	whole := playable(t)
	for name, test := range map[string]struct {
		content []byte
		h       header
		code    string
	}{
		"text":       {[]byte("hello, world\n"), nil, "ERR_NON_VIDEO"},
		"a picture":  {clip(t, "p.png", "-f", "lavfi", "-i", "testsrc=size=64x64:duration=1", "-frames:v", "1"), nil, "ERR_NON_VIDEO"},
		"only sound": {clip(t, "s.m4a", "-f", "lavfi", "-i", "sine=duration=1", "-c:a", "aac"), nil, "ERR_NON_VIDEO"},
		"cut in two": {whole[:len(whole)/2], nil, "ERR_MALFORMED_VIDEO"},
		"too short":  {clip(t, "f.mp4", "-f", "lavfi", "-i", "testsrc=size=64x64:rate=25", "-frames:v", "1", "-pix_fmt", "yuv420p"), nil, "ERR_DURATION_TOO_SHORT"},
		"too long":   {whole, long, "ERR_DURATION_EXCEED_CONSTRAINT"},
	} {
		t.Run(name, func(t *testing.T) {
			v := s.settled(s.upload(test.content, test.h))
			if v.state() != "error" || v.text("status", "errorReasonCode") != test.code || v.text("status", "errorReasonText") == "" {
				t.Errorf("%v, want %s", v["status"], test.code)
			}
		})
	}
	if m := s.get("/storage-usage").object(t)["totalStorageMinutes"]; m != 0.0 {
		t.Errorf("failed videos take %v minutes", m)
	}
}

func TestThumbnails(t *testing.T) {
	s := open(t, localstream.Options{SkipEncoding: true, Seed: 3})
	real := s.upload(playable(t), nil)
	s.settled(real)
	var seeded []object
	s.get("?status=ready&limit=1&search=e&before=2026-08-20T12:00:00Z").into(t, &seeded)
	for name, uid := range map[string]string{"real": real, "seeded": seeded[0]["uid"].(string)} {
		s.post("/"+uid, object{"requireSignedURLs": false}).want(t, 200, 0)
		for query, want := range map[string]image.Point{
			"":                             {X: 640, Y: 640},
			"?time=1s&width=320&height=90": {X: 320, Y: 90},
			"?height=64&width=64&fit=fill": {X: 64, Y: 64},
			"?time=0m1s&width=100&height=100&fit=scale": {X: 100, Y: 100},
		} {
			a := s.get(s.Origin()+"/"+uid+"/thumbnails/thumbnail.jpg"+query).want(t, 200, 0)
			c, kind, err := image.DecodeConfig(bytes.NewReader(a.Body))
			if err != nil || kind != "jpeg" || c.Width != want.X || c.Height != want.Y {
				t.Errorf("%s%s: %s of %dx%d (%v)", name, query, kind, c.Width, c.Height, err)
			}
		}
	}
	thumb := s.Origin() + "/" + real + "/thumbnails/thumbnail.jpg"
	c, _, err := image.DecodeConfig(bytes.NewReader(s.get(thumb + "?fit=clip&width=160&height=160").Body))
	if err != nil || c.Width != 160 || c.Height != 90 {
		t.Errorf("clip is %dx%d (%v)", c.Width, c.Height, err)
	}
	first, middle := s.get(thumb).Body, s.get(thumb+"?time=1s").Body
	s.post("/"+real, object{"thumbnailTimestampPct": 0.5})
	if again := s.get(thumb).Body; bytes.Equal(first, middle) || !bytes.Equal(again, middle) {
		t.Error("the thumbnail does not follow thumbnailTimestampPct")
	}
	s.get(thumb+"?time=1m").want(t, 404, 10003)
	for _, query := range []string{"time=x", "time=-1s", "width=0", "width=100000", "height=x", "fit=squash"} {
		s.get(thumb+"?"+query).want(t, 400, 10005)
	}
}

// A film-strip asks for many at once, which are then taken together.
func TestThumbnailsOfEverySizeAndPlace(t *testing.T) {
	s := open(t, localstream.Options{Seed: 1})
	// The sound goes on after the last picture.
	wide := s.ready(clip(t, "wide.mp4", "-f", "lavfi", "-i", "testsrc=size=640x36:rate=5:duration=2", "-f", "lavfi", "-i", "sine=duration=4",
		"-pix_fmt", "yuv420p", "-c:a", "aac"), nil).text("uid")
	var videos []object
	s.get("?limit=2").into(t, &videos)
	for _, v := range videos {
		uid := v.text("uid")
		s.post("/"+uid, object{"requireSignedURLs": false, "thumbnailTimestampPct": 1}).want(t, 200, 0)
		thumb := s.Origin() + "/" + uid + "/thumbnails/thumbnail.jpg"
		s.get(thumb).want(t, 200, 0)
		for _, fit := range []string{"crop", "fill", "scale"} {
			for _, size := range [][2]int{{101, 101}, {361, 641}, {3, 3}, {1, 1}, {1, 2000}, {333, 200}, {640, 361}} {
				a := s.get(fmt.Sprintf("%s?time=0s&fit=%s&width=%d&height=%d", thumb, fit, size[0], size[1])).want(t, 200, 0)
				if c, err := jpeg.DecodeConfig(bytes.NewReader(a.Body)); err != nil || [2]int{c.Width, c.Height} != size {
					t.Errorf("%s of %v is %dx%d (%v)", fit, size, c.Width, c.Height, err)
				}
			}
		}
		a := s.get(thumb+"?time=0s&fit=clip&width=100&height=100").want(t, 200, 0)
		shape := v["input"].(map[string]any)
		high := int(100*shape["height"].(float64)/shape["width"].(float64) + .5)
		if c, err := jpeg.DecodeConfig(bytes.NewReader(a.Body)); err != nil || c.Width != 100 || max(c.Height-high, high-c.Height) > 1 {
			t.Errorf("clip of %v is %dx%d (%v)", shape, c.Width, c.Height, err)
		}
		s.get(thumb+"?time=99h").want(t, 404, 10003)
	}
	s.get(s.Origin()+"/"+wide+"/thumbnails/thumbnail.jpg?time=3.9s").want(t, 200, 0)
}

func TestASmallThumbnailShowsTheMomentOfALargeOne(t *testing.T) {
	s := open(t, localstream.Options{})
	// Every frame is brighter than the one before it.
	uid := s.ready(clip(t, "dawn.mp4", "-f", "lavfi", "-i", "color=black:s=854x480:r=10:d=5,geq=lum=16+40*T:cb=128:cr=128",
		"-pix_fmt", "yuv420p"), nil).text("uid")
	brightness := func(query string) float64 {
		a := s.get(s.Origin()+"/"+uid+"/thumbnails/thumbnail.jpg?fit=scale&"+query).want(t, 200, 0)
		img, err := jpeg.Decode(bytes.NewReader(a.Body))
		if err != nil {
			t.Fatal(err)
		}
		r := img.Bounds()
		return float64(color.GrayModel.Convert(img.At(r.Dx()/2, r.Dy()/2)).(color.Gray).Y)
	}
	for _, at := range []string{"0s", "1.3s", "3.9s", "4.1s", "4.8s"} {
		small, large := brightness("width=64&height=36&time="+at), brightness("width=854&height=480&time="+at)
		if math.Abs(small-large) > 2 {
			t.Errorf("at %s they are as bright as %v and %v", at, small, large)
		}
	}
}

func TestThumbnailsAskedForAtOnceAreNotMixedUp(t *testing.T) {
	s := open(t, localstream.Options{SkipEncoding: true})
	uid := s.upload(playable(t), nil)
	s.settled(uid)
	thumb := s.Origin() + "/" + uid + "/thumbnails/thumbnail.jpg"
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			if i == 7 {
				s.get(thumb+"?time=1h").want(t, 404, 10003)
				return
			}
			a := s.get(fmt.Sprintf("%s?time=%.2fs&height=40&width=%d", thumb, .05*float64(i), 40+2*i)).want(t, 200, 0)
			if c, _, err := image.DecodeConfig(bytes.NewReader(a.Body)); err != nil || c.Width != 40+2*i {
				t.Errorf("thumbnail %d is %d wide (%v)", i, c.Width, err)
			}
		})
	}
	all.Wait()
}

func TestWithoutFFmpegTheRestIsServed(t *testing.T) {
	content, m := playable(t), redPNG(t, 8)
	t.Setenv("PATH", t.TempDir())
	s := open(t, localstream.Options{})
	if s.Stats().FFmpeg {
		t.Error("the server claims to have ffmpeg")
	}
	uid := s.upload(content, nil)
	if v := s.settled(uid); v.state() != "ready" || v["duration"] != -1.0 {
		t.Errorf("%v, duration %v", v["status"], v["duration"])
	}
	a := s.get(s.Origin()+"/"+uid+"/thumbnails/thumbnail.jpg").want(t, 501, 10002)
	if !strings.Contains(a.Frame.Messages[0].Message, "ffmpeg") {
		t.Errorf("%s", a.Body)
	}
	s.get(s.Origin()+"/"+uid+"/watch/video.mp4").want(t, 200, 0)
	for _, path := range []string{"/manifest/video.m3u8", "/manifest/video.mpd", "/thumbnails/thumbnail.gif"} {
		s.get(s.Origin()+"/"+uid+path).want(t, 501, 10002)
	}
	for _, path := range []string{"/captions/en/generate", "/downloads", "/downloads/audio"} {
		s.post("/"+uid+path, nil).want(t, 501, 10002)
	}
	mark := s.form("POST", "/watermarks", nil, part{"file", "m.png", m}).want(t, 200, 0).object(t).text("uid")
	s.direct(object{"maxDurationSeconds": 60, "watermark": object{"uid": mark}}).want(t, 501, 10002)
	s.get(s.Origin()+"/"+s.create(10, "", nil).Header.Get("Stream-Media-Id")+"/manifest/video.m3u8").want(t, 404, 10003)
	if v := s.settled(s.upload([]byte("text"), nil)); v.text("status", "errorReasonCode") != "ERR_NON_VIDEO" {
		t.Errorf("%v", v["status"])
	}
}

func TestDeletionLeavesNoFile(t *testing.T) {
	dir := t.TempDir()
	s := open(t, localstream.Options{Dir: dir})
	uid := s.upload(playable(t), nil)
	s.settled(uid)
	s.get(s.Origin()+"/"+uid+"/thumbnails/thumbnail.jpg").want(t, 200, 0)
	s.do("DELETE", "/"+uid, nil, nil).want(t, 200, 0)
	s.do("DELETE", "/"+uid, nil, nil).want(t, 404, 10003)
	for _, sub := range []string{"originals", "uploads", "media", "cache"} {
		if left, err := os.ReadDir(dir + "/" + sub); err != nil || len(left) > 0 {
			t.Errorf("%s holds %v (%v)", sub, left, err)
		}
	}
}
