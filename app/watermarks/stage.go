package watermarks

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"spool/app/page"
	"spool/app/stills"
	"spool/app/words"
	"spool/library"
	"spool/library/frame"
	"spool/widgets"
	"spool/widgets/look"
)

// mostVideos is how many videos a mark can be tried on.
const mostVideos = 5

// stage shows the mark on frames of real videos: wide, upright and square.
type stage struct {
	Content *fyne.Container
	page    *Page
	wide    *preview
	upright *preview
	square  *preview
	titles  [2]*look.Label
	tiles   [mostVideos]*tile
	facts   *look.Label
	card    *widgets.Card
	values  [3]*look.Label
	checks  [2]*look.Paragraph
	icons   [2]*page.Glyph
	empty   *look.Paragraph
}

func newStage(p *Page) *stage {
	s := &stage{page: p, wide: newPreview(p, image.Pt(1920, 1080)), upright: newPreview(p, image.Pt(1080, 1920)), square: newPreview(p, image.Pt(1080, 1080))}
	for i, title := range []string{lang.L("Vertical"), lang.L("Square")} {
		s.titles[i] = look.NewLabel(look.Small, look.Fg2, title)
	}
	objects := []fyne.CanvasObject{s.wide, s.upright, s.square, s.titles[0], s.titles[1]}
	for i := range s.tiles {
		s.tiles[i] = newTile(func() { p.frame = i; s.set() })
		objects = append(objects, s.tiles[i])
	}
	s.facts = look.NewLabel(look.Small, look.Fg2, lang.L("In 1920 × 1080, about"))
	var lines []fyne.CanvasObject
	for i, name := range []string{lang.L("Mark"), lang.L("From the edges"), lang.L("Image file")} {
		s.values[i] = look.NewLabel(look.SmallMedium, look.Fg, "").Trailing()
		lines = append(lines, widgets.Row(8, widgets.Grow(look.NewLabel(look.Small, look.Fg3, name).Shrinking()), s.values[i]))
	}
	s.card = widgets.NewCard(widgets.CardRows(9, lines...)).Inset(0)
	objects = append(objects, s.facts, s.card)
	for i := range s.checks {
		s.checks[i] = look.NewParagraph(look.Small, look.Fg2, "")
		s.icons[i] = page.NewGlyph("", look.Fg2)
		objects = append(objects, s.checks[i], s.icons[i])
	}
	s.empty = look.NewParagraph(look.Small, look.Fg3, lang.L("A mark shows here on frames of your videos once one is ready.")).Centered()
	s.Content = container.New(&stageLayout{s}, append(objects, s.empty)...)
	return s
}

// set follows the profile in hand.
func (s *stage) set() {
	p := s.page
	w := p.inHand()
	if w == nil {
		return
	}
	for i, t := range s.tiles {
		page.Show(t, i < len(p.videos))
		if i < len(p.videos) {
			t.set(p.Stills, p.videos[i], i == p.frame)
		}
	}
	page.Show(s.empty, len(p.videos) == 0)
	for _, v := range []*preview{s.wide, s.upright, s.square} {
		v.set(w, p.mark())
	}
	s.tell(w)
	s.Content.Refresh()
}

// tell says how large the mark is and what is to be thought of.
func (s *stage) tell(w *library.Watermark) {
	p := s.page
	size := image.Pt(w.Width, w.Height)
	if m := p.mark(); m != nil {
		size = m.Bounds().Size()
	}
	for _, v := range s.values {
		v.SetText("–")
	}
	said := [2]string{}
	tones := [2]fyne.ThemeColorName{look.Success, look.Warning}
	if size.X > 0 && size.Y > 0 {
		full := image.Pt(1920, 1080)
		place := frame.Place(full, size, *w)
		s.values[0].SetText(words.F("%d × %d px", place.Dx(), place.Dy()))
		s.values[2].SetText(words.F("%d × %d px", size.X, size.Y))
		s.values[1].SetText(words.F("%d px", int(w.Padding*1920+.5)))
		if w.Position == "center" {
			s.values[1].SetText(lang.L("in the middle"))
		}
		switch sharp := frame.SharpTo(size, *w); {
		case sharp == 0:
			said[0], tones[0] = lang.L("Soft at every size: the image is too small."), look.Warning
		case sharp >= 2160:
			said[0] = lang.L("Sharp up to 4K.")
		default:
			said[0] = words.F("Sharp up to %dp, softer above.", sharp)
			if sharp < 1080 {
				tones[0] = look.Warning
			}
		}
	}
	switch d := p.draft; {
	case p.shown == draftKey && d != nil && len(d.notes) > 0:
		said[1] = d.notes[0]
	case s.wide.hard || s.square.hard:
		said[1] = lang.L("The mark is hard to see on this frame. Give the image an outline.")
	}
	for i, text := range said {
		s.checks[i].SetText(text)
		s.checks[i].SetColor(tones[i])
		icon := look.IconDone
		if tones[i] == look.Warning {
			icon = look.IconWarning
		}
		s.icons[i].Set(icon, tones[i])
	}
}

// stageLayout places the frames.
type stageLayout struct{ s *stage }

// MinSize implements fyne.Layout.
func (l *stageLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Layout implements fyne.Layout.
func (l *stageLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	s := l.s
	// The wide frame leaves room for what is below it.
	wide := min(size.Width, max(220, (size.Height-60-230)*16/9))
	high := float32(int(wide * 9 / 16))
	page.Place(s.wide, 0, 0, wide, high)
	page.Place(s.empty, 0, high/2-10, wide, 40)
	y := high + 14
	tw := min(float32(86), (size.Width-4*8)/5)
	th := float32(int(tw * 9 / 16))
	for i, t := range s.tiles {
		page.Place(t, float32(i)*(tw+8), y, tw, th)
	}
	y += th + 20
	below := min(220, size.Height-y-24)
	if below < 60 {
		below = 60
	}
	page.Place(s.titles[0], 0, y, 90, look.Small.Line())
	page.Place(s.upright, 0, y+20, float32(int(below*9/16)), below)
	x := float32(int(below*9/16)) + 20
	page.Place(s.titles[1], x, y, 90, look.Small.Line())
	page.Place(s.square, x, y+20, below, below)
	x += below + 20
	rest := size.Width - x
	page.Place(s.facts, x, y, rest, look.Small.Line())
	card := s.card.MinSize().Height
	page.Place(s.card, x, y+20, rest, card)
	at := y + 20 + card + 10
	for i, c := range s.checks {
		h := c.HeightFor(rest - 22)
		page.Place(s.icons[i], x, at, look.IconSize, look.IconSize)
		page.Place(c, x+22, at, rest-22, h)
		at += h + 8
	}
	for _, o := range []fyne.CanvasObject{s.facts, s.card, s.checks[0], s.checks[1]} {
		page.Show(o, rest > 120)
	}
	for i, c := range s.checks {
		page.Show(s.icons[i], rest > 120 && c.Text() != "")
	}
}

// atOf is the moment of a video that a mark is tried on.
func atOf(v *library.Video) (at float64) { return stills.Length(v).Seconds() * .35 }
