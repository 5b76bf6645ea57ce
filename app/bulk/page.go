package bulk

import (
	"context"
	"errors"
	"image"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"spool/app/async"
	"spool/app/jobs"
	"spool/app/words"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// Pictures gives the videos' thumbnails.
type Pictures interface {
	// Thumbnail is a video's picture, w by h pixels; ok and ready as in
	// pictures.Loader.
	Thumbnail(v library.Video, w, h int, ready func()) (img image.Image, ok bool)
}

// Params are what a Page needs of the window it is in.
type Params struct {
	// MetaKeys are the keys of meta that videos have.
	MetaKeys func(ctx context.Context) ([]string, error)
	Jobs     *jobs.Runner
	// Drafted reports whether a video has unsaved changes. It is called from any
	// goroutine.
	Drafted  func(uid string) bool
	Pictures Pictures
	Post     async.Post
	Toast    func(widgets.Toast)
	// Pace is how long that many calls take by the rate limit, as near as anyone
	// can say; may be nil.
	Pace func(calls int) time.Duration
	// Back shows the page this one was opened from.
	Back func()
	Now  func() time.Time
}

// Page is the bulk edit of a selection.
type Page struct {
	Params
	// Content fills the window beside the sidebar.
	Content *fyne.Container

	source    Source
	metaKeys  []string
	cards     []*card
	decisions decisions
	plan      *plan
	wrong     error
	looking   bool
	begun     bool
	only      sort // the part the table shows, sorts for all

	plans  *async.Line
	cancel context.CancelFunc
	asked  int

	bar      *widgets.PageBar
	count    *look.Label
	stack    *fyne.Container
	add      *widgets.Button
	running  *running
	segments *widgets.Segments
	tools    *fyne.Container
	head     *tableHead
	table    *widgets.List
	none     *look.Paragraph
	middle   *fyne.Container
	foot     *foot
}

// NewPage returns an empty page; Open fills it, Close ends what it does.
func NewPage(params Params) *Page {
	p := &Page{Params: params, plans: async.NewLine(params.Post), only: sorts, decisions: newDecisions()}
	back := widgets.NewSmallButton(widgets.Quiet, lang.L("Library"), params.Back).WithIcon(look.IconLeft)
	p.bar = widgets.NewPageBar("").WithLead(widgets.Row(12, back, widgets.Sized(1, 28, widgets.NewUpright())))
	p.count = look.NewLabel(look.Subheading, look.Fg, "")
	p.stack = widgets.Column(8)
	p.running = newRunning(params.Jobs)
	p.head = newTableHead(p)
	p.table = widgets.NewList((*model)(p))
	p.table.Inset = look.Inset - 4
	p.table.OnKey = p.key
	p.none = look.NewParagraph(look.Body, look.Fg3, "").Centered()
	p.middle = container.NewStack()
	p.foot = newFoot(p)
	p.segments = widgets.NewTextSegments([]string{"", "", "", ""}, 0, p.choosePart)
	p.Content = p.layOut()
	return p
}

// Open begins the edit of a source with operations; without any, with one that
// finds and replaces in the names.
func (p *Page) Open(src Source, operations []library.Operation) {
	p.source, p.decisions, p.plan, p.begun, p.only = src, newDecisions(), nil, false, sorts
	p.cards = nil
	if len(operations) == 0 && src.Rows == nil {
		operations = []library.Operation{{Verb: library.VerbReplace, Path: namePath, First: 1, Step: 1}}
	}
	for _, op := range operations {
		p.cards = append(p.cards, p.newCard(op))
	}
	p.bar.SetTitle(words.N(src.Count, "Edit %s video", "Edit %s videos"))
	if src.Rows != nil {
		p.bar.SetTitle(words.F("Import %s", src.File))
	}
	p.bar.SetNote(src.Label)
	p.readKeys()
	p.showCards()
	p.changed()
}

// First is what the keyboard starts from.
func (p *Page) First() fyne.Focusable {
	if len(p.cards) == 0 {
		return nil
	}
	return p.cards[0].first
}

// Table is the table of what would change.
func (p *Page) Table() fyne.Focusable { return p.table }

// Close ends what the page does. It does not wait for Fyne's goroutine.
func (p *Page) Close() { p.plans.Close() }

// readKeys finds out which keys of meta there are.
func (p *Page) readKeys() {
	if p.MetaKeys == nil {
		return
	}
	var keys []string
	p.plans.Do(func(ctx context.Context) (err error) {
		keys, err = p.MetaKeys(ctx)
		return err
	}, func(err error) {
		if err != nil {
			p.Toast(widgets.Toast{Text: err.Error(), Failed: true})
			return
		}
		if slices.Equal(keys, p.metaKeys) {
			return
		}
		p.metaKeys = keys
		for _, c := range p.cards {
			c.renewHead()
		}
	})
}

// paths are the fields to choose from; what is chosen already is among them.
func (p *Page) paths(chosen library.Path) []library.Path {
	list := slices.Clone(firstPaths)
	for _, key := range p.metaKeys {
		if key != "name" {
			list = append(list, library.Path{Field: library.FieldMeta, Key: key})
		}
	}
	list = append(list, lastPaths...)
	if chosen.Key != "" && !slices.Contains(list, chosen) {
		list = append(list, chosen)
	}
	return list
}

// fileCard says how the edits of a file are read.
func (p *Page) fileCard() fyne.CanvasObject {
	return widgets.NewCard(widgets.Column(8,
		widgets.Row(8, widgets.NewSign(look.IconFile, look.Fg2), widgets.Grow(look.NewLabel(look.BodyMedium, look.Fg, p.source.File).Shrinking())),
		look.NewParagraph(look.Small, look.Fg3, lang.L("Each line is compared with the video it names. A column that is missing leaves its field alone, an empty cell takes the value away. Lines that change nothing need no call.")))).Inset(12)
}

// addOperation adds an operation.
func (p *Page) addOperation(op library.Operation) {
	c := p.newCard(op)
	p.cards = append(p.cards, c)
	p.showCards()
	p.changed()
	if canvas := fyne.CurrentApp().Driver().CanvasForObject(p.Content); canvas != nil && c.first != nil {
		canvas.Focus(c.first)
	}
}

// drop takes an operation away.
func (p *Page) drop(c *card) {
	p.cards = slices.DeleteFunc(p.cards, func(o *card) bool { return o == c })
	p.showCards()
	p.changed()
}

// move moves an operation by places, down positive.
func (p *Page) move(c *card, by int) {
	at := slices.Index(p.cards, c)
	to := min(max(0, at+by), len(p.cards)-1)
	if to == at {
		return
	}
	p.cards = slices.Insert(slices.Delete(p.cards, at, at+1), to, c)
	p.showCards()
	p.changed()
}

// MoveInHand moves the operation that the keyboard is in.
func (p *Page) MoveInHand(by int) {
	driver := fyne.CurrentApp().Driver()
	canvas := driver.CanvasForObject(p.Content)
	if canvas == nil {
		return
	}
	at, is := canvas.Focused().(fyne.CanvasObject)
	if !is {
		return
	}
	y := driver.AbsolutePositionForObject(at).Y + at.Size().Height/2
	x := driver.AbsolutePositionForObject(at).X
	for _, c := range p.cards {
		from, size := driver.AbsolutePositionForObject(c.object), c.object.Size()
		if x >= from.X && x < from.X+size.Width && y >= from.Y && y < from.Y+size.Height {
			p.move(c, by)
			return
		}
	}
}

// places puts an operation down and is over how many others it was dragged: those
// whose middle its leading edge has passed.
func (p *Page) places(c *card, dragged float32) int {
	at, by := slices.Index(p.cards, c), 0
	rest := c.lift()
	c.lifted = nil
	c.object.Move(fyne.NewPos(c.object.Position().X, rest))
	top := rest + dragged
	bottom := top + c.object.Size().Height
	for i, o := range p.cards {
		middle := o.object.Position().Y + o.object.Size().Height/2
		switch {
		case i < at && top < middle:
			by--
		case i > at && bottom > middle:
			by++
		}
	}
	return by
}

func (p *Page) showCards() {
	p.count.SetText(words.N(len(p.cards), "%s operation", "%s operations"))
	p.stack.Objects = nil
	if p.source.Rows != nil {
		p.count.SetText(lang.L("Edits from a file"))
		p.stack.Add(p.fileCard())
	}
	visible(p.add, p.source.Rows == nil)
	for _, c := range p.cards {
		p.stack.Add(c.object)
	}
	p.stack.Refresh()
}

// operations are those that say something already.
func (p *Page) operations() []library.Operation {
	var list []library.Operation
	for _, c := range p.cards {
		if c.ready() {
			op := c.op
			op.First, op.Step = 1, 1
			list = append(list, op)
		}
	}
	return list
}

// changed makes the preview anew: the operations are others. A preview that is
// under way is given up.
func (p *Page) changed() {
	p.begun = false
	if p.cancel != nil {
		p.cancel()
	}
	program, err := p.compile()
	if err != nil || program == nil && p.source.Rows == nil {
		p.plan, p.wrong, p.looking = nil, err, false
		p.asked++
		p.show()
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	p.cancel = cancel
	p.asked++
	asked, src := p.asked, p.source
	p.looking, p.wrong = true, nil
	var made *plan
	p.plans.Do(func(line context.Context) (err error) {
		defer context.AfterFunc(line, cancel)()
		made, err = makePlan(ctx, src, program, p.Drafted)
		return err
	}, func(err error) {
		cancel()
		if asked != p.asked {
			return
		}
		p.looking = false
		if err == nil {
			p.plan = made
			p.plan.order(p.operations())
		}
		if !errors.Is(err, context.Canceled) {
			p.wrong = err
		}
		p.show()
	})
	p.show()
}

// compile checks the operations, each by itself, so that its card can say what
// is wrong with it. Nil is no operation yet.
func (p *Page) compile() (*library.Program, error) {
	var first error
	for _, c := range p.cards {
		if !c.ready() {
			continue
		}
		if _, err := library.Compile([]library.Operation{c.op}, p.Now()); err != nil {
			c.say(err, nil)
			if first == nil {
				first = err
			}
		}
	}
	list := p.operations()
	if first != nil || len(list) == 0 {
		return nil, first
	}
	return library.Compile(list, p.Now())
}

// show brings everything in step with the plan.
func (p *Page) show() {
	if p.wrong == nil {
		p.countLines()
		for _, c := range p.cards {
			c.say(nil, p.plan)
		}
	}
	p.showTable()
	p.foot.show()
	p.running.show()
}

// countLines says how many lines of a file change something.
func (p *Page) countLines() {
	if p.source.Rows != nil && p.plan != nil {
		p.bar.SetNote(words.List(words.N(p.plan.counts[toChange], "%s line changes something", "%s lines change something"),
			words.N(p.plan.counts[skipped], "%s can’t be used", "%s can’t be used")))
	}
}

func visible(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

// JobsChanged shows how the jobs stand now.
func (p *Page) JobsChanged() {
	p.running.show()
	p.foot.show()
}
