package localstream_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"spool/internal/localstream"
)

// probe runs ffprobe on a URL and returns what it prints.
func probe(t *testing.T, url string, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if strings.HasSuffix(url, ".m3u8") {
		args = append([]string{"-allowed_extensions", "ALL"}, args...)
	}
	args = append([]string{"-v", "error"}, args...)
	out, err := exec.CommandContext(ctx, "ffprobe", append(args, url)...).CombinedOutput()
	if err != nil {
		t.Fatalf("ffprobe %s: %v: %s", url, err, out)
	}
	return string(out)
}

// ready uploads a video and waits until it plays.
func (s *stage) ready(content []byte, h header) object {
	s.t.Helper()
	v := s.settled(s.upload(content, h))
	if v.state() != "ready" {
		s.t.Fatalf("the video ended as %v", v["status"])
	}
	return v
}

// large is a two second video that fills three rungs of the ladder.
func large(t *testing.T) []byte {
	return clip(t, "large.mp4", "-f", "lavfi", "-i", "testsrc=size=1280x720:rate=10:duration=2", "-f", "lavfi", "-i", "sine=duration=2",
		"-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest")
}

func TestHLSAndDASHHaveALadderThatFits(t *testing.T) {
	s := open(t, localstream.Options{})
	v := s.ready(large(t), nil)
	for _, kind := range []string{"hls", "dash"} {
		out := probe(t, v.text("playback", kind), "-show_entries", "stream=codec_type,height", "-of", "csv=p=0")
		for _, want := range []string{"video,360", "video,480", "video,720", "audio"} {
			if !strings.Contains(out, want) {
				t.Errorf("%s has no %s: %s", kind, want, out)
			}
		}
		if strings.Contains(out, "1080") {
			t.Errorf("%s is larger than the input: %s", kind, out)
		}
	}
	if d := probe(t, s.Origin()+"/"+v.text("uid")+"/watch/video.mp4", "-show_entries", "format=duration", "-of", "csv=p=0"); !strings.HasPrefix(d, "2.0") && !strings.HasPrefix(d, "1.9") {
		t.Errorf("the MP4 lasts %s", d)
	}
	for _, path := range []string{"/manifest/../stream.db", "/manifest/video.txt", "/manifest/chunk-9-00001.m4s", "/manifest/%2e%2e%2fplay"} {
		if a := s.get(s.Origin() + "/" + v.text("uid") + path); a.Status != 404 {
			t.Errorf("%s answers %d", path, a.Status)
		}
	}
}

func TestASmallPortraitVideoKeepsItsShape(t *testing.T) {
	s := open(t, localstream.Options{})
	v := s.ready(clip(t, "portrait.mp4", "-f", "lavfi", "-i", "testsrc=size=90x160:rate=10:duration=1", "-pix_fmt", "yuv420p"), nil)
	if out := probe(t, v.text("playback", "hls"), "-show_entries", "stream=width,height", "-of", "csv=p=0"); !strings.Contains(out, "90,160") {
		t.Errorf("its renditions are %s", out)
	}
}

func TestPixelsThatAreNotSquareKeepThePicturesShape(t *testing.T) {
	s := open(t, localstream.Options{})
	film := clip(t, "pal.mp4", "-f", "lavfi", "-i", "testsrc=size=720x576:rate=5:duration=1,setsar=64/45", "-pix_fmt", "yuv420p")
	out := probe(t, s.Origin()+"/"+s.ready(film, nil).text("uid")+"/watch/video.mp4", "-show_entries", "stream=width,height,sample_aspect_ratio", "-of", "csv=p=0")
	if !strings.Contains(out, "854,480,1:1") {
		t.Errorf("it is played as %s", out)
	}
}

