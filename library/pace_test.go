package library_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"spool/library"
	"spool/library/index"
	"spool/library/journal"
	"spool/library/stream"
)

// What Stream allows a user, of which Spool takes no more than the half, and
// how long it takes to answer.
const (
	streamLimit  = 1200
	streamWindow = 5 * time.Minute
	streamAnswer = 100 * time.Millisecond
)

// meteredStream is Stream in memory, with its rate limit: too many calls, and
// it refuses every one for the next five minutes.
type meteredStream struct {
	videos  map[string]map[string]json.RawMessage
	calls   []time.Time // ours
	others  []time.Time // of the user's other tools
	until   time.Time
	refused int
}

// RoundTrip answers the calls that a bulk edit makes.
func (m *meteredStream) RoundTrip(req *http.Request) (*http.Response, error) {
	if m.over() {
		m.refused++
		return m.answer(req, http.StatusTooManyRequests, `{"success":false,"errors":[{"code":10000,"message":"slow down"}]}`), nil
	}
	time.Sleep(streamAnswer)
	var result any
	if ids := req.URL.Query().Get("id"); ids != "" {
		var list []any
		for id := range strings.SplitSeq(ids, ",") {
			list = append(list, m.videos[id])
		}
		result = list
	} else {
		video := m.videos[filepath.Base(req.URL.Path)]
		if err := json.NewDecoder(req.Body).Decode(&video); err != nil {
			return nil, err
		}
		if err := dropCleared(video); err != nil {
			return nil, err
		}
		result = video
	}
	body, err := json.Marshal(map[string]any{"success": true, "result": result})
	return m.answer(req, http.StatusOK, string(body)), err
}

// dropCleared takes out the public details that an edit left empty.
func dropCleared(video map[string]json.RawMessage) error {
	public := map[string]string{}
	if err := json.Unmarshal(video["publicDetails"], &public); err != nil {
		return err
	}
	maps.DeleteFunc(public, func(_, value string) bool { return value == "" })
	data, err := json.Marshal(public)
	video["publicDetails"] = data
	return err
}

// over counts a call and reports whether it is one too many.
func (m *meteredStream) over() bool {
	now := time.Now()
	if now.Before(m.until) {
		return true
	}
	m.calls = append(m.calls, now)
	used := 0
	for _, call := range slices.Concat(m.calls, m.others) {
		if now.Sub(call) < streamWindow {
			used++
		}
	}
	if used > streamLimit {
		m.until = now.Add(streamWindow)
		return true
	}
	return false
}

func (m *meteredStream) answer(req *http.Request, code int, body string) *http.Response {
	header := http.Header{"Content-Type": {"application/json"}}
	if code == http.StatusTooManyRequests {
		header.Set("Retry-After", fmt.Sprint(int(time.Until(m.until).Seconds())+1))
	}
	return &http.Response{StatusCode: code, Header: header, Body: io.NopCloser(strings.NewReader(body)), Request: req}
}

// state is every field of every video.
func (m *meteredStream) state(t *testing.T) map[string]any {
	t.Helper()
	data, err := json.Marshal(m.videos)
	if err != nil {
		t.Fatal(err)
	}
	numbers := json.NewDecoder(bytes.NewReader(data))
	numbers.UseNumber()
	state := map[string]any{}
	if err := numbers.Decode(&state); err != nil {
		t.Fatal(err)
	}
	return state
}

// newMeteredStream has n videos of four sorts.
func newMeteredStream(n int) *meteredStream {
	m := &meteredStream{videos: map[string]map[string]json.RawMessage{}}
	sorts := []string{
		`"meta":{"name":"plain %d"},"creator":null,"allowedOrigins":[],"publicDetails":{},"scheduledDeletion":null`,
		`"meta":{"name":"deep %d","project":{"a":[1.50,null]}},"creator":"crew-north","allowedOrigins":["example.com"],"publicDetails":{},"scheduledDeletion":null`,
		`"meta":{"name":"public %d","with.dot":""},"creator":"crew","allowedOrigins":[],"publicDetails":{"title":"Former","logo":"https://example.com/l"},"scheduledDeletion":null`,
		`"meta":{"name":"ends %d","n":12345678901234567890},"creator":null,"allowedOrigins":[],"publicDetails":{},"scheduledDeletion":"2000-12-24T00:00:00Z"`,
	}
	for i := range n {
		uid, video := fmt.Sprintf("%032x", i), map[string]json.RawMessage{}
		text := fmt.Sprintf(`{"uid":%q,"created":"1999-12-01T00:00:00Z","readyToStream":true,"status":{"state":"ready"},"duration":60,`+
			`"requireSignedURLs":false,"thumbnailTimestampPct":0.125,`+sorts[i%len(sorts)]+"}", uid, i)
		if err := json.Unmarshal([]byte(text), &video); err != nil {
			panic(err)
		}
		m.videos[uid] = video
	}
	return m
}

