package localstream

import (
	"io"
	"net/http"
	"sync"
	"sync/atomic"

	"spool/internal/localstream/envelope"
	"spool/internal/media"
)

// meter counts what PATCH handlers read, so that a test can tell what a client
// sent more than once. It starts anew with the server.
type meter struct {
	total  atomic.Int64
	leaked atomic.Int64 // requests to one-time URLs that brought a token

	mu      sync.Mutex
	uploads map[string]*atomic.Int64
}

func newMeter() *meter { return &meter{uploads: map[string]*atomic.Int64{}} }

func (m *meter) of(uid string) *atomic.Int64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.uploads[uid] == nil {
		m.uploads[uid] = new(atomic.Int64)
	}
	return m.uploads[uid]
}

// forget drops the count of one upload; the total keeps it.
func (m *meter) forget(uid string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.uploads, uid)
}

func (m *meter) count(uid string, body io.ReadCloser) io.ReadCloser {
	return &countedBody{ReadCloser: body, upload: m.of(uid), total: &m.total}
}

type countedBody struct {
	io.ReadCloser
	upload, total *atomic.Int64
}

func (b *countedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.upload.Add(int64(n))
	b.total.Add(int64(n))
	return n, err
}

// Stats is what the server counted since it was opened.
type Stats struct {
	// PatchBytes is how many bytes the PATCH handlers read, also of chunks that
	// were broken off or refused later on.
	PatchBytes int64 `json:"patch_bytes"`
	// Uploads is the same per video that still exists.
	Uploads map[string]int64 `json:"uploads"`
	// LeakedTokens counts requests to one-time URLs that brought a token.
	LeakedTokens int64 `json:"leaked_tokens"`
	// FFmpeg tells whether media work can be done here.
	FFmpeg bool `json:"ffmpeg"`
}

// Stats returns the counts as they are now.
func (s *Server) Stats() Stats {
	s.meter.mu.Lock()
	defer s.meter.mu.Unlock()
	st := Stats{
		PatchBytes: s.meter.total.Load(), LeakedTokens: s.meter.leaked.Load(),
		Uploads: make(map[string]int64, len(s.meter.uploads)),
		FFmpeg:  media.HaveFFmpeg() && media.HaveProbe(),
	}
	for uid, n := range s.meter.uploads {
		st.Uploads[uid] = n.Load()
	}
	return st
}

// stats is GET /local/stats.
func (s *Server) stats(w http.ResponseWriter, _ *http.Request) error {
	return envelope.Write(w, http.StatusOK, s.Stats())
}
