package widgets

import "fyne.io/fyne/v2"

// The measures of a sparkline: 28 bars.
const (
	SparklineBars           = 28
	sparklineWidth  float32 = SparklineBars*barPitch - barGap
	sparklineHeight float32 = 24
)

// NewSparkline returns the small chart of a row.
func NewSparkline() *Bars { return newBars(fyne.NewSize(sparklineWidth, sparklineHeight)) }
