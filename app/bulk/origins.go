package bulk

import (
	"cmp"
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

var originsPath = library.Path{Field: library.FieldAllowedOrigins}

// originVerbs are what can be done with the allowed origins, as they are offered.
var originVerbs = []library.Verb{library.VerbAdd, library.VerbSet, library.VerbRemove}

// effect is what a change of the allowed origins means for a video.
type effect int

// The effects. A turned video plays anywhere and would be restricted, or the
// other way round.
const (
	getsIt effect = iota
	hasIt
	turned
	cannot
	effects
)

// effectOf is what a row of a preview means.
func effectOf(r *library.Row, drafted func(uid string) bool) effect {
	switch {
	case r.Err != nil || drafted(r.Video.UID):
		return cannot
	case len(r.Changes) == 0:
		return hasIt
	}
	for _, c := range r.Changes {
		if (library.FormatValue(c.Path, c.Before) == "") != (library.FormatValue(c.Path, c.After) == "") {
			return turned
		}
	}
	return getsIt
}

// origins is the popover that changes where the videos of a selection may be
// embedded.
type origins struct {
	page   *Page
	source Source
	counts [effects]int
	ready  bool // the counts are those of what is chosen
	asked  int
	cancel context.CancelFunc

	verbs   *widgets.Segments
	domains *widgets.ChipsField
	hint    *look.Paragraph
	lines   [effects]*originLine
	leave   *widgets.Check
	change  *widgets.Button
	overlay *widgets.Overlay
}

// originLine is one of the counts.
type originLine struct {
	object fyne.CanvasObject
	label  *look.Label
	count  *look.Label
}

const originsWidth float32 = 364

// Origins opens the popover for the videos of a source, at a button or over the
// page.
func (p *Page) Origins(from fyne.CanvasObject, src Source) {
	o := &origins{page: p, source: src, cancel: func() {}, hint: look.NewParagraph(look.Small, look.Fg3, "").AtMost(2)}
	o.verbs = widgets.NewTextSegments([]string{lang.L("Add"), lang.L("Replace"), lang.L("Remove")}, 0, func(int) { o.count() })
	o.domains = widgets.NewChipsField(lang.L("Add a domain"), nil, func([]string) { o.count() })
	o.leave = widgets.NewCheck("", func(bool) { o.show() })
	o.leave.SetState(widgets.On)
	o.change = widgets.NewButton(widgets.Main, "", o.begin)
	content := widgets.Inset(16, 16, 16, 16, widgets.Sized(originsWidth, 0, o.content()))
	options := widgets.OverlayOptions{Content: content, First: o.domains.Focusable(), Light: true, OnMain: o.begin, OnClose: func() { o.cancel() }}
	if _, at := from.(*widgets.Button); at {
		options.Place = widgets.Beside(from)
	}
	o.fail(nil)
	o.show()
	o.overlay = widgets.ShowOverlay(from, options)
}

func (o *origins) content() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for e := range o.lines {
		tone, sign := look.Fg2, look.IconName("")
		switch effect(e) {
		case turned:
			tone, sign = look.Warning, look.IconWarning
		case cannot:
			tone = look.Fg3
		}
		l := &originLine{label: look.NewLabel(look.Small, tone, "").Shrinking(), count: look.NewLabel(look.SmallSemibold, look.Fg, "")}
		if effect(e) == turned {
			l.count.SetColor(tone)
		}
		row := []fyne.CanvasObject{widgets.Grow(l.label), l.count}
		if sign != "" {
			row = append([]fyne.CanvasObject{widgets.NewSign(sign, tone)}, row...)
		}
		l.object = widgets.Row(6, row...)
		o.lines[e] = l
		rows = append(rows, l.object)
	}
	cancel := widgets.NewButton(widgets.Quiet, lang.L("Cancel"), func() { o.overlay.Close() })
	return widgets.Column(12,
		look.NewLabel(look.Subheading, look.Fg, words.N(o.source.Count, "Allowed origins for %s video", "Allowed origins for %s videos")).Shrinking(),
		o.verbs, widgets.Column(6, o.domains, o.hint),
		widgets.NewCard(widgets.Column(8, rows...)).Inset(12), o.leave,
		widgets.Row(8, widgets.Grow(look.NewLabel(look.Small, look.Fg3, lang.L("It can be undone")).Shrinking()), cancel, o.change))
}

func (o *origins) verb() library.Verb { return originVerbs[o.verbs.Selected()] }

// program is the operation, nil while no domain is named.
func (o *origins) program() (*library.Program, error) {
	domains := o.domains.Values()
	if len(domains) == 0 {
		return nil, nil
	}
	return library.Compile([]library.Operation{{Verb: o.verb(), Path: originsPath, Text: strings.Join(domains, ",")}}, o.page.Now())
}

