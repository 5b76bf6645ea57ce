package desk_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"testing"

	"spool/library"
	"spool/library/subtitle/desk"
)

// writer answers for each video as its uid says.
type writer struct{ asked []string }

func (w *writer) Generate(ctx context.Context, uid, language string, replace bool) (library.Caption, error) {
	w.asked = append(w.asked, fmt.Sprint(uid, " ", language, " ", replace))
	switch uid {
	case "there":
		return library.Caption{}, desk.ErrExists
	case "under way":
		return library.Caption{}, desk.ErrUnderWay
	case "broken":
		return library.Caption{}, errors.New("no speech")
	}
	return library.Caption{}, ctx.Err()
}

func these(uids ...string) iter.Seq2[library.Video, error] {
	return func(yield func(library.Video, error) bool) {
		for _, uid := range uids {
			if !yield(library.Video{UID: uid, Ready: uid != "raw"}, nil) {
				return
			}
		}
	}
}

func TestManyVideosAreWrittenWhateverOneSays(t *testing.T) {
	w, last, told := &writer{}, desk.Tally{}, 0
	err := desk.GenerateAll(t.Context(), w, these("a", "raw", "there", "broken", "under way", "b"), "de", true, func(now desk.Tally) {
		last = now
		if told++; now.Dealt() != told {
			t.Errorf("after %d videos %d are dealt with", told, now.Dealt())
		}
	})
	if err != nil || last.Asked != 2 || last.There != 2 || last.NotReady != 1 || len(last.Failed) != 1 || last.Why[0].Error() != "no speech" {
		t.Errorf("ended with %v after %+v", err, last)
	}
	if want := "[a de true there de true broken de true under way de true b de true]"; fmt.Sprint(w.asked) != want {
		t.Errorf("asked for %s", fmt.Sprint(w.asked))
	}
}

func TestWritingEndsWithItsContext(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	w := &writer{}
	err := desk.GenerateAll(ctx, w, these("a", "b", "c"), "de", false, func(desk.Tally) { stop() })
	if !errors.Is(err, context.Canceled) || len(w.asked) != 2 {
		t.Errorf("ended with %v after %v", err, w.asked)
	}
}
