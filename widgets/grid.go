package widgets

import (
	"math"

	"spool/widgets/look"
)

// The sizes of a grid's tiles.
const (
	TileLeast   float32 = 140
	TileDefault float32 = 194
	TileMost    float32 = 320
)

const (
	gridGapX = 16
	gridGapY = 20
)

// Grid is a List whose rows are tiles side by side: a 16:9 picture as wide as
// the tile with Group.RowHeight under it. Tiles fill the width, so they are at
// least as wide as asked for. Left and Right move through all of them; tiles are
// not reordered, and they draw their own selection.
type Grid struct {
	List
	tile float32
}

// NewGrid returns a grid of a model's tiles, TileDefault wide.
func NewGrid(model Model) *Grid {
	g := &Grid{tile: TileDefault}
	g.init(g, model, g.cells)
	return g
}

// SetTile changes the least width of the tiles, within TileLeast and TileMost.
// What the eye is on stays in sight.
func (g *Grid) SetTile(width float32) {
	g.tile = min(max(width, TileLeast), TileMost)
	g.Refresh()
}

// Columns is the number of tiles side by side now.
func (g *Grid) Columns() int { return g.cells(float64(g.Size().Width)).columns }

func (g *Grid) cells(width float64) cells {
	inset := float64(g.Inset)
	inner := math.Max(width-2*inset, 1)
	columns := max(1, int((inner+gridGapX)/(float64(g.tile)+gridGapX)))
	tile := math.Max(1, math.Floor((inner-float64(columns-1)*gridGapX)/float64(columns)))
	return cells{
		columns: columns, left: inset, width: tile, picture: pictureHeight(tile),
		gapX: gridGapX, gapY: gridGapY, top: gridGapY, trailing: gridGapY,
	}
}

// pictureHeight is the height of a tile's 16:9 picture.
func pictureHeight(width float64) float64 { return math.Round(width * 9 / 16) }

var _ look.Drawn = (*Grid)(nil)
