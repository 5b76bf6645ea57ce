package widgets

import (
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

const (
	entryPad  float32 = 8  // that an entry keeps left of its text by itself
	hiddenBar float32 = 12 // room for an entry's scroll bar
)

// fieldEntry is Fyne's entry without its box, for a box of ours around it. Keys
// and shortcuts that do not edit text go on to the window, which a stock entry
// would keep.
//
// It stands in a clip and is higher than that by the room of its scroll bar,
// which therefore cannot be seen; its placeholder is drawn by us, as the entry's
// own would scroll.
type fieldEntry struct {
	widget.Entry

	clip         *container.Clip
	hint         *look.Text
	focused      bool
	focusChanged func()
	onKey        func(*fyne.KeyEvent) bool // before the entry, reports whether it used the key
	keepsTab     bool
}

func newFieldEntry(placeholder string, multi bool) *fieldEntry {
	e := &fieldEntry{hint: look.NewText(look.Body, look.Fg3, placeholder)}
	e.MultiLine = multi
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	if multi {
		e.Wrapping = fyne.TextWrapWord
	}
	e.ExtendBaseWidget(e)
	e.clip = container.NewClip(e)
	e.clip.ExtendBaseWidget(e.clip)
	return e
}

// objects is what the field's renderer lists.
func (e *fieldEntry) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{e.hint.Object, e.clip}
}

// place puts the text at x in a line 32 high at y, with a width, in a box of
// that height.
func (e *fieldEntry) place(p look.Paint, x, y, w, height float32) {
	e.clip.Move(fyne.NewPos(x-entryPad, y))
	e.clip.Resize(fyne.NewSize(max(0, w+entryPad), height))
	e.hint.Place(p, x, y+(look.Control-e.hint.Line())/2, max(0, w))
}

func (e *fieldEntry) repaint(p look.Paint) {
	e.hint.Repaint(p)
	// Fyne finds what to focus only in widgets that have been rendered, and a
	// sheet focuses its field before the first frame.
	e.clip.Refresh()
	e.Refresh()
}

// CreateRenderer leaves out the first two objects of Fyne's entry, its fill and
// its frame, and the eye that it gives to what is a password by now.
func (e *fieldEntry) CreateRenderer() fyne.WidgetRenderer {
	secret := e.Password
	e.Password = false
	r := &bareRenderer{WidgetRenderer: e.Entry.CreateRenderer(), entry: e}
	e.Password = secret
	r.Refresh()
	return r
}

type bareRenderer struct {
	fyne.WidgetRenderer
	entry *fieldEntry
}

// Objects implements fyne.WidgetRenderer.
func (r *bareRenderer) Objects() []fyne.CanvasObject { return r.WidgetRenderer.Objects()[2:] }

// MinSize lets the field be as narrow as it likes, and puts the scroll bar of a
// line below the clip.
func (r *bareRenderer) MinSize() fyne.Size {
	if r.entry.MultiLine {
		return fyne.Size{}
	}
	return fyne.NewSize(0, look.Control+hiddenBar)
}

// Refresh implements fyne.WidgetRenderer.
func (r *bareRenderer) Refresh() {
	r.WidgetRenderer.Refresh()
	setVisible(r.entry.hint.Object, r.entry.Text == "")
}

// FocusGained implements fyne.Focusable.
func (e *fieldEntry) FocusGained() {
	e.focused = true
	e.Entry.FocusGained()
	if e.focusChanged != nil {
		e.focusChanged()
	}
}

// FocusLost implements fyne.Focusable.
func (e *fieldEntry) FocusLost() {
	e.focused = false
	e.Entry.FocusLost()
	if e.focusChanged != nil {
		e.focusChanged()
	}
}

// AcceptsTab implements fyne.Tabbable.
func (e *fieldEntry) AcceptsTab() bool { return e.keepsTab || e.Entry.AcceptsTab() }

// TypedKey implements fyne.Focusable.
func (e *fieldEntry) TypedKey(ev *fyne.KeyEvent) {
	if e.onKey != nil && e.onKey(ev) {
		return
	}
	if e.edits(ev.Name) {
		e.Entry.TypedKey(ev)
		return
	}
	PassKey(e, ev)
}

// edits reports whether a key means something to the text.
func (e *fieldEntry) edits(key fyne.KeyName) bool {
	switch key {
	case fyne.KeyBackspace, fyne.KeyDelete, fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd,
		fyne.KeyReturn, fyne.KeyEnter:
		return true
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyTab:
		return e.MultiLine
	default:
		return false
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (e *fieldEntry) TypedShortcut(s fyne.Shortcut) {
	switch s.(type) {
	case *fyne.ShortcutCopy, *fyne.ShortcutCut, *fyne.ShortcutPaste, *fyne.ShortcutSelectAll,
		*fyne.ShortcutUndo, *fyne.ShortcutRedo:
		e.Entry.TypedShortcut(s)
	default:
		if moves(s) {
			e.Entry.TypedShortcut(s)
			return
		}
		passShortcut(e, s)
	}
}

// moves reports whether a shortcut moves the caret by words, or to the ends on
// macOS.
func moves(s fyne.Shortcut) bool {
	custom, ok := s.(*desktop.CustomShortcut)
	if !ok || (custom.KeyName != fyne.KeyLeft && custom.KeyName != fyne.KeyRight) {
		return false
	}
	modifier := custom.Modifier &^ fyne.KeyModifierShift
	return modifier == fyne.KeyModifierShortcutDefault ||
		runtime.GOOS == "darwin" && modifier == fyne.KeyModifierAlt
}

// TappedSecondary implements fyne.SecondaryTappable with a menu of ours.
func (e *fieldEntry) TappedSecondary(ev *fyne.PointEvent) {
	if e.Disabled() {
		return
	}
	clipboard := fyne.CurrentApp().Clipboard()
	none := e.SelectedText() == ""
	ShowMenu(e, []MenuItem{
		{
			Label: lang.L("Cut"), Key: "Ctrl X", Disabled: none || e.Password,
			Run: func() { e.Entry.TypedShortcut(&fyne.ShortcutCut{Clipboard: clipboard}) },
		},
		{
			Label: lang.L("Copy"), Key: "Ctrl C", Disabled: none || e.Password,
			Run: func() { e.Entry.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clipboard}) },
		},
		{
			Label: lang.L("Paste"), Key: "Ctrl V",
			Run: func() { e.Entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard}) },
		},
		{Separator: true},
		{
			Label: lang.L("Select all"), Key: "Ctrl A", Disabled: e.Text == "",
			Run: func() { e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{}) },
		},
	}, ev.Position)
}
