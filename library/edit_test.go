package library_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"slices"
	"strings"
	"testing"

	"spool/library"
)

func operation(verb library.Verb, path, text string) library.Operation {
	p, err := library.ParsePath(path)
	if err != nil {
		panic(err)
	}
	return library.Operation{Verb: verb, Path: p, Text: text}
}

// begin makes a job of operations on what a query finds.
func (h *house) begin(query string, ops ...library.Operation) library.Job {
	h.t.Helper()
	program, err := library.Compile(ops, testNow)
	h.must(err)
	q, err := library.ParseQuery(query, testNow)
	h.must(err)
	rows := library.Preview(h.Found(h.ctx, q, library.NewestFirst, 0), program)
	job, err := h.Begin(h.ctx, library.Request{Kind: library.JobEdit, Title: "test", Items: itemsOf(rows)})
	h.must(err)
	return job
}

func itemsOf(rows iter.Seq2[library.Row, error]) iter.Seq2[library.Item, error] {
	return func(yield func(library.Item, error) bool) {
		for row, err := range rows {
			if err == nil && (row.Err != nil || len(row.Changes) == 0) {
				continue
			}
			if !yield(row.Item(), err) {
				return
			}
		}
	}
}

func (h *house) run(id int64) library.Job {
	h.t.Helper()
	job, err := h.Run(h.ctx, id, nil)
	h.must(err)
	return job
}

// same compares two states of the account field by field.
func same(t *testing.T, got, want map[string]library.Video) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%d videos, want %d", len(got), len(want))
	}
	for uid, w := range want {
		g := got[uid]
		if changes := library.Diff(&w, &g); len(changes) > 0 {
			t.Errorf("%s differs: %v", uid, changes)
		}
	}
}

// everyField touches each field that can be edited on a video that is ready.
var everyField = []library.Operation{
	operation(library.VerbSet, "name", "Renamed {n:003} {name}"),
	operation(library.VerbSet, "meta.project", "coastline"),
	operation(library.VerbSet, "meta.with.dot", "x"),
	operation(library.VerbSet, "creator", "crew-bulk"),
	operation(library.VerbSet, "origins", "bulk.example.com,*.example.org"),
	operation(library.VerbSet, "require-signed", "true"),
	operation(library.VerbSet, "thumbnail", "0.33"),
	operation(library.VerbSet, "publicDetails.title", "Public"),
	operation(library.VerbSet, "publicDetails.share_link", "https://example.com/s"),
}

func TestBulkAndUndoRestoreEveryField(t *testing.T) {
	h := newHouse(t, 60)
	_, err := h.Sync(h.ctx, nil)
	h.must(err)
	before := h.everything()
	job := h.begin("status:ready", everyField...)
	job = h.run(job.ID)
	if job.State != library.JobDone || job.Done < 20 || job.Done != job.Total {
		t.Fatalf("%+v", job)
	}
	if n := len(h.find(`creator:crew-bulk signed:yes meta.project:coastline meta.with.dot:x origins:bulk.example.com`)); n != job.Done {
		t.Errorf("the index finds %d, %d were changed", n, job.Done)
	}
	for _, v := range h.everything() {
		if v.Creator == "crew-bulk" && (v.ThumbnailPct != 0.33 || v.PublicDetails.Title != "Public" || !strings.HasPrefix(v.Name(), "Renamed ")) {
			t.Fatalf("%+v", v)
		}
	}
	undo, err := h.Undo(h.ctx, 0, "test")
	h.must(err)
	if undo = h.run(undo.ID); undo.Done != job.Done {
		t.Errorf("%+v", undo)
	}
	same(t, h.everything(), before)
	if _, err := h.Undo(h.ctx, 0, "test"); !errors.Is(err, library.ErrNothingToUndo) {
		t.Errorf("a second undo: %v", err)
	}
	redo, err := h.Undo(h.ctx, undo.ID, "test")
	h.must(err)
	if redo = h.run(redo.ID); redo.Done != job.Done || len(h.find("creator:crew-bulk")) != job.Done {
		t.Errorf("undoing the undo: %+v", redo)
	}
}

func TestABulkOfManyCostsOneCallEach(t *testing.T) {
	h := newHouse(t, 300)
	_, err := h.Sync(h.ctx, nil)
	h.must(err)
	calls := 0
	h.before = func(*http.Request) { calls++ }
	job := h.begin("", operation(library.VerbSet, "creator", "all"))
	job = h.run(job.ID)
	if job.Done != 300 || calls > 300+3 {
		t.Errorf("%d calls for %+v", calls, job)
	}
}

