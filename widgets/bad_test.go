package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"spool/widgets/look"
)

var badTexts = map[string]string{
	"empty":         "",
	"long":          strings.Repeat("Harbour at dawn ", 625),
	"no blanks":     strings.Repeat("x", 10_000),
	"right to left": "סרטון של הנמל עם שחר, גרסה 4",
	"combining":     strings.Repeat("e\u0301", 200),
	"emoji":         strings.Repeat("👩‍👩‍👧 film 🎬 ", 8),
	"CJK":           strings.Repeat("夜明けの港", 6),
	"line breaks":   "one\ntwo\r\nthree\tfour\x00",
	"broken UTF-8":  "dune\xff\xfe crossing",
}

// texted is every control with that text.
func texted(s string) map[string]fyne.CanvasObject {
	field, area, wrong := NewField(s), NewTextArea(s, 3), NewField("")
	field.SetText(s)
	area.SetText(s)
	wrong.SetError(s)
	status := NewStatusBar()
	status.SetText(look.IconInfo, s)
	status.SetSelection(s, KeyHint{s, s})
	page := NewPageBar(s, NewButton(Main, s, nil))
	page.SetNote(s)
	storage := NewStorageBar(s)
	storage.Set(.5, .1, s, s)
	sidebar := NewSidebar(s, s, s)
	sidebar.SetAccount(s)
	sidebar.SetPages([]NavItem{{ID: "a", Label: s, Count: s}, {ID: "b", Label: s, Alert: s}})
	sidebar.SetViews([]NavItem{{ID: "c", Label: s}})
	chip := NewChip(s, look.IconDone, nil)
	chip.Set(true, s)
	return map[string]fyne.CanvasObject{
		"button": NewButton(Neutral, s, nil).WithIcon(look.IconPlus), "field": field, "area": area, "wrong": wrong,
		"search": NewSearchField(s, s), "select": NewTextSelect([]string{s, s}, 0, nil), "chips": NewChipsField(s, []string{s, s}, nil),
		"check": NewCheck(s, nil), "radio": NewRadioGroup([]string{s}, 0, nil).Buttons[0], "segments": NewTextSegments([]string{s, s}, 0, nil),
		"tabs": NewTabs([]Tab{{s, s}, {s, s}}, 0, nil), "badge": NewBadge(Good, look.IconDone, s), "chip": chip, "key": NewKeyCap(s), "token": NewToken(s, nil),
		"labeled": NewLabeled(s, NewField(s)), "setting": SettingRow(s, s, NewSwitch(true, nil)), "page": page, "status": status, "storage": storage,
		"empty": NewEmptyState(look.IconUpload, s, s, NewSmallButton(Main, s, nil)), "sidebar": sidebar, "tip": NewTipCard(Tip{s, s}),
		"card": NewCard(look.NewParagraph(look.Body, look.Fg, s).AtMost(3)),
	}
}

// spill finds a text that leaves the object it belongs to.
func spill(o fyne.CanvasObject) (text string, by float32) {
	var walk func(o fyne.CanvasObject, x, right float32)
	walk = func(o fyne.CanvasObject, x, right float32) {
		if !o.Visible() {
			return
		}
		switch o := o.(type) {
		case *canvas.Text:
			width := min(o.MinSize().Width, o.Size().Width)
			if over := x + o.Position().X + width - right; o.Text != "" && over > 0.6 && over > by {
				text, by = o.Text, over
			}
		case *fyne.Container:
			for _, c := range o.Objects {
				walk(c, x+o.Position().X, right)
			}
		case *container.Clip, *fieldEntry:
			return // what is inside is cut off by itself
		case fyne.Widget:
			for _, c := range test.WidgetRenderer(o).Objects() {
				walk(c, x+o.Position().X, right)
			}
		}
	}
	at := o.Position().X
	walk(o, 0, at+o.Size().Width)
	return text, by
}

func TestAnyTextInAnySize(t *testing.T) {
	newBench(t)
	for text, s := range badTexts {
		t.Run(text, func(t *testing.T) {
			for name, o := range texted(s) {
				if len(s) > 1000 && name == "area" {
					continue // Fyne's own text area wraps 10,000 letters slowly
				}
				o.MinSize()
				for _, size := range []fyne.Size{{}, {Width: 90, Height: 40}, {Width: 10_000, Height: 10_000}, {Width: 300, Height: 200}} {
					o.Resize(size)
					if size.Width < 300 {
						continue // fixed parts may need more than that
					}
					if over, by := spill(o); by > 0 {
						t.Errorf("%s in %v: %.30q leaves it by %g", name, size, over, by)
					}
				}
			}
		})
	}
}

func TestScaleChangesWhileOpen(t *testing.T) {
	b := newBench(t)
	sheet := controlSheet()
	b.window.SetContent(NewBackdrop(look.Canvas, sheet))
	b.window.Resize(fyne.NewSize(460, 420))
	c := b.window.Canvas().(software.WindowlessCanvas)
	before := sheet.MinSize()
	for _, scale := range []float32{1, 1.3, 2, .5, 1} {
		c.SetScale(scale)
		least := sheet.MinSize() // asked for before each frame
		if grown := least.Height - before.Height; grown < -1 || grown > 1 {
			t.Errorf("at scale %g the sheet is %g high, before %g", scale, least.Height, before.Height)
		}
		if size := c.Capture().Bounds().Size(); size.X != int(460*scale) {
			t.Errorf("at scale %g the picture is %d wide", scale, size.X)
		}
	}
}

func TestControlsBeforeTheirFirstLayout(t *testing.T) {
	newBench(t)
	for name, o := range texted("Harbour") {
		t.Run(name, func(*testing.T) {
			if f, ok := o.(fyne.Focusable); ok {
				f.FocusGained()
				f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
				f.TypedRune('x')
				f.FocusLost()
			}
			if tapped, ok := o.(fyne.Tappable); ok {
				tapped.Tapped(at(4, 4))
			}
			o.Refresh()
		})
	}
	NewTextSegments(nil, 0, nil).Resize(fyne.NewSize(50, 32))
	NewTextSelect(nil, -1, nil).Resize(fyne.NewSize(50, 32))
	NewTabs(nil, 0, nil).Resize(fyne.NewSize(50, 32))
	NewSkeleton(-1, 44, 56).Resize(fyne.NewSize(50, 32))
	NewRadioGroup(nil, 0, nil).SetSelected(4)
}
