package look_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"spool/widgets/look"
)

// window shows an object in a test window in our theme with Fyne's own font.
func window(t testing.TB, mode look.Mode, scale float32, o fyne.CanvasObject, size fyne.Size) fyne.Window {
	t.Helper()
	test.NewTempApp(t)
	fyne.CurrentApp().Settings().SetTheme(look.NewPlain(mode))
	w := test.NewTempWindow(t, o)
	w.SetPadded(false)
	w.Canvas().(software.WindowlessCanvas).SetScale(scale)
	w.Resize(size)
	return w
}

// bad is the texts nobody tests with.
var bad = map[string]string{
	"empty":         "",
	"one":           "a",
	"long":          strings.Repeat("Harbour at dawn ", 625),
	"no blanks":     strings.Repeat("x", 10_000),
	"right to left": "סרטון של הנמל עם שחר, גרסה 4",
	"combining":     strings.Repeat("e\u0301", 200),
	"marks only":    strings.Repeat("\u0301", 10_000),
	"emoji":         strings.Repeat("👩‍👩‍👧 film 🎬 ", 8),
	"CJK":           strings.Repeat("夜明けの港", 6),
	"line breaks":   "one\ntwo\r\nthree\tfour\x00",
	"broken UTF-8":  "dune\xff\xfe crossing",
}

func TestLabelIsAsHighAsItsLine(t *testing.T) {
	test.NewTempApp(t)
	for _, role := range []look.Role{look.Display, look.Heading, look.Subheading, look.Body, look.Small, look.Caption, look.Mono} {
		for name, text := range bad {
			if got := look.NewLabel(role, look.Fg, text).MinSize().Height; got != role.Line() {
				t.Errorf("%s in role %d is %g high, want %g", name, role, got, role.Line())
			}
		}
	}
}

func TestTextNeverLeavesItsPlace(t *testing.T) {
	test.NewTempApp(t)
	p := look.For(canvas.NewRectangle(nil))
	for name, text := range bad {
		for _, width := range []float32{0, 1, 7, 30, 180} {
			part := look.NewText(look.Body, look.Fg, text)
			part.Place(p, 0, 0, width)
			if got := part.Object.MinSize().Width; part.Object.Text != "" && got > width+0.52 {
				t.Errorf("%s in %g: %q takes %g", name, width, part.Object.Text, got)
			}
			if part.Full() != text {
				t.Errorf("%s in %g: the whole text is gone", name, width)
			}
		}
	}
}

func TestCutTextEndsInAnEllipsis(t *testing.T) {
	test.NewTempApp(t)
	p := look.For(canvas.NewRectangle(nil))
	part := look.NewText(look.Body, look.Fg, "Harbour at dawn, 4K master")
	part.Place(p, 0, 0, 120)
	if !part.Cut() || !strings.HasSuffix(part.Object.Text, "…") || !strings.HasPrefix(part.Object.Text, "Harbour") {
		t.Errorf("shows %q, cut %v", part.Object.Text, part.Cut())
	}
	part.Place(p, 0, 0, part.Natural(p))
	if part.Cut() {
		t.Errorf("in its own width it is cut to %q", part.Object.Text)
	}
}

func TestCutKeepsCharactersWhole(t *testing.T) {
	test.NewTempApp(t)
	p := look.For(canvas.NewRectangle(nil))
	for _, text := range []string{strings.Repeat("e\u0301", 60), strings.Repeat("👩‍👩‍👧", 30), strings.Repeat("👍🏽", 30), strings.Repeat("❤\ufe0f", 30)} {
		part := look.NewText(look.Body, look.Fg, text)
		for width := float32(8); width < 120; width++ {
			part.Place(p, 0, 0, width)
			shown := strings.TrimSuffix(part.Object.Text, "…")
			rest := strings.TrimPrefix(text, shown)
			if shown == "" || rest == text {
				continue
			}
			for _, joiner := range []string{"\u0301", "\u200d", "\ufe0f", "🏽"} {
				if strings.HasPrefix(rest, joiner) {
					t.Fatalf("at width %g the cut is before %q", width, joiner)
				}
			}
			if strings.HasSuffix(shown, "\u200d") {
				t.Fatalf("at width %g the cut is after a joiner", width)
			}
		}
	}
}

