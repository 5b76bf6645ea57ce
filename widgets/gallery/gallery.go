// Package gallery shows every widget of package widgets in its states, to look
// at and to measure. Three of its pages repeat the arrangement of the design's
// sheets, so that a picture of them can be laid over those part by part.
package gallery

import (
	"image"

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
	make func(Pictures) fyne.CanvasObject
}

// Pictures draws the scene of that name in so many pixels, or returns nil.
type Pictures func(name string, w, h int) image.Image

// New returns the page's content. Call it on Fyne's goroutine. Without pictures,
// nil, thumbnails show their icon.
func (p Page) New(pictures Pictures) fyne.CanvasObject {
	if pictures == nil {
		pictures = func(string, int, int) image.Image { return nil }
	}
	return widgets.NewBackdrop(look.Canvas, container.NewStack(p.make(pictures), widgets.NewTipLayer()))
}

// Pages lists the pages in the order they are shown in.
func Pages() []Page {
	return []Page{
		{Name: "components", Both: true, make: sheet(components)},
		{Name: "tokens", Both: true, make: sheet(tokens)},
		{Name: "empty", Both: true, make: sheet(empty)},
		{Name: "states", make: states},
		{Name: "queue", make: queue},
		{Name: "library", make: libraryPage},
		{Name: "overlays", make: overlays},
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

// The size of each half of a sheet.
const (
	sheetHeight float32 = 900
	half        float32 = 720
	margin      float32 = 20
)

// sheet makes one arrangement in both palettes, dark at the left.
func sheet(fill func(*board)) func(Pictures) fyne.CanvasObject {
	return func(pictures Pictures) fyne.CanvasObject {
		both := container.NewWithoutLayout()
		for i, mode := range []look.Mode{look.Dark, look.Light} {
			b := &board{into: container.NewWithoutLayout(), name: [...]string{"Dark", "Light"}[i], pictures: pictures}
			fill(b)
			o := container.NewThemeOverride(widgets.NewBackdrop(look.Canvas, b.into), look.New(mode))
			o.Move(fyne.NewPos(float32(i)*half, 0))
			o.Resize(fyne.NewSize(half, sheetHeight))
			both.Add(o)
		}
		return both
	}
}

// board is a sheet's half, on which things stand at fixed places.
type board struct {
	into     *fyne.Container
	name     string
	pictures Pictures
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
func (b *board) box(fill, edge fyne.ThemeColorName, radius, x, y, w, h float32) *look.Box {
	box := look.NewBox(fill, edge, radius)
	b.fit(widgets.NewBoxed(box), x, y, w, h)
	return box
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
