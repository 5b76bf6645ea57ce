package queue

// columns are where the parts of a row stand, in a list of some width.
type columns struct {
	tape, tapeEnd float32
	note          float32 // words about a row that waits
	spark, left   bool    // whether there is room for them
	sparkAt       float32
	rateEnd       float32
	leftEnd       float32
	button        float32 // right edge of the last button but one
	end           float32 // right edge of the last button
}

// The measures of a row.
const (
	thumbX       float32 = 24
	bigThumbW    float32 = 72
	bigThumbH    float32 = 40
	smallThumbW  float32 = 56
	smallThumbH  float32 = 32
	bigNameX     float32 = 110
	smallNameX   float32 = 94
	rateWidth    float32 = 72
	leftWidth    float32 = 84
	endInset     float32 = 20 // of the last button from the list's edge
	buttonStep   float32 = 32
	columnGap    float32 = 20
	liftInset    float32 = 14
	noteIconGap  float32 = 6
	sparkLeast   float32 = 960 // width of a list with sparklines
	remainLeast  float32 = 860 // with remaining times
	nameShare            = 290.0 / 640
	rightOfRate  float32 = 298 // from the list's edge, with remaining times
	rightOfLeft  float32 = 202
	rightOfSpark float32 = 454
)

// columnsFor places the parts in a row of a width. A lifted row is narrower by
// what it was moved to the right, so what hangs at its right edge stays where
// it was.
func columnsFor(width float32, lifted bool) columns {
	c := columns{end: width - endInset, button: width - endInset - buttonStep}
	c.left = width >= remainLeast
	c.spark = width >= sparkLeast
	c.leftEnd = width - rightOfLeft
	c.rateEnd = c.leftEnd
	if c.left {
		c.rateEnd = width - rightOfRate
	}
	c.note = c.rateEnd - rateWidth
	if c.spark {
		c.sparkAt = width - rightOfSpark
		c.note = c.sparkAt
	}
	c.tapeEnd = c.note - columnGap
	full := c.tapeEnd
	if lifted {
		full += liftInset
	}
	c.tape = bigNameX + float32(int((full-bigNameX)*nameShare))
	return c
}