func TestBaselineFallsOnADevicePixel(t *testing.T) {
	l := look.NewLabel(look.Body, look.Fg, "Harbour")
	w := window(t, look.Dark, 1, container.NewWithoutLayout(l), fyne.NewSize(200, 60))
	l.Resize(l.MinSize())
	for _, scale := range []float32{1, 1.3, 1.5, 2} {
		w.Canvas().(software.WindowlessCanvas).SetScale(scale)
		l.Refresh()
		text := test.WidgetRenderer(l).Objects()[0].(*canvas.Text)
		_, ascent := fyne.CurrentApp().Driver().RenderedTextSize(text.Text, text.TextSize, text.TextStyle, text.FontSource)
		drawn := float64(text.Position().Y*scale) + math.Ceil(float64(ascent*scale))
		if off := math.Abs(drawn - math.Round(drawn)); off > 0.01 {
			t.Errorf("scale %g: the baseline is at device pixel %g", scale, drawn)
		}
	}
}

func TestParagraphWraps(t *testing.T) {
	box := container.NewWithoutLayout()
	window(t, look.Dark, 1, box, fyne.NewSize(400, 300))
	for name, text := range bad {
		g := look.NewParagraph(look.Small, look.Fg2, text).AtMost(4)
		box.Add(g)
		for _, width := range []float32{0, 3, 60, 240, 10_000} {
			height := g.HeightFor(width)
			lines := height / look.Small.Line()
			if lines < 1 || lines > 4 || lines != float32(int(lines)) {
				t.Errorf("%s in %g takes %g lines", name, width, lines)
			}
			g.Resize(fyne.NewSize(width, height))
			for _, o := range test.WidgetRenderer(g).Objects() {
				line := o.(*canvas.Text)
				if got := line.MinSize().Width; line.Text != "" && got > width+0.52 {
					t.Errorf("%s in %g: line %q takes %g", name, width, line.Text, got)
				}
			}
		}
	}
}

func TestParagraphBreaksBetweenWords(t *testing.T) {
	test.NewTempApp(t)
	p := look.For(canvas.NewRectangle(nil))
	got := look.Wrap(p, look.Small, "Drop videos or a folder anywhere in this window.", 150, 0)
	for _, line := range got {
		if strings.HasPrefix(line, " ") || strings.HasSuffix(line, " ") {
			t.Errorf("line %q has a blank at its end", line)
		}
	}
	if joined := strings.Join(got, " "); joined != "Drop videos or a folder anywhere in this window." {
		t.Errorf("lines %q lost something", got)
	}
	if len(got) < 2 {
		t.Errorf("%q is one line", got)
	}
}

func TestScaleChangeWhileOpenPlacesTextAnew(t *testing.T) {
	l := look.NewLabel(look.Heading, look.Fg, "Queue")
	w := window(t, look.Dark, 1, container.NewWithoutLayout(l), fyne.NewSize(200, 60))
	l.Resize(l.MinSize())
	text := test.WidgetRenderer(l).Objects()[0].(*canvas.Text)
	for _, scale := range []float32{1, 1.3, 1.5, 2} {
		w.Canvas().(software.WindowlessCanvas).SetScale(scale)
		l.MinSize() // asked for before each frame
		if y := float64(text.Position().Y * scale); math.Abs(y-math.Round(y)) > 0.01 {
			t.Errorf("scale %g: text begins at device pixel %g", scale, y)
		}
	}
}

func TestThemeChangeRecolours(t *testing.T) {
	l := look.NewLabel(look.Body, look.Error, "Failed")
	window(t, look.Dark, 1, l, fyne.NewSize(200, 40))
	text := test.WidgetRenderer(l).Objects()[0].(*canvas.Text)
	if got := stated(text.Color); got != "#F48B7B" {
		t.Fatalf("dark text is %s", got)
	}
	fyne.CurrentApp().Settings().SetTheme(look.NewPlain(look.Light))
	l.Refresh()
	if got := stated(text.Color); got != "#B02D1D" {
		t.Errorf("after the change the text is %s", got)
	}
}

func TestEmojiUseTheBundledFont(t *testing.T) {
	test.NewTempApp(t)
	fyne.CurrentApp().Settings().SetTheme(look.New(look.Dark))
	p := look.For(canvas.NewRectangle(nil))
	for text, bundled := range map[string]bool{"Harbour": false, "夜明け": false, "film 🎬": true, "⏸ held": true} {
		part := look.NewText(look.BodyMedium, look.Fg, text)
		part.Place(p, 0, 0, 200)
		if bundled && part.Object.FontSource != nil {
			t.Errorf("%q is drawn with %s, which has no emoji", text, part.Object.FontSource.Name())
		}
	}
}

func ExampleNewText() {
	part := look.NewText(look.Body, look.Fg, "Harbour at dawn")
	fmt.Println(part.Full(), part.Line())
	// Output: Harbour at dawn 18
}
