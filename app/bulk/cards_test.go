package bulk

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"spool/app/apptest"
	"spool/library"
)

var (
	first  = library.Operation{Verb: library.VerbSet, Path: namePath, Text: "Coast"}
	second = library.Operation{Verb: library.VerbAdd, Path: namePath, Text: ", final"}
	third  = library.Operation{Verb: library.VerbAdd, Path: originsPath, Text: "example.com"}
)

// become is the name that the only video would get.
func (st *stage) become() string {
	st.t.Helper()
	st.until(func() bool { return !st.page.looking })
	return newName(st.page.plan.rows[toChange][0].changes)
}

func TestOperationsChangePlacesByKeyAndByMouse(t *testing.T) {
	st := newStage(t, 1)
	st.open(1, first, second)
	if got := st.become(); got != "Coast, final" {
		t.Fatalf("it would become %q", got)
	}
	// With the keyboard in the second card.
	st.window.Canvas().Focus(st.page.cards[1].first)
	st.page.MoveInHand(-1)
	if got := st.become(); got != "Coast" {
		t.Errorf("after Alt Up it would become %q", got)
	}
	st.window.Canvas().Focus(st.page.cards[0].grip)
	apptest.Press(st.window, fyne.KeyDown)
	if got := st.become(); got != "Coast, final" {
		t.Errorf("after Down on the grip it would become %q", got)
	}
	card := st.page.cards[1]
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(card.grip).AddXY(6, 14)
	test.Drag(st.window.Canvas(), at, 0, -card.object.Position().Y)
	if got := st.become(); got != "Coast" {
		t.Errorf("after the drag it would become %q", got)
	}
	st.window.Canvas().Unfocus()
	st.page.MoveInHand(1)
	if got := st.become(); got != "Coast" {
		t.Errorf("without a card in hand it would become %q", got)
	}
}

func TestADraggedOperationGoesAsFarAsItsEdgeReaches(t *testing.T) {
	st := newStage(t, 1)
	st.open(1, third, first, second)
	c := st.page.cards[0]
	height := func(i int) float32 { return st.page.cards[i].object.Size().Height }
	for _, tt := range []struct {
		dragged float32
		want    int
	}{{0, 0}, {height(1)/2 - 4, 0}, {height(1)/2 + 12, 1}, {height(1) + height(2), 2}, {5000, 2}, {-5000, 0}} {
		if got := st.page.places(c, tt.dragged); got != tt.want {
			t.Errorf("dragged by %v it goes %d places, want %d", tt.dragged, got, tt.want)
		}
	}
}

func TestWhatPlaysAnywhereIsSparedWhileTheRestChanges(t *testing.T) {
	st := newStage(t, 2)
	st.origins(`["a.example"]`)
	st.open(2, third, second)
	apptest.See(t, st.window, "Restricts 1 that plays anywhere now", "1 to decide", "Change 1 video")
	apptest.Click(t, st.window, "Leave them out")
	st.until(func() bool { return !st.page.looking })
	apptest.See(t, st.window, "What plays anywhere goes on to", "Change 2 videos")
	apptest.SeeNot(t, st.window, "1 to decide")
	apptest.Click(t, st.window, "Change 2 videos")
	st.ended(1)
	if got := st.allowed(); got != "a.example,example.com; ; " {
		t.Errorf("allowed are %q", got)
	}
	for name := range st.names() {
		if name[len(name)-7:] != ", final" {
			t.Errorf("a video is called %q", name)
		}
	}
	st.open(2, third)
	apptest.Click(t, st.window, "Leave them out")
	st.until(func() bool { return !st.page.looking })
	apptest.Click(t, st.window, "Restrict it too")
	st.until(func() bool { return !st.page.looking })
	apptest.See(t, st.window, "1 to decide")
}

func TestAPartIsAnsweredAtOnce(t *testing.T) {
	st := newStage(t, 9)
	n := 0
	for v := range st.all(t.Context()) {
		if n++; n <= 4 {
			st.drafts[v.UID] = true
		}
	}
	st.open(9, rename)
	apptest.See(t, st.window, "5 will change", "4 skipped", "4 with unsaved drafts", "Show all 4", "Changes 5 videos.", "removed", "added")
	if rows := (*model)(st.page).Groups()[skipped].Rows; rows != skippedFirst {
		t.Errorf("%d skipped rows stand below the others, want %d", rows, skippedFirst)
	}
	apptest.Click(t, st.window, "Show all 4")
	if rows := (*model)(st.page).Groups()[skipped].Rows; rows != 4 {
		t.Errorf("%d skipped rows show, want all 4", rows)
	}
	apptest.Click(t, st.window, "All 9")
	apptest.Click(t, st.window, "Leave all 5 out")
	apptest.See(t, st.window, "Nothing would change", "Change all 5")
	st.window.Canvas().Focus(st.page.head.all)
	apptest.Press(st.window, fyne.KeySpace)
	apptest.See(t, st.window, "Change 5 videos")
	apptest.Press(st.window, fyne.KeySpace)
	apptest.See(t, st.window, "Change 0 videos")
}

func TestNamesThatMeetAreNumberedAllAtOnce(t *testing.T) {
	st := newStage(t, 3)
	st.open(3, first)
	apptest.Click(t, st.window, "Change all 2")
	apptest.Click(t, st.window, "Change 3 videos")
	st.ended(1)
	if names := st.names(); names["Coast"] != 1 || names["Coast 2"] != 1 || names["Coast 3"] != 1 {
		t.Errorf("the names are %v", names)
	}
}

func TestADifferenceOnOneLine(t *testing.T) {
	for _, tt := range []struct{ before, after, want string }{
		{"Coast take 71, raw", "coastline, 2026-05-14, take 71", "[-Coast][+coastline, 2026-05-14, ] take 71[-, raw]"},
		{"Take 1", "Take 1, final", "Take 1[+, final]"},
		{"Old", "New", "[-Old][+New]"},
		{"a 1 b 2 c 3", "x 1 y 2 z 3", "[+x] 1 [+y] 2 [+z] 3"},
	} {
		got := ""
		for _, token := range inline(difference(tt.before, tt.after)) {
			switch token.mark {
			case removed:
				got += "[-" + token.text + "]"
			case added:
				got += "[+" + token.text + "]"
			default:
				got += token.text
			}
		}
		if got != tt.want {
			t.Errorf("%q to %q: %s, want %s", tt.before, tt.after, got, tt.want)
		}
	}
}
