package localstream

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image/png"
	"io"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"unicode/utf8"

	"spool/internal/localstream/envelope"
	"spool/internal/localstream/rules"
	"spool/internal/localstream/store"
	"spool/internal/media"
)

const (
	maxWatermarkBytes  = 2_097_152 // Cloudflare docs, Stream, applying watermarks
	maxWatermarkPixels = 8 << 20   // ours: a small file can hold an enormous picture
	maxWatermarkName   = 256       // ours: every video that has the profile repeats it
	maxWatermarks      = 100       // there is a limit, its number is not published
)

var watermarkPositions = map[string]bool{
	"upperRight": true, "upperLeft": true, "lowerLeft": true, "lowerRight": true, "center": true,
}

// watermarkAnswer is a profile as the API shows it, and as a video keeps it.
type watermarkAnswer struct {
	UID            string  `json:"uid"`
	Size           int64   `json:"size"`
	Height         int     `json:"height"`
	Width          int     `json:"width"`
	Created        stamp   `json:"created"`
	DownloadedFrom *string `json:"downloadedFrom"`
	Name           string  `json:"name"`
	Opacity        float64 `json:"opacity"`
	Padding        float64 `json:"padding"`
	Scale          float64 `json:"scale"`
	Position       string  `json:"position"`
}

func answerOfWatermark(m store.Watermark) watermarkAnswer {
	return watermarkAnswer{
		UID: m.UID, Size: m.Size, Height: m.Height, Width: m.Width, Created: stamp(m.Created), DownloadedFrom: m.DownloadedFrom,
		Name: m.Name, Opacity: m.Opacity, Padding: m.Padding, Scale: m.Scale, Position: m.Position,
	}
}

// watermarkFile returns where the picture of a profile is. It stays after the
// profile's deletion while a video that is not encoded yet needs it.
func (f folders) watermarkFile(uid string) string { return filepath.Join(f.watermarks(), uid+".png") }

// createWatermark makes a profile of a PNG that comes in a form, or of one that
// is fetched from the URL in a JSON body.
func (s *Server) createWatermark(w http.ResponseWriter, r *http.Request) error {
	m := store.Watermark{
		UID: newUID(), Created: s.now().UTC(), Opacity: 1, Padding: 0.05, Scale: 0.15, Position: "upperRight",
	}
	picture, err := s.readWatermark(w, r, &m)
	if err != nil {
		return err
	}
	if err := s.checkPicture(picture, &m); err != nil {
		return err
	}
	path := s.dirs.watermarkFile(m.UID)
	if err := os.WriteFile(path, picture, 0o600); err != nil {
		return err
	}
	err = s.store.Tx(r.Context(), func(tx *store.Tx) error {
		n, err := tx.CountWatermarks()
		if err != nil {
			return err
		}
		if n >= maxWatermarks {
			return envelope.ErrQuota.With("there are %d watermark profiles, which is the most", n)
		}
		return tx.AddWatermark(m)
	})
	if err != nil {
		return errors.Join(err, removeFile(path))
	}
	return envelope.Write(w, http.StatusOK, answerOfWatermark(m))
}

// readWatermark fills in the fields and returns the picture's bytes.
func (s *Server) readWatermark(w http.ResponseWriter, r *http.Request, m *store.Watermark) ([]byte, error) {
	if isForm(r) {
		return readWatermarkForm(r, m)
	}
	f, err := readFields(w, r)
	if err != nil {
		return nil, err
	}
	var source string
	for _, err := range []error{
		f.decode("url", &source, "text"),
		f.decode("name", &m.Name, "text"),
		f.decode("opacity", &m.Opacity, "a number"),
		f.decode("padding", &m.Padding, "a number"),
		f.decode("scale", &m.Scale, "a number"),
		f.decode("position", &m.Position, "text"),
		checkWatermark(m),
	} {
		if err != nil {
			return nil, err
		}
	}
	if source == "" {
		return nil, envelope.ErrBadRequest.With("required field url is missing")
	}
	m.DownloadedFrom = &source
	return s.fetchPicture(r.Context(), source)
}

func readWatermarkForm(r *http.Request, m *store.Watermark) ([]byte, error) {
	f, err := openForm(r)
	if err != nil {
		return nil, err
	}
	part, err := f.file("file")
	if err != nil {
		return nil, err
	}
	if part == nil {
		return nil, errMissingFile
	}
	picture, err := readPicture(part)
	if err != nil {
		return nil, err
	}
	if err := f.rest(); err != nil {
		return nil, err
	}
	if name, ok := f.Values["name"]; ok {
		m.Name = name
	}
	if position, ok := f.Values["position"]; ok {
		m.Position = position
	}
	for key, to := range map[string]*float64{"opacity": &m.Opacity, "padding": &m.Padding, "scale": &m.Scale} {
		if text, ok := f.Values[key]; ok {
			if *to, err = rules.ParseNumber(text); err != nil {
				return nil, envelope.ErrBadRequest.With("%s must be a number", key)
			}
		}
	}
	return picture, checkWatermark(m)
}

