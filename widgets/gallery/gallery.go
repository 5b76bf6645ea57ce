// Package gallery shows every widget of package widgets in its states, to look
// at and to measure. Three of its pages repeat the arrangement of the design's
// sheets, so that a picture of them can be laid over those part by part.
package gallery

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"spool/widgets"
	"spool/widgets/look"
)

// Page is one page of the gallery.
type Page struct {
	Name string
	// Both tells that the page shows both palettes by itself, side by side.
	Both bool
	make func() fyne.CanvasObject
}

// New returns the page's content. Call it on Fyne's goroutine.
func (p Page) New() fyne.CanvasObject {
	return widgets.NewBackdrop(look.Canvas, container.NewStack(p.make(), widgets.NewTipLayer()))
}

// Pages lists the pages in the order they are shown in.
func Pages() []Page {
	return []Page{
		{Name: "components", Both: true, make: func() fyne.CanvasObject { return sheet(components) }},
		{Name: "tokens", Both: true, make: func() fyne.CanvasObject { return sheet(tokens) }},
		{Name: "empty", Both: true, make: func() fyne.CanvasObject { return sheet(empty) }},
		{Name: "states", make: states},
		{Name: "queue", make: queue},
		{Name: "library", make: libraryPage},
	}
}

// Find returns the page of that name.
func Find(name string) (Page, bool) {
	for _, p := range Pages() {
		if p.Name == name {
			return p, true
		}
	}
	return Page{}, false
}

// The size of a sheet, and of each of its halves.
const (
	sheetWidth  float32 = 1440
	sheetHeight float32 = 900
	half                = sheetWidth / 2
	margin      float32 = 20
)

// sheet is one arrangement in both palettes, dark at the left.
func sheet(fill func(*board)) fyne.CanvasObject {
	both := container.NewWithoutLayout()
	for i, mode := range []look.Mode{look.Dark, look.Light} {
		b := &board{into: container.NewWithoutLayout(), name: [...]string{"Dark", "Light"}[i]}
		fill(b)
		o := container.NewThemeOverride(widgets.NewBackdrop(look.Canvas, b.into), look.New(mode))
		o.Move(fyne.NewPos(float32(i)*half, 0))
		o.Resize(fyne.NewSize(half, sheetHeight))
		both.Add(o)
	}
	return both
}

// board is a sheet's half, on which things stand at fixed places.
type board struct {
	into *fyne.Container
	name string
}

// put places an object at its own size.
func (b *board) put(o fyne.CanvasObject, x, y float32) fyne.CanvasObject {
	least := o.MinSize()
	return b.fit(o, x, y, least.Width, least.Height)
}

func (b *board) fit(o fyne.CanvasObject, x, y, w, h float32) fyne.CanvasObject {
	b.into.Add(o)
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
	return o
}

// text places a line of text by the top of its line box.
func (b *board) text(role look.Role, color fyne.ThemeColorName, s string, x, y float32) float32 {
	l := look.NewLabel(role, color, s)
	b.put(l, x, y)
	return x + l.Size().Width
}

// middle places a line of text around x.
func (b *board) middle(role look.Role, color fyne.ThemeColorName, s string, x, y, w float32) {
	b.fit(look.NewLabel(role, color, s).Centered(), x-w/2, y, w, role.Line())
}

// box places a drawn box.
func (b *board) box(fill, edge fyne.ThemeColorName, radius, x, y, w, h float32) *boxWidget {
	o := newBoxWidget(look.NewBox(fill, edge, radius))
	b.fit(o, x, y, w, h)
	return o
}

// rule places a hairline.
func (b *board) rule(x, y, w float32) { b.fit(widgets.NewRule(), x, y, w, 1) }

// icon places an icon.
func (b *board) icon(name look.IconName, size float32, color fyne.ThemeColorName, x, y float32) {
	b.fit(newIconWidget(look.NewIcon(name, size, color)), x, y, size, size)
}

// title is the heading of a sheet, with the palette's name at the right.
func (b *board) title(s string) {
	b.text(look.Heading, look.Fg, s, margin, 16)
	l := look.NewLabel(look.Small, look.Fg3, b.name)
	w := l.MinSize().Width
	b.put(l, half-margin-w, 21)
}

// caption is the heading of a part, y its middle.
func (b *board) caption(s, note string, x, y float32) {
	end := b.text(look.SmallSemibold, look.Fg2, s, x, y-8)
	if note != "" {
		b.text(look.Caption, look.Fg3, note, end+8, y-7)
	}
}