// count works out what would become of the videos.
func (o *origins) count() {
	o.cancel()
	o.asked++
	asked := o.asked
	o.counts, o.ready = [effects]int{}, false
	program, err := o.program()
	if err != nil || program == nil {
		o.fail(err)
		o.show()
		return
	}
	var counts [effects]int
	var why error
	ctx, cancel := context.WithCancel(context.Background())
	o.cancel = cancel
	o.page.plans.Do(func(line context.Context) error {
		defer context.AfterFunc(line, cancel)()
		for r, err := range library.Preview(o.source.Videos(ctx), program) {
			if err != nil {
				return err
			}
			counts[effectOf(&r, o.page.Drafted)]++
			if why == nil {
				why = r.Err
			}
		}
		return ctx.Err()
	}, func(err error) {
		cancel()
		if asked != o.asked {
			return
		}
		o.counts, o.ready = counts, err == nil
		o.fail(cmp.Or(err, why))
		o.show()
	})
	o.show()
}

// fail says what is wrong with the domains, or what they mean.
func (o *origins) fail(err error) {
	o.hint.SetColor(look.Fg3)
	o.hint.SetText(lang.L("*.example.com covers subdomains, not example.com itself."))
	if err != nil {
		o.hint.SetColor(look.Error)
		o.hint.SetText(words.Capital(err))
	}
}

// says are the lines of a verb: who gets it, who has it, who is turned, and what
// keeps those as they are.
func (o *origins) says() (gets, has, turns, leaves string) {
	both := lang.L("Already allow it")
	switch n := len(o.domains.Values()); {
	case n == 2:
		both = lang.L("Already allow both")
	case n > 2:
		both = lang.L("Already allow all of them")
	}
	restricted := lang.L("Play anywhere now, would be restricted")
	switch o.verb() {
	case library.VerbAdd:
		return lang.L("Get the new domains"), both, restricted, "Leave those %s playing anywhere"
	case library.VerbSet:
		return lang.L("Play on these domains only"), lang.L("Do so already"), restricted, "Leave those %s playing anywhere"
	}
	return lang.L("Lose the domains"), lang.L("Don’t have them"), lang.L("Have no other, would play anywhere"), "Leave those %s as they are"
}

// show brings everything in step with the counts.
func (o *origins) show() {
	gets, has, turns, leaves := o.says()
	for e, label := range []string{gets, has, turns, lang.L("Have an unsaved draft, or can’t be changed")} {
		o.lines[e].label.SetText(label)
		o.lines[e].count.SetText(words.N(o.counts[e], "%s video", "%s videos"))
	}
	visible(o.lines[turned].object, o.counts[turned] > 0)
	visible(o.lines[cannot].object, o.counts[cannot] > 0)
	visible(o.leave, o.counts[turned] > 0)
	o.leave.SetLabel(words.N(o.counts[turned], leaves, leaves))
	n := o.sending()
	o.change.SetText(words.N(n, "Change %s video", "Change %s videos"))
	if n > 0 && o.ready {
		o.change.Enable()
	} else {
		o.change.Disable()
	}
	if o.overlay != nil {
		o.overlay.Refresh()
	}
}

// sending is how many videos would be changed.
func (o *origins) sending() int {
	if o.leave.State() == widgets.On {
		return o.counts[getsIt]
	}
	return o.counts[getsIt] + o.counts[turned]
}

// begin changes the videos as a job that can be taken back.
func (o *origins) begin() {
	program, err := o.program()
	if err != nil || program == nil || !o.ready || o.sending() == 0 {
		return
	}
	p, src, leave := o.page, o.source, o.leave.State() == widgets.On
	n := o.sending()
	o.overlay.Close()
	p.Jobs.Begin(library.Request{
		Kind: library.JobEdit, Title: words.F("%s: %s", fieldLabel(originsPath), verbLabel(o.verb(), originsPath)),
		Items: func(yield func(library.Item, error) bool) {
			for r, err := range library.Preview(src.Videos(context.Background()), program) {
				e := effectOf(&r, p.Drafted)
				switch {
				case err == nil && (e == hasIt || e == cannot || e == turned && leave):
				case !yield(r.Item(), err):
					return
				}
			}
		},
	}, words.N(n, "%s video changed", "%s videos changed"), func(_ library.Job, err error) {
		switch {
		case errors.Is(err, library.ErrNothingToDo):
			p.Toast(widgets.Toast{Text: lang.L("Nothing had to be changed"), Icon: look.IconInfo, Tone: look.AccentFg})
		case err != nil:
			p.Toast(widgets.Toast{Text: err.Error(), Failed: true})
		}
	})
}