func checkWatermark(m *store.Watermark) error {
	for key, n := range map[string]float64{"opacity": m.Opacity, "padding": m.Padding, "scale": m.Scale} {
		if math.IsNaN(n) || n < 0 || n > 1 {
			return envelope.ErrBadRequest.With("%s must be between 0 and 1", key)
		}
	}
	if utf8.RuneCountInString(m.Name) > maxWatermarkName {
		return envelope.ErrBadRequest.With("name must have at most %d characters", maxWatermarkName)
	}
	if !watermarkPositions[m.Position] {
		return envelope.ErrBadRequest.With("position must be upperRight, upperLeft, lowerLeft, lowerRight or center")
	}
	return nil
}

func (s *Server) fetchPicture(ctx context.Context, source string) (_ []byte, err error) {
	u, err := parseSource(source)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, envelope.ErrInvalidURL.With("%q is not a URL", clip(source))
	}
	resp, err := s.fetcher.Do(req)
	if err != nil {
		return nil, envelope.ErrInvalidURL.With("the picture cannot be fetched")
	}
	defer func() { err = errors.Join(err, resp.Body.Close()) }()
	if resp.StatusCode != http.StatusOK {
		return nil, envelope.ErrInvalidURL.With("the picture's server answers %d", resp.StatusCode)
	}
	return readPicture(resp.Body)
}

func readPicture(from io.Reader) ([]byte, error) {
	picture, err := io.ReadAll(io.LimitReader(from, maxWatermarkBytes+1))
	if err != nil {
		return nil, envelope.ErrDecoding.With("the picture could not be read")
	}
	if len(picture) > maxWatermarkBytes {
		return nil, envelope.ErrTooLarge.With("the picture is larger than %d bytes", maxWatermarkBytes)
	}
	return picture, nil
}

// checkPicture takes nothing but a PNG that can be decoded whole, and looks at
// its size before it does so.
func (s *Server) checkPicture(picture []byte, m *store.Watermark) error {
	c, err := png.DecodeConfig(bytes.NewReader(picture))
	if err != nil {
		return envelope.ErrBadRequest.With("the picture is not a PNG")
	}
	if int64(c.Width)*int64(c.Height) > maxWatermarkPixels {
		return envelope.ErrBadRequest.With("the picture of %d by %d pixels is too large", c.Width, c.Height)
	}
	s.decoding.Lock() // one at a time: each may take tens of megabytes
	defer s.decoding.Unlock()
	if _, err := png.Decode(bytes.NewReader(picture)); err != nil {
		return envelope.ErrBadRequest.With("the PNG is damaged")
	}
	m.Size, m.Width, m.Height = int64(len(picture)), c.Width, c.Height
	return nil
}

func (s *Server) listWatermarks(w http.ResponseWriter, r *http.Request) error {
	marks, err := s.store.Watermarks(r.Context())
	if err != nil {
		return fmt.Errorf("list watermarks: %w", err)
	}
	answers := make([]watermarkAnswer, len(marks))
	for i, m := range marks {
		answers[i] = answerOfWatermark(m)
	}
	return envelope.Write(w, http.StatusOK, answers)
}

func (s *Server) getWatermark(w http.ResponseWriter, r *http.Request) error {
	uid, err := pathUID(r)
	if err != nil {
		return err
	}
	m, err := s.store.Watermark(r.Context(), uid)
	if err != nil {
		return err
	}
	return envelope.Write(w, http.StatusOK, answerOfWatermark(m))
}

// deleteWatermark forgets a profile. Videos that have it stay marked
// (Cloudflare docs, Stream, applying watermarks).
func (s *Server) deleteWatermark(w http.ResponseWriter, r *http.Request) error {
	uid, err := pathUID(r)
	if err != nil {
		return err
	}
	if err := s.store.Tx(r.Context(), func(tx *store.Tx) error { return tx.DeleteWatermark(uid) }); err != nil {
		return err
	}
	if err := s.dropPicture(r.Context(), uid); err != nil {
		return err
	}
	return envelope.Write(w, http.StatusOK, "")
}

// dropPicture removes a profile's picture unless it is still wanted.
func (s *Server) dropPicture(ctx context.Context, uid string) error {
	wanted, err := s.store.WatermarkWanted(ctx, uid)
	if err != nil || wanted {
		return err
	}
	return removeFile(s.dirs.watermarkFile(uid))
}

// clearPictures drops the pictures that a deletion left for videos which are
// done by now.
func (s *Server) clearPictures(ctx context.Context) error {
	entries, err := os.ReadDir(s.dirs.watermarks())
	if err != nil {
		return err
	}
	for _, e := range entries {
		uid := e.Name()[:len(e.Name())-len(filepath.Ext(e.Name()))]
		if !rules.IsUID(uid) {
			continue
		}
		if err := s.dropPicture(ctx, uid); err != nil {
			return err
		}
	}
	return nil
}

// setWatermark puts the profile on a new video as it is now: deleting the
// profile later does not unmark it.
func setWatermark(tx *store.Tx, v *store.Video, uid string) error {
	if uid == "" {
		return nil
	}
	if !media.HaveFFmpeg() {
		return envelope.ErrNoMedia.With("watermarks need ffmpeg, which is not installed")
	}
	m, err := tx.Watermark(uid)
	if errors.Is(err, store.ErrNotFound) {
		return envelope.ErrBadRequest.With("there is no watermark profile %s", uid)
	}
	if err != nil {
		return err
	}
	v.Watermark, err = json.Marshal(answerOfWatermark(m))
	return err
}
