package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"spool/widgets/look"
)

func newGridRig(t *testing.T, tiles int, width float32) (*listRig, *Grid) {
	t.Helper()
	test.NewTempApp(t)
	test.ApplyTheme(t, look.NewPlain(look.Dark))
	m := &fakeModel{groups: []fakeGroup{{Group: Group{RowHeight: 43}, keys: letters("abcdefghijklmnopqrstuvwxyz"[:tiles])}}}
	g := NewGrid(m)
	w := test.NewTempWindow(t, g)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(width, 600))
	return &listRig{List: &g.List, model: m, window: w}, g
}

func TestGridFillsItsWidth(t *testing.T) {
	for _, c := range []struct {
		width   float32
		columns int
		tile    fyne.Size
	}{
		{872, 4, fyne.NewSize(194, 152)}, // as drawn beside the inspector
		{1224, 5, fyne.NewSize(222, 168)},
		{200, 1, fyne.NewSize(152, 129)},
	} {
		r, g := newGridRig(t, 26, c.width)
		_, size, _ := r.Area("a")
		if g.Columns() != c.columns || size != c.tile {
			t.Errorf("%v wide: %d columns of %v, want %d of %v", c.width, g.Columns(), size, c.columns, c.tile)
		}
	}
}

func TestGridMovesByKeyboard(t *testing.T) {
	r, _ := newGridRig(t, 26, 872)
	r.click("b", 0)
	for _, c := range []struct {
		key  fyne.KeyName
		mods fyne.KeyModifier
		want string
	}{
		{fyne.KeyDown, 0, "f"},
		{fyne.KeyRight, 0, "g"},
		{fyne.KeyLeft, 0, "f"},
		{fyne.KeyUp, 0, "b"},
		{fyne.KeyDown, shift, "bcdef"},
		{fyne.KeyEnd, 0, "z"},
		{fyne.KeyUp, 0, "v"},
		{fyne.KeyHome, 0, "a"},
	} {
		r.key(t, c.key, c.mods)
		if got := r.selected(); got != c.want {
			t.Errorf("after %s %q is selected, want %q", c.key, got, c.want)
		}
		if r.shown(r.Current()) == nil {
			t.Errorf("after %s the tile the keyboard is at is not in sight", c.key)
		}
	}
}

func TestGridKeepsItsPlaceWhenTilesGrow(t *testing.T) {
	r, g := newGridRig(t, 26, 872)
	r.scroll(500)
	first := r.live[0].key
	g.SetTile(300)
	if r.shown(first) == nil {
		t.Errorf("with larger tiles %s is out of sight", first)
	}
	g.SetTile(5000)
	if _, size, _ := r.Area("a"); size.Width < TileMost {
		t.Errorf("a tile is %v wide", size.Width)
	}
}

func TestGridClicksAndFocus(t *testing.T) {
	r, g := newGridRig(t, 26, 872)
	r.click("c", 0)
	r.click("g", ctrl)
	if got := r.selected(); got != "cg" {
		t.Errorf("selected %q", got)
	}
	if r.window.Canvas().Focused() != fyne.Focusable(g) {
		t.Error("a click does not focus the grid")
	}
	gap, _, _ := r.Area("b")
	r.clickAt(gap.AddXY(-5, 20), 0)
	if r.SelectedCount() != 0 {
		t.Error("a click between the tiles keeps the selection")
	}
}
