package widgets

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

// benchModel is uploads as the queue shows them.
type benchModel struct {
	rows  int
	texts int
	step  int
	bars  []float64 // nil for rows without chart and button
}

func (m *benchModel) Groups() []Group {
	return []Group{{Title: "Uploading", Count: "1,000,000", Rows: m.rows, RowHeight: look.ActiveRow, Reorder: true}}
}

func (m *benchModel) Key(_, i int) Key { return Key(fmt.Sprint("r", i)) }

func (m *benchModel) Locate(k Key) (int, int, bool) {
	var i int
	_, err := fmt.Sscanf(string(k), "r%d", &i)
	return 0, i, err == nil && i < m.rows
}

func (m *benchModel) NewRow(string) RowView {
	r := &benchRow{tape: NewTape()}
	for _, role := range []look.Role{look.BodyMedium, look.Small, look.SmallSemibold, look.Small, look.SmallMedium, look.Small}[:m.texts] {
		r.texts = append(r.texts, look.NewText(role, look.Fg, ""))
	}
	if m.bars != nil {
		r.bars, r.button = NewSparkline(), NewButtonFace(Neutral, Small, "", look.IconPause)
	}
	return r
}

func (m *benchModel) Bind(v RowView, _, i int) {
	r := v.(*benchRow)
	n := i + m.step
	for t, text := range []string{"Harbour at dawn, take %d", "%d MB, 42:10", "%d%%", "2.%d of 4.31 GB", "6.%d MB/s", "%d min left"}[:m.texts] {
		r.texts[t].Set(fmt.Sprintf(text, n%10_000))
	}
	r.tape.Reset(TapeState{Done: float64(n%44) / 44, Sent: float64(n%44+1) / 44})
	if m.bars == nil {
		return
	}
	for k := range m.bars {
		m.bars[k] = float64((k*7 + n) % 19)
	}
	r.bars.Set(BarsState{Values: m.bars, Recent: 6})
}

// benchRow is texts and a tape, and maybe a sparkline and a button.
type benchRow struct {
	texts  []*look.Text
	tape   *Tape
	bars   *Bars
	button *ButtonFace
}

func (r *benchRow) Objects() []fyne.CanvasObject {
	o := []fyne.CanvasObject{r.tape}
	for _, t := range r.texts {
		o = append(o, t.Object)
	}
	if r.bars == nil {
		return o
	}
	return append(append(o, r.bars), r.button.Objects()...)
}

func (r *benchRow) Repaint(p look.Paint) {
	for _, t := range r.texts {
		t.Repaint(p)
	}
	r.tape.Refresh()
	if r.bars != nil {
		r.bars.Refresh()
		r.button.Repaint(p)
	}
}

func (r *benchRow) Arrange(p look.Paint, size fyne.Size) {
	for i, t := range r.texts {
		t.Place(p, 110+float32(i)*150, 10, 140)
	}
	r.tape.Move(fyne.NewPos(400, 30))
	r.tape.Resize(fyne.NewSize(350, TapeHeight))
	if r.bars != nil {
		r.bars.Move(fyne.NewPos(770, 14))
		r.bars.Resize(r.bars.MinSize())
		r.button.Place(p, size.Width-60, 13, r.button.Width(p))
	}
}

func (r *benchRow) SetState(RowState) {}
func (r *benchRow) Zones() []Zone     { return nil }

func benchWindow(b *testing.B, o fyne.CanvasObject, height float32) fyne.Window {
	b.Helper()
	test.NewTempApp(b)
	fyne.CurrentApp().Settings().SetTheme(look.NewPlain(look.Dark))
	w := test.NewTempWindow(b, o)
	w.Resize(fyne.NewSize(1224, height))
	return w
}

// A jump through a million rows of two texts and a tape, like the stock list's.
func BenchmarkListJump(b *testing.B) {
	benchJump(b, NewList(&benchModel{rows: 1_000_000, texts: 2}))
}

// A jump through a million rows as the queue shows them.
func BenchmarkListJumpFull(b *testing.B) {
	benchJump(b, NewList(&benchModel{rows: 1_000_000, texts: 6, bars: make([]float64, SparklineBars)}))
}

func benchJump(b *testing.B, l *List) {
	benchWindow(b, l, 900)
	i := 0
	for b.Loop() {
		i = (i + 617_939) % 1_000_000
		l.scroll(float64(i) * float64(look.ActiveRow))
	}
}

func BenchmarkStockListJump(b *testing.B) {
	l := stockList(1_000_000)
	benchWindow(b, l, 900)
	i := 0
	for b.Loop() {
		i = (i + 617_939) % 1_000_000
		l.ScrollTo(i)
	}
}

// A page of twelve rows, everything changing in every frame.
func BenchmarkListTwelveRowsChange(b *testing.B) {
	m := &benchModel{rows: 12, texts: 6, bars: make([]float64, SparklineBars)}
	l := NewList(m)
	benchWindow(b, l, 900)
	chart := NewBars()
	chart.Resize(fyne.NewSize(377, 70))
	values := make([]float64, 126)
	keys := make([]Key, 12)
	for i := range keys {
		keys[i] = m.Key(0, i)
	}
	for b.Loop() {
		m.step++
		for _, k := range keys {
			l.Update(k)
		}
		values[m.step%126] = float64(m.step % 20)
		chart.Set(BarsState{Values: values, Recent: 44, Limit: 20, LimitText: "Limit 20 MB/s"})
		for _, r := range l.live {
			v := r.view.(*benchRow)
			v.tape.draw(350, 6)
			v.bars.raster.Generator(83, 24)
		}
		chart.raster.Generator(377, 50)
	}
}

func BenchmarkStockListTwelveRowsChange(b *testing.B) {
	l := stockList(12)
	benchWindow(b, l, 900)
	for b.Loop() {
		for i := range 12 {
			l.RefreshItem(i)
		}
	}
}

// stockList is Fyne's own list with two labels and a progress bar in a row.
func stockList(rows int) *widget.List {
	step := 0
	return widget.NewList(
		func() int { return rows },
		func() fyne.CanvasObject {
			return container.NewHBox(widget.NewLabel("Harbour at dawn"), widget.NewLabel("4.31 GB"), widget.NewProgressBar())
		},
		func(i widget.ListItemID, o fyne.CanvasObject) {
			step++
			c := o.(*fyne.Container).Objects
			c[0].(*widget.Label).SetText(fmt.Sprintf("Harbour at dawn, take %d", (i+step)%10_000))
			c[1].(*widget.Label).SetText(fmt.Sprintf("%d MB, 42:10", (i+step)%10_000))
			c[2].(*widget.ProgressBar).SetValue(float64((i+step)%44) / 44)
		},
	)
}
