package videos

import (
	"image"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"spool/app/stills"
	"spool/app/words"
	"spool/library"
	"spool/uploader"
	"spool/widgets"
	"spool/widgets/look"
)

// stripFrames is how many frames quick look's strip has.
const stripFrames = 16

// quickLook shows a video by the pictures Stream has of it: one large, at the
// moment of the marker, over a strip of all. It follows the selection and
// changes nothing but the thumbnail's draft.
type quickLook struct {
	widget.BaseWidget
	page    *Page
	overlay *widgets.Overlay
	key     widgets.Key
	video   library.Video
	row     *row
	at      time.Duration
	focused bool

	box         *look.Box
	name, place *look.Text
	badges      []*widgets.Badge
	open        *widgets.Button
	close       *widgets.Button
	frame       *widgets.Thumbnail
	moment      plate
	source      plate
	use         *widgets.Button
	strip       *widgets.FilmStrip
	times       []*look.Text
	facts       []fact
	copies      *fyne.Container
	hints       *widgets.StatusBar
	rule        *widgets.Rule
	beside      [2]*neighbour
	size        fyne.Size // of the large picture, in pixels
	strips      []image.Image
}

// fact is something known of the video, under its label.
type fact struct{ label, value *look.Text }

// plate is a text on the picture.
type plate struct {
	box  *look.Box
	text *look.Text
}

func newPlate(role look.Role) plate {
	return plate{look.NewBox(look.ImageShade, "", look.RadiusBadge), look.NewText(role, look.OnImage, "")}
}

// preview opens quick look on the video the keyboard is at.
func (p *Page) preview(s Selection, _ fyne.CanvasObject) {
	if s.Current == nil || p.Stills == nil {
		return
	}
	q := newQuickLook(p)
	q.follow()
	q.overlay = widgets.ShowOverlay(p.Content, widgets.OverlayOptions{
		Content: q, Bare: true, Scrim: true, First: q,
		Place:   func(window, _ fyne.Size) (fyne.Position, fyne.Size) { return fyne.Position{}, window },
		OnClose: func() { p.quick = nil },
	})
	p.quick = q
}

// Preview opens quick look on the selection.
func (p *Page) Preview() { p.preview(p.Selection(), p.Content) }

func newQuickLook(p *Page) *quickLook {
	q := &quickLook{
		page: p, box: look.NewBox(look.Raised, look.BorderStrong, look.RadiusSheet),
		name: look.NewText(look.Subheading, look.Fg, ""), place: look.NewText(look.Small, look.Fg3, "").Trailing(),
		frame: widgets.NewThumbnail(), moment: newPlate(look.MonoSmall), source: newPlate(look.Caption),
		strip: widgets.NewFilmStrip(widgets.FilmStripLarge), rule: widgets.NewRule(), hints: widgets.NewStatusBar(),
	}
	q.badges = []*widgets.Badge{widgets.NewBadge(widgets.Plain, "", ""), widgets.NewBadge(widgets.Plain, look.IconLock, lang.L("Signed URLs"))}
	q.open = widgets.NewSmallButton(widgets.Quiet, lang.L("Open"), q.openPage).WithIcon(look.IconArrowRight)
	q.open.SetTip(lang.L("Open"), lang.L("Enter"))
	q.close = widgets.NewIconButton(widgets.Quiet, widgets.Small, look.IconClose, widgets.Tip{Text: lang.L("Close"), Key: lang.L("Space")},
		func() { q.overlay.Close() })
	q.use = widgets.NewSmallButton(widgets.Neutral, lang.L("Use as thumbnail"), q.useFrame).WithIcon(look.IconImage)
	q.use.SetTip(lang.L("Becomes a draft"), "T")
	q.strip.Played = true
	q.strip.OnChange = func(at float64) { q.goTo(time.Duration(at * float64(q.length()))) }
	for range 5 {
		q.times = append(q.times, look.NewText(look.MonoSmall, look.Fg3, ""))
	}
	for _, label := range []string{"Input", "Size", "Uploaded", "Creator", "Plays on", "Captions", "Deletes", "UID"} {
		q.facts = append(q.facts, fact{look.NewText(look.Caption, look.Fg3, lang.L(label)), look.NewText(look.Small, look.Fg, "")})
	}
	q.copies = widgets.Row(6, q.copyButtons()...)
	for i := range q.beside {
		q.beside[i] = newNeighbour(q, i*2-1)
	}
	q.hints.SetSelection("", widgets.KeyHint{Key: ", .", Does: lang.L("One frame of the strip")},
		widgets.KeyHint{Key: lang.L("Shift , ."), Does: lang.L("One second")}, widgets.KeyHint{Key: "1 – 9", Does: lang.L("Jump to tenths")},
		widgets.KeyHint{Key: "X", Does: lang.L("Select")}, widgets.KeyHint{Key: lang.L("Space"), Does: lang.L("Close")})
	q.ExtendBaseWidget(q)
	return q
}

// copyButtons are the commands that copy, as far as they have a key, and that
// which copies the frame.
func (q *quickLook) copyButtons() []fyne.CanvasObject {
	var list []fyne.CanvasObject
	for _, c := range q.page.commands {
		if c.Group == GroupCopy && c.Press.Key != "" {
			b := widgets.NewSmallButton(widgets.Outline, lang.L(c.Label), func() { q.page.run(c, q) }).WithIcon(c.Icon)
			b.SetTip(lang.L(c.Label), c.Press.String())
			list = append(list, b)
		}
	}
	frame := widgets.NewSmallButton(widgets.Outline, lang.L("Copy frame address"), q.copyFrame).WithIcon(look.IconImage)
	frame.SetTip(lang.L("Copy frame address"), "F")
	return append(list, frame)
}

