package inspector

import (
	"bytes"
	"context"
	"image"
	"iter"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// Library is what the form asks of an account; *library.Library is one.
type Library interface {
	Edit(ctx context.Context, v *library.Video, changes []library.Change, source string) (library.Item, error)
	Named(ctx context.Context, uids iter.Seq2[string, error]) iter.Seq2[library.Video, error]
}

// Stills gives single pictures of a video.
type Stills interface {
	// Still is the picture of a video at a time, w by h pixels; ok and ready as
	// in pictures.Loader.
	Still(v library.Video, at time.Duration, w, h int, ready func()) (img image.Image, ok bool)
}

// Params are what a Form needs of the window it is in.
type Params struct {
	Library Library
	Drafts  *Drafts
	Stills  Stills
	Do      Do
	Toast   func(widgets.Toast)
	Copy    func(text string)
	// Watch opens the page a video can be watched on.
	Watch func(v library.Video)
	// Changed hands on a video as Stream has it now.
	Changed func(v library.Video)
	// Undo takes a job of the journal back.
	Undo func(job int64)
	Now  func() time.Time
}

// place is a place in the video that the form edits.
type place struct {
	path   library.Path
	edited interface{ SetEdited(bool) }
	// show puts the draft's value into the control.
	show func()
	// fail says below the control why Stream would not take the value; may be nil.
	fail func(problem string)
}

// Form edits a video.
type Form struct {
	Params
	// Content is the form with the bar of unsaved changes below it.
	Content fyne.CanvasObject
	// OnDraft runs when the draft changed; may be nil.
	OnDraft func()

	draft  draft
	saving bool
	closed bool
	places []*place

	name      *widgets.Field
	preview   *preview
	facts     *facts
	meta      *metaRows
	conflicts *conflictBox
	bar       *saveBar
	body      *fyne.Container
}

// NewForm makes the form of a video, with the draft it has. In a wide form the
// picture stands beside the fields.
func NewForm(params Params, v library.Video, wide bool) *Form {
	f := &Form{Params: params}
	f.draft = draft{video: v, changes: params.Drafts.Of(v.UID)}
	f.conflicts = newConflictBox(f)
	f.preview = newPreview(f)
	f.facts = newFacts(f)
	f.meta = newMetaRows(f)
	f.bar = newSaveBar(f)
	f.body = container.NewStack()
	f.fill(wide)
	f.Content = widgets.Column(0, widgets.Grow(container.NewVScroll(f.body)), f.bar.object)
	f.draft.rebase(v)
	f.show()
	return f
}

// Video is the video as the form last saw it at Stream.
func (f *Form) Video() library.Video { return f.draft.video }

// Unsaved is how many changes wait to be saved.
func (f *Form) Unsaved() int { return len(f.draft.changes) }

// Show goes on with a newer version of the video. What was edited here stays.
func (f *Form) Show(v library.Video) {
	pending := f.draft.video.Status.State == library.StatePending
	f.draft.rebase(v)
	if pending != (v.Status.State == library.StatePending) {
		// Another set of fields: those of an upload come or go.
		f.places = nil
		f.fill(f.preview.wide)
	}
	f.keep()
	f.show()
}

// Follow takes over what was added to the draft elsewhere.
func (f *Form) Follow() {
	changes := f.Drafts.Of(f.draft.video.UID)
	same := func(a, b library.Change) bool { return a.Path == b.Path && bytes.Equal(a.After, b.After) }
	if f.closed || slices.EqualFunc(changes, f.draft.changes, same) {
		return
	}
	f.draft.changes = changes
	f.show()
}

// First is what the keyboard starts from.
func (f *Form) First() fyne.Focusable { return f.name.Focusable() }

// Close takes in what was typed and not finished yet.
func (f *Form) Close() {
	f.Finish()
	f.closed = true
}

// Finish makes values of what was typed, as leaving its field would.
func (f *Form) Finish() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(f.body); c != nil && !f.closed && f.holds(c.Focused()) {
		c.Unfocus()
	}
	f.meta.finish()
}

// holds reports whether what has the keyboard stands in the form. The list of
// videos keeps the keyboard when another one is shown.
func (f *Form) holds(focused fyne.Focusable) bool {
	o, is := focused.(fyne.CanvasObject)
	if !is {
		return false
	}
	driver := fyne.CurrentApp().Driver()
	at := driver.AbsolutePositionForObject(o).Subtract(driver.AbsolutePositionForObject(f.body))
	return at.X >= 0 && at.Y >= 0 && at.X < f.body.Size().Width && at.Y < f.body.Size().Height
}

// edit changes the draft and brings in step what depends on it, except for the
// control it came from.
func (f *Form) edit(change func(d *draft)) {
	change(&f.draft)
	f.keep()
	f.sync()
}

// keep keeps the draft, if it is another.
func (f *Form) keep() {
	uid := f.draft.video.UID
	if len(f.draft.changes) > 0 || len(f.Drafts.Of(uid)) > 0 {
		f.Drafts.Set(uid, f.draft.changes)
	}
}

// show brings everything in step with the draft.
func (f *Form) show() {
	for _, p := range f.places {
		p.show()
	}
	f.facts.show()
	f.meta.show()
	f.sync()
}

// sync brings in step what tells about the draft.
func (f *Form) sync() {
	for _, p := range f.places {
		p.edited.SetEdited(f.draft.touched(p.path))
		if p.fail != nil {
			p.fail(f.problem(p.path))
		}
	}
	f.preview.show()
	f.meta.sync()
	f.conflicts.show()
	f.bar.show()
	if f.OnDraft != nil {
		f.OnDraft()
	}
}

// problem is why Stream would not take what stands at a path, in the room there
// is below a control.
func (f *Form) problem(p library.Path) string {
	err := f.draft.problem(p, f.Now())
	if err != nil && p.Field == library.FieldScheduledDeletion {
		return f.draft.bounds()
	}
	return sentence(err)
}

// text is a field of text for a path.
func (f *Form) text(p library.Path, placeholder string) (*widgets.Field, *widgets.Labeled) {
	field := widgets.NewField(placeholder)
	label := widgets.NewLabeled(pathLabel(p), field)
	field.OnChanged = func(text string) { f.edit(func(d *draft) { d.setText(p, text) }) }
	f.places = append(f.places, &place{
		path: p, edited: label, fail: field.SetError,
		show: func() { field.SetText(library.FormatValue(p, f.draft.value(p))) },
	})
	return field, label
}

// moment is a field of a date for a path.
func (f *Form) moment(p library.Path, placeholder string, choices func() []widgets.MenuItem) *widgets.Labeled {
	field := widgets.NewField(placeholder).WithIcon(look.IconCalendar)
	label := widgets.NewLabeled(pathLabel(p), field)
	field.OnChanged = func(text string) { f.edit(func(d *draft) { d.setText(p, momentValue(text)) }) }
	var more *widgets.Button
	more = widgets.NewIconButton(widgets.Quiet, widgets.Small, look.IconDown, widgets.Tip{Text: lang.L("Choose a day")},
		func() { widgets.ShowMenuBelow(more, choices()) })
	field.WithTrailing(more)
	f.places = append(f.places, &place{
		path: p, edited: label, fail: field.SetError,
		show: func() { field.SetText(momentText(p, f.draft.value(p))) },
	})
	return label
}
