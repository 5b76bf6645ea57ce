package app

import (
	"testing"

	"spool/uploader"
)

func TestFailedUploadsAreFoundByTheirVideos(t *testing.T) {
	s := newFakeSession("a1", "Example Studio")
	s.jobs = []uploader.Job{
		{ID: 1, UID: "a", State: uploader.Attention}, {ID: 2, UID: "b", State: uploader.Attention}, {ID: 3, State: uploader.Attention},
	}
	found, err := failedUploads{s.Queue(), s.Store(), s.info.Account}.Failed(t.Context(), []string{"b", "c"})
	if err != nil || len(found) != 1 || found["b"].ID != 2 {
		t.Errorf("found are %v (%v)", found, err)
	}
}
