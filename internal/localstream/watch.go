package localstream

import (
	"errors"
	"html/template"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"spool/internal/localstream/envelope"
	"spool/internal/localstream/rules"
	"spool/internal/localstream/store"
)

var watchTemplate = template.Must(template.New("watch").Parse(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.Title}}</title>
<style>
  html, body { margin: 0; height: 100%; background: #000; color: #ccc; font: 16px/1.5 system-ui, sans-serif; }
  video, p { display: block; width: 100%; height: 100%; object-fit: contain; }
  p { display: grid; place-items: center; margin: 0; }
</style>
{{if .Ready}}<video controls playsinline preload="auto" poster="/{{.ID}}/thumbnails/thumbnail.jpg?width=1280&amp;height=720&amp;fit=fill" src="/{{.ID}}/watch/video.mp4"></video>
{{else}}<p>This video is not ready yet.</p>
{{end}}</html>
`))

// watchPage is the page a video's preview URL leads to.
func (s *Server) watchPage(w http.ResponseWriter, r *http.Request) error {
	v, err := s.viewed(r, useStill)
	if err != nil {
		return err
	}
	page := struct {
		ID, Title string
		Ready     bool
	}{r.PathValue("id"), v.Name(), v.State == rules.Ready}
	if page.Title == "" {
		page.Title = v.UID
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	return watchTemplate.Execute(w, page)
}

// watchVideo is the MP4 the watch page plays: the one made for it, or the
// original where that will do.
func (s *Server) watchVideo(w http.ResponseWriter, r *http.Request) error {
	v, err := s.viewed(r, usePlay)
	if err != nil {
		return err
	}
	path, err := s.playable(v)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "video/mp4")
	if strings.HasSuffix(path, ".webm") {
		w.Header().Set("Content-Type", "video/webm")
	}
	http.ServeFile(w, r, path)
	return nil
}

func (s *Server) playable(v *store.Video) (string, error) {
	if v.State != rules.Ready {
		return "", envelope.ErrNotFound.With("the video is not ready")
	}
	if made, err := s.made(v, fallbackName); made != "" || err != nil {
		return made, err
	}
	if v.Original == "" {
		return "", envelope.ErrNotFound.With("the video has no file")
	}
	return s.dirs.original(v), nil
}

// made is the path of a file that was made of a video, "" where there is none.
func (s *Server) made(v *store.Video, name string) (string, error) {
	path := filepath.Join(s.dirs.of(v.UID), name)
	_, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", nil
	case err != nil:
		return "", err
	}
	return path, nil
}
