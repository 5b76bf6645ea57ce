package bulk

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

const (
	operationsWidth float32 = 416
	footHeight      float32 = 72
)

// layOut puts the page together: operations, table, foot.
func (p *Page) layOut() *fyne.Container {
	p.add = widgets.NewSmallButton(widgets.Link, lang.L("Add operation"), func() { widgets.ShowMenuBelow(p.add, p.addMenu()) }).WithIcon(look.IconPlus)
	left := widgets.Column(12, widgets.Row(8, widgets.Grow(p.count), p.add), p.stack, p.running.object)
	operations := container.NewVScroll(container.New(yielding{}, widgets.Inset(12, 12, 16, look.Inset, left)))
	p.tools = widgets.Row(12, p.segments, widgets.Grow(look.NewLabel(look.Small, look.Fg3, lang.L("Preview made from the local index")).Shrinking().Trailing()), newLegend())
	tools := widgets.Column(0, widgets.Sized(0, 52, widgets.Inset(0, look.Inset, 0, 20, p.tools)), widgets.NewRule(), p.head)
	right := widgets.Column(0, tools, widgets.Grow(p.middle))
	return widgets.Column(0, p.bar,
		widgets.Grow(container.New(panes{}, operations, widgets.NewUpright(), right)),
		widgets.NewRule(), widgets.NewBackdrop(look.Surface, widgets.Sized(0, footHeight, p.foot.object)))
}

// yielding lets its object be narrower than it would like.
type yielding struct{}

// MinSize implements fyne.Layout.
func (yielding) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, objects[0].MinSize().Height)
}

// Layout implements fyne.Layout.
func (yielding) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

// panes puts the operations beside the table.
type panes struct{}

// narrowFrom is the page's width below which the operations take less of it.
const (
	narrowFrom  float32 = 1000
	narrowWidth float32 = 364
)

// MinSize implements fyne.Layout.
func (panes) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Layout implements fyne.Layout.
func (panes) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left := operationsWidth
	if size.Width < narrowFrom {
		left = narrowWidth
	}
	for i, x := range []float32{0, left, left + 1} {
		width := []float32{left, 1, max(0, size.Width-left-1)}[i]
		objects[i].Move(fyne.NewPos(x, 0))
		objects[i].Resize(fyne.NewSize(width, size.Height))
	}
}

// addMenu is what can be added.
func (p *Page) addMenu() []widgets.MenuItem {
	line := func(label string, op library.Operation) widgets.MenuItem {
		return widgets.MenuItem{Label: label, Icon: fieldIcon(op.Path), Run: func() { p.addOperation(op) }}
	}
	origins, signed := library.Path{Field: library.FieldAllowedOrigins}, library.Path{Field: library.FieldRequireSignedURLs}
	lines := []widgets.MenuItem{
		line(lang.L("Find and replace in names"), library.Operation{Verb: library.VerbReplace, Path: namePath}),
		line(lang.L("Add allowed origins"), library.Operation{Verb: library.VerbAdd, Path: origins}),
		line(lang.L("Require signed URLs"), library.Operation{Verb: library.VerbSet, Path: signed, Text: "true"}),
		line(lang.L("Set the creator"), library.Operation{Verb: library.VerbSet, Path: library.Path{Field: library.FieldCreator}}),
		line(lang.L("Set the deletion date"), library.Operation{Verb: library.VerbSet, Path: library.Path{Field: library.FieldScheduledDeletion}}),
	}
	lines = append(lines, widgets.MenuItem{Separator: true})
	for _, key := range p.metaKeys {
		if key != "name" && len(lines) < 16 {
			lines = append(lines, line("meta."+key, library.Operation{Verb: library.VerbSet, Path: library.Path{Field: library.FieldMeta, Key: key}}))
		}
	}
	return append(lines, line(lang.L("Another key…"), library.Operation{Verb: library.VerbSet, Path: library.Path{Field: library.FieldMeta}}))
}

// foot says what the job will cost and begins it.
type foot struct {
	page   *Page
	object *fyne.Container
	calls  *look.Label
	pace   *look.Label
	change *widgets.Button
}

