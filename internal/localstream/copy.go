package localstream

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"spool/internal/localstream/envelope"
	"spool/internal/localstream/rules"
	"spool/internal/localstream/store"
)

// jobCopy fetches a video; its payload is the URL.
const jobCopy = "copy"

// fetchStep is how much of a source is asked for at once.
const fetchStep = 16 << 20

// errOrigin reports a source that did not give what it should.
var errOrigin = errors.New("the source could not be fetched")

// createCopy begins to fetch a video from a URL (Cloudflare docs, Stream, upload
// via link). The source must answer HEAD with its size and serve ranges.
func (s *Server) createCopy(w http.ResponseWriter, r *http.Request) error {
	f, err := readFields(w, r)
	if err != nil {
		return err
	}
	var text string
	for _, key := range []string{"url", "input"} {
		if err := f.decode(key, &text, "text"); err != nil {
			return err
		}
		if text != "" {
			break
		}
	}
	if text == "" {
		return envelope.ErrBadRequest.With("required field url is missing")
	}
	source, err := parseSource(text)
	if err != nil {
		return err
	}
	now := s.now()
	set, err := f.namedSettings(r, now)
	if err != nil {
		return err
	}
	v := newVideo(set, now, store.Copied)
	v.State = rules.Downloading
	v.Meta["downloaded-from"] = text
	if err := rules.CheckRoom("meta", v.Meta); err != nil {
		return err
	}
	if err := s.saveCopy(r.Context(), v, set, source.String()); err != nil {
		return err
	}
	s.work.Wake()
	return envelope.Write(w, http.StatusOK, s.answerOf(r, v))
}

func (s *Server) saveCopy(ctx context.Context, v *store.Video, set rules.Settings, source string) error {
	return s.store.Tx(ctx, func(tx *store.Tx) error {
		if err := setWatermark(tx, v, set.Watermark); err != nil {
			return err
		}
		if err := s.reserve(tx, v, 0); err != nil {
			return err
		}
		if err := tx.Save(v); err != nil {
			return err
		}
		return tx.AddJob(jobCopy, v.UID, source)
	})
}

// fetchCopy brings the source here and lets it be examined.
func (s *Server) fetchCopy(ctx context.Context, job store.Job) error {
	temp := filepath.Join(s.dirs.uploads(), job.Video)
	err := s.fetchTo(ctx, job.Payload, temp, rules.MaxUploadBytes)
	if errors.Is(err, errOrigin) {
		s.log.Info("copy failed", "video", job.Video, "source", sourceName(job.Payload), "err", err)
		return s.fail(ctx, job.Video, rules.FetchOrigin)
	}
	if err != nil {
		return err
	}
	name := job.Video + plainExtension(urlFile(job.Payload))
	if err := os.Rename(temp, filepath.Join(s.dirs.originals(), name)); err != nil {
		return err
	}
	return s.keepOriginal(ctx, job.Video, name)
}

func urlFile(source string) string {
	u, err := url.Parse(source)
	if err != nil {
		return ""
	}
	return path.Base(u.Path)
}

// fetchTo writes what is at a URL to a file, range by range. An error of the
// source wraps errOrigin; no error leaves the file.
func (s *Server) fetchTo(ctx context.Context, source, file string, limit int64) (err error) {
	size, err := s.sourceSize(ctx, source)
	if err != nil {
		return err
	}
	if size > limit {
		return fmt.Errorf("%w: it has %d bytes, at most %d are taken", errOrigin, size, limit)
	}
	out, err := os.OpenFile(file, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if err = errors.Join(err, out.Close()); err != nil {
			err = errors.Join(err, removeFile(file))
		}
	}()
	for at := int64(0); at < size; {
		to := min(at+fetchStep, size)
		if err := s.fetchRange(ctx, source, span{at, to, size}, out); err != nil {
			return err
		}
		at = to
	}
	return nil
}

// sourceSize asks for the size by HEAD: its Content-Range, or else its
// Content-Length where ranges are served.
func (s *Server) sourceSize(ctx context.Context, source string) (int64, error) {
	resp, err := s.fetch(ctx, http.MethodHead, source, "bytes=0-0")
	if err != nil {
		return 0, err
	}
	if err := resp.Body.Close(); err != nil {
		return 0, err
	}
	if _, total, found := strings.Cut(resp.Header.Get("Content-Range"), "/"); found {
		if size, err := strconv.ParseInt(total, 10, 64); err == nil && size > 0 {
			return size, nil
		}
	}
	if resp.StatusCode == http.StatusOK && resp.Header.Get("Accept-Ranges") == "bytes" && resp.ContentLength > 0 {
		return resp.ContentLength, nil
	}
	return 0, fmt.Errorf("%w: it does not tell its size or serves no ranges", errOrigin)
}

// span is a range of a source: from and to as in a slice, of size bytes.
type span struct{ from, to, size int64 }

// asked is the header that asks for it, told the one that must come with it.
func (p span) asked() string { return fmt.Sprintf("bytes=%d-%d", p.from, p.to-1) }
func (p span) told() string  { return fmt.Sprintf("bytes %d-%d/%d", p.from, p.to-1, p.size) }

// fetchRange appends one range of a source to out.
func (s *Server) fetchRange(ctx context.Context, source string, p span, out io.Writer) error {
	step, cancel := context.WithTimeout(ctx, stepTime)
	defer cancel()
	resp, err := s.fetch(step, http.MethodGet, source, p.asked())
	if err != nil {
		return cmp.Or(ctx.Err(), err)
	}
	defer resp.Body.Close() // read from, nothing to lose
	if resp.StatusCode != http.StatusPartialContent {
		return fmt.Errorf("%w: it serves no ranges", errOrigin)
	}
	if told := resp.Header.Get("Content-Range"); told != p.told() {
		return fmt.Errorf("%w: it was asked for %s and sends %q", errOrigin, p.told(), clip(told))
	}
	n, err := io.Copy(out, &originBody{io.LimitReader(resp.Body, p.to-p.from)})
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err == nil && n < p.to-p.from:
		return fmt.Errorf("%w: it ended after %d of %d bytes", errOrigin, n, p.to-p.from)
	}
	return err
}

// originBody tells errors of reading a source from those of keeping what came.
type originBody struct{ io.Reader }

func (b *originBody) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = fmt.Errorf("%w: %w", errOrigin, plainCause(err))
	}
	return n, err
}

// fetch makes one request of a source.
func (s *Server) fetch(ctx context.Context, method, source, byteRange string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, source, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errOrigin, plainCause(err))
	}
	req.Header.Set("Range", byteRange)
	req.Header.Set("Accept-Encoding", "identity")
	resp, err := s.fetcher.Do(req)
	if err != nil {
		if errors.Is(ctx.Err(), context.Canceled) {
			return nil, ctx.Err()
		}
		return nil, fmt.Errorf("%w: %w", errOrigin, plainCause(err))
	}
	if resp.StatusCode >= 300 {
		return nil, errors.Join(fmt.Errorf("%w: it answered %s", errOrigin, resp.Status), resp.Body.Close())
	}
	return resp, nil
}
