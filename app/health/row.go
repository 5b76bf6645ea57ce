package health

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/jobs"
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
	repairWidth   float32 = 148
	listIndent    float32 = 93
	countWidth    float32 = 37
)

// row is a finding as the page shows it.
type row struct {
	page    *Page
	finding *library.Finding
	videos  []library.Video
	above   []fyne.CanvasObject // what it is in, below the page's column
	object  *fyne.Container
	head    *widgets.Pressable
	repair  *widgets.Button
	card    *jobs.Card // of the repair that runs or left something, nil for none
	working bool       // it runs
}

var icons = map[library.FindingKind]look.IconName{
	library.FindingErrors: look.IconError, library.FindingStuck: look.IconHourglass, library.FindingPublic: look.IconGlobe,
	library.FindingUnsigned: look.IconLock, library.FindingDeletion: look.IconCalendar, library.FindingCaptions: look.IconCaptions,
	library.FindingNames: look.IconEdit, library.FindingDuplicates: look.IconCopy,
}

// newRow makes the row of finding i of the report; first and last say where in
// its card it stands.
func (p *Page) newRow(i int, first, last bool) *row {
	f := &p.report.Findings[i]
	r := &row{page: p, finding: f, videos: p.report.Few[i]}
	open := p.open == f.Kind
	r.head = widgets.NewPressable(r.face(open), func() {
		p.unfold(f.Kind)
		p.hold(f.Kind)
	})
	state := p.repairing(f.Kind)
	if state != nil && (state.Running || state.Queued) {
		r.repair.Disable() // once is enough
	}
	r.head.Round(first, last && !open && state == nil).SetMarked(open)
	p.addPlace(stop{kind: f.Kind}, r, r.head, r.typed)
	r.object = widgets.Column(0, r.head)
	if state != nil {
		r.card = jobs.NewCard(p.Jobs, state.Job.ID)
		r.card.Show(state)
		r.working = r.repair.Disabled()
		r.object.Add(widgets.NewRule())
		r.object.Add(widgets.Inset(10, 12, 8, listIndent, r.card.Object))
	}
	switch {
	case open && f.Kind == library.FindingDuplicates:
		r.compare()
	case open:
		r.list(last)
	}
	return r
}

// top is how far below the top of the scrolled page the row begins. Fyne cannot
// tell it of what was not drawn yet.
func (r *row) top() float32 {
	y := r.page.left.Position().Y + r.object.Position().Y
	for _, o := range r.above {
		y += o.Position().Y
	}
	return y
}

// face is what the head of a finding shows.
func (r *row) face(open bool) fyne.CanvasObject {
	f, chevron, kind := r.finding, look.IconRight, widgets.Neutral
	if open {
		chevron, kind = look.IconDown, widgets.Main
	}
	label, run := r.page.remedy(f)
	if f.Kind == library.FindingErrors && !open {
		kind = widgets.Soft
	}
	r.repair = widgets.NewSmallButton(kind, label, run)
	r.repair.SetTip("", "R")
	texts := widgets.Column(0, look.NewLabel(look.BodyMedium, look.Fg, title(f.Kind)).Shrinking(), look.NewLabel(look.Small, look.Fg3, r.page.cause(f)).Shrinking())
	count := widgets.Sized(countWidth, 0, look.NewLabel(look.Subheading, look.Fg, words.Count(len(f.Hits))).Trailing())
	line := widgets.Row(0,
		widgets.Row(9, widgets.NewSign(chevron, look.Fg3), widgets.NewSign(icons[f.Kind], severities[f.Severity].tone)), count,
		widgets.Grow(widgets.Inset(0, 12, 0, 14, texts)), widgets.Sized(picturesWidth, 0, r.pictures()),
		widgets.Sized(repairWidth, 0, widgets.Row(0, widgets.Space(), r.repair)))
	return widgets.Sized(0, findingHeight, widgets.Inset(0, 12, 0, 10, line))
}

// pictures are the first videos, and how many more there are.
func (r *row) pictures() fyne.CanvasObject {
	line := widgets.Row(4)
	for i := range r.videos[:min(fewVideos, len(r.videos))] {
		line.Add(widgets.Sized(pictureWidth, pictureHeight, r.page.picture(r.videos[i], pictureWidth, pictureHeight)))
	}
	if more := len(r.finding.Hits) - fewVideos; more > 0 {
		line.Add(widgets.Inset(0, 0, 0, 4, look.NewLabel(look.Small, look.Fg3, "+"+words.Count(more))))
	}
	return line
}

