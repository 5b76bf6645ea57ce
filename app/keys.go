package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"

	"spool/widgets"
	"spool/widgets/look"
)

// binding is a key of the whole window. It does nothing while a menu, dialog or
// sheet is open.
type binding struct {
	shortcut fyne.Shortcut
	run      func()
}

func ctrl(key fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}
}

func alt(key fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierAlt}
}

func ctrlShift(key fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
}

// bindKeys binds the keys of the whole window.
func (w *Window) bindKeys() {
	page := func(name string) func() {
		return func() {
			if w.shell != nil {
				w.shell.leaveVideo(func() { w.shell.open(name) })
			}
		}
	}
	w.bindings = []binding{
		{ctrl(fyne.KeyO), w.AddVideos},
		{ctrlShift(fyne.KeyO), w.AddFolder},
		{ctrl(fyne.Key1), page(pageQueue)},
		{ctrl(fyne.Key2), page(pageLibrary)},
		{ctrl(fyne.KeyComma), w.openSettings},
		{ctrl(fyne.KeyK), w.openPalette},
		{ctrl(fyne.Key4), page(pageWatermarks)},
		{ctrl(fyne.Key5), page(pageSaves)},
		{ctrl(fyne.KeyF), w.searchPage},
		{ctrl(fyne.KeyQ), w.close},
		{ctrl(fyne.KeyW), w.close},
		{&fyne.ShortcutPaste{}, w.Paste},
		{&fyne.ShortcutUndo{}, w.undo},
		{&fyne.ShortcutSelectAll{}, func() { w.shortcutToList(&fyne.ShortcutSelectAll{}) }},
		{&fyne.ShortcutCopy{}, func() { w.shortcutToList(&fyne.ShortcutCopy{}) }},
	}
	w.bindings = append(append(w.bindings, w.videoBindings()...), w.tabBindings()...)
	for _, b := range w.bindings {
		w.Canvas().AddShortcut(b.shortcut, func(fyne.Shortcut) { w.press(b) })
	}
	w.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) {
		switch ev.Name {
		case fyne.KeyF1:
			w.help()
		case fyne.KeyF6:
			w.region()
		default:
			if answer := w.tabInHand().key; answer != nil && answer(ev) {
				return
			}
			if w.shell != nil && w.shell.page == pageHealth && w.shell.edit.health.TypedKey(ev) {
				return
			}
			w.keyToList(ev)
		}
	})
}

// list is what the keyboard works on in the page that shows, nil on the first
// run's page.
func (w *Window) list() fyne.Focusable {
	switch {
	case w.shell == nil:
		return nil
	case w.shell.page == pageLibrary:
		return w.shell.library.Keyboard()
	case w.shell.page == pageVideo:
		return w.shell.video.Tabs
	case w.shell.page == pageSettings:
		return w.shell.settings.First()
	case w.shell.page == pageWatermarks:
		return w.shell.marks.List
	case w.shell.page == pageSaves:
		return w.shell.saves.List
	case w.shell.page == pageBulk:
		return w.shell.edit.bulk.Table()
	case w.shell.page == pageHealth:
		return w.shell.edit.health.First()
	}
	return w.shell.queue.List
}

// keyToList gives the list of the page a key that nothing had the focus for,
// and the keyboard from then on.
func (w *Window) keyToList(ev *fyne.KeyEvent) {
	list := w.list()
	if list == nil || w.Canvas().Focused() != nil || widgets.OverlayOpen(w.Canvas()) {
		return
	}
	switch ev.Name {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd, fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyF5, fyne.KeySlash:
		w.Canvas().Focus(list)
		list.TypedKey(ev)
	}
}

func (w *Window) press(b binding) {
	if !widgets.OverlayOpen(w.Canvas()) {
		b.run()
	}
}

func (w *Window) undo() {
	undo := w.tabInHand().undo
	switch {
	case w.shell == nil, undo != nil && undo():
	case undo == nil && w.shell.page != pageQueue:
		w.shell.edit.jobs.Undo(0)
	case undo != nil || !w.shell.queue.Undo():
		w.Toast(widgets.Toast{Text: lang.L("There is nothing to undo"), Icon: look.IconInfo, Tone: look.AccentFg})
	}
}

// region moves the keyboard between the sidebar and the page.
func (w *Window) region() {
	if w.shell == nil {
		return
	}
	c, list := w.Canvas(), w.list()
	if c.Focused() != list {
		c.Focus(list)
		return
	}
	c.Unfocus()
	c.FocusNext()
}

// shortcutToList gives the list of the page a shortcut that nothing else used,
// and the keyboard from then on.
func (w *Window) shortcutToList(s fyne.Shortcut) {
	list := w.list()
	if list == nil || w.Canvas().Focused() == list {
		return // it had it, and did not want it
	}
	w.Canvas().Focus(list)
	if takes, is := list.(fyne.Shortcutable); is {
		takes.TypedShortcut(s)
	}
}

