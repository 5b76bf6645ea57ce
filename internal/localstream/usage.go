package localstream

import (
	"fmt"
	"math"
	"net/http"

	"spool/internal/localstream/envelope"
	"spool/internal/localstream/rules"
	"spool/internal/localstream/store"
)

type usageAnswer struct {
	Creator                  *string `json:"creator"`
	TotalStorageMinutes      float64 `json:"totalStorageMinutes"`
	TotalStorageMinutesLimit int     `json:"totalStorageMinutesLimit"`
	VideoCount               int     `json:"videoCount"`
}

func (s *Server) storageUsage(w http.ResponseWriter, r *http.Request) error {
	if err := s.expireUploads(r.Context()); err != nil {
		return err
	}
	var creator *string
	if q := r.URL.Query(); q.Has("creator") {
		name := q.Get("creator")
		creator = &name
	}
	u, err := s.store.Usage(r.Context(), creator)
	if err != nil {
		return fmt.Errorf("storage usage: %w", err)
	}
	minutes := u.Seconds / 60
	if s.opts.Quirks.is(QuirkMinutes, "integer") {
		minutes = math.Ceil(minutes)
	}
	return envelope.Write(w, http.StatusOK, usageAnswer{
		Creator: creator, TotalStorageMinutes: minutes,
		TotalStorageMinutesLimit: int(s.limit / 60), VideoCount: u.Videos,
	})
}

// reserve takes seconds of the storage for a new video, or refuses: over the
// storage limit with 10011, while too many videos are being encoded with 429
// (Cloudflare docs, Stream, FAQ). Call it in the transaction that saves v.
func (s *Server) reserve(tx *store.Tx, v *store.Video, seconds float64) error {
	if err := s.checkStorage(tx, seconds, 0); err != nil {
		return err
	}
	encoding, err := tx.Encoding()
	if err != nil {
		return err
	}
	if encoding >= rules.MaxEncoding {
		return s.overLimit(envelope.ErrQuota.With("%d videos are queued or being encoded", encoding))
	}
	v.Charged = seconds
	return nil
}

// checkStorage refuses seconds that go over the storage limit, as the
// transaction sees it; charged says how many of them it counts already.
func (s *Server) checkStorage(tx *store.Tx, seconds, charged float64) error {
	used, err := tx.Charged()
	if err != nil {
		return err
	}
	if used -= charged; used+seconds <= s.limit && used < s.limit {
		return nil
	}
	e := *envelope.ErrStorage
	e.Message = fmt.Sprintf("Storage capacity exceeded: you have been allocated %d minutes", int(s.limit/60))
	return s.overLimit(e.With("%.1f minutes are used or reserved, %.1f more were asked for", used/60, seconds/60))
}

// overLimit gives the refusal of an upload the status that the quirk has for all.
func (s *Server) overLimit(e *envelope.Error) error {
	switch {
	case s.opts.Quirks.is(QuirkOverLimit, "413"):
		e.Status = http.StatusRequestEntityTooLarge
	case s.opts.Quirks.is(QuirkOverLimit, "429"):
		e.Status = http.StatusTooManyRequests
	}
	return e
}
