package videos

import (
	"context"
	"iter"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// offered is the day that is offered: all videos of today can be deleted then,
// which they can from 30 days after their upload on (Cloudflare docs, Stream,
// "Scheduled deletion").
const offered = 31 * 24 * time.Hour

// deletion is the question before videos are deleted: at once, for which their
// number has to be typed, or on a day, which can be taken back.
type deletion struct {
	page   *Page
	chosen Selection
	later  bool
	count  *widgets.Field
	day    *widgets.Field
	form   *fyne.Container
	main   *widgets.Button
	sheet  *widgets.Overlay
}

// delete asks, and then deletes.
func (p *Page) delete(s Selection, _ fyne.CanvasObject) { p.askDelete(p.Content, s) }

// Delete asks over the window that from is in, and then deletes videos of the
// index.
func (p *Page) Delete(from fyne.CanvasObject, hits library.Hits) {
	p.askDelete(from, Selection{Hits: hits, index: p.index})
}

func (p *Page) askDelete(from fyne.CanvasObject, s Selection) {
	d := &deletion{page: p, chosen: s, form: widgets.Column(14)}
	d.count = widgets.NewField(strconv.Itoa(s.Count()))
	d.count.OnChanged = func(string) { d.show() }
	d.day = widgets.NewField(time.DateOnly).WithIcon(look.IconCalendar)
	d.day.SetText(p.Now().Add(offered).Format(time.DateOnly))
	d.day.OnChanged = func(string) { d.show() }
	d.main = widgets.NewButton(widgets.Danger, "", d.run)
	how := widgets.NewTextSegments([]string{lang.L("Delete now"), lang.L("Delete on a day")}, 0, func(i int) {
		d.later = i == 1
		d.fill()
	})
	d.fill()
	var first fyne.Focusable = how
	if s.Count() > 1 {
		first = d.count.Focusable()
	}
	d.sheet = widgets.ShowSheet(from, widgets.Sheet{
		Title: d.title(), Width: 460, Main: d.main, First: first,
		Content: widgets.Inset(16, 20, 16, 20, widgets.Column(16, how, d.form)),
	})
}

// title names what is to be deleted.
func (d *deletion) title() string {
	if d.chosen.Count() == 1 && d.chosen.Current != nil {
		return words.F("Delete “%s” from Stream?", nameOf(d.chosen.Current))
	}
	return words.N(d.chosen.Count(), "Delete %s video from Stream?", "Delete %s videos from Stream?")
}

// fill shows what has to be known and typed for the way that is chosen.
func (d *deletion) fill() {
	text := lang.L("Players that embed them stop working at once. Stream keeps no copy, so this can’t be undone. The journal keeps what is known of them.")
	var field fyne.CanvasObject
	switch {
	case d.later:
		text = lang.L("They play until then. Deletion can be set to a day from 30 to 1,096 days after the upload, and taken back until it comes.")
		field = widgets.NewLabeled(lang.L("Delete on"), d.day)
	case d.chosen.Count() > 1:
		field = widgets.NewLabeled(words.F("Type %d to confirm", d.chosen.Count()), d.count)
	}
	d.form.Objects = []fyne.CanvasObject{look.NewParagraph(look.Body, look.Fg2, text)}
	if field != nil {
		d.form.Objects = append(d.form.Objects, field)
	}
	d.form.Refresh()
	d.show()
}

// show brings the button in step with what is typed.
func (d *deletion) show() {
	ready := d.chosen.Count() == 1 || strings.TrimSpace(d.count.Text()) == strconv.Itoa(d.chosen.Count())
	d.main.SetText(words.N(d.chosen.Count(), "Delete %s video", "Delete %s videos"))
	if d.later {
		_, err := time.ParseInLocation(time.DateOnly, d.day.Text(), d.page.Now().Location())
		ready = err == nil
		d.day.SetError("")
		if !ready {
			d.day.SetError(lang.L("Write the day as 2027-01-31"))
		}
		d.main.SetText(words.N(d.chosen.Count(), "Set the day for %s video", "Set the day for %s videos"))
	}
	if ready {
		d.main.Enable()
	} else {
		d.main.Disable()
	}
	if d.sheet != nil {
		d.sheet.Refresh() // the button may be wider now
	}
}

// run begins the job.
func (d *deletion) run() {
	p, n := d.page, d.chosen.Count()
	if !d.later {
		d.sheet.Close()
		p.Jobs.Begin(library.Request{
			Kind: library.JobDelete, Title: words.N(n, "Delete %s video", "Delete %s videos"), Items: d.all(),
		}, words.N(n, "%s video deleted", "%s videos deleted"), nil)
		return
	}
	program, err := library.Compile([]library.Operation{{
		Verb: library.VerbSet, Path: library.Path{Field: library.FieldScheduledDeletion}, Text: d.day.Text(),
	}}, p.Now())
	if err != nil {
		d.day.SetError(err.Error())
		return
	}
	d.sheet.Close()
	left := 0
	p.Jobs.Begin(library.Request{
		Kind: library.JobEdit, Title: words.N(n, "Set the deletion date of %s video", "Set the deletion date of %s videos"),
		Items: d.dated(program, &left),
	}, words.F("Deletion set to %s", d.day.Text()), func(_ library.Job, err error) {
		switch {
		case err != nil && left == n:
			p.Toast(widgets.Toast{Text: lang.L("No video can be deleted on that day: it has to be 30 to 1,096 days after the upload"), Failed: true})
		case err != nil:
			p.Toast(widgets.Toast{Text: err.Error(), Failed: true})
		case left > 0:
			p.Toast(widgets.Toast{Text: words.N(left, "%s video can’t be deleted on that day and was left out", "%s videos can’t be deleted on that day and were left out"), Failed: true})
		}
	})
}

// all are the selected videos as items.
func (d *deletion) all() iter.Seq2[library.Item, error] {
	return func(yield func(library.Item, error) bool) {
		for v, err := range d.chosen.Videos(context.Background()) {
			if !yield(library.Item{UID: v.UID, Name: v.Name()}, err) || err != nil {
				return
			}
		}
	}
}

// dated are the changes that set the day; left counts the videos that cannot
// have it.
func (d *deletion) dated(program *library.Program, left *int) iter.Seq2[library.Item, error] {
	return func(yield func(library.Item, error) bool) {
		for row, err := range library.Preview(d.chosen.Videos(context.Background()), program) {
			switch {
			case err != nil:
				yield(library.Item{}, err)
				return
			case row.Err != nil:
				*left++
			case len(row.Changes) > 0 && !yield(row.Item(), nil):
				return
			}
		}
	}
}