func TestWhatChangedElsewhereIsAConflict(t *testing.T) {
	h := newHouse(t, 20)
	_, err := h.Sync(h.ctx, nil)
	h.must(err)
	videos := h.find("")
	job := h.begin("", operation(library.VerbSet, "creator", "ours"))
	// Between preview and run.
	theirs, gone, other := videos[3], videos[4], videos[5]
	_, err = h.client.Edit(h.ctx, theirs.UID, library.Patch{library.FieldCreator: json.RawMessage(`"theirs"`)})
	h.must(err)
	h.must(h.client.Delete(h.ctx, gone.UID))
	_, err = h.client.Edit(h.ctx, other.UID, library.Patch{library.FieldRequireSignedURLs: json.RawMessage(`true`)})
	h.must(err)
	job = h.run(job.ID)
	if job.Done != 18 || job.Conflicts != 1 || job.Failed != 1 {
		t.Fatalf("%+v", job)
	}
	items, err := h.journal.Items(h.ctx, job.ID, 0, 10, library.ItemConflict)
	h.must(err)
	if len(items) != 1 || items[0].UID != theirs.UID || string(items[0].Conflicts[0].Before) != `"theirs"` || string(items[0].Conflicts[0].After) != `"ours"` {
		t.Errorf("%+v", items)
	}
	h.must(h.Overwrite(h.ctx, job.ID))
	if job = h.run(job.ID); job.Done != 19 || job.Conflicts != 0 {
		t.Errorf("after overwriting: %+v", job)
	}
	undo, err := h.Undo(h.ctx, job.ID, "test")
	h.must(err)
	h.run(undo.ID)
	if v, err := h.client.Get(h.ctx, theirs.UID); err != nil || v.Creator != "theirs" {
		t.Errorf("undo gave %q (%v), want what was overwritten", v.Creator, err)
	}
}

func TestOneVideoIsEditedAtOnce(t *testing.T) {
	h := newHouse(t, 3)
	_, err := h.Sync(h.ctx, nil)
	h.must(err)
	v := h.find("")[0]
	var sent []string
	h.before = func(r *http.Request) { sent = append(sent, r.Method) }
	item, err := h.Edit(h.ctx, &v, []library.Change{{Path: library.Path{Field: library.FieldCreator}, Before: v.Value(library.Path{Field: library.FieldCreator}), After: json.RawMessage(`"me"`)}}, "test")
	h.must(err)
	if item.State != library.ItemDone || fmt.Sprint(sent) != "[GET POST]" {
		t.Errorf("%+v after %v", item, sent)
	}
	stale := v
	item, err = h.Edit(h.ctx, &stale, []library.Change{{Path: library.Path{Field: library.FieldCreator}, Before: json.RawMessage(`"what it never was"`), After: json.RawMessage(`"x"`)}}, "test")
	h.must(err)
	if item.State != library.ItemConflict || string(item.Conflicts[0].Before) != `"me"` {
		t.Errorf("%+v", item)
	}
}

func TestADeletionIsJournalledWithAllMetadata(t *testing.T) {
	h := newHouse(t, 5)
	_, err := h.Sync(h.ctx, nil)
	h.must(err)
	v := h.find("")[2]
	job, err := h.Begin(h.ctx, library.Request{Kind: library.JobDelete, Title: "Delete 1 video", Items: func(yield func(library.Item, error) bool) {
		yield(library.Item{UID: v.UID, Name: v.Name()}, nil)
	}})
	h.must(err)
	want, err := h.client.Get(h.ctx, v.UID)
	h.must(err)
	h.run(job.ID)
	if _, err := h.client.Get(h.ctx, v.UID); !errors.Is(err, library.ErrNotFound) {
		t.Errorf("the video is still there: %v", err)
	}
	if len(h.find("")) != 4 {
		t.Error("the index still has it")
	}
	items, err := h.journal.Items(h.ctx, job.ID, 0, 1)
	h.must(err)
	if string(items[0].Video) != want.Raw || len(want.Raw) < 100 {
		t.Errorf("the journal has %s", items[0].Video)
	}
	if _, err := h.Undo(h.ctx, job.ID, "test"); err == nil || !strings.Contains(err.Error(), "can't come back") {
		t.Errorf("undo: %v", err)
	}
}

func TestAJobRestsWhenStreamDoesNotAnswer(t *testing.T) {
	h := newHouse(t, 10)
	_, err := h.Sync(h.ctx, nil)
	h.must(err)
	job := h.begin("", operation(library.VerbSet, "creator", "x"))
	ctx, cancel := context.WithCancel(h.ctx)
	n := 0
	h.before = func(r *http.Request) {
		if r.Method == http.MethodPost {
			if n++; n == 4 {
				cancel()
			}
		}
	}
	if _, err := h.Run(ctx, job.ID, nil); !errors.Is(err, context.Canceled) {
		t.Fatalf("the run ended with %v", err)
	}
	h.before = nil
	interrupted, err := h.Interrupted(h.ctx)
	h.must(err)
	if len(interrupted) != 1 || interrupted[0].ID != job.ID || interrupted[0].Done != 3 {
		t.Fatalf("interrupted are %+v", interrupted)
	}
	if job = h.run(job.ID); job.Done != 10 || job.State != library.JobDone {
		t.Errorf("%+v", job)
	}
}

