package library_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"spool/library"
)

// setElsewhere is another tool at work.
func (h *house) setElsewhere(uid, creator string) {
	h.t.Helper()
	_, err := h.client.Edit(h.ctx, uid, library.Patch{library.FieldCreator: json.RawMessage(`"` + creator + `"`)})
	h.must(err)
}

// putBack is how many videos an undo would put back, or why none.
func (h *house) putBack(id int64) (int, error) {
	u, err := h.Undoable(h.ctx, id)
	n := 0
	if err == nil {
		for _, err := range h.PutBack(h.ctx, u) {
			h.must(err)
			n++
		}
	}
	return n, err
}

func TestAnUndoThatLeftSomethingGoesOn(t *testing.T) {
	h := newHouse(t, 6)
	_, err := h.Sync(h.ctx, nil)
	h.must(err)
	older := h.run(h.begin("", operation(library.VerbSet, "meta.project", "older")).ID)
	job := h.run(h.begin("", operation(library.VerbSet, "creator", "ours")).ID)
	theirs := h.find("")[:2]
	for _, v := range theirs {
		h.setElsewhere(v.UID, "theirs")
	}
	undo, err := h.Undo(h.ctx, 0, "test")
	h.must(err)
	if n, err := h.putBack(job.ID); err != nil || n != 6 {
		t.Errorf("before its first call an undo would put back %d (%v)", n, err)
	}
	if undo = h.run(undo.ID); undo.Undoes != job.ID || undo.Done != 4 || undo.Conflicts != 2 {
		t.Fatalf("%+v", undo)
	}
	if n, err := h.putBack(job.ID); err != nil || n != 2 {
		t.Errorf("a second undo would put back %d (%v), want what is left", n, err)
	}
	again, err := h.Undo(h.ctx, job.ID, "test")
	h.must(err)
	h.must(h.journal.SetOverwrite(h.ctx, again.ID))
	if again = h.run(again.ID); again.ID != undo.ID || again.Done != 6 {
		t.Errorf("the second undo: %+v", again)
	}
	for _, err := range []error{second(h.putBack(job.ID)), second(h.Undo(h.ctx, job.ID, "test"))} {
		if !errors.Is(err, library.ErrNothingToUndo) {
			t.Errorf("a third undo: %v", err)
		}
	}
	if u, err := h.Undoable(h.ctx, 0); err != nil || u.Of.ID != older.ID {
		t.Errorf("the next one is job %d (%v)", u.Of.ID, err)
	}
	if _, err := h.putBack(99); !errors.Is(err, library.ErrNoJob) {
		t.Errorf("an unknown job: %v", err)
	}
}

func second[T any](_ T, err error) error { return err }

func TestAnUndoThatDidNothingTakesNothingBack(t *testing.T) {
	h := newHouse(t, 2)
	_, err := h.Sync(h.ctx, nil)
	h.must(err)
	h.run(h.begin("", operation(library.VerbSet, "meta.project", "older")).ID)
	v := h.find("")[0]
	job := h.run(h.begin("uid:"+v.UID, operation(library.VerbSet, "creator", "ours")).ID)
	h.setElsewhere(v.UID, "theirs")
	for range 2 {
		undo, err := h.Undo(h.ctx, 0, "test")
		h.must(err)
		if undo = h.run(undo.ID); undo.Undoes != job.ID || undo.Conflicts != 1 {
			t.Errorf("an undo of the last change: %+v", undo)
		}
		if job, err = h.journal.Job(h.ctx, job.ID); err != nil || job.UndoneBy != 0 {
			t.Errorf("job %d counts as taken back by %d (%v)", job.ID, job.UndoneBy, err)
		}
	}
}

func TestAnInterruptedJobIsTakenBack(t *testing.T) {
	h := newHouse(t, 6)
	_, err := h.Sync(h.ctx, nil)
	h.must(err)
	before := h.everything()
	for _, calls := range []int{1, 4} {
		t.Run(fmt.Sprint(calls, " calls"), func(t *testing.T) {
			job := h.begin("", operation(library.VerbSet, "creator", "ours"))
			h.interruptAt(calls, job.ID)
			release, err := h.journal.Claim(h.ctx, job.ID)
			h.must(err)
			if _, err := h.Undo(h.ctx, 0, "test"); err == nil || !strings.Contains(err.Error(), "still running") {
				t.Errorf("an undo while another runs it: %v", err)
			}
			h.must(release())
			undo, err := h.Undo(h.ctx, 0, "test")
			h.must(err)
			if undo = h.run(undo.ID); undo.Undoes != job.ID || undo.Done != calls || undo.Total != calls {
				t.Errorf("%+v", undo)
			}
			same(t, h.everything(), before)
			if list, err := h.Interrupted(h.ctx); err != nil || len(list) != 0 {
				t.Errorf("what was taken back is offered again: %+v (%v)", list, err)
			}
		})
	}
}

