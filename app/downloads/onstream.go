package downloads

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/page"
	"spool/app/words"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// onStream is the files at Stream.
type onStream struct {
	Content  *fyne.Container
	tab      *Tab
	rows     map[library.DownloadKind]*fileRow
	card     *widgets.Card
	banner   *widgets.Banner
	original *widgets.Check
	note     *look.Paragraph
	failed   *widgets.Banner
}

func newOnStream(t *Tab) *onStream {
	o := &onStream{tab: t, rows: map[library.DownloadKind]*fileRow{}}
	var rows []fyne.CanvasObject
	for _, kind := range kinds {
		o.rows[kind] = newFileRow(t, kind)
		rows = append(rows, o.rows[kind].Content)
	}
	o.card = widgets.NewCard(widgets.CardRows(14, rows...)).Inset(0)
	o.banner = widgets.NewBanner(widgets.BannerWarning, lang.L("This video needs a signed link"),
		lang.L("Copied links carry a token with downloads on, for 6 h.")).WithIcon(look.IconLock)
	o.original = widgets.NewCheck(lang.L("Ask for the original, without transformations"), nil)
	o.note = look.NewParagraph(look.Small, look.Fg3, lang.L("Both can be made again at any time. Deleting one breaks links to it."))
	o.failed = widgets.NewBanner(widgets.BannerError, lang.L("The files can’t be listed"), "").WithAction(lang.L("Try now"), t.Refresh)
	head := widgets.Row(8, widgets.Grow(look.NewLabel(look.Subheading, look.Fg, lang.L("On Stream")).Shrinking()),
		look.NewLabel(look.Small, look.Fg3, lang.L("Costs no storage, only delivery")))
	o.Content = widgets.Column(12, head, o.failed, o.card, o.banner, o.original, o.note)
	return o
}

// show brings the files in step with what is known.
func (o *onStream) show() {
	t := o.tab
	page.Show(o.failed, t.failure != nil)
	if t.failure != nil {
		o.failed.SetText(lang.L("The files can’t be listed"), page.Sentence(t.failure))
	}
	page.Show(o.banner, t.video.RequireSignedURLs)
	page.Show(o.original, t.video.RequireSignedURLs)
	for _, r := range o.rows {
		r.show()
	}
	o.Content.Refresh()
}

// fileRow is one of the files.
type fileRow struct {
	Content *fyne.Container
	tab     *Tab
	kind    library.DownloadKind
	badge   *widgets.Badge
	detail  *look.Paragraph
	tape    *widgets.Tape
	make    *widgets.Button
	save    *widgets.Button
	link    *widgets.Button
	later   *widgets.Check
	more    *widgets.Button
}

func newFileRow(t *Tab, kind library.DownloadKind) *fileRow {
	r := &fileRow{tab: t, kind: kind, tape: widgets.NewTape(), detail: look.NewParagraph(look.Small, look.Fg3, "")}
	icon, make := look.IconFilm, lang.L("Make MP4")
	if kind == library.DownloadAudio {
		icon, make = look.IconAudio, lang.L("Make audio")
	}
	r.badge = widgets.NewBadge(widgets.Plain, "", "")
	r.make = widgets.NewSmallButton(widgets.Neutral, make, func() { t.make(kind) })
	r.save = widgets.NewSmallButton(widgets.Main, lang.L("Save"), func() { t.save(kind) }).WithIcon(look.IconDownload)
	r.link = widgets.NewIconButton(widgets.Neutral, widgets.Small, look.IconLink, widgets.Tip{Text: lang.L("Copy link")}, func() { t.copyLink(kind) })
	r.later = widgets.NewCheck(lang.L("Save when ready"), func(on bool) { t.wanted[kind] = on })
	r.more = widgets.NewIconButton(widgets.Quiet, widgets.Small, look.IconMore, widgets.Tip{Text: lang.L("More")}, func() {
		widgets.ShowMenuBelow(r.more, r.menu())
	})
	r.Content = widgets.Row(10, page.NewGlyph(icon, look.Fg2), widgets.Grow(widgets.Column(5,
		widgets.Row(8, look.NewLabel(look.BodyMedium, look.Fg, name(kind)), r.badge, widgets.Space()), r.detail, r.tape, r.later)),
		r.make, r.save, r.link, r.more)
	return r
}

func (r *fileRow) menu() []widgets.MenuItem {
	t := r.tab
	_, there := t.files[r.kind]
	return []widgets.MenuItem{
		{Label: lang.L("Copy link"), Icon: look.IconLink, Run: func() { t.copyLink(r.kind) }, Disabled: !there, Reason: lang.L("There is no file yet")},
		{Label: lang.L("Make it anew"), Icon: look.IconRetry, Run: func() { t.make(r.kind) }, Disabled: !t.video.Ready, Reason: lang.L("The video is not ready")},
		{Separator: true},
		{Label: lang.L("Delete on Stream"), Icon: look.IconDelete, Danger: true, Run: func() { t.delete(r.kind) }, Disabled: !there, Reason: lang.L("There is no file yet")},
	}
}

// show brings the row in step with the file.
func (r *fileRow) show() {
	t := r.tab
	f, there := t.files[r.kind]
	isReady := there && f.Status == ready
	isMaking := there && !isReady && f.Status != failed
	detail := ""
	switch {
	case isReady:
		r.badge.Set(widgets.Good, look.IconDone, lang.L("Ready"))
	case isMaking:
		r.badge.Set(widgets.Working, look.IconHourglass, words.F("Stream makes it, %.0f%%", f.Percent))
	case there:
		r.badge.Set(widgets.Bad, look.IconError, lang.L("Failed"))
		detail = lang.L("Stream could not make it.")
	case !t.listed:
		r.badge.Set(widgets.Plain, look.IconClock, lang.L("Asking Stream"))
	default:
		r.badge.Set(widgets.Plain, look.IconInfo, lang.L("Not made yet"))
		detail = lang.L("Stream makes it on request. It takes a few minutes.")
		if !t.video.Ready {
			detail = lang.L("It can be made once the video is ready.")
		}
	}
	r.detail.SetText(detail)
	page.Show(r.detail, detail != "")
	page.Show(r.tape, isMaking)
	r.tape.Set(widgets.TapeState{Done: f.Percent / 100, Tone: look.Process, Waiting: isMaking && f.Percent <= 0})
	page.Show(r.make, t.listed && !isReady && !isMaking)
	if t.video.Ready {
		r.make.Enable()
	} else {
		r.make.Disable()
	}
	page.Show(r.save, isReady)
	page.Show(r.link, isReady)
	page.Show(r.later, isMaking)
	state := widgets.Off
	if t.wanted[r.kind] {
		state = widgets.On
	}
	r.later.SetState(state)
	r.Content.Refresh()
}