// picture is the thumbnail of a video, which comes when it is there.
func (p *Page) picture(v library.Video, width, height float32) *widgets.Thumbnail {
	thumb := widgets.NewThumbnail()
	if v.Status.State == library.StatePending {
		return thumb // there is none
	}
	var load func()
	load = func() {
		scale := look.For(thumb).Scale
		if img, ok := p.Pictures.Thumbnail(v, int(width*scale), int(height*scale), func() { load() }); ok {
			thumb.SetImage(img)
		} else {
			thumb.SetWaiting()
		}
	}
	load()
	return thumb
}

// unfold lists the videos of a finding, or no longer.
func (p *Page) unfold(k library.FindingKind) {
	if p.open == k {
		k = ""
	}
	p.open = k
	p.show()
}

// hold gives a finding that was clicked the keyboard, without a ring.
func (p *Page) hold(k library.FindingKind) {
	if i, c := p.find(stop{kind: k}), p.canvas(); i >= 0 && c != nil {
		p.places[i].Take(c)
	}
}

// deletable tells the findings whose videos are of no use.
func deletable(k library.FindingKind) bool {
	return k == library.FindingErrors || k == library.FindingStuck
}

// list lists the videos of the finding below it.
func (r *row) list(last bool) {
	shown := 0
	more := len(r.finding.Hits) - len(r.videos)
	for i := range r.videos {
		v := &r.videos[i]
		if v.UID == "" {
			continue
		}
		shown++
		r.object.Add(widgets.NewRule())
		r.object.Add(r.video(i).Round(false, last && more <= 0 && i == len(r.videos)-1))
	}
	if more > 0 {
		r.object.Add(widgets.NewRule())
		all := widgets.NewSmallButton(widgets.Link, lang.L("Show all in library"), func() { r.page.showInLibrary(r.finding) })
		r.object.Add(widgets.Sized(0, videoHeight, widgets.Inset(0, 12, 0, listIndent,
			widgets.Row(16, look.NewLabel(look.Small, look.Fg3, words.N(more, "and %s more", "and %s more")), widgets.Space(), all))))
	}
}

// video is the line of a listed video.
func (r *row) video(i int) *widgets.Pressable {
	p, v, k := r.page, &r.videos[i], r.finding.Kind
	name, color := v.Name(), look.Fg
	if name == "" {
		name, color = lang.L("No name yet"), look.Fg3
	}
	what, when := p.story(k, v)
	line := widgets.Row(16, widgets.Grow(look.NewLabel(look.BodyMedium, color, name).Shrinking()),
		widgets.Sized(72, 0, look.NewLabel(look.Mono, look.Fg2, words.ShortUID(v.UID)).Shrinking()),
		widgets.Sized(220, 0, look.NewLabel(look.Small, look.Fg2, what).Shrinking()),
		widgets.Sized(112, 0, look.NewLabel(look.Small, look.Fg3, when).Trailing().Shrinking()),
		widgets.Sized(48, 0, look.NewLabel(look.SmallSemibold, look.Fg, minutesOf(v)).Trailing()))
	hits := r.finding.Hits[i : i+1]
	if deletable(k) {
		line.Add(widgets.NewIconButton(widgets.Quiet, widgets.Small, look.IconDelete, widgets.Tip{Text: lang.L("Delete"), Key: "Del"}, func() { p.remove(k, hits) }))
	} else {
		line.Add(widgets.Sized(28, 0, widgets.NewSign(look.IconRight, look.Fg3)))
	}
	w := widgets.NewPressable(widgets.Sized(0, videoHeight, widgets.Inset(0, 12, 0, listIndent, line)), func() { p.Open(v.UID) }).Over(look.Canvas)
	p.addPlace(stop{k, v.UID}, r, w, func(key fyne.KeyName) bool {
		switch {
		case key == fyne.KeyLeft:
			r.typed(key)
		case key == fyne.KeyDelete && deletable(k):
			p.remove(k, hits)
		default:
			return false
		}
		return true
	})
	return w
}

// minutesOf is how many minutes a video takes, or may take.
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
