package widgets

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"spool/widgets/look"
)

const (
	ctrl  = fyne.KeyModifierShortcutDefault
	shift = fyne.KeyModifierShift
	alt   = fyne.KeyModifierAlt
)

func TestListSelectsLikeAFileManager(t *testing.T) {
	rig := newListRig(t, queueModel())
	type step struct {
		key  Key
		mods fyne.KeyModifier
	}
	for name, c := range map[string]struct {
		steps []step
		want  string
	}{
		"a click selects one":                    {[]step{{"b", 0}, {"d", 0}}, "d"},
		"Ctrl adds":                              {[]step{{"b", 0}, {"d", ctrl}}, "bd"},
		"Ctrl takes away":                        {[]step{{"b", 0}, {"d", ctrl}, {"b", ctrl}}, "d"},
		"Shift extends over groups":              {[]step{{"b", 0}, {"e", shift}}, "bcde"},
		"Shift extends from the same anchor":     {[]step{{"c", 0}, {"e", shift}, {"a", shift}}, "abc"},
		"Ctrl Shift adds a range":                {[]step{{"a", 0}, {"d", ctrl}, {"f", ctrl | shift}}, "adef"},
		"a click on one of many leaves that one": {[]step{{"a", 0}, {"d", shift}, {"b", 0}}, "b"},
	} {
		t.Run(name, func(t *testing.T) {
			r := rig.with(queueModel())
			for _, s := range c.steps {
				r.click(s.key, s.mods)
			}
			if got := r.selected(); got != c.want {
				t.Errorf("selected %q, want %q", got, c.want)
			}
		})
	}
}

func TestListSelectsByKeyboard(t *testing.T) {
	rig := newListRig(t, queueModel())
	type press struct {
		name fyne.KeyName
		mods fyne.KeyModifier
	}
	for name, c := range map[string]struct {
		presses []press
		want    string
		current Key
	}{
		"the first arrow selects where the keyboard is": {[]press{{fyne.KeyDown, 0}}, "a", "a"},
		"Down moves":               {[]press{{fyne.KeyDown, 0}, {fyne.KeyDown, 0}}, "b", "b"},
		"Up stops at the top":      {[]press{{fyne.KeyDown, 0}, {fyne.KeyUp, 0}, {fyne.KeyUp, 0}}, "a", "a"},
		"End":                      {[]press{{fyne.KeyEnd, 0}}, "w", "w"},
		"Home":                     {[]press{{fyne.KeyEnd, 0}, {fyne.KeyHome, 0}}, "a", "a"},
		"Shift Down extends":       {[]press{{fyne.KeyDown, 0}, {fyne.KeyDown, shift}, {fyne.KeyDown, shift}}, "abc", "c"},
		"Shift Up takes back":      {[]press{{fyne.KeyDown, 0}, {fyne.KeyDown, shift}, {fyne.KeyDown, shift}, {fyne.KeyUp, shift}}, "ab", "b"},
		"Ctrl Down only moves":     {[]press{{fyne.KeyDown, 0}, {fyne.KeyDown, ctrl}, {fyne.KeyDown, ctrl}}, "a", "c"},
		"X toggles":                {[]press{{fyne.KeyDown, 0}, {fyne.KeyDown, ctrl}, {fyne.KeyDown, ctrl}, {fyne.KeyX, 0}}, "ac", "c"},
		"Shift End extends to end": {[]press{{fyne.KeyEnd, 0}, {fyne.KeyUp, 0}, {fyne.KeyEnd, shift}}, "vw", "w"},
		"Page Down":                {[]press{{fyne.KeyDown, 0}, {fyne.KeyPageDown, 0}}, "g", "g"},
		"Esc clears":               {[]press{{fyne.KeyDown, 0}, {fyne.KeyEscape, 0}}, "", "a"},
	} {
		t.Run(name, func(t *testing.T) {
			r := rig.with(queueModel())
			r.window.Canvas().Focus(r.List)
			for _, p := range c.presses {
				r.key(t, p.name, p.mods)
			}
			if got := r.selected(); got != c.want {
				t.Errorf("selected %q, want %q", got, c.want)
			}
			if got := r.Current(); got != c.current {
				t.Errorf("keyboard is at %q, want %q", got, c.current)
			}
			if r.shown(r.Current()) == nil {
				t.Error("the row the keyboard is at is not in sight")
			}
		})
	}
}

func TestListSelectAllAndBack(t *testing.T) {
	r := newListRig(t, queueModel())
	changes := 0
	r.OnSelect = func() { changes++ }
	r.TypedShortcut(&fyne.ShortcutSelectAll{})
	if r.SelectedCount() != r.Len() || changes != 1 {
		t.Errorf("Ctrl A selected %d of %d rows and reported %d changes", r.SelectedCount(), r.Len(), changes)
	}
	r.clickAt(fyne.NewPos(300, 20), 0) // on the header, which is no row
	if r.SelectedCount() != 0 {
		t.Errorf("a click beside the rows left %d selected", r.SelectedCount())
	}
}

