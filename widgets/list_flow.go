package widgets

import (
	"math"
	"sort"
)

// flow places items in lines, group under group, in units of the canvas. It
// counts in float64: at 54 a row, a million rows end at 54 million, where
// float32 knows only every fourth unit.
type flow struct {
	runs   []run
	total  int
	height float64
}

// run is one group's part of a flow.
type run struct {
	first, count int
	header       float64 // height above the first line
	top          float64 // of the header
	line         float64 // height of an item
	pitch        float64 // from one line to the next
	columns      int
	left, width  float64 // of the first item
	step         float64 // from one column to the next
}

// box is a place in a flow.
type box struct{ x, y, w, h float64 }

// cells is how a grid divides its width: items of a width, gaps between.
type cells struct {
	columns       int
	left, width   float64
	picture       float64 // height that every item has besides its own
	gapX, gapY    float64
	top, trailing float64 // room above the first and under the last line
}

// layFlow places the groups. Groups without rows take no room.
func layFlow(groups []Group, c cells) flow {
	f := flow{height: c.top}
	for _, g := range groups {
		r := run{
			first: f.total, count: max(g.Rows, 0), top: f.height,
			line: math.Max(float64(g.RowHeight)+c.picture, 1), columns: max(c.columns, 1),
			left: c.left, width: c.width, step: c.width + c.gapX,
		}
		r.pitch = r.line + c.gapY
		if g.Title != "" {
			r.header = headerHeight
		}
		if r.count > 0 {
			f.height += r.header + float64(r.lines())*r.pitch - c.gapY
			f.total += r.count
		} else {
			r.header = 0
		}
		f.runs = append(f.runs, r)
	}
	if f.total > 0 {
		f.height += c.trailing
	}
	return f
}

func (r *run) lines() int { return (r.count + r.columns - 1) / r.columns }

// body is where the first line begins.
func (r *run) body() float64 { return r.top + r.header }

// end is where the last line ends.
func (r *run) end() float64 {
	if r.count == 0 {
		return r.top
	}
	return r.body() + float64(r.lines()-1)*r.pitch + r.line
}

// group is the run that item i is in.
func (f *flow) group(i int) int {
	return sort.Search(len(f.runs), func(g int) bool { r := f.runs[g]; return r.first+r.count > i })
}

// place is where item i lies.
func (f *flow) place(i int) box {
	r := &f.runs[f.group(i)]
	n := i - r.first
	return box{
		x: r.left + float64(n%r.columns)*r.step,
		y: r.body() + float64(n/r.columns)*r.pitch,
		w: r.width, h: r.line,
	}
}

// at is the item under a point.
func (f *flow) at(x, y float64) (int, bool) {
	i, ok := f.near(y)
	if !ok {
		return 0, false
	}
	r := &f.runs[f.group(i)]
	column := int(math.Floor((x - r.left) / r.step))
	if x < r.left || column >= r.columns || x >= r.left+float64(column)*r.step+r.width {
		return 0, false
	}
	i += column
	p := f.place(min(i, r.first+r.count-1))
	return i, i < r.first+r.count && y >= p.y && y < p.y+p.h
}

// near is the first item of the line at y, of the next one when y is between
// lines, of the last one when y is past the end.
func (f *flow) near(y float64) (int, bool) {
	if f.total == 0 {
		return 0, false
	}
	g := sort.Search(len(f.runs), func(g int) bool { return f.runs[g].end() > y })
	for g < len(f.runs) && f.runs[g].count == 0 {
		g++
	}
	if g == len(f.runs) {
		last := f.group(f.total - 1)
		r := &f.runs[last]
		return r.first + (r.lines()-1)*r.columns, true
	}
	r := &f.runs[g]
	line := math.Floor((y - r.body() + r.pitch - r.line) / r.pitch)
	return r.first + r.columns*int(min(max(line, 0), float64(r.lines()-1))), true
}

// window is the items that show between two heights, as a half-open range.
func (f *flow) window(from, to float64) (int, int) {
	first, ok := f.near(from)
	if !ok || to <= from {
		return 0, 0
	}
	last, _ := f.near(to)
	r := &f.runs[f.group(last)]
	if f.place(last).y >= to {
		return first, max(first, last)
	}
	return first, min(last+r.columns, r.first+r.count)
}

// step is the item reached from i by moving columns and lines; at the ends it
// stays inside.
func (f *flow) step(i, columns, lines int) int {
	if f.total == 0 {
		return 0
	}
	if columns != 0 {
		return clamp(i+columns, 0, f.total-1)
	}
	r := &f.runs[f.group(i)]
	column := (i - r.first) % r.columns
	for ; lines > 0; lines-- {
		r = &f.runs[f.group(i)]
		next := i - (i-r.first)%r.columns + r.columns
		if next >= r.first+r.count {
			next = r.first + r.count
		}
		if next >= f.total {
			return i
		}
		i = f.inLine(next, column)
	}
	for ; lines < 0; lines++ {
		r = &f.runs[f.group(i)]
		previous := i - (i-r.first)%r.columns - 1
		if previous < 0 {
			return i
		}
		i = f.inLine(previous, column)
	}
	return i
}

// inLine is the item in a column of the line that item i is in.
func (f *flow) inLine(i, column int) int {
	r := &f.runs[f.group(i)]
	start := i - (i-r.first)%r.columns
	return min(start+min(column, r.columns-1), r.first+r.count-1)
}

func clamp(v, low, high int) int { return max(low, min(v, high)) }