func TestDownloads(t *testing.T) {
	s := open(t, localstream.Options{})
	v := s.ready(playable(t), nil)
	base := "/" + v.text("uid") + "/downloads"
	if got := s.get(base).object(t); len(got) != 0 {
		t.Errorf("before any: %v", got)
	}
	s.post(base+"/film", nil).want(t, 404, 10003)
	first := s.post(base, nil).want(t, 200, 0).object(t)
	if first.text("default", "url") == "" {
		t.Fatalf("the answer is %v", first)
	}
	s.post(base+"/audio", nil).want(t, 200, 0)
	made := s.waitAt(base, func(o object) bool {
		return o.text("default", "status") == "ready" && o.text("audio", "status") == "ready"
	})
	if made["default"].(map[string]any)["percentComplete"] != 100.0 {
		t.Errorf("percentComplete is %v", made["default"])
	}
	for kind, want := range map[string]string{"default": "video", "audio": "audio"} {
		if out := probe(t, made.text(kind, "url"), "-show_entries", "stream=codec_type", "-of", "csv=p=0"); !strings.Contains(out, want) {
			t.Errorf("%s holds %s", kind, out)
		}
	}
	if a := s.get(made.text("default", "url") + "?filename=My_film-1"); !strings.Contains(a.Header.Get("Content-Disposition"), "My_film-1.mp4") {
		t.Errorf("it is called %s", a.Header.Get("Content-Disposition"))
	}
	s.get(made.text("default", "url")+"?filename=../x").want(t, 400, 10005)
	for kind, want := range map[string]string{"default": "video/mp4", "audio": "audio/mp4"} {
		if got := s.get(made.text(kind, "url")).Header.Get("Content-Type"); got != want {
			t.Errorf("%s is served as %s, want %s", kind, got, want)
		}
	}
	if a := s.do("GET", made.text("default", "url"), nil, header{"Range": "bytes=4-7"}); a.Status != 206 || string(a.Body) != "ftyp" {
		t.Errorf("a range answers %d %q", a.Status, a.Body)
	}
	s.do("DELETE", base+"/audio", nil, nil).want(t, 200, 0)
	s.do("DELETE", base+"/audio", nil, nil).want(t, 404, 10003)
	s.get(made.text("audio", "url")).want(t, 404, 10003)
	silent := s.ready(clip(t, "silent.mp4", "-f", "lavfi", "-i", "testsrc=size=160x90:rate=10:duration=1", "-pix_fmt", "yuv420p"), nil)
	s.post("/"+silent.text("uid")+"/downloads/audio", nil).want(t, 400, 10005)
}

