package health

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// The measures of a finding.
const (
	findingHeight float32 = 58
	videoHeight   float32 = 38
	pictureWidth  float32 = 48
	pictureHeight float32 = 27
	picturesWidth         = fewVideos*(pictureWidth+4) + 40
	repairWidth   float32 = 132
	textIndent    float32 = 92
)

// row is a finding as the page shows it.
type row struct {
	page    *Page
	finding *library.Finding
	videos  []library.Video
	object  *fyne.Container
	unfold  *widgets.Button
	repair  *widgets.Button
}

func (p *Page) newRow(i int) *row {
	f := &p.report.Findings[i]
	r := &row{page: p, finding: f, videos: p.report.Few[i]}
	open := p.open == f.Kind
	icon := look.IconRight
	if open {
		icon = look.IconDown
	}
	r.unfold = widgets.NewIconButton(widgets.Quiet, widgets.Small, icon, widgets.Tip{Text: lang.L("List the videos here"), Key: "Right"}, func() { p.unfold(f.Kind) })
	kind := widgets.Neutral
	if open {
		kind = widgets.Main
	}
	label, run := p.remedy(f)
	r.repair = widgets.NewSmallButton(kind, label, run)
	r.repair.SetTip("", "R")
	texts := widgets.Column(0, look.NewLabel(look.BodyMedium, look.Fg, lang.L(f.Title)).Shrinking(), look.NewLabel(look.Small, look.Fg3, f.Cause).Shrinking())
	count := widgets.Sized(32, 0, look.NewLabel(look.Subheading, look.Fg, words.Count(len(f.Hits))).Trailing())
	line := widgets.Row(12, r.unfold, widgets.NewSign(icons[f.Kind], severities[f.Severity].tone), count, widgets.Grow(texts),
		widgets.Sized(picturesWidth, 0, r.pictures()), widgets.Sized(repairWidth, 0, widgets.Row(0, widgets.Space(), r.repair)))
	var head fyne.CanvasObject = widgets.Sized(0, findingHeight, widgets.Inset(0, 12, 0, 6, line))
	if open {
		head = widgets.NewBackdrop(look.Selection, head)
	}
	r.object = widgets.Column(0, head)
	if open {
		r.listVideos()
	}
	return r
}

var icons = map[library.FindingKind]look.IconName{
	library.FindingErrors: look.IconError, library.FindingStuck: look.IconHourglass, library.FindingPublic: look.IconGlobe,
	library.FindingUnsigned: look.IconLock, library.FindingDeletion: look.IconCalendar, library.FindingCaptions: look.IconCaptions,
	library.FindingNames: look.IconEdit, library.FindingDuplicates: look.IconCopy,
}

// pictures are the first videos, and how many more there are.
func (r *row) pictures() fyne.CanvasObject {
	line := widgets.Row(4)
	for i := range r.videos[:min(fewVideos, len(r.videos))] {
		line.Add(widgets.Sized(pictureWidth, pictureHeight, r.picture(r.videos[i])))
	}
	if more := len(r.finding.Hits) - fewVideos; more > 0 {
		line.Add(look.NewLabel(look.Small, look.Fg3, "+"+words.Count(more)))
	}
	return line
}

func (r *row) picture(v library.Video) *widgets.Thumbnail {
	thumb := widgets.NewThumbnail()
	var load func()
	load = func() {
		scale := look.For(thumb).Scale
		if img, ok := r.page.Pictures.Thumbnail(v, int(pictureWidth*scale), int(pictureHeight*scale), func() { load() }); ok {
			thumb.SetImage(img)
		} else {
			thumb.SetWaiting()
		}
	}
	load()
	return thumb
}

