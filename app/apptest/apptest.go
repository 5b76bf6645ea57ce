// Package apptest lets tests see and work a window as a person does: by what is
// written in it, and by its keys.
package apptest

import (
	"context"
	"image"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// Open shows content in a window of a size, with tooltips, in Fyne's own fonts.
func Open(t testing.TB, content fyne.CanvasObject, width, height float32) fyne.Window {
	t.Helper()
	w := Window(t)
	w.SetContent(content)
	w.Resize(fyne.NewSize(width, height))
	return w
}

// Window is an empty window without margins.
func Window(t testing.TB) fyne.Window {
	t.Helper()
	test.NewTempApp(t)
	fyne.CurrentApp().Settings().SetTheme(look.NewPlain(look.Dark))
	w := test.NewTempWindow(t, &fyne.Container{})
	w.SetPadded(false)
	return w
}

// Inline runs commands at once, as an async.Line does later.
func Inline(run func(context.Context) error, then func(error)) {
	err := run(context.Background())
	if then != nil {
		then(err)
	}
}

// piece is a text in a window.
type piece struct {
	text string
	at   fyne.Position
	size fyne.Size
}

// pieces are the visible texts of a canvas, overlays last.
func pieces(c fyne.Canvas) []piece {
	found := walk(c.Content(), fyne.Position{})
	for _, o := range c.Overlays().List() {
		found = append(found, walk(o, fyne.Position{})...)
	}
	return found
}

func walk(o fyne.CanvasObject, at fyne.Position) []piece {
	if o == nil || !o.Visible() {
		return nil
	}
	at = at.Add(o.Position())
	var below []fyne.CanvasObject
	switch o := o.(type) {
	case *canvas.Text:
		if strings.TrimSpace(o.Text) == "" {
			return nil
		}
		return []piece{{o.Text, at, o.Size()}}
	case *fyne.Container:
		below = o.Objects
	case fyne.Widget:
		below = test.WidgetRenderer(o).Objects()
	}
	var found []piece
	for _, child := range below {
		found = append(found, walk(child, at)...)
	}
	return found
}

// Texts are the texts that can be seen in a window.
func Texts(w fyne.Window) []string {
	var texts []string
	for _, p := range pieces(w.Canvas()) {
		texts = append(texts, p.text)
	}
	return texts
}

// Sees reports whether a text can be seen, also as a part of another or over
// several lines.
func Sees(w fyne.Window, text string) bool {
	return strings.Contains(strings.Join(Texts(w), " "), text)
}

// See fails the test unless all texts can be seen.
func See(t testing.TB, w fyne.Window, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !Sees(w, text) {
			t.Errorf("%q is not in the window: %q", text, Texts(w))
		}
	}
}

// SeeNot fails the test if one of the texts can be seen.
func SeeNot(t testing.TB, w fyne.Window, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if Sees(w, text) {
			t.Errorf("%q is in the window", text)
		}
	}
}

// At is where the first text is that reads so; it fails the test if there is
// none.
func At(t testing.TB, w fyne.Window, text string) fyne.Position {
	t.Helper()
	for _, p := range pieces(w.Canvas()) {
		if p.text == text {
			return p.at
		}
	}
	t.Fatalf("there is no %q: %q", text, Texts(w))
	return fyne.Position{}
}

// Click clicks on the last text that reads so.
func Click(t testing.TB, w fyne.Window, text string) {
	t.Helper()
	all := pieces(w.Canvas())
	for i := len(all) - 1; i >= 0; i-- {
		p := all[i]
		if p.text == text {
			test.TapCanvas(w.Canvas(), p.at.AddXY(min(p.size.Width, 20)/2, p.size.Height/2))
			return
		}
	}
	t.Fatalf("there is no %q to click on: %q", text, Texts(w))
}

// Press types keys into what has the keyboard, as a window does.
func Press(w fyne.Window, keys ...fyne.KeyName) {
	for _, k := range keys {
		ev := &fyne.KeyEvent{Name: k}
		if f := w.Canvas().Focused(); f != nil {
			f.TypedKey(ev)
		} else if typed := w.Canvas().OnTypedKey(); typed != nil {
			typed(ev)
		}
	}
}

// Shortcut types a key with a modifier into what has the keyboard. Fyne's test
// windows know no shortcuts of their own.
func Shortcut(w fyne.Window, modifier fyne.KeyModifier, key fyne.KeyName) {
	var s fyne.Shortcut = &desktop.CustomShortcut{KeyName: key, Modifier: modifier}
	if modifier == fyne.KeyModifierShortcutDefault && key == fyne.KeyA {
		s = &fyne.ShortcutSelectAll{}
	}
	if f, ok := w.Canvas().Focused().(fyne.Shortcutable); ok {
		f.TypedShortcut(s)
	}
}

// TabTo presses Tab until something has the keyboard that is accepted.
func TabTo(t testing.TB, w fyne.Window, accepted func(fyne.Focusable) bool) {
	t.Helper()
	for range 60 {
		w.Canvas().FocusNext()
		if f := w.Canvas().Focused(); f != nil && accepted(f) {
			return
		}
	}
	t.Fatal("Tab never gets there")
}

// TabToButton presses Tab until a button with a label has the keyboard.
func TabToButton(t testing.TB, w fyne.Window, label string) {
	t.Helper()
	TabTo(t, w, func(f fyne.Focusable) bool {
		b, is := f.(*widgets.Button)
		return is && b.AccessibilityLabel() == label
	})
}

// Type types a text into what has the keyboard.
func Type(w fyne.Window, text string) {
	for _, r := range text {
		w.Canvas().Focused().TypedRune(r)
	}
}

// Stills gives grey pictures at once. It is a stills.Source.
type Stills struct{}

// Still implements stills.Source.
func (Stills) Still(library.Video, time.Duration, int, int, func()) (image.Image, bool) {
	return grey, true
}

// ForgetStill implements stills.Source.
func (Stills) ForgetStill(library.Video, time.Duration, int, int) {}

var grey = image.NewRGBA(image.Rect(0, 0, 16, 9))

// NoPictures are thumbnails that never come.
type NoPictures struct{}

// Thumbnail has none.
func (NoPictures) Thumbnail(library.Video, int, int, func()) (image.Image, bool) { return nil, true }

// Forget has nothing to forget.
func (NoPictures) Forget(library.Video, int, int) {}
