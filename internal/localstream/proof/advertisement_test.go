package proof

import (
	"bytes"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"spool/internal/localstream"
	"spool/test/chromium"
)

// adSite stands before a local Stream and has a tag in a wrapper, its film and the
// addresses that count. It tells every request, in the order they come.
type adSite struct {
	*httptest.Server
	asked chan string
}

func newAdSite(t *testing.T, stream, tag string) adSite {
	t.Helper()
	to, err := url.Parse(stream)
	if err != nil {
		t.Fatal(err)
	}
	film, site := filmBytes(t), adSite{asked: make(chan string, 1000)}
	proxy := httputil.NewSingleHostReverseProxy(to)
	proxy.ErrorLog = log.New(io.Discard, "", 0) // a browser that ends breaks off what it loads
	site.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		site.asked <- r.URL.RequestURI()
		switch r.URL.Path {
		case "/ads/wrapper.xml":
			fmt.Fprintf(w, `<VAST version="4.2"><Ad><Wrapper><VASTAdTagURI><![CDATA[%s/ads/tag.xml]]></VASTAdTagURI>
				<Error>%[1]s/ads/error?code=[ERRORCODE]</Error><Impression>%[1]s/ads/wrapped</Impression></Wrapper></Ad></VAST>`, site.URL)
		case "/ads/tag.xml":
			fmt.Fprint(w, strings.ReplaceAll(tag, "SITE", site.URL))
		case "/ads/film.mp4":
			w.Header().Set("Content-Type", "video/mp4")
			http.ServeContent(w, r, "film.mp4", time.Time{}, strings.NewReader(string(film)))
		case "/ads/wrapped", "/ads/impression", "/ads/start", "/ads/midpoint", "/ads/complete", "/ads/error", "/ads/other":
		case "/ads/silence":
			<-r.Context().Done()
		default:
			proxy.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(site.Close)
	return site
}

// theFilm stands for the video itself in what was asked for.
const theFilm = "the film"

// watch lets a Chromium play a video with the advertisement until it asked for the
// film itself and for last, and returns what it asked for, each once.
func (s adSite) watch(t *testing.T, uid, last string) (asked []string) {
	t.Helper()
	page := s.URL + "/" + uid + "/iframe?autoplay&muted&ad-url=" + url.QueryEscape(s.URL+"/ads/wrapper.xml")
	command := chromium.Command(t, "--remote-debugging-port=0", page)
	command.Stderr = &bytes.Buffer{} // all its processes write there, so that the last one is waited for
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := command.Process.Signal(syscall.SIGTERM); err != nil {
			t.Error(err)
		}
		_ = command.Wait() // it was told to end
	}()
	limit := time.After(time.Minute)
	for !slices.Contains(asked, theFilm) || !slices.Contains(asked, last) {
		select {
		case uri := <-s.asked:
			if strings.HasSuffix(uri, "/watch/video.mp4") {
				uri = theFilm
			}
			if !slices.Contains(asked, uri) {
				asked = append(asked, uri)
			}
		case <-limit:
			t.Fatalf("the film or %s is not asked for, only %v", last, asked)
		}
	}
	return asked
}

func TestChromiumPlaysTheAdvertisementFirst(t *testing.T) {
	server, client := open(t, localstream.Options{SkipEncoding: true})
	site := newAdSite(t, server.Origin(), `<VAST version="4.2">
		<Ad sequence="2"><InLine><Impression>SITE/ads/other</Impression><Creatives><Creative><Linear><TrackingEvents>
		<Tracking event="start">SITE/ads/other</Tracking></TrackingEvents></Linear></Creative></Creatives></InLine></Ad>
		<Ad sequence="1"><InLine><Impression>SITE/ads/impression</Impression><Creatives><Creative>
		<Linear skipoffset="00:00:01"><TrackingEvents><Tracking event="start">SITE/ads/start</Tracking><Tracking event="midpoint">SITE/ads/midpoint</Tracking>
		<Tracking event="complete">SITE/ads/complete</Tracking></TrackingEvents>
		<MediaFiles><MediaFile type="video/x-none" width="320" height="180">SITE/ads/none</MediaFile>
		<MediaFile type="video/mp4" width="320" height="180"><![CDATA[ SITE/ads/film.mp4 ]]></MediaFile></MediaFiles></Linear></Creative></Creatives></InLine></Ad></VAST>`)
	asked := site.watch(t, upload(t, server, client).UID, "/ads/complete")
	for _, order := range [][]string{
		{"/ads/wrapper.xml", "/ads/tag.xml", "/ads/film.mp4", "/ads/impression", "/ads/midpoint", "/ads/complete"},
		{"/ads/film.mp4", "/ads/wrapped", "/ads/midpoint", theFilm},
		{"/ads/film.mp4", "/ads/start", "/ads/midpoint", theFilm},
	} {
		last := -1
		for _, each := range order {
			i := slices.Index(asked, each)
			if i <= last {
				t.Errorf("%s comes too soon or not at all in %v", each, asked)
			}
			last = i
		}
	}
	for _, never := range []string{"/ads/none", "/ads/other"} { // a file it cannot play, and what another one counts
		if slices.Contains(asked, never) {
			t.Errorf("%s is asked for", never)
		}
	}
}

func TestChromiumPlaysTheFilmWhereTheAdvertisementFails(t *testing.T) {
	server, client := open(t, localstream.Options{SkipEncoding: true})
	uid := upload(t, server, client).UID
	for tag, code := range map[string]string{
		`no XML`:                "100",
		`<VAST version="4.2"/>`: "303",
		`<VAST version="4.2"><Ad><Wrapper><VASTAdTagURI>SITE/ads/silence</VASTAdTagURI></Wrapper></Ad></VAST>`: "301",
		`<VAST version="4.2"><Ad><InLine><Creatives><Creative><Linear><MediaFiles>
			<MediaFile type="video/mp4" width="320" height="180">SITE/ads/silence</MediaFile>
			</MediaFiles></Linear></Creative></Creatives></InLine></Ad></VAST>`: "402",
		`<VAST version="4.2"><Ad><Wrapper><VASTAdTagURI>SITE/ads/wrapper.xml</VASTAdTagURI></Wrapper></Ad></VAST>`: "302",
		`<VAST version="4.2"><Ad><InLine><Creatives><Creative><Linear><MediaFiles>
			<MediaFile type="video/mp4" width="320" height="180">javascript:alert(1)</MediaFile>
			</MediaFiles></Linear></Creative></Creatives></InLine></Ad></VAST>`: "403",
		`<VAST version="4.2"><Ad><InLine><Creatives><Creative><Linear><MediaFiles>
			<MediaFile type="video/mp4" width="320" height="180">SITE/ads/tag.xml</MediaFile>
			</MediaFiles></Linear></Creative></Creatives></InLine></Ad></VAST>`: "405",
	} {
		t.Run(code, func(t *testing.T) {
			newAdSite(t, server.Origin(), tag).watch(t, uid, "/ads/error?code="+code)
		})
	}
}
