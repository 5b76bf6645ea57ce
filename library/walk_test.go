package library

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"
)

var epoch = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// account is Stream's list call over videos in memory.
type account struct {
	videos []Video // newest first
	// counts says whether the answers announce total and range.
	counts bool
	// between runs after each call.
	between func(call int)
	calls   int
}

func (a *account) List(_ context.Context, l Listing) (Page, error) {
	a.calls++
	matching := slices.DeleteFunc(slices.Clone(a.videos), func(v Video) bool {
		return !l.Before.IsZero() && !v.Created.Before(l.Before) || !l.After.IsZero() && v.Created.Before(l.After)
	})
	if l.Ascending {
		slices.Reverse(matching)
	}
	page := Page{Total: -1, Range: -1, Videos: matching[:min(l.Limit, len(matching))]}
	if a.counts {
		page.Total, page.Range = len(a.videos), len(matching)
	}
	if a.between != nil {
		a.between(a.calls)
	}
	return page, nil
}

// created makes videos with these seconds after epoch, newest first.
func created(seconds ...int) []Video {
	videos := make([]Video, len(seconds))
	for i, s := range seconds {
		videos[i] = Video{UID: fmt.Sprintf("v%d", i), Created: epoch.Add(time.Duration(s) * time.Second)}
	}
	return videos
}

func walkAll(a Lister, l Listing) (uids []string, err error) {
	for v, e := range Walk(context.Background(), a, l) {
		if e != nil {
			return uids, e
		}
		uids = append(uids, v.UID)
	}
	return uids, nil
}

func TestWalkListsEachVideoOnce(t *testing.T) {
	tests := map[string][]Video{
		"nothing":                      created(),
		"less than a page":             created(2, 1),
		"exactly a page":               created(3, 2, 1),
		"several pages":                created(8, 7, 6, 5, 4, 3, 2, 1),
		"equal times at a page's edge": created(8, 7, 5, 5, 5, 3, 2, 1),
		"equal times over two edges":   created(9, 7, 7, 6, 6, 5, 5, 1),
	}
	for name, videos := range tests {
		for _, counts := range []bool{true, false} {
			for _, ascending := range []bool{true, false} {
				t.Run(fmt.Sprintf("%s counts=%v ascending=%v", name, counts, ascending), func(t *testing.T) {
					uids, err := walkAll(&account{videos: videos, counts: counts}, Listing{Limit: 4, Ascending: ascending})
					if err != nil {
						t.Fatal(err)
					}
					slices.Sort(uids)
					if len(uids) != len(videos) || len(slices.Compact(uids)) != len(videos) {
						t.Errorf("got %v, want each of %d videos once", uids, len(videos))
					}
				})
			}
		}
	}
}

func TestWalkGoesOnWhenNewVideosArrive(t *testing.T) {
	a := &account{videos: created(6, 5, 4, 3, 2, 1), counts: true}
	a.between = func(call int) {
		v := Video{UID: fmt.Sprintf("new%d", call), Created: epoch.Add(time.Duration(10+call) * time.Second)}
		a.videos = append([]Video{v}, a.videos...)
	}
	uids, err := walkAll(a, Listing{Limit: 2})
	if err != nil || len(uids) != 6 {
		t.Fatalf("got %v, %v, want the six old videos", uids, err)
	}
}

func TestWalkNamesVideosItCannotReach(t *testing.T) {
	a := &account{videos: created(9, 5, 5, 5, 5, 5, 2, 1)}
	uids, err := walkAll(a, Listing{Limit: 3})
	if !errors.Is(err, ErrSameInstant) {
		t.Fatalf("error is %v, want ErrSameInstant", err)
	}
	if !slices.Contains(uids, "v0") || !slices.Contains(uids, "v7") {
		t.Errorf("got %v, want those before and after the shared time too", uids)
	}
}

// stuck answers every call with the same page.
type stuck struct{ calls int }

func (s *stuck) List(context.Context, Listing) (Page, error) {
	s.calls++
	return Page{Videos: created(3, 2, 1), Total: 100, Range: 100}, nil
}

func TestWalkEndsWhenAPageRepeats(t *testing.T) {
	s := &stuck{}
	uids, err := walkAll(s, Listing{Limit: 3})
	if err == nil || len(uids) != 3 || s.calls > 4 {
		t.Errorf("got %v, %v after %d calls, want an error soon", uids, err, s.calls)
	}
}
