package localstream_test

import (
	"testing"

	"spool/internal/localstream"
)

func TestEarlyURLs(t *testing.T) {
	for reading, want := range map[string]bool{"omit": false, "show": true} {
		s := open(t, localstream.Options{Quirks: localstream.Quirks{localstream.QuirkEarlyURLs: reading}})
		uid := s.create(10, "", nil).Header.Get("Stream-Media-Id")
		v := s.get("/"+uid).want(t, 200, 0).object(t)
		for _, key := range []string{"preview", "thumbnail"} {
			if _, there := v[key]; there != want {
				t.Errorf("%s: %s of a pending video is there: %v, want %v", reading, key, there, want)
			}
		}
	}
}

func TestWordOfARevokedKey(t *testing.T) {
	for reading, want := range map[string]string{"revoked": "Revoked", "ok": "ok"} {
		s := open(t, localstream.Options{Quirks: localstream.Quirks{localstream.QuirkRevoked: reading}})
		var got string
		s.do("DELETE", "/keys/"+s.newKey().ID, nil, nil).want(t, 200, 0).into(t, &got)
		if got != want {
			t.Errorf("%s: the answer is %q, want %q", reading, got, want)
		}
	}
}