// listVideos lists the videos of the finding below it.
func (r *row) listVideos() {
	for i := range r.videos {
		v := r.videos[i]
		if v.UID == "" {
			continue
		}
		name, color := v.Name(), look.Fg
		if name == "" {
			name, color = lang.L("No name yet"), look.Fg3
		}
		by := v.Creator
		if by != "" {
			by = words.F("by %s", by)
		}
		open := widgets.NewSmallButton(widgets.Quiet, lang.L("Open"), func() { r.page.Open(v.UID) })
		line := widgets.Row(16, widgets.Grow(look.NewLabel(look.BodyMedium, color, name).Shrinking()),
			widgets.Sized(80, 0, look.NewLabel(look.Mono, look.Fg2, words.ShortUID(v.UID)).Shrinking()),
			widgets.Sized(180, 0, look.NewLabel(look.Small, look.Fg2, words.List(words.Day(v.Created, r.page.Now()), by)).Shrinking()),
			widgets.Sized(60, 0, look.NewLabel(look.Small, look.Fg, minutesOf(&v)).Trailing()), open)
		r.object.Add(widgets.NewRule())
		r.object.Add(widgets.Sized(0, videoHeight, widgets.Inset(0, 12, 0, textIndent, line)))
	}
	if more := len(r.finding.Hits) - len(r.videos); more > 0 {
		r.object.Add(widgets.NewRule())
		r.object.Add(widgets.Sized(0, videoHeight, widgets.Inset(0, 12, 0, textIndent, look.NewLabel(look.Small, look.Fg3, words.N(more, "and %s more", "and %s more")))))
	}
}

func minutesOf(v *library.Video) string {
	seconds := v.Duration
	if v.Status.State == library.StatePending {
		seconds = float64(v.MaxDurationSeconds)
	}
	if seconds <= 0 {
		return ""
	}
	return words.F("%s min", words.Count(max(1, int(seconds/60+.5))))
}

// unfold lists the videos of a finding, or no longer.
func (p *Page) unfold(k library.FindingKind) {
	if p.open == k {
		k = ""
	}
	p.open = k
	p.show()
}

// current is the finding whose buttons have the keyboard, nil for none.
func (p *Page) current() *row {
	c := fyne.CurrentApp().Driver().CanvasForObject(p.Content)
	if c == nil {
		return nil
	}
	at := c.Focused()
	i := slices.IndexFunc(p.rows, func(r *row) bool { return at != nil && (at == r.unfold || at == r.repair) })
	if i < 0 {
		return nil
	}
	return p.rows[i]
}

// TypedKey is what the keys of the page do; it reports whether it used one.
func (p *Page) TypedKey(ev *fyne.KeyEvent) bool {
	if ev.Name == fyne.KeyF5 {
		p.Check()
		return true
	}
	r := p.current()
	if r == nil {
		return p.enter(ev)
	}
	switch ev.Name {
	case fyne.KeyR:
		r.repair.OnTapped()
	case fyne.KeyRight, fyne.KeyLeft:
		kind := r.finding.Kind
		p.unfold(kind)
		p.focus(kind)
	case fyne.KeyH:
		p.hidden = append(p.hidden, r.finding.Kind)
		p.show()
	case fyne.KeyDown, fyne.KeyUp:
		p.move(r, map[fyne.KeyName]int{fyne.KeyDown: 1, fyne.KeyUp: -1}[ev.Name])
	default:
		return false
	}
	return true
}

// enter puts the keyboard on the first finding.
func (p *Page) enter(ev *fyne.KeyEvent) bool {
	if ev.Name != fyne.KeyDown && ev.Name != fyne.KeyUp || len(p.rows) == 0 {
		return false
	}
	p.focus(p.rows[0].finding.Kind)
	return true
}

func (p *Page) move(from *row, by int) {
	if i := slices.Index(p.rows, from) + by; i >= 0 && i < len(p.rows) {
		p.focus(p.rows[i].finding.Kind)
	}
}

// focus puts the keyboard on a finding.
func (p *Page) focus(k library.FindingKind) {
	for _, r := range p.rows {
		if r.finding.Kind == k {
			if c := fyne.CurrentApp().Driver().CanvasForObject(p.Content); c != nil {
				c.Focus(r.unfold)
			}
		}
	}
}