// length is how long the video plays.
func (q *quickLook) length() time.Duration { return stills.Length(&q.video) }

// follow shows the video the keyboard is at.
func (q *quickLook) follow() {
	p := q.page
	id, ok := idOf(p.list().Current())
	r, held := p.rows.held.Get(id)
	if !ok || !held {
		return
	}
	if q.video.UID != r.UID {
		q.at = time.Duration(r.ThumbnailPct * float64(stills.Length(&r.Video)))
	}
	q.key, q.row, q.video = p.list().Current(), r, r.Video
	at, _ := p.rows.find(id)
	q.place.Set(words.F("%s of %s", words.Count(at+1), words.Count(len(p.rows.hits))))
	q.name.Set(nameOf(&q.video))
	st := stateOf(&q.video)
	q.badges[0].Set(toneOf(q.video.Status.State), st.icon, st.short)
	show(q.badges[1], q.video.RequireSignedURLs)
	q.fillFacts()
	for i, t := range q.times {
		t.Set(timecode(q.length() * time.Duration(i) / time.Duration(len(q.times)-1)))
	}
	for i, n := range q.beside {
		n.set(at + i*2 - 1)
	}
	if q.length() > 0 {
		q.strip.Step, q.strip.Leap = 1.0/stripFrames, float64(time.Second)/float64(q.length())
	}
	q.loadStrip()
	q.goTo(q.at)
}

func toneOf(s library.State) widgets.Tone {
	switch s {
	case library.StateReady:
		return widgets.Good
	case library.StateError:
		return widgets.Bad
	case library.StatePending:
		return widgets.Caution
	case library.StateDownloading, library.StateQueued, library.StateInProgress:
		return widgets.Working
	}
	return widgets.Plain
}

func (q *quickLook) fillFacts() {
	v, p := &q.video, q.page
	values := map[int]string{3: v.Creator, 4: words.List(v.AllowedOrigins...), 5: words.List(q.row.captions...), 6: lang.L("Never"), 7: v.UID}
	if v.Width > 0 && v.Height > 0 {
		values[0] = words.F("%d × %d", v.Width, v.Height)
	}
	if v.Size > 0 {
		values[1] = uploader.Bytes(v.Size)
	}
	values[2] = words.List(words.Day(v.Created, p.Now()), v.Created.Local().Format("15:04"))
	if len(v.AllowedOrigins) == 0 {
		values[4] = lang.L("Anywhere")
	}
	if q.row.captions != nil && len(q.row.captions) == 0 {
		values[5] = lang.L("None")
	}
	if !v.ScheduledDeletion.IsZero() {
		values[6] = words.Day(v.ScheduledDeletion, p.Now())
	}
	if len(v.UID) > 12 {
		values[7] = v.UID[:4] + "…" + v.UID[len(v.UID)-4:]
	}
	for i, f := range q.facts {
		f.value.Set(values[i])
	}
}

// timecode always has hours, so that its width stays.
func timecode(d time.Duration) string {
	s := int(d.Seconds())
	return words.F("%02d:%02d:%02d", s/3600, s/60%60, s%60)
}

// goTo shows a moment: the nearest picture of the strip at once, and its own
// when that is there.
func (q *quickLook) goTo(at time.Duration) {
	length := q.length()
	q.at = min(max(at, 0), max(0, length-time.Millisecond))
	q.moment.text.Set(timecode(q.at) + " / " + timecode(length))
	if length > 0 {
		q.strip.SetAt(float64(q.at) / float64(length))
	}
	q.loadFrame()
	q.Refresh()
}

func (q *quickLook) loadFrame() {
	w, h := int(q.size.Width), int(q.size.Height)
	if w <= 0 || h <= 0 {
		return
	}
	q.source.text.Set(words.F("Frame from Stream, %d × %d", w, h))
	uid, at := q.video.UID, q.at
	img, ok := q.page.Stills.Still(q.video, stills.Whole(at), w, h, func() {
		if q.video.UID == uid && q.at == at && !q.overlay.Closed() {
			q.loadFrame()
			q.frame.Refresh()
		}
	})
	switch {
	case ok:
		q.frame.SetImage(img)
	case q.nearest() != nil:
		q.frame.SetImage(q.nearest())
	default:
		q.frame.SetWaiting()
	}
}

// nearest is the picture of the strip that is closest to the moment.
func (q *quickLook) nearest() image.Image {
	if len(q.strips) == 0 || q.length() <= 0 {
		return nil
	}
	i := int(float64(q.at) / float64(q.length()) * float64(len(q.strips)))
	return q.strips[min(i, len(q.strips)-1)]
}

func (q *quickLook) loadStrip() {
	uid := q.video.UID
	scale := look.For(q).Scale
	q.strips = stills.Strip(q.page.Stills, q.video, 0, q.length(), stripFrames, int(80*scale), int(45*scale), func() {
		if q.video.UID == uid && !q.overlay.Closed() {
			q.loadStrip()
		}
	})
	q.strip.SetFrames(q.strips)
}
