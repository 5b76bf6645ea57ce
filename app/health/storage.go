package health

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"spool/app/words"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// stuckMinutes are what uploads that never came hold, and how many they are.
func (p *Page) stuck() (minutes float64, uploads int) {
	for _, f := range p.report.Findings {
		if f.Kind == library.FindingStuck {
			return f.Minutes, len(f.Hits)
		}
	}
	return 0, 0
}

// storage is the column at the right.
func (p *Page) storage() []fyne.CanvasObject {
	from := words.F("From Stream, %s", words.Ago(p.report.At, p.Now()))
	if p.report.NoUsage != nil {
		from = lang.L("Stream can’t be asked now")
	}
	objects := []fyne.CanvasObject{titled(lang.L("Storage"), look.NewLabel(look.Small, look.Fg3, from), p.full())}
	if len(p.report.Storage.Creators) > 0 {
		largest := widgets.NewSmallButton(widgets.Link, lang.L("Show largest videos"), p.ShowLargest)
		objects = append(objects, titled(lang.L("By creator"), largest, p.creators()))
	}
	if len(p.report.Repairs) > 0 {
		journal := widgets.NewSmallButton(widgets.Link, lang.L("Journal"), p.ShowJournal)
		objects = append(objects, titled(lang.L("Last repairs"), journal, widgets.Inset(-6, 0, -6, 0, p.repairs())))
	}
	return objects
}

func titled(title string, end, content fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Column(8, widgets.Row(8, widgets.Grow(look.NewLabel(look.Subheading, look.Fg, title)), end), widgets.NewCard(content))
}

// full says how full the account is, and when it will be.
func (p *Page) full() fyne.CanvasObject {
	s := &p.report.Storage
	stuck, uploads := p.stuck()
	queued := p.Queued()
	if s.MinutesLimit <= 0 {
		return look.NewParagraph(look.Small, look.Fg2, lang.L("How full the account is shows here as soon as Stream answers."))
	}
	free := max(0, s.MinutesLimit-s.Minutes-queued-stuck)
	legend := widgets.Column(6,
		legendLine(look.Fg2, words.N(s.Videos, "Stored in %s video", "Stored in %s videos"), s.Minutes),
		legendLine(look.AccentMid, lang.L("Waiting in the queue"), queued))
	if uploads > 0 {
		legend.Add(legendLine(look.Warning, words.N(uploads, "Reserved by %s stuck upload", "Reserved by %s stuck uploads"), stuck))
	}
	legend.Add(legendLine(look.Track, lang.L("Free"), free))
	number := widgets.Row(8, look.NewLabel(look.Display, look.Fg, minutes(s.Minutes)), look.NewLabel(look.Body, look.Fg3, words.F("of %s min", minutes(s.MinutesLimit))))
	shares := newShares([]share{{look.Fg2, s.Minutes}, {look.AccentMid, queued}, {look.Warning, stuck}}, s.MinutesLimit)
	parts := []fyne.CanvasObject{number, shares, legend, widgets.NewRule()}
	return widgets.Column(12, append(parts, p.forecast(stuck)...)...)
}

func minutes(m float64) string { return words.Count(int(m + .5)) }

func legendLine(color fyne.ThemeColorName, label string, m float64) fyne.CanvasObject {
	return widgets.Row(8, newDot(color), widgets.Grow(look.NewLabel(look.Small, look.Fg, label).Shrinking()),
		look.NewLabel(look.SmallSemibold, look.Fg, words.F("%s min", minutes(m))))
}

// projected is how many weeks the chart looks ahead.
const projected = 14

// forecast says when the account will be full, with a chart. What waits in the
// queue and what stuck uploads hold is as good as stored.
func (p *Page) forecast(stuck float64) []fyne.CanvasObject {
	s := &p.report.Storage
	taken := s.Minutes + p.Queued() + stuck
	title, text := lang.L("It does not fill up"), lang.L("In the last 26 weeks no minutes were added.")
	switch {
	case taken >= s.MinutesLimit:
		title, text = lang.L("It is full"), lang.L("Nothing more can be uploaded until videos are deleted or minutes are bought.")
	case !s.Full.IsZero():
		after := func(minutes float64) time.Time {
			return s.Full.Add(-time.Duration(minutes / s.PerWeek * 7 * 24 * float64(time.Hour)))
		}
		title = words.F("Full about %s", words.Day(after(taken-s.Minutes), p.Now()))
		text = words.F("At %s min a week, as in the last 26 weeks.", minutes(s.PerWeek))
		if stuck > 0 {
			text += " " + words.F("Freeing the reserved minutes moves it to %s.", words.Day(after(p.Queued()), p.Now()))
		}
	}
	return []fyne.CanvasObject{
		widgets.Column(0, look.NewLabel(look.BodySemibold, look.Fg, title), look.NewParagraph(look.Small, look.Fg3, text)),
		widgets.Column(4, look.NewLabel(look.Caption, look.Warning, words.F("Limit %s min", minutes(s.MinutesLimit))), newChart(bars(s, taken), s.MinutesLimit, p.Now())),
	}
}

