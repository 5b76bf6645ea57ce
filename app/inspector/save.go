package inspector

import (
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// source is who edits, for the journal.
const source = "window"

// Revert takes the video as Stream has it.
func (f *Form) Revert() {
	f.Finish()
	if len(f.draft.changes) == 0 {
		return
	}
	before := f.draft.changes
	f.draft.changes = nil
	f.keep()
	f.show()
	f.Toast(widgets.Toast{
		Text: words.N(len(before), "%s change reverted", "%s changes reverted"),
		Undo: func() { f.restore(before) },
	})
}

// restore takes back a Revert.
func (f *Form) restore(changes []library.Change) {
	uid := f.draft.video.UID
	if f.closed {
		if len(f.Drafts.Of(uid)) == 0 {
			f.Drafts.Set(uid, changes)
		}
		return
	}
	for _, c := range changes {
		if !f.draft.touched(c.Path) {
			f.draft.changes = append(f.draft.changes, c)
		}
	}
	f.draft.rebase(f.draft.video)
	f.keep()
	f.show()
}

// Save sends what was touched.
func (f *Form) Save() {
	f.Finish()
	if f.saving || len(f.draft.changes) == 0 || f.blocked() != "" {
		return
	}
	f.saving = true
	f.bar.show()
	v, changes := f.draft.video, slices.Clone(f.draft.changes)
	var item library.Item
	var fresh library.Video
	f.Do(func(ctx context.Context) (err error) {
		item, err = f.Library.Edit(ctx, &v, changes, source)
		if err == nil || item.State == library.ItemFailed {
			fresh, err = f.read(ctx, v.UID, err)
		}
		return err
	}, func(err error) { f.saved(item, fresh, err) })
}

// read is the video as Stream has it after an edit; cause is how that ended.
func (f *Form) read(ctx context.Context, uid string, cause error) (library.Video, error) {
	one := func(yield func(string, error) bool) { yield(uid, nil) }
	for v, err := range f.Library.Named(ctx, one) {
		return v, errors.Join(cause, err)
	}
	return library.Video{}, cause
}

// blocked is why the changes cannot be saved now, "" where they can.
func (f *Form) blocked() string {
	if n := len(f.draft.conflicts()); n > 0 {
		return words.N(n, "%s conflict to decide", "%s conflicts to decide")
	}
	if n := f.draft.problems(f.Now()); n > 0 {
		return words.N(n, "%s value to correct", "%s values to correct")
	}
	return ""
}

// saved goes on with what Stream has now. The person may look at another video
// meanwhile, or have edited this one further.
func (f *Form) saved(item library.Item, fresh library.Video, err error) {
	f.saving = false
	if fresh.UID != "" {
		current := draft{changes: f.Drafts.Of(fresh.UID)}
		if item.State == library.ItemDone || item.State == library.ItemSkipped {
			current.took(item.Changes)
		}
		current.rebase(fresh)
		f.Drafts.Set(fresh.UID, current.changes)
		if !f.closed {
			f.draft = current
		}
		f.Changed(fresh)
	}
	if !f.closed {
		f.show()
	}
	name := f.draft.video.Name()
	switch {
	case err != nil:
		f.Toast(widgets.Toast{Text: words.F("“%s” wasn’t saved, the draft is kept: %s", name, sentence(err)), Failed: true})
	case item.State == library.ItemConflict:
		f.Toast(widgets.Toast{Text: words.F("“%s” was changed at Stream meanwhile", name), Icon: look.IconWarning, Tone: look.Warning})
	case item.State == library.ItemSkipped:
		f.Toast(widgets.Toast{Text: lang.L("Stream had these values already")})
	case item.Error != "":
		f.Toast(widgets.Toast{Text: words.F("“%s” was saved in part: %s", name, item.Error), Failed: true})
	default:
		f.Toast(widgets.Toast{
			Text: words.N(len(item.Changes), "%s change saved", "%s changes saved"),
			Undo: func() { f.Undo(item.Job) },
		})
	}
}

// saveBar says how much is not saved, below the form.
type saveBar struct {
	form   *Form
	object *fyne.Container
	text   *look.Label
	dot    *widgets.EditedDot
	revert *widgets.Button
	save   *widgets.Button
}

func newSaveBar(f *Form) *saveBar {
	b := &saveBar{
		form: f, text: look.NewLabel(look.BodyMedium, look.Fg, "").Shrinking(), dot: widgets.NewEditedDot(),
		revert: widgets.NewButton(widgets.Quiet, lang.L("Revert"), f.Revert),
		save:   widgets.NewButton(widgets.Main, lang.L("Save"), f.Save),
	}
	b.dot.SetEdited(true)
	b.object = widgets.Column(0, widgets.NewRule(), widgets.NewBackdrop(look.Surface, widgets.Inset(12, panelPad, 12, panelPad,
		widgets.Row(8, b.dot, widgets.Grow(b.text), b.revert, b.save))))
	return b
}

func (b *saveBar) show() {
	f := b.form
	n, why := len(f.draft.changes), f.blocked()
	if n > 0 || f.saving {
		b.object.Show()
	} else {
		b.object.Hide()
	}
	color := look.Fg
	switch {
	case f.saving:
		b.text.SetText(lang.L("Saving"))
	case why != "":
		b.text.SetText(why)
		color = look.Warning
	default:
		b.text.SetText(words.N(n, "%s unsaved change", "%s unsaved changes"))
	}
	b.text.SetColor(color)
	b.save.SetTip(why, "Ctrl S")
	if f.saving || why != "" {
		b.save.Disable()
	} else {
		b.save.Enable()
	}
	if f.Content != nil {
		f.Content.Refresh()
	}
}
