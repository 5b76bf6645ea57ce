package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"spool/widgets/look"
)

func sampleMenu(ran *[]string) []MenuItem {
	run := func(name string) func() { return func() { *ran = append(*ran, name) } }
	return []MenuItem{
		{Label: "Preview", Icon: look.IconPlay, Key: "Space", Run: run("Preview")},
		{Label: "Copy link", Icon: look.IconLink, Key: "L", Run: run("Copy link")},
		{Separator: true},
		{Label: "Download MP4", Disabled: true, Reason: "Stream has no MP4 yet", Run: run("Download MP4")},
		{Separator: true},
		{Label: "Delete…", Key: "Del", Danger: true, Run: run("Delete")},
	}
}

func TestMenuByKeyboard(t *testing.T) {
	for keys, want := range map[string]string{
		"Down Return":                  "Preview",
		"Down Down Return":             "Copy link",
		"Up Return":                    "Delete",
		"Down Up Return":               "Delete",
		"End Return":                   "Delete",
		"End Home Return":              "Preview",
		"Down Down Down Return Escape": "",
		"Escape":                       "",
	} {
		r := newOverlayRig(t)
		var ran []string
		ShowMenu(r.from, sampleMenu(&ran), fyne.NewPos(10, 10))
		for _, k := range strings.Fields(keys) {
			r.press(fyne.KeyName(k))
		}
		if got := strings.Join(ran, " "); got != want {
			t.Errorf("%s ran %q, want %q", keys, got, want)
		}
		r.closed(t)
	}
}

func TestMenuFindsByLetter(t *testing.T) {
	r := newOverlayRig(t)
	var ran []string
	ShowMenu(r.from, sampleMenu(&ran), fyne.NewPos(10, 10))
	r.focused().TypedRune('d')
	r.focused().TypedRune('d')
	r.focused().TypedRune(' ')
	if len(ran) != 1 || ran[0] != "Delete" {
		t.Errorf("ran %v, want the second item with d", ran)
	}
}

func TestMenuByMouse(t *testing.T) {
	r := newOverlayRig(t)
	var ran []string
	ShowMenu(r.from, sampleMenu(&ran), fyne.NewPos(10, 10))
	m := r.focused().(*menu)
	at := func(i int) fyne.Position { return fyne.NewPos(20, m.top(i)+5) }
	m.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at(1)}})
	if m.current != 1 {
		t.Errorf("line %d is in hand under the pointer", m.current)
	}
	m.Tapped(&fyne.PointEvent{Position: at(3)}) // disabled
	m.Tapped(&fyne.PointEvent{Position: at(2)}) // a separator
	if !OverlayOpen(r.window.Canvas()) || len(ran) > 0 {
		t.Fatal("a click on a disabled line did something")
	}
	m.Tapped(&fyne.PointEvent{Position: at(5)})
	if len(ran) != 1 || ran[0] != "Delete" {
		t.Errorf("ran %v", ran)
	}
	r.closed(t)
}

func TestMenuSaysWhyALineIsDisabled(t *testing.T) {
	r := newOverlayRig(t)
	var ran []string
	ShowMenu(r.from, sampleMenu(&ran), fyne.NewPos(10, 10))
	for range 3 {
		r.press(fyne.KeyDown)
	}
	tip, ok := r.focused().(*menu).overlay.TipLayer().Shown()
	if !ok || tip.Text != "Stream has no MP4 yet" {
		t.Errorf("the tip is %+v, %v", tip, ok)
	}
}

func TestMenuLongerThanTheWindow(t *testing.T) {
	r := newOverlayRig(t)
	var items []MenuItem
	for i := range 60 {
		items = append(items, MenuItem{Label: strings.Repeat("long ", i), Checked: i == 45})
	}
	ShowMenuBelow(r.from, items)
	m := r.focused().(*menu)
	inSight := func() bool {
		top := m.top(m.current)
		return top >= 0 && top+look.MenuRow <= m.Size().Height
	}
	if m.current != 45 || !inSight() {
		t.Errorf("line %d is in hand, in sight %v, want the checked one", m.current, inSight())
	}
	for _, k := range []fyne.KeyName{fyne.KeyEnd, fyne.KeyDown, fyne.KeyUp} {
		r.press(k)
		if !inSight() {
			t.Errorf("after %s the line in hand is out of sight", k)
		}
	}
	m.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 1e6)})
	if m.scroll != 0 {
		t.Errorf("scrolled to %v", m.scroll)
	}
}

func TestListOpensItsMenu(t *testing.T) {
	for name, open := range map[string]func(*listRig){
		"right click": func(r *listRig) {
			at := r.middle("e")
			r.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonSecondary})
			r.MouseUp(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonSecondary})
			r.TappedSecondary(&fyne.PointEvent{Position: at})
		},
		"Shift F10": func(r *listRig) { r.Select("e"); r.key(t, fyne.KeyF10, shift) },
		"Menu key":  func(r *listRig) { r.Select("e"); r.key(t, desktop.KeyMenu, 0) },
	} {
		r := newListRig(t, queueModel())
		r.window.Canvas().Focus(r.List)
		r.Menu = func() []MenuItem { return []MenuItem{{Label: "Rename " + r.selected()}} }
		open(r)
		m, ok := r.window.Canvas().Focused().(*menu)
		if !ok || m.items[0].Label != "Rename e" {
			t.Errorf("%s opens no menu for the row", name)
			continue
		}
		m.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
		if r.window.Canvas().Focused() != fyne.Focusable(r.List) {
			t.Errorf("%s: the focus is not back on the list", name)
		}
	}
}