// holdFFmpeg makes the next run of ffmpeg one that lasts until it is killed. It
// returns what to call to wait for that run.
func holdFFmpeg(t *testing.T) (begun func()) {
	t.Helper()
	program, err := exec.LookPath("ffmpeg")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	held := filepath.Join(dir, "held")
	script := fmt.Sprintf("#!/bin/sh\nif mkdir %s 2>/dev/null; then exec tail -f /dev/null; fi\nexec %s \"$@\"\n", held, program)
	if err := os.WriteFile(filepath.Join(dir, "ffmpeg"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	return func() {
		t.Helper()
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for limit := time.After(time.Minute); ; {
			if _, err := os.Stat(held); err == nil {
				return
			}
			select {
			case <-limit:
				t.Fatal("ffmpeg was not run")
			case <-tick.C:
			}
		}
	}
}

func TestADownloadAskedForAgainIsMadeOnce(t *testing.T) {
	dir := t.TempDir()
	s := open(t, localstream.Options{Dir: dir, SkipEncoding: true})
	uid := s.ready(playable(t), nil).text("uid")
	begun := holdFFmpeg(t)
	s.post("/"+uid+"/downloads", nil).want(t, 200, 0)
	begun()
	s.do("DELETE", "/"+uid+"/downloads", nil, nil).want(t, 200, 0)
	s.post("/"+uid+"/downloads", nil).want(t, 200, 0)
	s.waitAt("/"+uid+"/downloads", func(o object) bool { return o.text("default", "status") == "ready" })
	if got := left(t, dir, "media/"+uid); !slices.Equal(got, []string{"default.mp4"}) {
		t.Errorf("the folder holds %v", got)
	}
}

// A player chooses a sound by its group, so every variant of a silent video has
// to name the group once there is one.
func TestASoundAddedToASilentVideoCanBeHeard(t *testing.T) {
	s := open(t, localstream.Options{})
	v := s.ready(clip(t, "silent.mp4", "-f", "lavfi", "-i", "testsrc=size=160x90:rate=10:duration=1", "-pix_fmt", "yuv420p"), nil)
	uid := v.text("uid")
	variants := func() []string {
		var lines []string
		for line := range strings.Lines(string(s.get(v.text("playback", "hls")).want(t, 200, 0).Body)) {
			if strings.HasPrefix(line, "#EXT-X-STREAM-INF") {
				lines = append(lines, line)
			}
		}
		return lines
	}
	for _, line := range variants() {
		if strings.Contains(line, "AUDIO=") {
			t.Errorf("a silent variant has a sound: %s", line)
		}
	}
	s.form("POST", "/"+uid+"/audio", nil, part{"label", "", []byte(`Deutsch & "mehr"`)}, part{"file", "s.m4a", sound(t)}).want(t, 200, 0)
	s.waitAt("/"+uid+"/audio", func(o object) bool { return trackStatus(o) == "ready" })
	for _, line := range variants() {
		if !strings.Contains(line, `AUDIO="group_A1"`) || !strings.Contains(line, `,mp4a.40.2"`) {
			t.Errorf("a variant without the sound: %s", line)
		}
	}
	for _, kind := range []string{"hls", "dash"} {
		if out := probe(t, v.text("playback", kind), "-show_entries", "stream=codec_type", "-of", "csv=p=0"); !strings.Contains(out, "audio") {
			t.Errorf("the %s manifest has %s", kind, out)
		}
	}
}

// source serves content as a host Stream can copy from.
func source(t *testing.T, content []byte) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.ServeContent(w, r, "clip.mp4", time.Time{}, bytes.NewReader(content))
	}))
	t.Cleanup(server.Close)
	return server
}

func TestCopyFromURL(t *testing.T) {
	s := open(t, localstream.Options{})
	from := source(t, playable(t))
	a := s.post("/copy", object{"url": from.URL + "/clip.mp4", "meta": object{"name": "Copied"}, "creator": "c"}).want(t, 200, 0).object(t)
	if a.state() != "downloading" || a.text("meta", "downloaded-from") != from.URL+"/clip.mp4" || a["creator"] != "c" {
		t.Errorf("the answer is %v", a)
	}
	if v := s.settled(a.text("uid")); v.state() != "ready" || v["size"] != float64(len(playable(t))) {
		t.Errorf("it ended as %v", v)
	}
	gone := httptest.NewServer(http.NotFoundHandler())
	defer gone.Close()
	plain := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if _, err := w.Write(playable(t)); err != nil {
			return
		}
	}))
	defer plain.Close()
	private := httptest.NewServer(http.RedirectHandler("http://10.0.0.1/x.mp4", http.StatusFound))
	defer private.Close()
	for _, url := range []string{gone.URL, plain.URL, private.URL, "http://192.168.0.1/x.mp4", "http://example.com/x.mp4"} {
		a := s.post("/copy", object{"input": url}).want(t, 200, 0).object(t)
		if v := s.settled(a.text("uid")); v.text("status", "errorReasonCode") != "ERR_FETCH_ORIGIN_ERROR" {
			t.Errorf("%s: %v", url, v["status"])
		}
	}
	s.post("/copy", object{"url": "file:///etc/passwd"}).want(t, 400, 10010)
	s.post("/copy", object{}).want(t, 400, 10005)
}

