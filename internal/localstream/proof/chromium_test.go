package proof

import (
	"fmt"
	"image"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"

	"spool/internal/localstream"
	"spool/test/chromium"
)

// TestChromiumPlaysTheWatchPage shows the watch page beside its MP4 alone, which
// has no poster: its bars can only come from a frame that was decoded.
func TestChromiumPlaysTheWatchPage(t *testing.T) {
	server, client := open(t, localstream.Options{})
	v := upload(t, server, client)
	watch := watched(t, server) + "/" + v.UID + "/watch"
	page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<!doctype html><body style="margin:0; display:flex">
			<iframe src="%s" style="border:none; width:320px; height:180px"></iframe>
			<video src="%s/video.mp4" autoplay muted style="width:320px; height:180px"></video>`, watch, watch)
	}))
	t.Cleanup(page.Close)
	picture := chromium.Screenshot(t, page.URL)
	for name, area := range map[string]image.Rectangle{
		"watch page": image.Rect(0, 0, 320, 180), "video": image.Rect(320, 0, 640, 180),
	} {
		if n := chromium.Colours(picture, area, 2, 100); n < 6 {
			t.Errorf("the picture of the %s has %d colours of some size, want the seven bars", name, n)
		}
	}
}

// TestChromiumFillsAOneTimeURL lets a page of another origin send a film in two
// requests: the browser asks before it sends the first, and lets the page read
// the offset only where the answer allows it.
func TestChromiumFillsAOneTimeURL(t *testing.T) {
	server, client := open(t, localstream.Options{SkipEncoding: true})
	film := filmBytes(t)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, account(server, server.Origin())+"?direct_user=true", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+server.Token())
	request.Header.Set("Tus-Resumable", "1.0.0")
	request.Header.Set("Upload-Length", strconv.Itoa(len(film)))
	created, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	created.Body.Close()
	page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/film.mp4" {
			_, _ = w.Write(film) // a browser that leaves fails the test by itself
			return
		}
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<!doctype html><script type="module">
			const film = await (await fetch("/film.mp4")).blob()
			const tus = { "Tus-Resumable": "1.0.0" }
			const at = (await fetch("%[1]s", { method: "HEAD", headers: tus })).headers.get("Upload-Offset")
			await fetch("%[1]s", { method: "PATCH", body: film, headers: { ...tus, "Upload-Offset": at, "Content-Type": "application/offset+octet-stream" } })
			</script>`, created.Header.Get("Location"))
	}))
	t.Cleanup(page.Close)
	chromium.Screenshot(t, page.URL)
	if v := settled(t, server, client, created.Header.Get("Stream-Media-Id")); v.Size != float64(len(film)) {
		t.Errorf("%v bytes came in of %d", v.Size, len(film))
	}
}
