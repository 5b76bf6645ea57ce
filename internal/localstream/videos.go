package localstream

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"spool/internal/localstream/envelope"
	"spool/internal/localstream/rules"
	"spool/internal/localstream/store"
)

// listBatch is how many rows of a list are in memory at once.
const listBatch = 50

func (s *Server) listVideos(w http.ResponseWriter, r *http.Request) error {
	l, err := rules.ParseList(r.URL.Query())
	if err != nil {
		return err
	}
	counts, err := s.counts(r, l)
	if err != nil {
		return err
	}
	videos, err := s.store.List(r.Context(), l, nil, min(listBatch, l.Limit))
	if err != nil {
		return fmt.Errorf("list videos: %w", err)
	}
	if err := s.sendList(w, r, l, videos, counts); err != nil {
		s.log.Debug("list broken off", "err", err)
		panic(http.ErrAbortHandler) // the answer has begun, and must not look whole
	}
	return nil
}

// sendList sends the videos and those behind them.
func (s *Server) sendList(w http.ResponseWriter, r *http.Request, l rules.List, videos []*store.Video, counts countsOf) error {
	list, err := envelope.BeginList(w)
	for err == nil {
		for _, v := range videos {
			if err := list.Add(s.answerOf(r, v)); err != nil {
				return err
			}
		}
		if len(videos) < listBatch || list.Rows == l.Limit {
			return list.End(counts(list.Rows))
		}
		videos, err = s.store.List(r.Context(), l, videos[len(videos)-1], min(listBatch, l.Limit-list.Rows))
	}
	return err
}

// countsOf gives total and range of a list of so many rows, nil where nobody
// asked for them.
type countsOf func(rows int) (total, rng any)

func (s *Server) counts(r *http.Request, l rules.List) (countsOf, error) {
	if !l.IncludeCounts {
		return func(int) (any, any) { return nil, nil }, nil
	}
	total, rng, err := s.store.Count(r.Context(), l)
	if err != nil {
		return nil, fmt.Errorf("count videos: %w", err)
	}
	if s.opts.Quirks.is(QuirkCounts, "string") {
		return func(rows int) (any, any) { return strconv.Itoa(total), strconv.Itoa(rows) }, nil
	}
	return func(int) (any, any) { return total, rng }, nil
}

func (s *Server) getVideo(w http.ResponseWriter, r *http.Request) error {
	v, err := s.video(r)
	if err != nil {
		return err
	}
	return envelope.Write(w, http.StatusOK, s.answerOf(r, v))
}

// video returns the video the path names.
func (s *Server) video(r *http.Request) (*store.Video, error) {
	uid, err := pathUID(r)
	if err != nil {
		return nil, err
	}
	return s.store.Video(r.Context(), uid)
}

// editVideo changes the fields that are there and leaves the others; null
// clears, and meta is replaced as a whole (Cloudflare TypeScript SDK, stream;
// behaviour of Cloudflare's own emulator).
func (s *Server) editVideo(w http.ResponseWriter, r *http.Request) error {
	uid, err := pathUID(r)
	if err != nil {
		return err
	}
	f, err := readFields(w, r)
	if err != nil {
		return err
	}
	var saved *store.Video
	err = s.store.Tx(r.Context(), func(tx *store.Tx) error {
		held := 0.0
		saved, err = tx.Update(uid, s.now(), func(v *store.Video) error {
			held = v.Charged
			if err := f.apply(v); err != nil || !f.given("maxDurationSeconds") {
				return err
			}
			return s.checkLongest(v.MaxDurationSeconds)
		})
		if err != nil || saved.Charged <= held {
			return err
		}
		return s.checkStorage(tx, saved.Charged-held, saved.Charged-held)
	})
	if err != nil {
		return err
	}
	return envelope.Write(w, http.StatusOK, s.answerOf(r, saved))
}

