package localstream

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"spool/internal/localstream/envelope"
	"spool/internal/localstream/rules"
	"spool/internal/localstream/store"
)

// The statuses of a caption.
const (
	captionReady      = "ready"
	captionInProgress = "inprogress"
	captionError      = "error"
)

// jobCaption generates a caption; its payload is the language.
const jobCaption = "caption"

// spoken are the languages captions can be generated for (Cloudflare docs,
// Stream, adding captions).
var spoken = map[string]bool{
	"cs": true, "nl": true, "en": true, "fr": true, "de": true, "it": true,
	"ja": true, "ko": true, "pl": true, "pt": true, "ru": true, "es": true,
}

// maxSpoken is the longest video captions are generated for. There is a limit;
// how long it is is not documented.
const maxSpoken = 4 * time.Hour

type captionAnswer struct {
	Language  string `json:"language"`
	Label     string `json:"label"`
	Generated bool   `json:"generated"`
	Status    string `json:"status"`
}

// answerOfCaption labels a caption in its own tongue; the caller cannot choose
// the label.
func answerOfCaption(c store.Caption) captionAnswer {
	label := display.Self.Name(language.Make(c.Language))
	if label == "" {
		label = c.Language
	}
	if c.Generated {
		label += " (auto-generated)"
	}
	return captionAnswer{c.Language, label, c.Generated, c.Status}
}

// captionOf returns the video and the canonical language a path names.
func (s *Server) captionOf(r *http.Request) (*store.Video, string, error) {
	v, err := s.video(r)
	if err != nil {
		return nil, "", err
	}
	text := r.PathValue("language")
	tag, err := language.Parse(text)
	if err != nil || tag == language.Und || strings.ContainsAny(text, "_") {
		return nil, "", envelope.ErrBadRequest.With("language must be a BCP 47 tag such as en or pt-BR")
	}
	return v, tag.String(), nil
}

func (s *Server) listCaptions(w http.ResponseWriter, r *http.Request) error {
	v, err := s.video(r)
	if err != nil {
		return err
	}
	captions, err := s.store.Captions(r.Context(), v.UID)
	if err != nil {
		return fmt.Errorf("list captions: %w", err)
	}
	answers := make([]captionAnswer, len(captions))
	for i, c := range captions {
		answers[i] = answerOfCaption(c)
	}
	return envelope.Write(w, http.StatusOK, answers)
}

func (s *Server) getCaption(w http.ResponseWriter, r *http.Request) error {
	v, lang, err := s.captionOf(r)
	if err != nil {
		return err
	}
	c, err := s.store.Caption(r.Context(), v.UID, lang)
	if err != nil {
		return err
	}
	return envelope.Write(w, http.StatusOK, answerOfCaption(c))
}

func (s *Server) getCaptionFile(w http.ResponseWriter, r *http.Request) error {
	v, lang, err := s.captionOf(r)
	if err != nil {
		return err
	}
	vtt, err := s.store.CaptionFile(r.Context(), v.UID, lang)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/vtt")
	_, err = w.Write(vtt)
	return err
}

// putCaption takes a WebVTT file, in the place of an earlier one. Editing a
// generated caption makes it one of a person's (Cloudflare docs, Stream, adding
// captions).
func (s *Server) putCaption(w http.ResponseWriter, r *http.Request) error {
	v, lang, err := s.captionOf(r)
	if err != nil {
		return err
	}
	_, part, err := fileForm(r)
	if err != nil {
		return err
	}
	temp := filepath.Join(s.dirs.cache(), rand.Text()+".vtt")
	if _, err := save(part, temp, rules.MaxCaptionBytes+1); err != nil {
		return err
	}
	c := store.Caption{Video: v.UID, Language: lang, Status: captionReady}
	if err := errors.Join(s.keepCaption(r.Context(), c, temp), removeFile(temp)); err != nil {
		return err
	}
	return envelope.Write(w, http.StatusOK, answerOfCaption(c))
}