func TestClip(t *testing.T) {
	s := open(t, localstream.Options{})
	v := s.ready(large(t), nil)
	body := func(start, end any) object {
		return object{"clippedFromVideoUID": v.text("uid"), "startTimeSeconds": start, "endTimeSeconds": end, "name": "Part"}
	}
	for _, bad := range []object{body(1, 1), body(-1, 1), body(0, 3), body("x", 1), body(0.5, 1), {"startTimeSeconds": 0, "endTimeSeconds": 1}} {
		s.post("/clip", bad).want(t, 400, 10005)
	}
	s.post("/clip", object{"clippedFromVideoUID": strings.Repeat("0", 32), "startTimeSeconds": 0, "endTimeSeconds": 1}).want(t, 404, 10003)
	long := body(1, 2)
	long["name"] = strings.Repeat("x", 40_000)
	s.post("/clip", long).want(t, 400, 10005)
	junk := body(1, 2) // unknown keys are ignored, also those that other calls know
	junk["expiry"], junk["maxDurationSeconds"] = "junk", "junk"
	s.post("/clip", junk).want(t, 200, 0)
	c := s.post("/clip", body(1, 2)).want(t, 200, 0).object(t)
	if c["status"] != "queued" || c.text("clippedFromVideoUID") != v.text("uid") {
		t.Errorf("the answer is %v", c)
	}
	got := s.settled(c.text("uid"))
	if got.state() != "ready" || got.text("clippedFrom") != v.text("uid") || got.text("meta", "name") != "Part" {
		t.Fatalf("it ended as %v", got)
	}
	if d := got["duration"].(float64); d < 0.9 || d > 1.2 {
		t.Errorf("the clip lasts %v", d)
	}
}

func TestAudioTracks(t *testing.T) {
	s := open(t, localstream.Options{})
	v := s.ready(playable(t), nil)
	base := "/" + v.text("uid") + "/audio"
	sound := clip(t, "sound.m4a", "-f", "lavfi", "-i", "sine=frequency=880:duration=1", "-c:a", "aac")
	a := s.form("POST", base, nil, part{"label", "", []byte("Deutsch")}, part{"file", "s.m4a", sound}).want(t, 200, 0).object(t)
	if a["status"] != "queued" || a["default"] != false {
		t.Errorf("the answer is %v", a)
	}
	s.form("POST", base, nil, part{"file", "s.m4a", sound}).want(t, 400, 10005)
	s.form("POST", base, nil, part{"label", "", []byte("Deutsch")}, part{"file", "s.m4a", sound}).want(t, 400, 10005)
	b := s.post(base+"/copy", object{"label": "English", "url": source(t, sound).URL}).want(t, 200, 0).object(t)
	broken := s.post(base+"/copy", object{"label": "Broken", "url": source(t, []byte("no sound")).URL}).want(t, 200, 0).object(t)
	list := s.waitAt(base, func(o object) bool { return !strings.Contains(toText(t, o), "queued") })
	for uid, want := range map[string]string{a.text("uid"): "ready", b.text("uid"): "ready", broken.text("uid"): "error"} {
		if !strings.Contains(toText(t, list), uid) {
			t.Errorf("%s is not listed", uid)
		}
		for _, track := range list["audio"].([]any) {
			if o := object(track.(map[string]any)); o.text("uid") == uid && o.text("status") != want {
				t.Errorf("track %s is %s", o.text("label"), o.text("status"))
			}
		}
	}
	if d := s.do("PATCH", base+"/"+a.text("uid"), strings.NewReader(`{"default":true}`), nil).want(t, 200, 0).object(t); d["default"] != true {
		t.Errorf("the answer is %v", d)
	}
	s.do("PATCH", base+"/"+b.text("uid"), strings.NewReader(`{"default":true,"label":"British"}`), nil).want(t, 200, 0)
	s.do("PATCH", base+"/"+broken.text("uid"), strings.NewReader(`{"default":true}`), nil).want(t, 400, 10005)
	s.do("PATCH", base+"/"+b.text("uid"), strings.NewReader(`{"label":"Deutsch"}`), nil).want(t, 400, 10005)
	s.do("DELETE", base+"/"+b.text("uid"), nil, nil).want(t, 400, 10005)
	for _, kind := range []string{"hls", "dash"} {
		if out := probe(t, v.text("playback", kind), "-show_entries", "stream=codec_type", "-of", "csv=p=0"); strings.Count(out, "audio") < 3 {
			t.Errorf("the %s manifest has %s", kind, out)
		}
	}
	if got := s.do("DELETE", base+"/"+a.text("uid"), nil, nil).want(t, 200, 0).Frame.Result; string(got) != `"ok"` {
		t.Errorf("deleting answers %s", got)
	}
}

