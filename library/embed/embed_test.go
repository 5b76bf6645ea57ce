package embed_test

import (
	"encoding/json"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"spool/library"
	"spool/library/embed"
)

const (
	uid   = "9c1f04d2b7ac4e1ea5b0f3c6d81ea27e"
	host  = "https://customer-ex4mpl3c0de.cloudflarestream.com"
	token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl"
)

func video(name string) *library.Video {
	raw, err := json.Marshal(name)
	if err != nil {
		panic(err)
	}
	return &library.Video{
		UID: uid, Meta: library.Meta{"name": raw}, Ready: true, Width: 1920, Height: 1080,
		Status: library.Status{State: library.StateReady},
		HLS:    host + "/" + uid + "/manifest/video.m3u8", DASH: host + "/" + uid + "/manifest/video.mpd",
		Preview: host + "/" + uid + "/watch", Thumbnail: host + "/" + uid + "/thumbnails/thumbnail.jpg",
	}
}

func links(t *testing.T, v *library.Video, token string, s embed.Settings) embed.Links {
	t.Helper()
	l, err := embed.LinksOf(v, token, s)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestEveryLinkOfAVideo(t *testing.T) {
	for name, id := range map[string]string{"": uid, token: token} {
		l := links(t, video("Harbour at dawn, 4K"), name, embed.Settings{})
		for kind, want := range map[embed.Kind]string{
			embed.Watch:     host + "/" + id + "/watch",
			embed.IframeURL: host + "/" + id + "/iframe",
			embed.HLS:       host + "/" + id + "/manifest/video.m3u8",
			embed.DASH:      host + "/" + id + "/manifest/video.mpd",
			embed.Thumbnail: host + "/" + id + "/thumbnails/thumbnail.jpg",
			embed.GIF:       host + "/" + id + "/thumbnails/thumbnail.gif",
			embed.MP4:       host + "/" + id + "/downloads/default.mp4?filename=Harbour_at_dawn__4K",
			embed.M4A:       host + "/" + id + "/downloads/audio.m4a?filename=Harbour_at_dawn__4K",
			embed.UID:       uid,
			embed.Responsive: `<div style="position: relative; padding-top: 56.25%"><iframe src="` + host + "/" + id + `/iframe" ` +
				`title="Harbour at dawn, 4K" style="border: none; position: absolute; top: 0; left: 0; height: 100%; width: 100%" ` +
				`allow="accelerometer; gyroscope; autoplay; encrypted-media; picture-in-picture;" allowfullscreen></iframe></div>`,
			embed.Fixed: `<iframe src="` + host + "/" + id + `/iframe" title="Harbour at dawn, 4K" style="border: none" width="1280" height="720" ` +
				`allow="accelerometer; gyroscope; autoplay; encrypted-media; picture-in-picture;" allowfullscreen></iframe>`,
		} {
			if got := l.Get(kind); got != want {
				t.Errorf("%s:\n got %s\nwant %s", kind, got, want)
			}
		}
	}
}

func TestThePlaceOfDeliveryIsTheOneStreamGave(t *testing.T) {
	for name, tt := range map[string]struct {
		video library.Video
		want  string
	}{
		"manifest only":    {library.Video{UID: uid, HLS: host + "/" + uid + "/manifest/video.m3u8"}, host},
		"preview only":     {library.Video{UID: uid, Preview: host + "/" + uid + "/watch"}, host},
		"old host":         {library.Video{UID: uid, Preview: "https://watch.cloudflarestream.com/" + uid}, "https://watch.cloudflarestream.com"},
		"a path before it": {library.Video{UID: uid, Thumbnail: "http://127.0.0.1:8000/delivery/" + uid + "/thumbnails/thumbnail.jpg"}, "http://127.0.0.1:8000/delivery"},
		"first is odd":     {library.Video{UID: uid, HLS: "null", DASH: host + "/" + uid + "/manifest/video.mpd"}, host},
	} {
		l, err := embed.LinksOf(&tt.video, "", embed.Settings{})
		if want := tt.want + "/" + uid + "/watch"; err != nil || l.Watch != want {
			t.Errorf("%s: got %q, %v; want %q", name, l.Watch, err, want)
		}
	}
	for name, v := range map[string]library.Video{
		"none":            {UID: uid},
		"another video's": {UID: uid, HLS: host + "/other/manifest/video.m3u8"},
		"no web address":  {UID: uid, HLS: "javascript:alert(1)/" + uid + "/x"},
		"no uid":          {HLS: host + "//manifest/video.m3u8"},
	} {
		if l, err := embed.LinksOf(&v, "", embed.Settings{}); !errors.Is(err, embed.ErrNoDelivery) {
			t.Errorf("%s: got %+v, %v", name, l, err)
		}
	}
}

// attributes are those of the code's iframe, as a browser reads them.
func attributes(t *testing.T, code string) map[string]string {
	t.Helper()
	for z := html.NewTokenizer(strings.NewReader(code)); ; {
		switch z.Next() {
		case html.ErrorToken:
			t.Fatalf("no iframe in %s", code)
		case html.StartTagToken:
			if tag := z.Token(); tag.Data == "iframe" {
				found := map[string]string{}
				for _, a := range tag.Attr {
					found[a.Key] = a.Val
				}
				return found
			}
		}
	}
}

func TestEveryPlayerSettingArrives(t *testing.T) {
	p := embed.Player{
		Autoplay: true, Loop: true, Muted: true, HideControls: true, DVR: true, Preload: embed.PreloadMetadata,
		Start: 90*time.Second + 500*time.Millisecond, TextTrack: "en-GB", PrimaryColor: "#F2C14E", LetterboxColor: "transparent",
		PosterStill: &embed.Still{At: 12 * time.Second, HasAt: true, Height: 600}, AdURL: "https://ads.example.com/vast?a=1&b=2",
	}
	if err := p.Check(); err != nil {
		t.Fatal(err)
	}
	name := `Bed & "Breakfast" <script>alert('x')</script>`
	got := attributes(t, links(t, video(name), token, embed.Settings{Player: p}).Responsive)
	if got["title"] != name {
		t.Errorf("the title is %q", got["title"])
	}
	u, err := url.Parse(got["src"])
	if err != nil {
		t.Fatal(err)
	}
	want := url.Values{
		"autoplay": {"true"}, "loop": {"true"}, "muted": {"true"}, "controls": {"false"}, "dvrEnabled": {"true"},
		"preload": {"metadata"}, "startTime": {"90.5"}, "defaultTextTrack": {"en-GB"}, "primaryColor": {"#F2C14E"},
		"letterboxColor": {"transparent"}, "ad-url": {"https://ads.example.com/vast?a=1&b=2"},
		// The poster of a signed video needs the token as well.
		"poster": {host + "/" + token + "/thumbnails/thumbnail.jpg?height=600&time=12s"},
	}
	if u.Query().Encode() != want.Encode() || u.Path != "/"+token+"/iframe" {
		t.Errorf("got  %s\nwant %s", u.Query().Encode(), want.Encode())
	}
}

func TestSettingsThePlayerWouldNotUnderstand(t *testing.T) {
	for name, p := range map[string]embed.Player{
		"preload":         {Preload: "all"},
		"colour":          {PrimaryColor: "red;background:url(x)"},
		"letterbox":       {LetterboxColor: `"`},
		"captions":        {TextTrack: "german!"},
		"poster":          {Poster: "javascript:alert(1)"},
		"ad":              {AdURL: "/vast"},
		"start":           {Start: -1},
		"two posters":     {Poster: "https://x.example/p.jpg", PosterStill: &embed.Still{}},
		"half an address": {Poster: "https://"},
	} {
		if p.Check() == nil {
			t.Errorf("%s: %+v is accepted", name, p)
		}
	}
	for _, c := range []string{"#fff", "#F2C14E", "#F2C14E80", "transparent", "rgba(1, 2, 3, .5)", "hsl(120deg 75% 25%)"} {
		if err := (embed.Player{PrimaryColor: c, LetterboxColor: c}).Check(); err != nil {
			t.Error(err)
		}
	}
}

func TestTheSizeFollowsTheVideo(t *testing.T) {
	for _, tt := range []struct {
		name          string
		width, height int // the video's
		size          embed.Size
		padding       string
		want          [2]string
	}{
		{"landscape", 1920, 1080, embed.Size{}, "56.25%", [2]string{"1280", "720"}},
		{"portrait", 1080, 1920, embed.Size{}, "177.7778%", [2]string{"720", "1280"}},
		{"square", 640, 640, embed.Size{}, "100%", [2]string{"1280", "1280"}},
		{"unknown", -1, -1, embed.Size{}, "56.25%", [2]string{"1280", "720"}},
		{"by width", 1920, 800, embed.Size{Width: 600}, "41.6667%", [2]string{"600", "250"}},
		{"by height", 1920, 800, embed.Size{Height: 250}, "41.6667%", [2]string{"600", "250"}},
		{"both", 1920, 800, embed.Size{Width: 300, Height: 300}, "41.6667%", [2]string{"300", "300"}},
		{"extreme", 10000, 1, embed.Size{Width: 10}, "0.01%", [2]string{"10", "1"}},
	} {
		v := video("x")
		v.Width, v.Height = tt.width, tt.height
		l := links(t, v, "", embed.Settings{Size: tt.size})
		if !strings.Contains(l.Responsive, "padding-top: "+tt.padding+"\"") {
			t.Errorf("%s: %s", tt.name, l.Responsive)
		}
		if got := attributes(t, l.Fixed); got["width"] != tt.want[0] || got["height"] != tt.want[1] {
			t.Errorf("%s: %s by %s", tt.name, got["width"], got["height"])
		}
	}
}

func TestStillsAndAnimations(t *testing.T) {
	l := links(t, video("x"), "", embed.Settings{
		Still: embed.Still{HasAt: true, At: 0, Width: 640, Height: 360, Fit: embed.FitCrop},
		GIF:   embed.Animation{Start: 1500 * time.Millisecond, Length: 2 * time.Second, FPS: 10, Height: 200},
	})
	if want := "thumbnail.jpg?fit=crop&height=360&time=0s&width=640"; !strings.HasSuffix(l.Thumbnail, want) {
		t.Errorf("got %s, want %s", l.Thumbnail, want)
	}
	if want := "thumbnail.gif?duration=2s&fps=10&height=200&time=1.5s"; !strings.HasSuffix(l.GIF, want) {
		t.Errorf("got %s, want %s", l.GIF, want)
	}
}

func TestDownloadsAreNamedWithinStreamsRules(t *testing.T) {
	for name, want := range map[string]string{
		"":                       "",
		"日本":                     "",
		"a/b\\c?d=é.mp4":         "?filename=a_b_c_d___mp4",
		strings.Repeat("x", 200): "?filename=" + strings.Repeat("x", 120),
	} {
		if got := links(t, video(name), "", embed.Settings{}).MP4; !strings.HasSuffix(got, "/default.mp4"+want) {
			t.Errorf("%.20q: got %s, want %s", name, got, want)
		}
	}
}

func TestWhatWontPlayIsSaidBeforehand(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*library.Video)
		to     embed.Destination
		want   string // codes, ! for those that stop it, then what mends it
	}{
		{"public", func(*library.Video) {}, embed.Destination{Page: "https://www.example.com/film"}, ""},
		{"not ready", func(v *library.Video) { v.Ready, v.Status.State = false, "inprogress" }, embed.Destination{}, "not_ready!"},
		{"failed", func(v *library.Video) { v.Ready, v.Status.State = false, "error" }, embed.Destination{}, "failed!"},
		{"live", func(v *library.Video) { v.Ready, v.Status.State = false, "live-inprogress" }, embed.Destination{}, ""},
		{"signed only", func(v *library.Video) { v.RequireSignedURLs = true }, embed.Destination{}, "signed_only! requireSignedURLs=false"},
		{"signed", func(v *library.Video) { v.RequireSignedURLs = true }, embed.Destination{Signed: true}, ""},
		{"the host itself", origins("www.example.com"), embed.Destination{Page: "https://www.example.com:443/x?y"}, ""},
		{"another host", origins("example.com"), embed.Destination{Page: "www.example.com"}, `origin! allowedOrigins=["example.com","www.example.com"]`},
		{"below the star", origins("*.example.com"), embed.Destination{Page: "https://a.b.example.com"}, ""},
		{"the star's own", origins("*.example.com"), embed.Destination{Page: "https://example.com"}, `origin! allowedOrigins=["*.example.com","example.com"]`},
		{"looks like it", origins("*.example.com"), embed.Destination{Page: "https://badexample.com"}, `origin! allowedOrigins=["*.example.com","badexample.com"]`},
		{"localhost, port", origins("localhost:8080"), embed.Destination{Page: "http://localhost:8080/"}, ""},
		{"localhost, no port", origins("localhost"), embed.Destination{Page: "http://localhost:8080/"}, `origin! allowedOrigins=["localhost","localhost:8080"]`},
		{"with a scheme", origins("https://example.com/"), embed.Destination{}, `odd_origin allowedOrigins=["example.com"]`},
		{"nonsense", origins("://"), embed.Destination{}, "odd_origin"},
		{"no page known", origins("example.com"), embed.Destination{}, ""},
	} {
		v := video("x")
		tt.change(v)
		found, err := embed.Obstacles(v, tt.to)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		var got []string
		for _, o := range found {
			code := o.Code
			if o.Stops {
				code += "!"
			}
			got = append(got, code)
			for field, value := range o.Mend {
				got = append(got, string(field)+"="+string(value))
			}
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, s, tt.want)
		}
	}
	v := video("x")
	v.AllowedOrigins = []string{"example.com"}
	if _, err := embed.Obstacles(v, embed.Destination{Page: "file:///home/me/page.html"}); err == nil {
		t.Error("a file is taken for a page of some host")
	}
}

func origins(list ...string) func(*library.Video) {
	return func(v *library.Video) { v.AllowedOrigins = list }
}
