package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
)

func TestListReordersByGrip(t *testing.T) {
	rig := newListRig(t, queueModel())
	for name, c := range map[string]struct {
		pick string
		grab Key
		by   float32
		want string
	}{
		"down two":                 {"", "d", 88, "efdghijklmnopqrstuvw"},
		"up one":                   {"", "f", -44, "dfeghijklmnopqrstuvw"},
		"back and no more":         {"", "d", -400, "defghijklmnopqrstuvw"},
		"a slip of the hand":       {"", "e", 5, "defghijklmnopqrstuvw"},
		"all selected go together": {"eg", "e", 132, "dfhegijklmnopqrstuvw"},
	} {
		t.Run(name, func(t *testing.T) {
			r := rig.with(queueModel())
			for _, k := range letters(c.pick) {
				r.click(k, ctrl)
			}
			r.grab(c.grab, c.by/2, c.by/2)
			r.release()
			if got := r.order(1); got != c.want {
				t.Errorf("the order is %s, want %s", got, c.want)
			}
		})
	}
}

func TestListDragIsCancelledByEsc(t *testing.T) {
	r := newListRig(t, queueModel())
	r.grab("d", 44, 44)
	if v := r.View("d").(*fakeRow); !v.state.Lifted || !r.drop.Visible() {
		t.Fatal("a dragged row is not lifted, or its new place is not marked")
	}
	r.key(t, fyne.KeyEscape, 0)
	if v := r.View("d").(*fakeRow); v.state.Lifted || r.drop.Visible() {
		t.Error("after Esc the row is still lifted")
	}
	r.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(0, 44)})
	r.release()
	if got := r.order(1); got != "defghijklmnopqrstuvw" {
		t.Errorf("a cancelled drag changed the order to %s", got)
	}
}

func TestListDragScrollsAtTheEdge(t *testing.T) {
	r := newListRig(t, queueModel())
	r.grab("d", 170)
	before := r.offset
	for range 10 {
		r.drag.scrollStep(r.List)
	}
	if r.offset <= before {
		t.Fatal("a row held at the lower edge does not scroll the list")
	}
	if row := r.drag.row; row.key != "d" || !row.Visible() {
		t.Error("the dragged row got lost when its place scrolled away")
	}
	r.release()
}

func TestListReordersByKeyboard(t *testing.T) {
	r := newListRig(t, queueModel())
	r.click("e", 0)
	for _, c := range []struct {
		key  fyne.KeyName
		want string
	}{
		{fyne.KeyDown, "dfeghijklmnopqrstuvw"},
		{fyne.KeyUp, "defghijklmnopqrstuvw"},
		{fyne.KeyHome, "edfghijklmnopqrstuvw"},
		{fyne.KeyUp, "edfghijklmnopqrstuvw"},
		{fyne.KeyEnd, "dfghijklmnopqrstuvwe"},
	} {
		r.key(t, c.key, alt)
		if got := r.order(1); got != c.want {
			t.Errorf("after Alt %s the order is %s, want %s", c.key, got, c.want)
		}
	}
	if r.shown("e") == nil {
		t.Error("the row that moved to the end is not in sight")
	}
}
