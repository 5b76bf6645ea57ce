package stills

import (
	"image"
	"image/color"
	"reflect"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"spool/app/apptest"
	"spool/library"
	"spool/widgets/look"
)

// shelf is a source whose pictures come when the test says so.
type shelf struct {
	asked   []time.Duration // the order they were asked for in
	waiting map[time.Duration]func()
	here    map[time.Duration]image.Image
	most    int // on their way at a time
}

func newShelf() *shelf {
	return &shelf{waiting: map[time.Duration]func(){}, here: map[time.Duration]image.Image{}}
}

// Still implements Source.
func (s *shelf) Still(_ library.Video, at time.Duration, _, _ int, ready func()) (image.Image, bool) {
	if img, ok := s.here[at]; ok {
		return img, true
	}
	s.asked = append(s.asked, at)
	s.waiting[at] = ready
	s.most = max(s.most, len(s.waiting))
	return nil, false
}

// ForgetStill implements Source.
func (s *shelf) ForgetStill(_ library.Video, at time.Duration, _, _ int) { delete(s.waiting, at) }

// come lets a picture arrive; its brightness is its second.
func (s *shelf) come(at time.Duration) {
	s.here[at] = image.NewUniform(color.Gray{uint8(at / time.Second)})
	ready := s.waiting[at]
	delete(s.waiting, at)
	ready()
}

func (s *shelf) onTheirWay() []time.Duration {
	var all []time.Duration
	for at := range s.waiting {
		all = append(all, at)
	}
	slices.Sort(all)
	return all
}

const half = 500 * time.Millisecond

var film = library.Video{UID: "a", Duration: 600}

func shown(t *testing.T, s Source) *Picture {
	t.Helper()
	p := NewPicture(s, fyne.NewSize(160, 90))
	apptest.Open(t, p, 160, 90)
	return p
}

func TestWhatPlaysAsksForAFewPicturesAheadTheNextFirst(t *testing.T) {
	s := newShelf()
	p := shown(t, s)
	p.Set(film, 10*time.Second)
	s.come(10 * time.Second)
	s.asked = nil
	p.Roll(10*time.Second, time.Minute)
	// The loader takes what was asked for last first; the one of now is here.
	if want := []time.Duration{11*time.Second + half, 11 * time.Second, 10*time.Second + half}; !reflect.DeepEqual(s.asked, want) {
		t.Errorf("it asked for %v, want %v", s.asked, want)
	}
	for at := 10 * time.Second; at < 30*time.Second; at += 100 * time.Millisecond {
		p.Roll(at, time.Minute)
	}
	if s.most > rollAhead {
		t.Errorf("%d pictures were on their way at a time", s.most)
	}
}

func TestTheNewestPictureThatHasComeShows(t *testing.T) {
	s := newShelf()
	p := shown(t, s)
	p.Set(film, 0)
	s.come(0)
	first := p.Image()
	p.Roll(0, time.Minute)
	s.come(time.Second) // ahead of its time
	p.Roll(900*time.Millisecond, time.Minute)
	if p.Image() != first {
		t.Error("a picture showed before its time")
	}
	p.Roll(1100*time.Millisecond, time.Minute)
	if p.Image() != s.here[time.Second] {
		t.Error("the newest picture does not show")
	}
	if way := s.onTheirWay(); slices.Contains(way, half) {
		t.Errorf("an older one is still on its way: %v", way)
	}
}

func TestASlowStreamIsAskedForLaterMoments(t *testing.T) {
	s := newShelf()
	p := shown(t, s)
	p.Set(film, 0)
	s.come(0)
	p.Roll(0, time.Minute)
	for at := time.Duration(0); at < 1900*time.Millisecond; at += 100 * time.Millisecond {
		p.Roll(at, time.Minute)
	}
	s.come(half) // it needed all that time
	s.asked = nil
	p.Roll(1900*time.Millisecond, time.Minute)
	if len(s.asked) == 0 || s.asked[0] < 3700*time.Millisecond {
		t.Errorf("it asked for %v, which comes too late again", s.asked)
	}
}

