package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"spool/widgets/look"
)

func block(w, h float32) *canvas.Rectangle {
	r := canvas.NewRectangle(nil)
	r.SetMinSize(fyne.NewSize(w, h))
	return r
}

func TestRowSharesWhatIsLeft(t *testing.T) {
	test.NewTempApp(t)
	a, b, c := block(40, 20), block(10, 32), block(30, 10)
	row := Row(8, a, Grow(b), c)
	if got := row.MinSize(); got != fyne.NewSize(96, 32) {
		t.Errorf("it needs %v", got)
	}
	row.Resize(fyne.NewSize(300, 40))
	if b.Size().Width != 300-40-30-16 || c.Position().X != 270 {
		t.Errorf("the one that grows is %g wide, the last is at %g", b.Size().Width, c.Position().X)
	}
	if a.Position().Y != 10 || a.Size().Height != 20 {
		t.Errorf("it stands at %g, %g high", a.Position().Y, a.Size().Height)
	}
}

func TestStepsAreWholeNumbers(t *testing.T) {
	test.NewTempApp(t)
	parts := []fyne.CanvasObject{Grow(block(1, 1)), Grow(block(1, 1)), Grow(block(1, 1))}
	row := Row(3, parts...)
	for width := float32(20); width < 60; width++ {
		row.Resize(fyne.NewSize(width, 10))
		end := float32(0)
		for _, p := range parts {
			if p.Position().X != float32(int(p.Position().X)) {
				t.Fatalf("in %g a part stands at %g", width, p.Position().X)
			}
			end = p.Position().X + p.Size().Width
		}
		if end != width {
			t.Errorf("in %g the last part ends at %g", width, end)
		}
	}
}

func TestHiddenPartsTakeNoRoomOrGap(t *testing.T) {
	test.NewTempApp(t)
	a, b := block(40, 20), block(40, 20)
	row := Row(8, a, b)
	if a.Hide(); row.MinSize().Width != 40 {
		t.Errorf("with one hidden it needs %g", row.MinSize().Width)
	}
	row.Resize(fyne.NewSize(200, 20))
	if b.Position().X != 0 {
		t.Errorf("the other stands at %g", b.Position().X)
	}
}

func TestColumnGivesTextTheHeightOfItsLines(t *testing.T) {
	test.NewTempApp(t)
	text := look.NewParagraph(look.Small, look.Fg, strings.Repeat("one two three four ", 20))
	below := block(10, 10)
	column := Column(4, Inset(2, 10, 2, 10, Row(6, block(20, 20), Grow(text))), below)
	for _, width := range []float32{400, 200, 120} {
		column.Resize(fyne.NewSize(width, 600))
		want := text.HeightFor(width-20-26) + 4 + 4
		if got := below.Position().Y; got != want {
			t.Errorf("in %g what is below stands at %g, want %g", width, got, want)
		}
	}
}

func TestLayoutsTakeAnySize(t *testing.T) {
	test.NewTempApp(t)
	for _, size := range []fyne.Size{{}, {Width: 1, Height: 1}, {Width: 10_000, Height: 10_000}, {Width: 3, Height: 900}} {
		for _, o := range []fyne.CanvasObject{
			Row(8), Column(8), Row(8, Grow(block(50, 50)), block(50, 50)), Column(8, Grow(block(50, 50)), block(50, 50)),
			Inset(20, 20, 20, 20, block(5, 5)), Sized(80, 0, block(5, 5)), NewCard(block(100, 100)), NewRule(),
		} {
			o.Resize(size)
			o.MinSize()
		}
	}
}
