package download_test

import (
	"context"
	"fmt"
	"net/http"
	"testing"
	"time"

	"spool/library/download"
)

func TestAQueueSavesSoManyAtOnceAndTellsHow(t *testing.T) {
	s, folder := newServer(t), t.TempDir()
	arrived, release := make(chan struct{}, 9), make(chan struct{})
	for range 9 {
		s.answers = append(s.answers, func(http.ResponseWriter, *http.Request) bool {
			arrived <- struct{}{}
			<-release
			return false
		})
	}
	q := download.NewQueue(saver(nil), 2, nil)
	defer q.Close()
	var jobs []download.Job
	for i := range 4 {
		job := s.job(folder)
		job.Source, job.Name = fmt.Sprint("video ", i), fmt.Sprintf("film%d.mp4", i)
		jobs = append(jobs, job)
	}
	ids := q.Add(jobs...)
	<-arrived
	<-arrived
	states := func() (list []download.State) {
		for _, item := range q.Items() {
			list = append(list, item.State)
		}
		return list
	}
	if got := fmt.Sprint(states()); got != "[saving saving waiting waiting]" {
		t.Errorf("two at once: %s", got)
	}
	q.Pause(ids[0])
	q.Pause(ids[3])
	<-arrived // the third takes the first's place
	if got := fmt.Sprint(states()); got != "[paused saving saving paused]" {
		t.Errorf("after pausing: %s", got)
	}
	close(release)
	if err := q.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(states()); got != "[paused saved saved paused]" {
		t.Errorf("after waiting: %s", got)
	}
	q.Remove(ids[3])
	q.Resume(ids[0])
	if err := q.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, item := range q.Items() {
		if item.State != download.Done || item.Size != int64(len(content)) || item.Saved.Name != item.Job.Name {
			t.Errorf("ended as %+v", item)
		}
		expectWhole(t, folder, item.Job.Name, content)
	}
}

func TestAFailedSaveIsTriedAgainOnDemand(t *testing.T) {
	s, folder := newServer(t), t.TempDir()
	s.answers = []func(http.ResponseWriter, *http.Request) bool{status(403), status(403)}
	changed := make(chan struct{}, 100)
	q := download.NewQueue(saver(nil), 1, func() { changed <- struct{}{} })
	defer q.Close()
	id := q.Add(s.job(folder))[0]
	if err := q.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	if item := q.Items()[0]; item.State != download.Failed || item.Trouble == nil {
		t.Errorf("ended as %+v", item)
	}
	q.Resume(id)
	if err := q.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	if item := q.Items()[0]; item.State != download.Done || item.Trouble != nil {
		t.Errorf("ended as %+v", item)
	}
	if len(changed) == 0 {
		t.Error("nobody was told of changes")
	}
}

func TestClosingAQueueLeavesWhatHasArrived(t *testing.T) {
	s, folder := newServer(t), t.TempDir()
	s.answers = []func(http.ResponseWriter, *http.Request) bool{s.cut(1 << 20)}
	waiting := make(chan struct{})
	slow := download.NewSaver(download.Options{Sleep: func(ctx context.Context, _ time.Duration) error {
		close(waiting)
		<-ctx.Done()
		return ctx.Err()
	}})
	q := download.NewQueue(slow, 1, nil)
	q.Add(s.job(folder))
	<-waiting
	q.Close()
	if found, err := download.FindUnfinished(folder); err != nil || len(found) != 1 || found[0].Size == 0 {
		t.Errorf("left %+v, %v", found, err)
	}
}
