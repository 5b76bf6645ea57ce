package widgets

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Row lays objects side by side with a gap, centred on one line, each as wide
// as it must be. What Grow marks shares the rest. Where there is less room than
// they need, the widest are narrowed, so nothing overlaps.
func Row(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&line{gap: gap}, objects...)
}

// Column lays objects under each other with a gap, all as wide as the column,
// each as high as it must be. What Grow marks shares the rest.
func Column(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&line{gap: gap, down: true}, objects...)
}

// Stretched is a Row whose objects are as high as the row, for panes, and for
// fields of which one may have an error under it.
func Stretched(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&line{gap: gap, stretch: true}, objects...)
}

// Grow marks an object of a Row or Column that takes the room the others leave.
func Grow(o fyne.CanvasObject) fyne.CanvasObject { return newCell(o, fyne.Size{}, true) }

// Space is an empty Grow.
func Space() fyne.CanvasObject { return Grow(&fyne.Container{}) }

// Sized makes an object at least that wide and high; 0 keeps its own measure.
func Sized(width, height float32, o fyne.CanvasObject) fyne.CanvasObject {
	return newCell(o, fyne.NewSize(width, height), false)
}

// Inset puts space around an object.
func Inset(top, right, bottom, left float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&inset{top: top, right: right, bottom: bottom, left: left}, o)
}

type inset struct{ top, right, bottom, left float32 }

// MinSize implements fyne.Layout.
func (n *inset) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.Size{}
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size.AddWidthHeight(n.left+n.right, n.top+n.bottom)
}

// Layout implements fyne.Layout.
func (n *inset) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(n.left, n.top))
		o.Resize(size.SubtractWidthHeight(n.left+n.right, n.top+n.bottom))
	}
}

func (n *inset) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	height := float32(0)
	for _, o := range objects {
		height = max(height, heightFor(o, width-n.left-n.right))
	}
	return height + n.top + n.bottom
}

// cell is an object in a line with its own rules.
type cell struct {
	widget.BaseWidget
	object fyne.CanvasObject
	least  fyne.Size
	grows  bool
}

func newCell(o fyne.CanvasObject, least fyne.Size, grows bool) *cell {
	c := &cell{object: o, least: least, grows: grows}
	c.ExtendBaseWidget(c)
	return c
}

func (c *cell) CreateRenderer() fyne.WidgetRenderer { return &cellRenderer{c} }

// Inner is the object in the cell.
func (c *cell) Inner() fyne.CanvasObject { return c.object }

// HeightFor asks the object in the cell.
func (c *cell) HeightFor(width float32) float32 {
	return max(c.least.Height, heightFor(c.object, width))
}

type cellRenderer struct{ c *cell }

func (r *cellRenderer) Destroy()                     {}
func (r *cellRenderer) Layout(size fyne.Size)        { r.c.object.Resize(size) }
func (r *cellRenderer) MinSize() fyne.Size           { return r.c.object.MinSize().Max(r.c.least) }
func (r *cellRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.c.object} }
func (r *cellRenderer) Refresh()                     { r.c.object.Refresh() }

// flows is what is as high as its width asks for, such as text that wraps.
type flows interface{ HeightFor(width float32) float32 }

// heightFor is the height an object needs in a width.
func heightFor(o fyne.CanvasObject, width float32) float32 {
	switch o := o.(type) {
	case flows:
		return o.HeightFor(width)
	case *fyne.Container:
		if l, ok := o.Layout.(interface {
			heightFor(objects []fyne.CanvasObject, width float32) float32
		}); ok {
			return l.heightFor(o.Objects, width)
		}
	}
	return o.MinSize().Height
}

// line is the layout of Row and Column.
type line struct {
	gap     float32
	down    bool
	stretch bool
	width   float32 // of the last layout
}

func (l *line) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	if l.down {
		l.width = width
		return l.MinSize(objects).Height
	}
	height := float32(0)
	for i, length := range l.lengths(objects, fyne.NewSize(width, 0)) {
		if objects[i].Visible() {
			height = max(height, heightFor(objects[i], length))
		}
	}
	return height
}

// MinSize implements fyne.Layout.
func (l *line) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var along, across float32
	shown := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		size := o.MinSize()
		if l.down {
			height := size.Height
			if l.width > 0 {
				height = heightFor(o, l.width)
			}
			along, across = along+height, max(across, size.Width)
		} else {
			along, across = along+size.Width, max(across, size.Height)
		}
		shown++
	}
	along += l.gap * float32(max(0, shown-1))
	if l.down {
		return fyne.NewSize(across, along)
	}
	return fyne.NewSize(along, across)
}

// Layout implements fyne.Layout.
func (l *line) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	at := float32(0)
	for i, length := range l.lengths(objects, size) {
		if !objects[i].Visible() {
			continue
		}
		l.place(objects[i], at, length, size)
		at += length + l.gap
	}
}

// lengths shares a size among the objects along the line. Steps are whole
// numbers, so that neighbours stay on one grid of pixels.
func (l *line) lengths(objects []fyne.CanvasObject, size fyne.Size) []float32 {
	rest := size.Width
	if l.down {
		rest = size.Height
	}
	lengths := make([]float32, len(objects))
	growing, gaps := 0, -1
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		gaps++
		if grows(o) {
			growing++
		}
		if l.down {
			lengths[i] = heightFor(o, size.Width)
		} else {
			lengths[i] = o.MinSize().Width
		}
		rest -= lengths[i]
	}
	rest -= l.gap * float32(max(0, gaps))
	if rest < 0 && !l.down {
		squeeze(lengths, size.Width-l.gap*float32(max(0, gaps)))
	}
	rest = max(0, rest)
	for i, o := range objects {
		if o.Visible() && grows(o) {
			part := float32(int(rest / float32(growing)))
			lengths[i] += part
			rest -= part
			growing--
		}
	}
	return lengths
}

// squeeze shortens the longest lengths until all fit into the room.
func squeeze(lengths []float32, room float32) {
	sorted := slices.Clone(lengths)
	slices.Sort(sorted)
	most := max(0, room)
	for i, length := range sorted {
		share := room / float32(len(sorted)-i)
		if most = max(0, share); length > share {
			break
		}
		room -= length
	}
	for i := range lengths {
		lengths[i] = float32(int(min(lengths[i], most)))
	}
}

func (l *line) place(o fyne.CanvasObject, at, length float32, size fyne.Size) {
	if l.down {
		o.Move(fyne.NewPos(0, at))
		o.Resize(fyne.NewSize(size.Width, length))
		return
	}
	height := size.Height
	if !l.stretch {
		height = min(heightFor(o, length), size.Height)
	}
	o.Move(fyne.NewPos(at, float32(int((size.Height-height)/2))))
	o.Resize(fyne.NewSize(length, height))
}

func grows(o fyne.CanvasObject) bool {
	c, ok := o.(*cell)
	return ok && c.grows
}

// newSwap stacks objects of which one shows at a time, in the room of the
// largest, each in the middle of the right end.
func newSwap(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(swap{}, objects...)
}

type swap struct{}

// MinSize implements fyne.Layout.
func (swap) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.Size{}
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size
}

// Layout implements fyne.Layout.
func (swap) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		least := o.MinSize()
		o.Resize(least)
		o.Move(fyne.NewPos(size.Width-least.Width, float32(int((size.Height-least.Height)/2))))
	}
}
