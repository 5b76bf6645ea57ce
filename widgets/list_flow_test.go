package widgets

import "testing"

// crossCheck compares a flow with one laid out item by item.
func crossCheck(t *testing.T, groups []Group, c cells) {
	t.Helper()
	f := layFlow(groups, c)
	y, index := c.top, 0
	for g, group := range groups {
		if group.Rows == 0 {
			continue
		}
		if group.Title != "" {
			y += headerHeight
		}
		height := float64(group.RowHeight) + c.picture
		for i := range group.Rows {
			x := c.left + float64(i%c.columns)*(c.width+c.gapX)
			if i > 0 && i%c.columns == 0 {
				y += height + c.gapY
			}
			if got, want := f.place(index), (box{x, y, c.width, height}); got != want {
				t.Fatalf("item %d of group %d is at %+v, want %+v", i, g, got, want)
			}
			if got, ok := f.at(x+c.width/2, y+height/2); !ok || got != index {
				t.Fatalf("the middle of item %d belongs to %d, %v", index, got, ok)
			}
			index++
		}
		y += height
	}
	if f.total != index || f.height != y+c.trailing && index > 0 {
		t.Errorf("%d items end at %v, want %d at %v", f.total, f.height, index, y+c.trailing)
	}
}

func TestFlowPlacesItems(t *testing.T) {
	groups := []Group{
		{Rows: 0, Title: "empty", RowHeight: 10},
		{Rows: 3, Title: "Uploading", RowHeight: 54},
		{Rows: 0, RowHeight: 44},
		{Rows: 7, RowHeight: 44},
		{Rows: 1, Title: "On Stream", RowHeight: 34},
		{Rows: 0, Title: "empty", RowHeight: 34},
	}
	crossCheck(t, groups, cells{columns: 1, width: 600, trailing: 8})
	crossCheck(t, groups, cells{columns: 3, left: 24, width: 194, picture: 109, gapX: 16, gapY: 20, top: 20, trailing: 20})
	crossCheck(t, nil, cells{columns: 1, width: 600})
}

func TestFlowIsExactAtAMillionRows(t *testing.T) {
	f := layFlow([]Group{{Rows: 1_000_000, RowHeight: 54}}, cells{columns: 1, width: 600})
	if got := f.place(999_999).y; got != 53_999_946 {
		t.Errorf("the last row is at %v", got)
	}
	for _, c := range []struct {
		y    float64
		want int
	}{{53_999_945.5, 999_998}, {53_999_946, 999_999}, {53_999_999.5, 999_999}} {
		if got, ok := f.at(1, c.y); !ok || got != c.want {
			t.Errorf("at %v lies row %d, want %d", c.y, got, c.want)
		}
	}
}

func TestFlowWindowHoldsWhatShows(t *testing.T) {
	groups := []Group{{Rows: 5, Title: "a", RowHeight: 50}, {Rows: 5, Title: "b", RowHeight: 20}}
	for _, c := range []cells{{columns: 1, width: 100}, {columns: 2, width: 40, gapX: 10, gapY: 6, top: 9, trailing: 9}} {
		f := layFlow(groups, c)
		for from := -40.0; from < f.height+40; from += 7 {
			first, last := f.window(from, from+60)
			for i := range f.total {
				p := f.place(i)
				shows := p.y < from+60 && p.y+p.h > from
				if shows && (i < first || i >= last) {
					t.Fatalf("item %d shows at %v but is not in %d to %d", i, from, first, last)
				}
			}
			if last-first > 8 {
				t.Fatalf("%d items for 60 units at %v", last-first, from)
			}
		}
	}
}

func TestFlowSteps(t *testing.T) {
	f := layFlow([]Group{{Rows: 5, RowHeight: 50}, {Rows: 4, RowHeight: 50}}, cells{columns: 3, width: 50})
	// 0 1 2 / 3 4 / 5 6 7 / 8
	for _, c := range []struct{ from, columns, lines, want int }{
		{0, 1, 0, 1},
		{2, 1, 0, 3},
		{0, -1, 0, 0},
		{8, 1, 0, 8},
		{1, 0, 1, 4},
		{2, 0, 1, 4},
		{4, 0, 1, 6},
		{7, 0, 1, 8},
		{8, 0, 1, 8},
		{8, 0, -1, 5},
		{6, 0, -1, 4},
		{7, 0, -1, 4},
		{4, 0, -1, 1},
		{1, 0, -1, 1},
		{0, 0, 9, 8},
		{8, 0, -9, 0},
	} {
		if got := f.step(c.from, c.columns, c.lines); got != c.want {
			t.Errorf("from %d by %d columns and %d lines leads to %d, want %d", c.from, c.columns, c.lines, got, c.want)
		}
	}
}
