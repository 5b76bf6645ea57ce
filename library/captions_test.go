package library_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"spool/library"
	"spool/library/stream"
)

// wanted begins a job that writes English captions for what has none.
func (h *house) wanted() library.Job {
	h.t.Helper()
	_, err := h.Sync(h.ctx, nil)
	h.must(err)
	_, err = h.LearnCaptions(h.ctx, 1000)
	h.must(err)
	job, err := h.Begin(h.ctx, library.Request{Kind: library.JobCaptions, Title: "Captions", Items: func(yield func(library.Item, error) bool) {
		for _, v := range h.find("captions:none status:ready") {
			if !yield(library.Item{UID: v.UID, Name: v.Name(), Changes: []library.Change{library.WriteCaption("en")}}, nil) {
				return
			}
		}
	}})
	h.must(err)
	return job
}

// english is the state of a video's English caption at Stream, "" for none.
func (h *house) english(uid string) string {
	h.t.Helper()
	list, err := h.client.Captions(h.ctx, uid)
	h.must(err)
	for _, c := range list {
		if c.Language == "en" {
			return c.Status
		}
	}
	return ""
}

func TestStreamWritesCaptionsAndTheyCanBeTakenBack(t *testing.T) {
	h := newHouse(t, 40)
	job := h.wanted()
	ended := h.run(job.ID)
	if ended.State != library.JobDone || ended.Done == 0 || ended.Failed == 0 || ended.Done+ended.Failed != job.Total {
		t.Fatalf("the job ended as %+v", ended)
	}
	items, err := h.journal.Items(h.ctx, job.ID, 0, 100)
	h.must(err)
	for _, item := range items {
		switch state := h.english(item.UID); {
		case item.State == library.ItemDone && state != library.CaptionReady:
			t.Errorf("%s is done and its caption is %q", item.Name, state)
		case item.State == library.ItemFailed && (state != "" || !strings.Contains(item.Error, "no audio")):
			t.Errorf("%s failed with %q and its caption is %q", item.Name, item.Error, state)
		}
	}
	if left := len(h.find("captions:none status:ready")); left != ended.Failed {
		t.Errorf("%d videos have none in the index, want the %d that failed", left, ended.Failed)
	}
	undo, err := h.Undo(h.ctx, 0, "test")
	h.must(err)
	if undo = h.run(undo.ID); undo.Done != ended.Done {
		t.Errorf("%d captions were taken back, want %d", undo.Done, ended.Done)
	}
	if left := len(h.find("captions:none status:ready")); left != job.Total {
		t.Errorf("after the undo %d have none, want %d", left, job.Total)
	}
}

func TestACaptionAPersonEditedIsNotTakenBack(t *testing.T) {
	h := newHouse(t, 40)
	job := h.wanted()
	h.run(job.ID)
	done, err := h.journal.Items(h.ctx, job.ID, 0, 1, library.ItemDone)
	h.must(err)
	_, err = h.client.PutCaption(h.ctx, done[0].UID, "en", []byte("WEBVTT\n\n00:00.000 --> 00:01.000\nmine\n"))
	h.must(err)
	undo, err := h.Undo(h.ctx, job.ID, "test")
	h.must(err)
	if undo = h.run(undo.ID); undo.Conflicts != 1 || h.english(done[0].UID) != library.CaptionReady {
		t.Errorf("the undo ended as %+v", undo)
	}
}

func TestAnInterruptedJobAsksForNoCaptionTwice(t *testing.T) {
	h := newHouse(t, 40)
	job := h.wanted()
	asked := map[string]int{}
	ctx, interrupt := context.WithCancel(h.ctx)
	h.before = func(r *http.Request) {
		switch {
		case strings.HasSuffix(r.URL.Path, "/generate"):
			asked[r.URL.Path]++
		case len(asked) == 2:
			interrupt() // at the look that follows
		}
	}
	half, err := h.Run(ctx, job.ID, nil)
	if err == nil || half.State.Ended() || half.Waiting == 0 {
		t.Fatalf("the interrupted job is %+v (%v)", half, err)
	}
	if ended := h.run(job.ID); ended.Done+ended.Failed != job.Total {
		t.Errorf("it ended as %+v", ended)
	}
	for path, n := range asked {
		if n != 1 {
			t.Errorf("%s was asked for %d times", path, n)
		}
	}
}

// speechless is an account whose Stream understands no speech.
type speechless struct{ *stream.Client }

func (s speechless) Captions(ctx context.Context, uid string) ([]library.Caption, error) {
	list, err := s.Client.Captions(ctx, uid)
	for i := range list {
		list[i].Status = library.CaptionFailed
	}
	return list, err
}

func TestAFailedCaptionIsNone(t *testing.T) {
	h := newHouse(t, 40)
	_, err := h.Sync(h.ctx, nil)
	h.must(err)
	h.Library, err = library.New(library.Params{API: speechless{h.client}, Index: h.index, Journal: h.journal})
	h.must(err)
	_, err = h.LearnCaptions(h.ctx, 1000)
	h.must(err)
	if some := len(h.find("captions:any")); some != 0 {
		t.Errorf("%d videos have captions, all of which failed", some)
	}
}

func TestACaptionStreamCannotWriteFails(t *testing.T) {
	h := newHouse(t, 40)
	job := h.wanted()
	var err error
	h.Library, err = library.New(library.Params{API: speechless{h.client}, Index: h.index, Journal: h.journal, Sleep: noSleep})
	h.must(err)
	if ended := h.run(job.ID); ended.Done != 0 || ended.Failed != job.Total {
		t.Errorf("it ended as %+v", ended)
	}
	if left := len(h.find("captions:none status:ready")); left != job.Total {
		t.Errorf("%d have none, want %d", left, job.Total)
	}
}
