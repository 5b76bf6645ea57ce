package library_test

import (
	"context"
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"spool/library"
)

var testNow = time.Now()

func TestSyncMakesTheIndexAgreeWithStream(t *testing.T) {
	h := newHouse(t, 2500)
	var last library.SyncProgress
	delta, err := h.Sync(h.ctx, func(p library.SyncProgress) { last = p })
	h.must(err)
	all := h.everything()
	if delta.New != len(all) || last.Seen != len(all) || last.Total != len(all) {
		t.Errorf("%d videos at Stream; %d new, progress %+v", len(all), delta.New, last)
	}
	for _, v := range h.find("") {
		want := all[v.UID]
		if changes := library.Diff(&want, &v); len(changes) > 0 || v.Status.State != want.Status.State || v.Preview != want.Preview {
			t.Fatalf("%s differs: %v", v.UID, changes)
		}
		delete(all, v.UID)
	}
	if len(all) > 0 {
		t.Errorf("%d videos are missing", len(all))
	}
	delta, err = h.Sync(h.ctx, nil)
	h.must(err)
	if delta.New+delta.Changed+delta.Gone > 0 {
		t.Errorf("the second sync changed %+v", delta)
	}
}

func TestSyncFindsWhatOthersDid(t *testing.T) {
	h := newHouse(t, 1200)
	_, err := h.Sync(h.ctx, nil)
	h.must(err)
	videos := h.find("")
	gone, edited := videos[1100], videos[50]
	h.must(h.client.Delete(h.ctx, gone.UID))
	_, err = h.client.Edit(h.ctx, edited.UID, library.Patch{library.FieldCreator: json.RawMessage(`"someone-else"`)})
	h.must(err)
	delta, err := h.Refresh(h.ctx, nil)
	h.must(err)
	if delta.Gone != 1 || delta.Changed != 1 {
		t.Errorf("refresh changed %+v", delta)
	}
	if found := h.find("creator:someone-else"); len(found) != 1 || found[0].UID != edited.UID {
		t.Errorf("found %v", found)
	}
	if _, err := h.index.Get(h.ctx, gone.UID); err == nil {
		t.Error("the deleted video is still in the index")
	}
	entries := h.entries("someone-else")
	if len(entries) != 1 || entries[0].Kind != library.JobSeen || entries[0].UID != edited.UID {
		t.Errorf("the journal has %+v", entries)
	}
}

func TestAnInterruptedSyncGoesOn(t *testing.T) {
	h := newHouse(t, 3500)
	ctx, cancel := context.WithCancel(h.ctx)
	pages := 0
	_, err := h.Sync(ctx, func(library.SyncProgress) {
		if pages++; pages == 2 {
			cancel()
		}
	})
	if err == nil {
		t.Fatal("the sync was not interrupted")
	}
	state, err := h.index.SyncState(h.ctx)
	h.must(err)
	if state.Pass == nil || state.Videos < 1900 {
		t.Fatalf("the state is %+v", state)
	}
	calls := 0
	h.before = func(*http.Request) { calls++ }
	_, err = h.Sync(h.ctx, nil)
	h.must(err)
	if n := len(h.find("")); n != 3500 || calls > 4 {
		t.Errorf("%d videos after %d further calls", n, calls)
	}
	if state, err = h.index.SyncState(h.ctx); err != nil || state.Pass != nil || state.Finished.IsZero() {
		t.Errorf("the state is %+v (%v)", state, err)
	}
}

func TestRefreshCostsFewCalls(t *testing.T) {
	h := newHouse(t, 4000)
	_, err := h.Sync(h.ctx, nil)
	h.must(err)
	calls := 0
	h.before = func(*http.Request) { calls++ }
	_, err = h.Refresh(h.ctx, nil)
	h.must(err)
	if calls > 6 {
		t.Errorf("a refresh made %d calls", calls)
	}
}