func TestListSelectionFollowsKeys(t *testing.T) {
	r := newListRig(t, queueModel())
	r.click("b", 0)
	r.click("e", ctrl)
	r.model.groups[0].keys = letters("cab")
	r.model.groups[1].keys = letters("zfghe")
	r.Reload()
	if got := r.selected(); got != "be" {
		t.Errorf("after reordering %q is selected, want be", got)
	}
	changes := 0
	r.OnSelect = func() { changes++ }
	r.model.groups[1].keys = letters("zfgh")
	r.Reload()
	if got := r.selected(); got != "b" || changes != 1 {
		t.Errorf("after removing e %q is selected and %d changes were reported", got, changes)
	}
	if got := r.Current(); got != "h" {
		t.Errorf("the keyboard went to %q, want the row that took the place", got)
	}
}

func TestListOpensOnDoubleClickAndEnter(t *testing.T) {
	r := newListRig(t, queueModel())
	var opened []Key
	r.OnOpen = func(k Key) { opened = append(opened, k) }
	r.click("b", 0)
	r.click("c", 0)
	r.click("c", 0)
	r.key(t, fyne.KeyReturn, 0)
	if len(opened) != 2 || opened[0] != "c" || opened[1] != "c" {
		t.Errorf("opened %v, want c by double click and c by Enter", opened)
	}
}

func TestListZones(t *testing.T) {
	r := newListRig(t, queueModel())
	r.click("a", 0)
	pos, size, _ := r.Area("b")
	button := pos.AddXY(size.Width-50, 10)
	r.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: button}})
	view := r.View("b").(*fakeRow)
	if !view.state.Hovered || view.state.Zone != "button" || r.Cursor() != desktop.PointerCursor {
		t.Errorf("over the button the row knows %+v", view.state)
	}
	r.clickAt(button, 0)
	if len(r.model.tapped) != 1 || r.model.tapped[0] != "b" {
		t.Errorf("a click on b's button ran %v", r.model.tapped)
	}
	if got := r.selected(); got != "a" {
		t.Errorf("the click on a button selected %q", got)
	}
	r.MouseOut()
	if view.state.Hovered {
		t.Error("the row stays hovered when the pointer has left")
	}
}

func TestListButtonsByKeyboard(t *testing.T) {
	r := newListRig(t, queueModel())
	var ran []string
	r.model.groups[0].Action = "Clear finished"
	r.model.groups[0].OnAction = func() { ran = append(ran, "cleared") }
	r.OnOpen = func(k Key) { ran = append(ran, "opened "+string(k)) }
	r.Reload()
	r.window.Canvas().Focus(r.List)
	r.key(t, fyne.KeyDown, 0)
	for _, k := range []fyne.KeyName{fyne.KeyRight, fyne.KeyReturn, fyne.KeyRight, fyne.KeyReturn, fyne.KeyRight, fyne.KeyLeft, fyne.KeyLeft, fyne.KeyReturn} {
		r.key(t, k, 0)
	}
	if got := fmt.Sprint(r.model.tapped, ran); got != "[a] [cleared opened a]" {
		t.Errorf("the keyboard did %s", got)
	}
	r.key(t, fyne.KeyRight, 0)
	if v := r.View("a").(*fakeRow); v.state.Zone != "button" {
		t.Error("the button that the keyboard is at does not show it")
	}
	r.key(t, fyne.KeyDown, 0)
	if a, b := r.View("a").(*fakeRow), r.View("b").(*fakeRow); a.state.Zone != "" || b.state.Zone != "" {
		t.Error("the next row begins at one of its buttons")
	}
}

func TestListHoverFollowsTheWheel(t *testing.T) {
	r := newListRig(t, queueModel())
	r.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: r.middle("b")}})
	r.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -54)})
	if b, c := r.View("b").(*fakeRow), r.View("c").(*fakeRow); b.state.Hovered || !c.state.Hovered {
		t.Error("after the wheel turned, the row under the still pointer is not the hovered one")
	}
}

func TestListFindsByTyping(t *testing.T) {
	m := &fakeModel{groups: []fakeGroup{{Group: Group{RowHeight: 34}, keys: []Key{"Harbour", "Dune", "Dawn", "Reef", "Dusk"}}}}
	r := newListRig(t, m)
	r.window.Canvas().Focus(r.List)
	for _, c := range []struct {
		typed rune
		want  Key
	}{{'d', "Dune"}, {'d', "Dawn"}, {'d', "Dusk"}, {'u', "Dusk"}} {
		r.TypedRune(c.typed)
		if got := r.Current(); got != c.want {
			t.Errorf("after typing %q the keyboard is at %s, want %s", c.typed, got, c.want)
		}
	}
}

