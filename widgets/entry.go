package widgets

import (
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// fieldEntry is Fyne's entry without its box, for a box of ours around it. Keys
// and shortcuts that do not edit text go on to the window, which a stock entry
// would keep.
type fieldEntry struct {
	widget.Entry

	focused      bool
	focusChanged func()
	onKey        func(*fyne.KeyEvent) bool // before the entry, reports whether it used the key
}

func newFieldEntry(placeholder string, multi bool) *fieldEntry {
	e := &fieldEntry{}
	e.PlaceHolder = placeholder
	e.MultiLine = multi
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	if multi {
		e.Wrapping = fyne.TextWrapWord
	}
	e.ExtendBaseWidget(e)
	return e
}

// CreateRenderer leaves out the first two objects of Fyne's entry, its fill and
// its frame.
func (e *fieldEntry) CreateRenderer() fyne.WidgetRenderer {
	return &bareRenderer{WidgetRenderer: e.Entry.CreateRenderer()}
}

type bareRenderer struct{ fyne.WidgetRenderer }

// Objects implements fyne.WidgetRenderer.
func (r *bareRenderer) Objects() []fyne.CanvasObject { return r.WidgetRenderer.Objects()[2:] }

// MinSize lets the field be as narrow as it likes.
func (r *bareRenderer) MinSize() fyne.Size { return fyne.Size{} }

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

// TypedKey implements fyne.Focusable.
func (e *fieldEntry) TypedKey(ev *fyne.KeyEvent) {
	if e.onKey != nil && e.onKey(ev) {
		return
	}
	if e.edits(ev.Name) {
		e.Entry.TypedKey(ev)
		return
	}
	passKey(e, ev)
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