// keepCaption checks and keeps the caption in a file.
func (s *Server) keepCaption(ctx context.Context, c store.Caption, path string) error {
	s.decoding.Lock() // one at a time: a file of short cues takes seven times its size
	defer s.decoding.Unlock()
	vtt, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if _, err := rules.ParseVTT(vtt); err != nil {
		return err
	}
	return s.store.Tx(ctx, func(tx *store.Tx) error {
		if _, err := tx.Video(c.Video); err != nil {
			return err
		}
		return tx.SaveCaption(c, vtt)
	})
}

func (s *Server) deleteCaption(w http.ResponseWriter, r *http.Request) error {
	v, lang, err := s.captionOf(r)
	if err != nil {
		return err
	}
	if err := s.store.Tx(r.Context(), func(tx *store.Tx) error { return tx.DeleteCaption(v.UID, lang) }); err != nil {
		return err
	}
	return envelope.Write(w, http.StatusOK, "")
}

// createCaption begins to generate a caption from what is said in the video.
func (s *Server) createCaption(w http.ResponseWriter, r *http.Request) error {
	v, lang, err := s.captionOf(r)
	if err != nil {
		return err
	}
	if err := checkSpoken(v, lang); err != nil {
		return err
	}
	c := store.Caption{Video: v.UID, Language: lang, Generated: true, Status: captionInProgress}
	err = s.store.Tx(r.Context(), func(tx *store.Tx) error {
		switch _, err := tx.Caption(v.UID, lang); {
		case err == nil:
			return envelope.ErrBadRequest.With("there is a caption in %s; delete it first", lang)
		case !errors.Is(err, store.ErrNotFound):
			return err
		}
		if _, err := tx.Video(v.UID); err != nil {
			return err
		}
		if err := tx.SaveCaption(c, nil); err != nil {
			return err
		}
		return tx.AddJob(jobCaption, v.UID, lang)
	})
	if err != nil {
		return err
	}
	s.work.Wake()
	return envelope.Write(w, http.StatusOK, answerOfCaption(c))
}

func checkSpoken(v *store.Video, lang string) error {
	switch {
	case v.State != rules.Ready:
		return envelope.ErrBadRequest.With("the video is not ready")
	case !spoken[lang]:
		return envelope.ErrBadRequest.With("captions cannot be generated in %s", lang)
	case v.Duration > maxSpoken.Seconds():
		return envelope.ErrBadRequest.With("the video is too long for generated captions")
	case v.Sound == store.Silent:
		return envelope.ErrBadRequest.With("the video has no audio")
	case v.Sound == store.SoundUnknown:
		return envelope.ErrNoMedia.With("whether the video has audio is not known without ffprobe, which is not installed")
	}
	return nil
}

// writeCaption is the work of jobCaption. Nobody here understands speech, so
// the text says which part of the video it stands for.
func (s *Server) writeCaption(ctx context.Context, job store.Job) error {
	v, err := s.store.Video(ctx, job.Video)
	if err != nil {
		return err
	}
	const each = 4 * time.Second
	var vtt strings.Builder
	vtt.WriteString("WEBVTT\n")
	whole := time.Duration(v.Duration * float64(time.Second))
	for start := time.Duration(0); start < whole; start += each {
		end := min(start+each, whole)
		fmt.Fprintf(&vtt, "\n%s --> %s\n[%s] %s\n", vttTime(start), vttTime(end), job.Payload, vttTime(start))
	}
	return s.endCaption(ctx, job, captionReady, []byte(vtt.String()))
}

// endCaption gives a generated caption its outcome, unless somebody deleted or
// replaced it meanwhile.
func (s *Server) endCaption(ctx context.Context, job store.Job, status string, vtt []byte) error {
	return s.store.Tx(ctx, func(tx *store.Tx) error {
		c, err := tx.Caption(job.Video, job.Payload)
		if errors.Is(err, store.ErrNotFound) || err == nil && c.Status != captionInProgress {
			return nil
		}
		if err != nil {
			return err
		}
		c.Status = status
		return tx.SaveCaption(c, vtt)
	})
}

func vttTime(d time.Duration) string {
	return fmt.Sprintf("%02d:%02d:%02d.%03d", int(d.Hours()), int(d.Minutes())%60, int(d.Seconds())%60, d.Milliseconds()%1000)
}