func TestListKeepsItsPlaceWhenRowsComeAndGoAbove(t *testing.T) {
	r := newListRig(t, queueModel())
	r.scroll(496)
	pos, _, _ := r.Area("j")
	if pos.Y != 0 {
		t.Fatalf("the row j is at %v, want at the top", pos.Y)
	}
	for _, above := range []string{"zyxdefghijklmnopqrstuvw", "hijklmnopqrstuvw", "jklmnopqrstuvwde12345"} {
		r.model.groups[1].keys = letters(above)
		r.Reload()
		if now, _, _ := r.Area("j"); now.Y != pos.Y {
			t.Errorf("with %s the row j moved from %v to %v", above, pos.Y, now.Y)
		}
	}
}

func TestListShowsNewRowsWhenAtTheTop(t *testing.T) {
	r := newListRig(t, queueModel())
	r.model.groups[0].keys = letters("zabc")
	r.Reload()
	if r.shown("z") == nil || r.offset != 0 {
		t.Error("a row that came in at the top is not in sight")
	}
}

func TestListOfAMillionShrinksToNone(t *testing.T) {
	m := &fakeModel{many: 1_000_000}
	r := newListRig(t, m)
	r.window.Canvas().Focus(r.List)
	r.key(t, fyne.KeyEnd, 0)
	pos, size, _ := r.Area("r999999")
	if r.shown("r999999") == nil || pos.Y+size.Height > 400 || pos.Y < 300 {
		t.Errorf("the last of a million rows ends at %v, in a list 400 high", pos.Y+size.Height)
	}
	if m.made > 20 {
		t.Errorf("%d row views were made for 8 rows in sight", m.made)
	}
	m.many = 0 // and nobody calls Reload before the input arrives
	r.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(50, 50)}})
	r.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 25)})
	r.clickAt(fyne.NewPos(50, 50), 0)
	r.key(t, fyne.KeyDown, 0)
	r.Reload()
	r.Update("r5")
	if r.Len() != 0 || r.SelectedCount() != 0 || len(r.live) != 0 {
		t.Errorf("an empty list has %d rows, %d selected, %d in sight", r.Len(), r.SelectedCount(), len(r.live))
	}
	m.many = 3
	r.Reload()
	if len(r.live) != 3 {
		t.Errorf("%d of 3 rows are in sight", len(r.live))
	}
}

func TestListTellsRowsThatLeave(t *testing.T) {
	r := newListRig(t, queueModel())
	r.scroll(100)
	if got := fmt.Sprint(r.model.left); got != "[a]" {
		t.Errorf("scrolled past the first row, %s were told", got)
	}
	r.model.left = nil
	r.model.groups[1].keys = letters("efghijklmnopqrstuvw")
	r.Reload()
	if got := fmt.Sprint(r.model.left); got != "[d]" {
		t.Errorf("with d gone, %s were told", got)
	}
}

func TestListTakesAnyText(t *testing.T) {
	long := strings.Repeat("Ünïcödé 測試 שלום 👩‍🚀 é\n", 500)
	m := &fakeModel{groups: []fakeGroup{{
		Group: Group{Title: long, Count: long, Note: long, RowHeight: 34},
		keys:  []Key{Key(long), "שלום עולם", "測試影片", "e\u0301\u0302\u0303", "👩‍🚀🏳️‍🌈", "\x00\t\n"},
	}}}
	r := newListRig(t, m)
	for _, width := range []float32{600, 120, 1, 0} {
		r.Resize(fyne.NewSize(width, 400))
		h := r.headers[0]
		for _, part := range []*look.Text{h.title, h.count, h.note} {
			o := part.Object
			if o.Size().Width < 0 || width > 100 && o.Position().X+o.Size().Width > width {
				t.Errorf("%v wide: a part of the header is at %v with %v", width, o.Position(), o.Size())
			}
		}
		count, note := h.count.Object, h.note.Object
		if end := count.Position().X + count.Size().Width; count.Size().Width > 0 && end > note.Position().X {
			t.Errorf("%v wide: the count ends at %v, over the note at %v", width, end, note.Position().X)
		}
	}
}

func TestListRowsArriveWhereTheyBelong(t *testing.T) {
	r := newListRig(t, queueModel())
	r.model.groups[0].keys = letters("bca")
	r.Reload()
	for i, k := range letters("bca") {
		if pos, _, _ := r.Area(k); r.View(k) == nil || r.live[i].Position() != pos {
			t.Errorf("%s is at %v, its place is %v", k, r.live[i].Position(), pos)
		}
	}
}

func TestListUpdateTouchesOneRow(t *testing.T) {
	r := newListRig(t, queueModel())
	before := r.model.binds
	r.Update("b")
	r.Update("w") // not in sight
	if got := r.model.binds - before; got != 1 {
		t.Errorf("an update of one row bound %d", got)
	}
}

func TestListSizes(t *testing.T) {
	rig := newListRig(t, queueModel())
	for _, size := range []fyne.Size{{}, fyne.NewSize(1, 1), fyne.NewSize(10_000, 10_000), fyne.NewSize(30, 400)} {
		r := rig.with(queueModel())
		r.Resize(size)
		r.key(t, fyne.KeyEnd, 0)
		r.clickAt(fyne.NewPos(5, 5), 0)
		r.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -100)})
	}
}
