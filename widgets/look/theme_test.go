package look

import (
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"spool/assets"
)

func TestPlainThemeUsesFynesFonts(t *testing.T) {
	test.NewTempApp(t)
	th := NewPlain(Dark)
	fyne.CurrentApp().Settings().SetTheme(th)
	for _, style := range []fyne.TextStyle{{}, {Bold: true}, {Monospace: true}, {Italic: true}} {
		if th.Font(style) != theme.DefaultTheme().Font(style) {
			t.Errorf("style %v is another font", style)
		}
	}
	p := For(canvas.NewRectangle(nil))
	if source, style := p.face(BodyMedium); source != nil || style.Bold {
		t.Errorf("medium is drawn with %v in %v", source, style)
	}
}

func TestEmbeddedFontsAreUsedWhereTheBuildHasThem(t *testing.T) {
	th := New(Dark)
	for style, file := range map[fyne.TextStyle]string{
		{}: "Inter-Regular.otf", {Bold: true}: "Inter-SemiBold.otf", {Monospace: true}: "JetBrainsMono-Regular.ttf",
	} {
		want := theme.DefaultTheme().Font(style).Name()
		if _, ok := assets.Font(file); ok {
			want = file
		}
		if got := th.Font(style).Name(); got != want {
			t.Errorf("style %v is drawn with %s, want %s", style, got, want)
		}
	}
	if other := New(Light); other.faces != th.faces {
		t.Error("two themes have two copies of the fonts")
	}
}

// BenchmarkFonts is what parsing the embedded fonts adds to the start.
func BenchmarkFonts(b *testing.B) {
	if _, ok := assets.Font("Inter-Regular.otf"); !ok {
		b.Log("built without the fonts: nothing is added")
		return
	}
	test.NewTempApp(b)
	driver := fyne.CurrentApp().Driver()
	for i := 0; b.Loop(); i++ {
		for _, face := range embedded() {
			// Fyne keeps a face for each resource and the size of a text for each
			// name of one, so a new one with a new name is parsed anew.
			fresh := fyne.NewStaticResource(strconv.Itoa(i)+face.Name(), face.Content())
			driver.RenderedTextSize("Harbour at dawn", 13, fyne.TextStyle{}, fresh)
		}
	}
}

// sign is a widget of one text.
type sign struct {
	widget.BaseWidget
	text *Text
}

func (s *sign) CreateRenderer() fyne.WidgetRenderer { return NewRenderer(s, s) }
func (s *sign) Objects() []fyne.CanvasObject        { return []fyne.CanvasObject{s.text.Object} }
func (s *sign) Min(Paint) fyne.Size                 { return fyne.NewSize(40, 20) }
func (s *sign) Arrange(p Paint, z fyne.Size)        { s.text.Place(p, 0, 0, z.Width) }
func (s *sign) Repaint(p Paint)                     { s.text.Repaint(p) }

func TestAThemeThatCameWhileAWidgetWasAwayIsSeen(t *testing.T) {
	a := test.NewTempApp(t)
	a.Settings().SetTheme(NewPlain(Dark))
	s := &sign{text: NewText(Body, Fg, "Text")}
	s.ExtendBaseWidget(s)
	w := test.NewTempWindow(t, s)
	w.SetContent(&fyne.Container{})
	a.Settings().SetTheme(NewPlain(Light))
	s.MinSize() // as Fyne asks for before each frame
	if got, want := s.text.Object.Color, For(s).Color(Fg); got != want {
		t.Errorf("it is drawn in %v, not %v", got, want)
	}
}
