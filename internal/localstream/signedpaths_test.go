package localstream_test

import (
	"strings"
	"testing"

	"spool/internal/localstream"
)

// deliveryPaths has a path for every route of delivery, and what it is.
var deliveryPaths = map[string]struct {
	kind  string // still, play or download
	paths []string
}{
	"get thumbnail":        {"still", []string{"thumbnails/thumbnail.jpg"}},
	"get animation":        {"still", []string{"thumbnails/thumbnail.gif?duration=1s"}},
	"get watch page":       {"still", []string{"watch"}},
	"get watch page video": {"play", []string{"watch/video.mp4"}},
	"get player":           {"play", []string{"iframe"}},
	"get player details":   {"still", []string{"metadata/playerEnhancementInfo.json"}},
	"get player caption":   {"play", []string{"captions/en"}},
	"play":                 {"play", []string{"manifest/video.m3u8", "manifest/video.mpd", "manifest/media_0.m3u8"}},
	"get download":         {"download", []string{"downloads/default.mp4"}},
}

// Signed URLs hold for every path of delivery, allowed origins for player,
// manifests and segments (Cloudflare docs, Stream, securing your stream). A
// route that is not in the table fails.
func TestEveryDeliveryPathIsGuarded(t *testing.T) {
	s := open(t, localstream.Options{})
	uid := s.settled(s.upload(playable(t), nil)).text("uid")
	s.caption(uid, "en", "WEBVTT\n\n00:00.000 --> 00:01.000\nBars\n").want(t, 200, 0)
	s.post("/"+uid+"/downloads", nil).want(t, 200, 0)
	s.waitAt("/"+uid+"/downloads", func(o object) bool { return o.text("default", "status") == "ready" })
	token := func(body object) string {
		return s.post("/"+uid+"/token", body).want(t, 200, 0).object(t).text("token")
	}
	watching, saving := token(object{}), token(object{"downloadable": true})

	for _, route := range localstream.Routes() {
		if !strings.HasPrefix(route.Pattern, "/{id}/") {
			continue
		}
		known, ok := deliveryPaths[route.Name]
		if !ok {
			t.Errorf("%s is not in the table", route.Name)
		}
		for _, path := range known.paths {
			check := func(about, id, page string, want int) {
				t.Helper()
				if got := s.do("GET", s.Origin()+"/"+id+"/"+path, nil, header{"Authorization": "", "Origin": page}).Status; got != want {
					t.Errorf("%s, %s: %d, want %d", path, about, got, want)
				}
			}
			s.post("/"+uid, object{"requireSignedURLs": true, "allowedOrigins": []string{}}).want(t, 200, 0)
			check("plain uid of a private video", uid, "", 401)
			check("downloadable token", saving, "", 200)
			check("token", watching, "", map[string]int{"still": 200, "play": 200, "download": 403}[known.kind])
			s.post("/"+uid, object{"requireSignedURLs": false, "allowedOrigins": []string{"a.example"}}).want(t, 200, 0)
			check("allowed page", uid, "https://a.example", 200)
			check("another page", uid, "https://b.example", map[string]int{"still": 200, "play": 403, "download": 200}[known.kind])
		}
	}
}