func TestPauseStopAndClaim(t *testing.T) {
	h := newHouse(t, 10)
	_, err := h.Sync(h.ctx, nil)
	h.must(err)
	job := h.begin("", operation(library.VerbSet, "creator", "x"))
	done := 0
	paused, err := h.Run(h.ctx, job.ID, func(p library.JobProgress) {
		if _, err := h.Run(h.ctx, job.ID, nil); !errors.Is(err, library.ErrClaimed) {
			t.Errorf("a second run: %v", err)
		}
		if done++; done == 3 {
			h.must(h.Pause(h.ctx, job.ID))
		}
	})
	h.must(err)
	if paused.State != library.JobPaused || paused.Done != 3 {
		t.Fatalf("%+v", paused)
	}
	h.must(h.Stop(h.ctx, job.ID))
	stopped := h.run(job.ID)
	if stopped.State != library.JobStopped || stopped.Done != 3 || stopped.Waiting != 7 {
		t.Errorf("%+v", stopped)
	}
	undo, err := h.Undo(h.ctx, 0, "test")
	h.must(err)
	if undo = h.run(undo.ID); undo.Done != 3 {
		t.Errorf("%+v", undo)
	}
}

func TestPerItemErrorsCanBeTriedAgain(t *testing.T) {
	h := newHouse(t, 5)
	_, err := h.Sync(h.ctx, nil)
	h.must(err)
	v := h.find("")[0]
	path := library.Path{Field: library.FieldCreator}
	bad := json.RawMessage(`"` + strings.Repeat("x", 65) + `"`)
	job, err := h.Begin(h.ctx, library.Request{Kind: library.JobEdit, Title: "t", Items: func(yield func(library.Item, error) bool) {
		yield(library.Item{UID: v.UID, Changes: []library.Change{{Path: path, Before: v.Value(path), After: bad}}}, nil)
	}})
	h.must(err)
	if job = h.run(job.ID); job.Failed != 1 {
		t.Fatalf("%+v", job)
	}
	items, err := h.journal.Items(h.ctx, job.ID, 0, 10, library.ItemFailed)
	h.must(err)
	if items[0].Error == "" {
		t.Error("the item has no reason")
	}
	h.must(h.Retry(h.ctx, job.ID, library.ItemFailed))
	if job = h.run(job.ID); job.Failed != 1 || job.Waiting != 0 {
		t.Errorf("%+v", job)
	}
}

func TestMetaThatIsNoObjectIsLeftAlone(t *testing.T) {
	h := newHouse(t, 1)
	_, err := h.Sync(h.ctx, nil)
	h.must(err)
	job := h.begin("", operation(library.VerbSet, "meta.project", "x"))
	uid := h.find("")[0].UID
	h.answer = func(r *http.Request) *http.Response {
		if r.Method != http.MethodGet {
			t.Errorf("%s was sent", r.Method)
		}
		return answer(r, http.StatusOK, `{"success":true,"result":{"uid":"`+uid+`","meta":"a text"}}`)
	}
	if job = h.run(job.ID); job.Failed != 1 {
		t.Errorf("%+v", job)
	}
	path := library.Path{Field: library.FieldMeta, Key: "name"}
	if err := library.CheckValue(&library.Video{OddMeta: `"a text"`}, path, json.RawMessage(`"x"`), testNow); err == nil {
		t.Error("a form would send it")
	}
}

func TestTheJournalIsSearched(t *testing.T) {
	h := newHouse(t, 6)
	_, err := h.Sync(h.ctx, nil)
	h.must(err)
	h.run(h.begin("", operation(library.VerbSet, "meta.project", "Lighthouse")).ID)
	uid := h.find("")[0].UID
	for text, want := range map[string]int{"": 6, "lighthouse": 6, "meta.project": 6, uid: 1, "nothing like it": 0} {
		entries := h.entries(text)
		if len(entries) != want {
			t.Errorf("%q finds %d entries, want %d", text, len(entries), want)
		}
		if !slices.IsSortedFunc(entries, func(a, b library.Entry) int { return b.At.Compare(a.At) }) {
			t.Errorf("%q: not newest first", text)
		}
	}
}

func TestDraftsAndViewsAreKept(t *testing.T) {
	h := newHouse(t, 1)
	draft := library.Draft{UID: "u", Changes: []library.Change{{Path: library.Path{Field: library.FieldMeta, Key: "a.b"}, After: json.RawMessage(`1.50`)}}}
	h.must(h.journal.SaveDraft(h.ctx, draft))
	h.must(h.journal.SaveDraft(h.ctx, draft))
	drafts, err := h.journal.Drafts(h.ctx)
	h.must(err)
	if fmt.Sprint(drafts) != fmt.Sprint([]library.Draft{draft}) {
		t.Errorf("%v", drafts)
	}
	h.must(h.journal.DropDraft(h.ctx, "u"))
	if drafts, err = h.journal.Drafts(h.ctx); err != nil || len(drafts) != 0 {
		t.Errorf("%v, %v", drafts, err)
	}
	views := []library.View{{Name: "Mine", Query: "creator:me", Order: library.NewestFirst}, {Name: "Long", Query: "duration>1h"}}
	h.must(h.journal.SaveViews(h.ctx, views))
	got, err := h.journal.Views(h.ctx)
	h.must(err)
	if !slices.Equal(got, views) {
		t.Errorf("%v", got)
	}
}