// bars are the weeks that were, and those that may come.
func bars(s *library.Storage, taken float64) []bar {
	var list []bar
	for _, w := range s.Weeks {
		list = append(list, bar{w, look.Fg2})
	}
	for i := range projected {
		b := bar{taken + s.PerWeek*float64(i+1), look.AccentMid}
		if b.value >= s.MinutesLimit {
			b = bar{s.MinutesLimit, look.Warning}
		}
		list = append(list, b)
	}
	return list
}

// creators is who uses most.
func (p *Page) creators() fyne.CanvasObject {
	list := widgets.Column(8)
	most := p.report.Storage.Creators[0].Minutes
	for _, c := range p.report.Storage.Creators {
		name := c.Creator
		if name == "" {
			name = lang.L("No creator")
		}
		list.Add(widgets.Row(8, widgets.Sized(86, 0, look.NewLabel(look.Small, look.Fg2, name).Shrinking()),
			widgets.Grow(newShares([]share{{look.Fg2, c.Minutes}}, most).thin()),
			widgets.Sized(64, 0, look.NewLabel(look.Small, look.Fg, words.F("%s min", minutes(c.Minutes))).Trailing())))
	}
	return list
}

// repairs are the last jobs of ours, to be taken back.
func (p *Page) repairs() fyne.CanvasObject {
	list := widgets.Column(6)
	for i, job := range p.report.Repairs {
		if i > 0 {
			list.Add(widgets.NewRule())
		}
		list.Add(widgets.Row(8, widgets.Grow(widgets.Column(0,
			look.NewLabel(look.SmallMedium, look.Fg, words.JobTitle(job.Title)).Shrinking(),
			look.NewLabel(look.Caption, look.Fg3, words.List(words.N(job.Done, "%s video", "%s videos"), words.Ago(job.Created, p.Now()))))),
			widgets.NewSmallButton(widgets.Link, lang.L("Undo"), func() { p.Jobs.Undo(job.ID) }).WithIcon(look.IconUndo)))
	}
	return list
}

// share is a part of a bar.
type share struct {
	color fyne.ThemeColorName
	value float64
}

// shares is a bar of parts of a whole.
type shares struct {
	widget.BaseWidget
	parts  []share
	whole  float64
	height float32
	track  *look.Box
	rects  []*canvas.Rectangle
}

func newShares(parts []share, whole float64) *shares {
	s := &shares{parts: parts, whole: whole, height: 12, track: look.NewBox(look.Track, "", 3)}
	for range parts {
		s.rects = append(s.rects, &canvas.Rectangle{})
	}
	s.ExtendBaseWidget(s)
	return s
}

func (s *shares) thin() *shares { s.height = 6; return s }

// CreateRenderer implements fyne.Widget.
func (s *shares) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(s, s) }

// Objects implements look.Drawn.
func (s *shares) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{s.track.Object}
	for _, r := range s.rects {
		objects = append(objects, r)
	}
	return objects
}

// Min implements look.Drawn.
func (s *shares) Min(look.Paint) fyne.Size { return fyne.NewSize(0, s.height) }

// Arrange implements look.Drawn.
func (s *shares) Arrange(p look.Paint, size fyne.Size) {
	s.track.Place(p, 0, 0, size.Width, s.height)
	x := float32(0)
	for i, part := range s.parts {
		w := float32(0)
		if s.whole > 0 && part.value > 0 {
			w = max(3, float32(int(float64(size.Width)*part.value/s.whole)))
		}
		w = max(0, min(w, size.Width-x))
		s.rects[i].Move(fyne.NewPos(x, 0))
		s.rects[i].Resize(fyne.NewSize(w, s.height))
		if w > 0 {
			x += w + 2
		}
	}
}

// Repaint implements look.Drawn.
func (s *shares) Repaint(p look.Paint) {
	s.track.Repaint(p)
	for i, part := range s.parts {
		s.rects[i].FillColor = p.Color(part.color)
		s.rects[i].CornerRadius = 2
		s.rects[i].Refresh()
	}
}

// newDot is the square of a legend.
func newDot(c fyne.ThemeColorName) fyne.CanvasObject {
	d := newShares([]share{{c, 1}}, 1)
	d.height = 8
	return widgets.Sized(8, 8, d)
}