// apply is the edit of a video.
func (f fields) apply(v *store.Video) error {
	var uid string
	if err := f.decode("uid", &uid, "text"); err != nil {
		return err
	}
	if uid != "" && uid != v.UID {
		return envelope.ErrBadRequest.With("uid does not match the video")
	}
	for _, key := range []string{"allowedOrigins", "creator", "maxDurationSeconds", "meta", "publicDetails"} {
		if f.null(key) {
			clearField(v, key)
		}
	}
	if f.null("requireSignedURLs") || f.null("thumbnailTimestampPct") {
		return envelope.ErrBadRequest.With("requireSignedURLs and thumbnailTimestampPct cannot be null")
	}
	for _, err := range []error{
		f.decodeHosts("allowedOrigins", &v.AllowedOrigins),
		f.decode("creator", &v.Creator, "text"),
		f.decode("maxDurationSeconds", &v.MaxDurationSeconds, "an integer"),
		f.decodeMeta(&v.Meta),
		f.decode("requireSignedURLs", &v.RequireSignedURLs, "true or false"),
		f.decode("thumbnailTimestampPct", &v.ThumbnailTimestampPct, "a number"),
		f.decodeTime("scheduledDeletion", &v.ScheduledDeletion),
		f.decodeTime("uploadExpiry", &v.UploadExpiry),
		f.applyPublicDetails(v),
	} {
		if err != nil {
			return err
		}
	}
	return f.checkEdit(v)
}

func clearField(v *store.Video, key string) {
	switch key {
	case "allowedOrigins":
		v.AllowedOrigins = []string{}
	case "creator":
		v.Creator = nil
	case "maxDurationSeconds":
		v.MaxDurationSeconds = nil
	case "meta":
		v.Meta = map[string]any{}
	case "publicDetails":
		v.PublicDetails = nil
	}
}

// checkEdit holds what was changed against its bounds.
func (f fields) checkEdit(v *store.Video) error {
	if err := rules.CheckCreator(v.Creator); err != nil {
		return err
	}
	if err := rules.CheckThumbnailPct(v.ThumbnailTimestampPct); err != nil {
		return err
	}
	if f.given("maxDurationSeconds") {
		if err := rules.CheckMaxDuration(*v.MaxDurationSeconds); err != nil {
			return err
		}
	}
	// An upload URL that is given a longer life reserves again.
	if v.State == rules.PendingUpload && v.MaxDurationSeconds != nil && (f.given("maxDurationSeconds") || f.has("uploadExpiry")) {
		v.Charged = float64(*v.MaxDurationSeconds)
	}
	for field, value := range map[string]any{"meta": v.Meta, "allowedOrigins": v.AllowedOrigins, "publicDetails": v.PublicDetails} {
		if err := rules.CheckRoom(field, value); err != nil {
			return err
		}
	}
	if f.given("scheduledDeletion") {
		return rules.CheckScheduledDeletion(v.ScheduledDeletion, v.Created)
	}
	return nil
}

// publicDetails is the object the player shows (Cloudflare docs, Stream, player
// enhancements). Keys it does not know are dropped.
type publicDetails struct {
	Title       *string  `json:"title"`
	ShareLink   *string  `json:"share_link"`
	ChannelLink *string  `json:"channel_link"`
	Logo        *string  `json:"logo"`
	MediaID     *float64 `json:"media_id,omitempty"`
}

// UnmarshalJSON implements json.Unmarshaler. What is not given stays as it is.
func (d *publicDetails) UnmarshalJSON(raw []byte) error {
	type plain publicDetails
	return rules.UnmarshalExact(raw, (*plain)(d), "title", "share_link", "channel_link", "logo", "media_id")
}

// Shown reports whether there is anything to show.
func (d publicDetails) Shown() bool {
	return d.Title != nil || d.ShareLink != nil || d.Logo != nil
}

// detailsOf are a video's public details, empty where it has none.
func detailsOf(v *store.Video) (d publicDetails, err error) {
	if v.PublicDetails != nil {
		if err = json.Unmarshal(v.PublicDetails, &d); err != nil {
			err = fmt.Errorf("public details of video %s: %w", v.UID, err)
		}
	}
	return d, err
}

func (f fields) applyPublicDetails(v *store.Video) error {
	if !f.given("publicDetails") {
		return nil
	}
	d, err := detailsOf(v)
	if err != nil {
		return err
	}
	if err := f.decode("publicDetails", &d, "an object of texts"); err != nil {
		return err
	}
	if d.Logo != nil && *d.Logo != "" {
		if u, err := url.Parse(*d.Logo); err != nil || u.Scheme != "https" || u.Host == "" {
			return envelope.ErrBadRequest.With("publicDetails.logo must be the https URL of a picture")
		}
	}
	raw, err := json.Marshal(d)
	v.PublicDetails = bytes.Clone(raw)
	return err
}

func (s *Server) deleteVideo(w http.ResponseWriter, r *http.Request) error {
	uid, err := pathUID(r)
	if err != nil {
		return err
	}
	if err := s.removeVideo(r.Context(), uid); err != nil {
		return err
	}
	w.WriteHeader(http.StatusOK) // with an empty body: it is not described
	return nil
}