func TestRestGivesUpWhatIsOnItsWay(t *testing.T) {
	s := newShelf()
	p := shown(t, s)
	p.Set(film, 0)
	p.Roll(0, time.Minute)
	p.Roll(30*time.Second, time.Minute) // a jump
	if way := s.onTheirWay(); len(way) == 0 || way[0] < 30*time.Second {
		t.Errorf("after a jump %v are on their way", way)
	}
	p.Rest()
	if way := s.onTheirWay(); len(way) != 0 {
		t.Errorf("%v are still on their way", way)
	}
	p.Set(film, 5*time.Second)
	p.Set(film, 6*time.Second)
	if way := s.onTheirWay(); !reflect.DeepEqual(way, []time.Duration{6 * time.Second}) {
		t.Errorf("after two moments %v are on their way", way)
	}
}

func TestNothingBeyondTheEndIsAskedFor(t *testing.T) {
	s := newShelf()
	p := shown(t, s)
	p.Set(film, 0)
	p.Roll(time.Second, 2*time.Second)
	if last := slices.Max(s.asked); last >= 2*time.Second {
		t.Errorf("it asked for %v", last)
	}
}

func TestTheEndShowsTheLastPicture(t *testing.T) {
	s := newShelf()
	p := shown(t, s)
	p.Set(film, 600*time.Second)
	if way := s.onTheirWay(); len(way) != 1 || way[0] >= 600*time.Second || way[0] < 599*time.Second {
		t.Errorf("%v are on their way", way)
	}
}

// place shows a part of the video in a film of eight pictures.
func place(f *Film, from time.Duration) {
	f.Place(look.Paint{Scale: 1}, film, from, from+80*time.Second, 57, fyne.NewPos(0, 0), fyne.NewSize(8*57, 32))
}

func TestAFilmFillsFromCoarseToFine(t *testing.T) {
	s, news := newShelf(), 0
	f := NewFilm(s, func() { news++ })
	place(f, 0)
	if f.Object.Visible() {
		t.Error("a film without pictures shows")
	}
	// The loader takes the last first: the left end, the middle, the quarters.
	n := len(s.asked)
	if want := []time.Duration{65 * time.Second, 25 * time.Second, 45 * time.Second, 5 * time.Second}; n != 8 || !reflect.DeepEqual(s.asked[4:], want) {
		t.Errorf("it asked for %v", s.asked)
	}
	s.come(5 * time.Second)
	s.come(45 * time.Second)
	place(f, 0)
	row := f.Object.Image
	for i, want := range []uint8{5, 5, 5, 45, 45, 45, 45, 45} {
		if got, _, _, _ := row.At(i*57+20, 10).RGBA(); i != 2 && uint8(got>>8) != want {
			t.Errorf("place %d shows the picture of second %d, want %d", i, got>>8, want)
		}
	}
	place(f, 0)
	if len(s.asked) != n || f.Object.Image != row || news != 2 {
		t.Errorf("asked again for %v, told %d times", s.asked[n:], news)
	}
}

func TestAFilmThatMovesOnForgetsWhereItWas(t *testing.T) {
	s := newShelf()
	f := NewFilm(s, func() {})
	place(f, 0)
	place(f, 200*time.Second)
	if way := s.onTheirWay(); len(way) != 8 || way[0] < 200*time.Second {
		t.Errorf("%v are on their way", way)
	}
	f.Forget()
	if way := s.onTheirWay(); len(way) != 0 {
		t.Errorf("%v are still on their way", way)
	}
}

func TestCoarseNumbersAreEachThereOnce(t *testing.T) {
	for n := 1; n < 40; n++ {
		order := coarse(n)
		slices.Sort(order)
		for i := range n {
			if len(order) != n || order[i] != i {
				t.Fatalf("%d: %v", n, order)
			}
		}
	}
}