func toText(t *testing.T, o object) string {
	t.Helper()
	var b strings.Builder
	for _, track := range o["audio"].([]any) {
		m := object(track.(map[string]any))
		b.WriteString(m.text("uid") + " " + m.text("status") + "\n")
	}
	return b.String()
}

// redPNG is a red square.
func redPNG(t *testing.T, side int) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, side, side))
	for i := range img.Pix {
		img.Pix[i] = []byte{255, 0, 0, 255}[i%4]
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestAWatermarkIsBurnedIntoThePicture(t *testing.T) {
	s := open(t, localstream.Options{})
	m := s.form("POST", "/watermarks", nil, part{"scale", "", []byte("0.5")}, part{"position", "", []byte("lowerLeft")},
		part{"padding", "", []byte("0")}, part{"file", "m.png", redPNG(t, 64)}).want(t, 200, 0).object(t)
	black := clip(t, "black.mp4", "-f", "lavfi", "-i", "color=black:size=320x180:rate=10:duration=1", "-pix_fmt", "yuv420p")
	v := s.ready(black, header{"Upload-Metadata": metadata("watermark", m.text("uid"))})
	origin := s.Origin() + "/" + v.text("uid")
	frame := clip(t, "frame"+v.text("uid")+".png", "-i", origin+"/watch/video.mp4", "-frames:v", "1")
	thumb := s.get(origin+"/thumbnails/thumbnail.jpg?width=320&height=180").want(t, 200, 0).Body
	for name, raw := range map[string][]byte{"video": frame, "thumbnail": thumb} {
		img, _, err := image.Decode(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		checkMark(t, name, img)
	}
}

// checkMark looks for a red square in the lower left corner.
func checkMark(t *testing.T, name string, img image.Image) {
	t.Helper()
	// Half of the height is 90: the square lies in the lower left corner.
	for at, red := range map[image.Point]bool{{10, 170}: true, {85, 95}: true, {100, 170}: false, {10, 80}: false, {310, 10}: false} {
		r, g, _, _ := img.At(at.X, at.Y).RGBA()
		if is := r > 0xa000 && g < 0x4000; is != red {
			t.Errorf("%s: at %v is %v", name, at, color.RGBAModel.Convert(img.At(at.X, at.Y)))
		}
	}
}

func TestPlayerPage(t *testing.T) {
	s := open(t, localstream.Options{SkipEncoding: true})
	v := s.ready(playable(t), header{"Upload-Metadata": metadata("name", "<b>Film</b>")})
	url := s.Origin() + "/" + v.text("uid") + "/iframe"
	page := string(s.get(url+"?autoplay&muted=true&loop=false&controls=false&startTime=1m2s&preload=metadata&letterboxColor=transparent&primaryColor=%23ff0000").want(t, 200, 0).Body)
	for _, want := range []string{" autoplay", " muted", `preload="metadata"`, "#t=62", "background: transparent", "accent-color: #ff0000", "&lt;b&gt;Film"} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is not in the page:\n%s", want, page)
		}
	}
	for _, no := range []string{" loop", " controls"} {
		if strings.Contains(page, no) {
			t.Errorf("%q is in the page", no)
		}
	}
	advertised := string(s.get(url + "?autoplay&ad-url=" + "https://ads.example/tag%3Fa=%22%3E%3Cb%3E").Body)
	if !strings.Contains(advertised, `data-tag="https://ads.example/tag?a=&#34;&gt;&lt;b&gt;" data-autoplay`) || !strings.Contains(advertised, "<video playsinline controls preload") {
		t.Errorf("the advertisement does not come first:\n%s", advertised)
	}
	evil := string(s.get(url + "?ad-url=javascript:alert(1)&letterboxColor=red%3B%7D%3C%2Fstyle%3E%3Cscript%3E&poster=javascript:alert(1)&preload=x").Body)
	if strings.Contains(evil, "script") {
		t.Errorf("the page takes what it is given:\n%s", evil)
	}
	s.post("/"+v.text("uid"), object{"allowedOrigins": []string{"good.example"}}).want(t, 200, 0)
	if a := s.do("GET", url, nil, header{"Referer": "https://bad.example/page"}); a.Status != 403 {
		t.Errorf("on a page that is not allowed it answers %d", a.Status)
	}
	allowed := string(s.do("GET", url, nil, header{"Referer": "https://good.example/page"}).want(t, 200, 0).Body)
	_, rest, _ := strings.Cut(allowed, `src="`)
	src, _, _ := strings.Cut(rest, `"`)
	if a := s.do("GET", s.Origin()+src, nil, header{"Referer": url}); a.Status != 200 {
		t.Errorf("the player's own video answers %d", a.Status)
	}
}

