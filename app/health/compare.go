package health

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"spool/app/stills"
	"spool/app/words"
	"spool/library"
	"spool/uploader"
	"spool/widgets"
	"spool/widgets/look"
)

// The measures of a copy that is compared.
const (
	copyWidth  float32 = 96
	copyHeight float32 = 54
)

// compared are the groups of copies that the page compares: as many as fit into
// what it lists, at least one, and of a very large one only its first copies.
func compared(f *library.Finding) []library.Hits {
	var groups []library.Hits
	n := 0
	for _, g := range f.Groups {
		if n += len(g); n > listed && len(groups) > 0 {
			break
		}
		groups = append(groups, g[:min(listed, len(g))])
	}
	return groups
}

// kept is which copy of a group stays.
func (p *Page) kept(group library.Hits) uint32 {
	for _, id := range group {
		if p.keep[id] {
			return id
		}
	}
	return group[0]
}

// choose keeps one copy of a group in place of another.
func (p *Page) choose(group library.Hits, keep uint32) {
	for _, id := range group {
		delete(p.keep, id)
	}
	p.keep[keep] = true
}

// copies are those that go: of what is compared, all but the ones to keep.
func (p *Page) copies(f *library.Finding) library.Hits {
	var going library.Hits
	for _, g := range compared(f) {
		keep := p.kept(g)
		for _, id := range g {
			if id != keep {
				going = append(going, id)
			}
		}
	}
	return going
}

// compare shows the copies of each group side by side, with which one is kept.
func (r *row) compare() {
	groups := compared(r.finding)
	videos := r.videos
	for _, g := range groups {
		r.object.Add(widgets.NewRule())
		r.object.Add(widgets.Inset(8, 0, 10, listIndent, r.page.group(g, videos[:len(g)])))
		videos = videos[len(g):]
	}
	if more := len(r.finding.Groups) - len(groups); more > 0 {
		r.object.Add(widgets.NewRule())
		r.object.Add(widgets.Sized(0, videoHeight, widgets.Inset(0, 12, 0, listIndent,
			look.NewLabel(look.Small, look.Fg3, words.N(more, "and %s more pair after these", "and %s more pairs after these")))))
	}
}

// group is one group of copies.
func (p *Page) group(group library.Hits, videos []library.Video) fyne.CanvasObject {
	labels, at := make([]string, len(videos)), 0
	for i, v := range videos {
		labels[i] = v.Name()
		if labels[i] == "" {
			labels[i] = words.ShortUID(v.UID)
		}
		if group[i] == p.kept(group) {
			at = i
		}
	}
	verdicts := make([]*look.Label, len(videos))
	judge := func(kept int) {
		for i, label := range verdicts {
			label.SetText(lang.L("Goes"))
			label.SetColor(look.Error)
			if i == kept {
				label.SetText(lang.L("Is kept"))
				label.SetColor(look.Success)
			}
		}
	}
	choice := widgets.NewRadioGroup(labels, at, func(i int) {
		p.choose(group, group[i])
		judge(i)
	})
	all := container.NewGridWithColumns(2)
	for i := range videos {
		verdicts[i] = look.NewLabel(look.CaptionSemibold, look.Fg, "")
		all.Add(widgets.Inset(4, 12, 4, 0, p.copy(&videos[i], choice.Buttons[i], verdicts[i])))
	}
	judge(at)
	return all
}

// copy is one of several copies, with what tells it from the others.
func (p *Page) copy(v *library.Video, choice *widgets.Radio, verdict fyne.CanvasObject) fyne.CanvasObject {
	by := ""
	if v.Creator != "" {
		by = words.F("by %s", v.Creator)
	}
	said := words.N(len(v.Meta), "%s field of metadata", "%s fields of metadata")
	line := func(text string) fyne.CanvasObject {
		return look.NewLabel(look.Small, look.Fg3, text).Shrinking()
	}
	return widgets.Row(12, widgets.Sized(copyWidth, copyHeight, p.picture(*v, copyWidth, copyHeight)),
		widgets.Grow(widgets.Column(2,
			widgets.Row(8, widgets.Grow(choice), verdict),
			line(words.List(words.F("Uploaded %s", words.Day(v.Created, p.Now())), by)),
			line(words.List(uploader.Bytes(v.Size), uploader.Timecode(stills.Length(v)), said)))))
}
