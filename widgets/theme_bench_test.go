package widgets

import (
	"testing"

	"fyne.io/fyne/v2"

	"spool/widgets/look"
)

// BenchmarkThemeChange is a page of twelve rows with sidebar and controls that
// changes from one palette to the other while it is open.
func BenchmarkThemeChange(b *testing.B) {
	list := NewList(&benchModel{rows: 12, texts: 6, bars: make([]float64, SparklineBars)})
	page := Stretched(0, sampleSidebar(), Grow(Column(0, NewPageBar("Queue"), controlSheet(), Grow(list))))
	benchWindow(b, NewBackdrop(look.Canvas, page), 1400)
	themes := []fyne.Theme{look.NewPlain(look.Light), look.NewPlain(look.Dark)}
	i := 0
	for b.Loop() {
		fyne.CurrentApp().Settings().SetTheme(themes[i%2])
		i++
	}
}
