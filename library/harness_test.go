package library_test

import (
	"context"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"spool/internal/localstream"
	"spool/library"
	"spool/library/index"
	"spool/library/journal"
	"spool/library/stream"
)

// house is a library over a local Stream.
type house struct {
	*library.Library
	t       *testing.T
	ctx     context.Context
	server  *localstream.Server
	client  *stream.Client
	index   *index.Index
	journal *journal.Journal
	dir     string
	// before, when set, runs before each request leaves for Stream; answer
	// answers instead of Stream, or gives nil.
	before func(*http.Request)
	answer func(*http.Request) *http.Response
}

// noSleep waits for nothing.
func noSleep(ctx context.Context, _ time.Duration) error { return context.Cause(ctx) }

// RoundTrip lets a test interfere with every call.
func (h *house) RoundTrip(req *http.Request) (*http.Response, error) {
	if h.before != nil {
		h.before(req)
	}
	if h.answer != nil {
		if res := h.answer(req); res != nil {
			return res, nil
		}
	}
	return http.DefaultTransport.RoundTrip(req)
}

func newHouse(t *testing.T, seed int) *house {
	t.Helper()
	ctx := t.Context()
	server, err := localstream.Open(ctx, localstream.Options{Dir: t.TempDir(), Listen: "127.0.0.1:0", Seed: seed, RateLimit: -1, SkipEncoding: true})
	if err != nil {
		t.Fatal(err)
	}
	h := &house{t: t, ctx: ctx, server: server}
	h.client, err = stream.New(stream.Config{BaseURL: server.BaseURL(), AccountID: server.AccountID(), Token: server.Token(), Transport: h})
	if err != nil {
		t.Fatal(err)
	}
	h.dir = t.TempDir()
	if h.index, err = index.Open(ctx, filepath.Join(h.dir, "index.db")); err != nil {
		t.Fatal(err)
	}
	h.openJournal()
	t.Cleanup(func() {
		for _, c := range []interface{ Close() error }{h.journal, h.index, h.server} {
			if err := c.Close(); err != nil {
				t.Error(err)
			}
		}
	})
	return h
}

// openJournal begins to work with the journal, as a start of the program does.
func (h *house) openJournal() {
	h.t.Helper()
	var err error
	h.journal, _, err = journal.Open(h.ctx, filepath.Join(h.dir, "journal.db"))
	h.must(err)
	h.Library, err = library.New(library.Params{API: h.client, Index: h.index, Journal: h.journal, Sleep: noSleep})
	h.must(err)
}

// everything is all videos at Stream by uid.
func (h *house) everything() map[string]library.Video {
	h.t.Helper()
	all := map[string]library.Video{}
	for v, err := range h.client.All(h.ctx, library.Listing{}) {
		if err != nil {
			h.t.Fatal(err)
		}
		all[v.UID] = v
	}
	return all
}

// find is the videos a query finds in the index.
func (h *house) find(query string) []library.Video {
	h.t.Helper()
	q, err := library.ParseQuery(query, testNow)
	if err != nil {
		h.t.Fatal(err)
	}
	hits, err := h.index.Search(h.ctx, q, library.NewestFirst)
	if err != nil {
		h.t.Fatal(err)
	}
	videos, err := h.index.Videos(h.ctx, hits)
	if err != nil {
		h.t.Fatal(err)
	}
	return videos
}

// entries are the lines of the journal that contain text.
func (h *house) entries(text string) (list []library.Entry) {
	h.t.Helper()
	for e, err := range h.journal.Entries(h.ctx, text, 100) {
		h.must(err)
		list = append(list, e)
	}
	return list
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}