func newFoot(p *Page) *foot {
	f := &foot{
		page: p, calls: look.NewLabel(look.BodyMedium, look.Fg, "").Shrinking(), pace: look.NewLabel(look.Small, look.Fg3, "").Shrinking(),
		change: widgets.NewButton(widgets.Main, "", p.Begin),
	}
	f.change.SetTip("", "Ctrl Enter")
	say := func(icon look.IconName, title, detail fyne.CanvasObject) fyne.CanvasObject {
		return widgets.Row(12, widgets.NewSign(icon, look.Fg2), widgets.Grow(widgets.Column(0, title, detail)))
	}
	f.object = widgets.Inset(0, look.Inset, 0, look.Inset, widgets.Row(16,
		widgets.Grow(say(look.IconGauge, f.calls, f.pace)), widgets.Sized(1, 36, widgets.NewUpright()),
		widgets.Grow(say(look.IconUndo, look.NewLabel(look.BodyMedium, look.Fg, lang.L("Undo puts every former value back")).Shrinking(),
			look.NewLabel(look.Small, look.Fg3, lang.L("Also half-way and after a restart. Asks where a field was edited since.")).Shrinking())),
		widgets.NewButton(widgets.Quiet, lang.L("Cancel"), p.Back), f.change))
	return f
}

func (f *foot) show() {
	p := f.page
	n := 0
	if p.plan != nil {
		n = p.plan.sending(&p.decisions)
	}
	switch {
	case p.looking:
		f.calls.SetText(lang.L("Working out the preview"))
	case n == 0:
		f.calls.SetText(lang.L("Nothing would change"))
	default:
		f.calls.SetText(words.List(words.N(n, "%s call", "%s calls"), f.time(n)))
	}
	pace := lang.L("2 a second, half of what Stream allows.")
	if p.Jobs != nil && p.Jobs.Open() {
		pace += " " + lang.L("Starts when the job that runs has ended.")
	}
	f.pace.SetText(pace)
	f.change.SetText(words.N(n, "Change %s video", "Change %s videos"))
	if n > 0 && !p.looking && p.wrong == nil && !p.begun {
		f.change.Enable()
	} else {
		f.change.Disable()
	}
	f.object.Refresh()
}

// time is how long that many calls take.
func (f *foot) time(n int) string {
	d := time.Duration(n) * time.Second / 2
	if f.page.Pace != nil {
		d = f.page.Pace(n)
	}
	return words.F("about %s", words.Lasting(d))
}

// Begin puts the changes into the journal and has them carried out. It does
// nothing while there is none.
func (p *Page) Begin() {
	program, err := p.compile()
	if err != nil || program == nil && p.source.Rows == nil || p.plan == nil || p.looking || p.begun || p.plan.sending(&p.decisions) == 0 {
		return
	}
	p.begun = true
	p.foot.show()
	src, decided, n := p.source, p.decisions, p.plan.sending(&p.decisions)
	kind := library.JobEdit
	if src.Rows != nil {
		kind = library.JobImport
	}
	p.Jobs.Begin(library.Request{
		Kind: kind, Title: p.title(),
		Items: func(yield func(library.Item, error) bool) {
			for item, err := range items(context.Background(), src, program, p.Drafted, decided) {
				if !yield(item, err) {
					return
				}
			}
		},
	}, words.N(n, "%s video changed", "%s videos changed"), func(_ library.Job, err error) {
		switch {
		case errors.Is(err, library.ErrNothingToDo):
			p.Toast(widgets.Toast{Text: lang.L("Nothing had to be changed"), Icon: look.IconInfo, Tone: look.AccentFg})
		case err != nil:
			p.begun = false
			p.Toast(widgets.Toast{Text: err.Error(), Failed: true})
		}
		p.show()
	})
}

// title is what the job is called in the journal.
func (p *Page) title() string {
	if p.source.Rows != nil {
		return words.F("Import %s", p.source.File)
	}
	list := p.operations()
	title := ""
	for _, op := range list {
		title = words.List(title, words.F("%s: %s", fieldLabel(op.Path), verbLabel(op.Verb, op.Path)))
	}
	return title
}
