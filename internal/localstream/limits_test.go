package localstream_test

import (
	"testing"

	"spool/internal/localstream"
)

// At most 120 videos may be queued or encoding at a time (Cloudflare docs,
// Stream, FAQ); one more is refused whichever way it comes.
func TestAtMost120VideosAreBeingEncoded(t *testing.T) {
	s := open(t, localstream.Options{})
	source := s.settled(s.upload(playable(t), nil)).text("uid")
	s.fault(object{"kind": "slow-encoding", "delay": "10m"})
	clip := object{"clippedFromVideoUID": source, "startTimeSeconds": 0, "endTimeSeconds": 1}
	for range 120 {
		s.post("/clip", clip).want(t, 200, 0)
	}
	s.post("/clip", clip).want(t, 429, 10008)
	s.create(1000, "", nil).want(t, 429, 10008)
}