// interruptAt runs a job and ends it as a kill would, while Stream carries out
// call number n.
func (h *house) interruptAt(n int, id int64) {
	h.t.Helper()
	h.before = func(r *http.Request) {
		if r.Method == http.MethodPost {
			if n--; n == 0 {
				h.must(h.journal.Close())
			}
		}
	}
	if _, err := h.Run(h.ctx, id, nil); err == nil {
		h.t.Fatal("the run was not interrupted")
	}
	h.before = nil
	h.openJournal()
}

func TestTheLastChangeMayBeADeletion(t *testing.T) {
	h := newHouse(t, 3)
	_, err := h.Sync(h.ctx, nil)
	h.must(err)
	edit := h.run(h.begin("", operation(library.VerbSet, "creator", "ours")).ID)
	v := h.find("")[0]
	job, err := h.Begin(h.ctx, library.Request{Kind: library.JobDelete, Title: "Delete 1 video", Items: func(yield func(library.Item, error) bool) {
		yield(library.Item{UID: v.UID}, nil)
	}})
	h.must(err)
	h.run(job.ID)
	if _, err := h.Undo(h.ctx, 0, "test"); err == nil || !strings.Contains(err.Error(), "job 2") {
		t.Errorf("undo: %v", err)
	}
	if job, err := h.Undo(h.ctx, edit.ID, "test"); err != nil || job.Total != 3 {
		t.Errorf("the older one by its number: %+v, %v", job, err)
	}
}

func TestWhatAPersonSaysToAJobStands(t *testing.T) {
	h := newHouse(t, 4)
	_, err := h.Sync(h.ctx, nil)
	h.must(err)
	t.Run("a pause before its turn", func(t *testing.T) {
		job := h.begin("", operation(library.VerbSet, "creator", "a"))
		h.must(h.Pause(h.ctx, job.ID))
		if job = h.run(job.ID); job.State != library.JobPaused || job.Done != 0 {
			t.Fatalf("%+v", job)
		}
		h.must(h.Resume(h.ctx, job.ID))
		if job = h.run(job.ID); job.State != library.JobDone || job.Done != 4 {
			t.Errorf("after it was resumed: %+v", job)
		}
		h.must(h.Pause(h.ctx, job.ID))
		if job = h.run(job.ID); job.State != library.JobDone {
			t.Errorf("a pause of what ended: %+v", job)
		}
	})
	t.Run("a stop while Stream does not answer", func(t *testing.T) {
		job := h.begin("", operation(library.VerbSet, "creator", "b"))
		h.answer = func(r *http.Request) *http.Response {
			if r.Method != http.MethodPost {
				return nil
			}
			h.must(h.Stop(h.ctx, job.ID))
			return answer(r, http.StatusUnauthorized, `{"success":false,"errors":[{"code":10000,"message":"Authentication error"}]}`)
		}
		defer func() { h.answer = nil }()
		got, err := h.Run(h.ctx, job.ID, nil)
		if !errors.Is(err, library.ErrUnauthorized) || got.State != library.JobStopped {
			t.Errorf("%+v, %v", got, err)
		}
	})
}

func answer(r *http.Request, status int, body string) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: r}
}

func TestOnlyWhatStreamSaysIsGoneIsGone(t *testing.T) {
	for name, test := range map[string]struct {
		status int
		body   string
		gone   bool
	}{
		"a captive portal": {http.StatusOK, "<html>Log in</html>", false},
		"a redirect":       {http.StatusFound, "", false},
		"a bad request":    {http.StatusBadRequest, `{"success":false,"errors":[{"code":10005,"message":"Bad Request"}]}`, false},
		"a deleted video":  {http.StatusNotFound, `{"success":false,"errors":[{"code":10003,"message":"Not Found"}]}`, true},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t, 2)
			_, err := h.Sync(h.ctx, nil)
			h.must(err)
			job := h.begin("uid:"+h.find("")[0].UID, operation(library.VerbSet, "creator", "x"))
			h.answer = func(r *http.Request) *http.Response { return answer(r, test.status, test.body) }
			job, err = h.Run(h.ctx, job.ID, nil)
			if test.gone != (job.State == library.JobDone) || test.gone != (err == nil) {
				t.Errorf("%+v, %v", job, err)
			}
			if n := len(h.find("")); (n == 1) != test.gone {
				t.Errorf("%d videos are in the index", n)
			}
		})
	}
}

func TestAFieldThatStreamIgnoresIsNamed(t *testing.T) {
	h := newHouse(t, 1)
	_, err := h.Sync(h.ctx, nil)
	h.must(err)
	job := h.begin("", operation(library.VerbSet, "creator", "mine"), operation(library.VerbSet, "thumbnail", "0.75"))
	h.before = func(r *http.Request) {
		if r.Method == http.MethodPost {
			body := `{"creator":"mine"}`
			r.Body, r.ContentLength, r.GetBody = io.NopCloser(strings.NewReader(body)), int64(len(body)), nil
		}
	}
	job = h.run(job.ID)
	items, err := h.journal.Items(h.ctx, job.ID, 0, 1)
	h.must(err)
	if job.Done != 1 || len(items[0].Changes) != 1 || !strings.Contains(items[0].Error, "thumbnailTimestampPct") {
		t.Errorf("%+v", items)
	}
}
