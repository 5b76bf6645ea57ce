package localstream

import (
	_ "embed" // the script of advertisements
	"encoding/json"
	"html/template"
	"net/http"
	"net/url"
	"regexp"
	"strconv"

	"golang.org/x/text/language"

	"spool/internal/localstream/rules"
	"spool/internal/localstream/store"
)

// player is what the page in an iframe shows.
type player struct {
	ID, Title                       string
	Ready                           bool
	Autoplay, Controls, Loop, Muted bool
	Preload, Poster, Start          string
	AdTag                           string // address of a VAST tag
	// Letterbox and Primary passed colour and are plain CSS colours.
	Letterbox, Primary template.CSS
	Captions           []playerCaption
	Details            publicDetails
}

//go:embed advertisement.js
var advertisementScript string

// Advertisement is the script that plays what AdTag names.
func (player) Advertisement() template.JS { return template.JS(advertisementScript) }

type playerCaption struct {
	Language, Label string
	Default         bool
}

var playerTemplate = template.Must(template.New("player").Parse(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>{{.Title}}</title>
<style>
  html, body { margin: 0; height: 100%; background: {{.Letterbox}}; accent-color: {{.Primary}}; color: #ccc; font: 16px/1.5 system-ui, sans-serif; }
  video, p { display: block; width: 100%; height: 100%; object-fit: contain; }
  p { display: grid; place-items: center; margin: 0; }
  header { position: fixed; inset: 0 0 auto; display: flex; gap: 12px; align-items: center; padding: 12px 16px 32px;
    color: #fff; background: linear-gradient(rgb(0 0 0 / 70%), transparent); pointer-events: none; }
  header img { height: 32px; }
  header a { color: inherit; text-decoration: none; pointer-events: auto; }
  header a:last-child { margin-left: auto; }
  #ad { position: fixed; inset: 0; background: #000; }
  #ad button { position: absolute; right: 24px; bottom: 48px; padding: 8px 20px; border: 0; border-radius: 6px; background: #fff; color: #000; font: inherit; }
</style>
{{with .Details}}{{if .Shown}}<header>
{{with .Logo}}  <img src="{{.}}" alt="">
{{end}}{{with .Title}}  <b>{{if $.Details.ChannelLink}}<a href="{{$.Details.ChannelLink}}" target="_blank">{{.}}</a>{{else}}{{.}}{{end}}</b>
{{end}}{{with .ShareLink}}  <a href="{{.}}" target="_blank">Share</a>
{{end}}</header>
{{end}}{{end}}{{if .Ready}}<video playsinline{{if .Controls}} controls{{end}}{{if and .Autoplay (not .AdTag)}} autoplay{{end}}{{if .Loop}} loop{{end}}{{if .Muted}} muted{{end}} preload="{{.Preload}}"{{with .Poster}} poster="{{.}}"{{end}}>
  <source src="/{{.ID}}/watch/video.mp4{{with .Start}}#t={{.}}{{end}}" type="video/mp4">
  <source src="/{{.ID}}/manifest/video.m3u8" type="application/x-mpegURL">
{{range .Captions}}  <track kind="captions" srclang="{{.Language}}" label="{{.Label}}" src="/{{$.ID}}/captions/{{.Language}}"{{if .Default}} default{{end}}>
{{end}}</video>
{{if .AdTag}}<script data-tag="{{.AdTag}}"{{if .Autoplay}} data-autoplay{{end}}>{{.Advertisement}}</script>
{{end}}{{else}}<p>This video is not ready yet.</p>
{{end}}</html>
`))

// playerPage is what an embedded iframe loads, with the parameters of the Stream
// player (Cloudflare docs, Stream, using the Stream player). A parameter without
// a value is on; what makes no sense is left at its default.
func (s *Server) playerPage(w http.ResponseWriter, r *http.Request) error {
	v, err := s.viewed(r, usePlay)
	if err != nil {
		return err
	}
	id, err := s.innerID(r, v)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	p := player{
		ID: id, Title: v.Name(), Ready: v.State == rules.Ready,
		Autoplay: on(q, "autoplay", false), Controls: on(q, "controls", true), Loop: on(q, "loop", false), Muted: on(q, "muted", false),
		Preload: oneOf(q.Get("preload"), "none", "metadata", "auto"), Poster: poster(q.Get("poster"), id), AdTag: webAddress(q.Get("ad-url")),
		Letterbox: colour(q.Get("letterboxColor"), "#000"), Primary: colour(q.Get("primaryColor"), "#f6821f"),
	}
	if at, err := rules.ParseMediaTime(q.Get("startTime")); err == nil && at > 0 {
		p.Start = strconv.FormatFloat(at.Seconds(), 'f', -1, 64)
	}
	if p.Details, err = detailsOf(v); err != nil {
		return err
	}
	if p.Captions, err = s.playerCaptions(r, v, q.Get("defaultTextTrack")); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	return playerTemplate.Execute(w, p)
}

// playerDetails is the public JSON of what the player shows beside the video
// (Cloudflare docs, Stream, player enhancements).
func (s *Server) playerDetails(w http.ResponseWriter, r *http.Request) error {
	v, err := s.viewed(r, useStill)
	if err != nil {
		return err
	}
	d, err := detailsOf(v)
	if err != nil {
		return err
	}
	raw, err := json.Marshal(d)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	_, err = w.Write(raw)
	return err
}

func (s *Server) playerCaptions(r *http.Request, v *store.Video, wanted string) ([]playerCaption, error) {
	known, err := s.store.Captions(r.Context(), v.UID)
	if err != nil {
		return nil, err
	}
	var out []playerCaption
	for _, c := range known {
		if c.Status != captionReady {
			continue
		}
		a := answerOfCaption(c)
		out = append(out, playerCaption{a.Language, a.Label, wanted != "" && language.Make(wanted) == language.Make(c.Language)})
	}
	return out, nil
}

// playerCaption delivers a caption to the player.
func (s *Server) playerCaption(w http.ResponseWriter, r *http.Request) error {
	v, err := s.viewed(r, usePlay)
	if err != nil {
		return err
	}
	vtt, err := s.store.CaptionFile(r.Context(), v.UID, r.PathValue("language"))
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/vtt")
	_, err = w.Write(vtt)
	return err
}

// on reads a switch of the player: there without a value, or with any but
// false, means yes.
func on(q url.Values, key string, otherwise bool) bool {
	if !q.Has(key) {
		return otherwise
	}
	return q.Get(key) != "false"
}

func oneOf(value string, allowed ...string) string {
	for _, a := range allowed {
		if value == a {
			return a
		}
	}
	return allowed[0]
}

func poster(asked, id string) string {
	if address := webAddress(asked); address != "" {
		return address
	}
	return "/" + id + "/thumbnails/thumbnail.jpg?width=1280&height=720&fit=fill"
}

// webAddress lets an address through that a page may load, else "".
func webAddress(asked string) string {
	if u, err := url.Parse(asked); err == nil && (u.Scheme == "http" || u.Scheme == "https") {
		return asked
	}
	return ""
}

var colourPattern = regexp.MustCompile(`^(#[0-9A-Fa-f]{3,8}|[A-Za-z]{3,24}|(rgb|hsl)a?\([0-9.,%\s/]{1,40}\))$`)

// colour lets a CSS colour through, and nothing else into a style.
func colour(asked, otherwise string) template.CSS {
	if !colourPattern.MatchString(asked) {
		return template.CSS(otherwise)
	}
	return template.CSS(asked)
}