// keyLine is a line of the list of keys.
type keyLine struct{ keys, does string }

var allKeys = []struct {
	where string
	lines []keyLine
}{
	{"Anywhere", []keyLine{
		{"Ctrl O", "Add videos"},
		{"Ctrl Shift O", "Add a folder"},
		{"Ctrl V", "Add copied files"},
		{"Ctrl 1, 2, 4, 5", "Queue, Library, Watermarks, Downloads"},
		{"Ctrl ,", "Settings"},
		{"Ctrl K", "Quick open: pages, videos, actions"},
		{"Ctrl F", "Search this page"},
		{"Ctrl Z", "Undo"},
		{"F6", "Next region"},
		{"Tab", "Next control"},
		{"Ctrl S", "Save changes"},
		{"Ctrl J", "Journal"},
		{"Shift F10", "Context menu of the selection"},
		{"Esc", "Close, then clear the selection"},
		{"Ctrl Q", "Quit"},
	}},
	{"Lists", []keyLine{
		{"Arrows, Home, End, Page", "Move; Shift extends, Ctrl only moves"},
		{"X", "Select or not"},
		{"Ctrl A", "Select all"},
	}},
	{"Queue", []keyLine{
		{"Space", "Pause or resume"},
		{"Alt Up, Alt Down", "Sooner, later"},
		{"Alt Home, Alt End", "First, last"},
		{"R", "Retry"},
		{"Del", "Remove from the queue"},
		{"Enter", "Settings, remedy or watch page"},
		{"L, E", "Copy link, embed code"},
	}},
	{"Library", []keyLine{
		{"/", "Search; Enter turns what is typed into filters"},
		{"Space, Enter", "Preview, open"},
		{"F2, Del", "Rename, delete"},
		{"A letter", "The next name that starts with it"},
		{"E, L, Shift L", "Copy embed code, link, signed link"},
		{"H, U, Shift C", "Copy HLS address, UID, copy as…"},
		{"B, D", "Edit in bulk, save files"},
		{"Alt Up, Alt Down", "Move an operation of the bulk edit"},
		{"F5", "Refresh from Stream"},
	}},
	{"Captions", []keyLine{
		{"Space", "Play or pause"},
		{"Ctrl Space", "The same while typing"},
		{"F8, Shift F8", "Next, previous problem"},
		{"[, ]", "Start, end at the playhead"},
		{"Alt Left, Alt Right", "One frame back, on"},
		{"Ctrl Enter, Ctrl M", "Split, join with the next cue"},
		{"Ins, Del", "New cue, delete it"},
	}},
	{"Clip", []keyLine{
		{"Space", "Play or pause"},
		{"I, O", "Start, end at the playhead"},
		{"Left, Right; Shift", "One second; ten"},
		{", and .", "One frame back, on"},
		{"Home, End", "Start, end of the clip"},
	}},
	{"Health", []keyLine{
		{"R", "Repair"},
		{"Right, Left", "List the videos here, close the list"},
		{"Enter", "Show in the library, open the video"},
		{"H, Del", "Hide the finding, delete the video"},
		{"F5", "Check again"},
	}},
}

// help lists all keys.
func (w *Window) help() {
	if widgets.OverlayOpen(w.Canvas()) {
		return
	}
	var columns [2][]fyne.CanvasObject
	for i, part := range allKeys {
		side := 0
		if i > 0 && i < 5 { // what fits beside the keys that work anywhere
			side = 1
		}
		columns[side] = append(columns[side], look.NewLabel(look.SmallSemibold, look.Fg3, lang.L(part.where)))
		for _, l := range part.lines {
			columns[side] = append(columns[side], widgets.Row(12, widgets.Sized(168, 22, widgets.Row(0, widgets.NewKeyCap(lang.L(l.keys)))),
				widgets.Grow(look.NewParagraph(look.Small, look.Fg, lang.L(l.does)))))
		}
		columns[side] = append(columns[side], widgets.Sized(0, 6, &fyne.Container{}))
	}
	content := widgets.Stretched(32, widgets.Grow(widgets.Column(5, columns[0]...)), widgets.Grow(widgets.Column(5, columns[1]...)))
	var o *widgets.Overlay
	main := widgets.NewButton(widgets.Main, lang.L("Done"), func() { o.Close() })
	o = widgets.ShowSheet(w.body, widgets.Sheet{
		Title: lang.L("Keys"), Main: main, First: main, ReadOnly: true, Width: 1000,
		Content: container.NewVScroll(widgets.Inset(16, 20, 8, 20, content)), Height: 760,
	})
}