// newMeteredHouse is a library over it. It is made within the test's bubble of
// time.
func newMeteredHouse(t *testing.T, m *meteredStream) *house {
	t.Helper()
	h, dir := &house{t: t, ctx: t.Context()}, t.TempDir()
	var err error
	h.client, err = stream.New(stream.Config{AccountID: "acc", Token: "secret", Transport: m})
	h.must(err)
	h.index, err = index.Open(h.ctx, filepath.Join(dir, "index.db"))
	h.must(err)
	t.Cleanup(func() { h.must(h.index.Close()) })
	h.journal, _, err = journal.Open(h.ctx, filepath.Join(dir, "journal.db"))
	h.must(err)
	t.Cleanup(func() { h.must(h.journal.Close()) })
	h.Library, err = library.New(library.Params{API: h.client, Index: h.index, Journal: h.journal})
	h.must(err)
	return h
}

// edit changes every field of every video.
func (h *house) edit(m *meteredStream) library.Job {
	h.t.Helper()
	uids := func(yield func(string, error) bool) {
		for _, uid := range slices.Sorted(maps.Keys(m.videos)) {
			if !yield(uid, nil) {
				return
			}
		}
	}
	ops := append(slices.Clone(everyField), operation(library.VerbSet, "delete-on", "2000-06-01"))
	program, err := library.Compile(ops, time.Now())
	h.must(err)
	rows := library.Preview(h.Named(library.WithPriority(h.ctx, library.Bulk), uids), program)
	job, err := h.Begin(h.ctx, library.Request{Kind: library.JobEdit, Title: "test", Items: itemsOf(rows)})
	h.must(err)
	return h.run(job.ID)
}

// imposed is how long n calls, one after the other, take at the least when no
// more than half of what Stream allows may begin in any five minutes.
func imposed(n int) time.Duration {
	begins := make([]time.Duration, n)
	for i := 1; i < n; i++ {
		begins[i] = begins[i-1] + streamAnswer
		if half := i - streamLimit/2; half >= 0 {
			begins[i] = max(begins[i], begins[half]+streamWindow)
		}
	}
	return begins[n-1] + streamAnswer
}

// within compares a time with what the rate limit imposes on that many edits.
func within(t *testing.T, took time.Duration, edits int) {
	t.Helper()
	least := imposed(edits)
	over := 100 * (took.Seconds()/least.Seconds() - 1)
	t.Logf("%d edits took %s, at the least %s: %.1f %% more", edits, took, least, over)
	if over > 3 {
		t.Errorf("%d edits took %s, %.1f %% more than %s", edits, took, over, least)
	}
}

func TestAThousandEditsTakeWhatTheRateLimitImposes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMeteredStream(1000)
		h, before, began := newMeteredHouse(t, m), m.state(t), time.Now()
		job := h.edit(m)
		within(t, time.Since(began), 1000)
		if job.Done != 1000 {
			t.Errorf("%d of 1000 changed: %+v", job.Done, job)
		}
		undo, err := h.Undo(h.ctx, job.ID, "test")
		h.must(err)
		undo = h.run(undo.ID)
		within(t, time.Since(began), 2000)
		if undo.Done != 1000 || m.refused > 0 {
			t.Errorf("%d of 1000 taken back, %d calls refused: %+v", undo.Done, m.refused, undo)
		}
		compareStates(t, m.state(t), before)
	})
}

func TestOtherToolsThatUseTheRateLimitUpFailNoEdit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMeteredStream(400)
		h, before := newMeteredHouse(t, m), m.state(t)
		m.others = slices.Repeat([]time.Time{time.Now()}, 900)
		job := h.edit(m)
		if job.Done != 400 || job.State != library.JobDone || m.refused == 0 {
			t.Errorf("%d of 400 changed, %d calls refused: %+v", job.Done, m.refused, job)
		}
		undo, err := h.Undo(h.ctx, job.ID, "test")
		h.must(err)
		m.others = slices.Repeat([]time.Time{time.Now()}, 900)
		if undo = h.run(undo.ID); undo.Done != 400 {
			t.Errorf("%d of 400 taken back: %+v", undo.Done, undo)
		}
		compareStates(t, m.state(t), before)
	})
}

// compareStates compares two states of the account field by field.
func compareStates(t *testing.T, got, want map[string]any) {
	t.Helper()
	for uid := range want {
		g, w := got[uid].(map[string]any), want[uid].(map[string]any)
		for field := range w {
			if !reflect.DeepEqual(g[field], w[field]) {
				t.Errorf("%s: %s is %v, want %v", uid, field, g[field], w[field])
			}
		}
		if len(g) != len(w) {
			t.Errorf("%s has %d fields, want %d", uid, len(g), len(w))
		}
	}
}