func TestPublicDetailsAreShown(t *testing.T) {
	s := open(t, localstream.Options{SkipEncoding: true})
	uid := s.ready(playable(t), nil).text("uid")
	details, page := s.Origin()+"/"+uid+"/metadata/playerEnhancementInfo.json", s.Origin()+"/"+uid+"/iframe"
	if got := string(s.get(details).want(t, 200, 0).Body); got != `{"title":null,"share_link":null,"channel_link":null,"logo":null}` {
		t.Errorf("no details are %s", got)
	}
	if got := string(s.get(page).Body); strings.Contains(got, "<header>") {
		t.Errorf("no details are shown:\n%s", got)
	}
	s.post("/"+uid, object{"publicDetails": object{
		"title": "A <film>", "share_link": "https://share.example/f", "channel_link": "javascript:alert(1)", "logo": "https://logo.example/l.png",
	}}).want(t, 200, 0)
	if got := string(s.get(details).want(t, 200, 0).Body); !strings.Contains(got, `"logo":"https://logo.example/l.png"`) {
		t.Errorf("the details are %s", got)
	}
	got := string(s.get(page).Body)
	for _, want := range []string{"A &lt;film&gt;", `href="https://share.example/f"`, `src="https://logo.example/l.png"`} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in the page:\n%s", want, got)
		}
	}
	if strings.Contains(got, "javascript:") {
		t.Errorf("the page has the script of a link:\n%s", got)
	}
}

func TestAnimatedThumbnails(t *testing.T) {
	s := open(t, localstream.Options{SkipEncoding: true})
	v := s.ready(playable(t), nil)
	a := s.get(s.Origin()+"/"+v.text("uid")+"/thumbnails/thumbnail.gif?duration=1s&fps=4&height=36&width=64").want(t, 200, 0)
	anim, err := gif.DecodeAll(bytes.NewReader(a.Body))
	if err != nil || len(anim.Image) != 4 || anim.Config.Width != 64 {
		t.Errorf("%d pictures of %d, %v", len(anim.Image), anim.Config.Width, err)
	}
	for _, query := range []string{"duration=1h", "duration=15s&fps=15&width=1000&height=1000"} {
		s.get(s.Origin()+"/"+v.text("uid")+"/thumbnails/thumbnail.gif?"+query).want(t, 400, 10005)
	}
}
