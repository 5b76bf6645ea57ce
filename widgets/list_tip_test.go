package widgets

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
)

func TestListShowsTheTipOfAZone(t *testing.T) {
	r := newListRig(t, queueModel())
	layer := NewTipLayer()
	var come func()
	layer.after = func(_ time.Duration, f func()) func() { come = f; return func() { come = nil } }
	r.window.SetContent(container.NewStack(r.List, layer))
	r.window.Resize(fyne.NewSize(600, 400))
	pos, size, _ := r.Area("b")
	at := pos.AddXY(size.Width-50, 10)
	hover := func(at fyne.Position) {
		r.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}})
	}
	hover(at)
	if come == nil {
		t.Fatal("a pointer on a zone brings no tip")
	}
	hover(at.AddXY(2, 2))
	come()
	if tip, ok := layer.Shown(); !ok || tip != (Tip{Text: "Pause", Key: "Space"}) {
		t.Errorf("the tip is %+v, shown %v", tip, ok)
	}
	hover(at.AddXY(-200, 0))
	if _, ok := layer.Shown(); ok {
		t.Error("the tip stays when the pointer has left the zone")
	}
}
