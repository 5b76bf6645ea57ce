package captions

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"

	"spool/library/subtitle"
	"spool/widgets"
	"spool/widgets/look"
)

// split divides the cue in hand at the playhead, or in its middle where that is
// elsewhere.
func (t *Tab) split() {
	i := t.text.current
	c := t.text.doc.Cue(i)
	at := t.text.at
	if at <= c.Start || at >= c.End {
		at = c.Start + (c.End-c.Start)/2
	}
	t.edit(t.text.doc.Split(i, at, -1))
}

func (t *Tab) join() { t.edit(t.text.doc.Join(t.text.current)) }

func (t *Tab) deleteCue() {
	if t.edit(t.text.doc.Delete(t.text.current)) {
		t.Toast(widgets.Toast{Text: lang.L("Cue deleted"), Undo: func() { t.Undo() }})
		if t.text.doc.Len() > 0 {
			t.takeCue(t.text.current)
		}
	}
}

// insert puts an empty cue behind the one in hand.
func (t *Tab) insert() {
	x := t.text
	at, i := x.at, 0
	if x.doc.Len() > 0 {
		i = x.current + 1
		at = max(at, x.doc.Cue(x.current).End)
	}
	if t.edit(x.doc.Insert(i, subtitle.Cue{Start: at, End: at + newCue, Text: lang.L("New cue")})) {
		t.takeCue(i)
		t.focusText()
	}
}

// newCue is how long a new cue shows: three seconds read well.
const newCue = 3 * time.Second

// setEdge puts the start or the end of the cue in hand to the playhead.
func (t *Tab) setEdge(end bool) {
	c := t.text.doc.Cue(t.text.current)
	if end {
		c.End = t.text.at
	} else {
		c.Start = t.text.at
	}
	t.edit(t.text.doc.SetTimes(t.text.current, c.Start, c.End))
}

// Undo takes the last edit or deletion back and reports whether there was one.
func (t *Tab) Undo() bool {
	if t.deleted != nil {
		t.deleted()
		return true
	}
	if t.text == nil || !t.text.undo() {
		return false
	}
	t.head.Stop()
	t.changedAll()
	t.keepDraft()
	return true
}

// Redo makes the last edit that was taken back again.
func (t *Tab) Redo() bool {
	if t.text == nil || !t.text.redo() {
		return false
	}
	t.head.Stop()
	t.changedAll()
	t.keepDraft()
	return true
}

// focusText gives the text of the cue in hand the keyboard.
func (t *Tab) focusText() {
	if t.hand == nil {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(t.Cues); c != nil {
		t.Cues.ScrollTo(cueKey(t.text.current))
		c.Focus(t.hand.text.Focusable())
	}
}

// cueKey answers to keys of the list of cues.
func (t *Tab) cueKey(ev *fyne.KeyEvent) bool {
	if t.text == nil || t.text.doc.Len() == 0 {
		return t.Key(ev)
	}
	switch ev.Name {
	case fyne.KeyDelete:
		t.deleteCue()
	case fyne.KeyInsert:
		t.insert()
	case fyne.KeyLeftBracket:
		t.setEdge(false)
	case fyne.KeyRightBracket:
		t.setEdge(true)
	case fyne.KeyF5:
		t.Refresh()
	default:
		return t.Key(ev)
	}
	return true
}

// Key answers to keys that work wherever the keyboard is in the tab.
func (t *Tab) Key(ev *fyne.KeyEvent) bool {
	switch {
	case t.text == nil:
		return false
	case ev.Name == fyne.KeySpace:
		t.TogglePlay()
		return true
	case ev.Name != fyne.KeyF8:
		return false
	}
	step := 1
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok && d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0 {
		step = -1
	}
	t.nextProblem(step)
	return true
}

// Save uploads the text that is open.
func (t *Tab) Save() { t.uploadText() }

// Shortcut answers to shortcuts that work wherever the keyboard is in the tab.
func (t *Tab) Shortcut(s fyne.Shortcut) bool {
	custom, is := s.(*desktop.CustomShortcut)
	if !is || t.text == nil {
		return false
	}
	switch key := custom.KeyName; {
	case custom.Modifier == fyne.KeyModifierAlt && key == fyne.KeyLeft:
		t.nudge(-1)
	case custom.Modifier == fyne.KeyModifierAlt && key == fyne.KeyRight:
		t.nudge(1)
	case custom.Modifier != fyne.KeyModifierShortcutDefault:
		return false
	case key == fyne.KeySpace:
		t.TogglePlay()
	case key == fyne.KeyReturn:
		t.split()
	case key == fyne.KeyM:
		t.join()
	case key == fyne.KeyF, key == fyne.KeyH:
		t.findSheet()
	default:
		return false
	}
	return true
}

// cueMenu is the context menu of the cue in hand.
func (t *Tab) cueMenu() []widgets.MenuItem {
	if t.text == nil || t.text.doc.Len() == 0 {
		return nil
	}
	last := t.text.current == t.text.doc.Len()-1
	return []widgets.MenuItem{
		{Label: lang.L("Edit the text"), Icon: look.IconEdit, Key: "Enter", Run: t.focusText},
		{Label: lang.L("Start at the playhead"), Icon: look.IconToStart, Key: "[", Run: func() { t.setEdge(false) }},
		{Label: lang.L("End at the playhead"), Icon: look.IconToEnd, Key: "]", Run: func() { t.setEdge(true) }},
		{Separator: true},
		{Label: lang.L("Split at the playhead"), Icon: look.IconSplit, Key: "Ctrl Enter", Run: t.split},
		{Label: lang.L("Join with the next cue"), Icon: look.IconMerge, Key: "Ctrl M", Run: t.join, Disabled: last, Reason: lang.L("There is no next cue")},
		{Label: lang.L("New cue after this"), Icon: look.IconPlus, Key: "Ins", Run: t.insert},
		{Separator: true},
		{Label: lang.L("Delete the cue"), Icon: look.IconDelete, Key: "Del", Danger: true, Run: t.deleteCue},
	}
}

// textMenu is what can be done with the whole text.
func (t *Tab) textMenu() []widgets.MenuItem {
	x := t.text
	return []widgets.MenuItem{
		{Label: lang.L("Find and replace…"), Icon: look.IconSearch, Key: "Ctrl F", Run: t.findSheet},
		{Label: lang.L("Shift all times…"), Icon: look.IconClock, Run: t.shiftSheet},
		{Label: lang.L("Fix all problems"), Icon: look.IconCheck, Run: t.fixAll, Disabled: len(x.problems) == 0, Reason: lang.L("There are none")},
		{Label: lang.L("New cue"), Icon: look.IconPlus, Key: "Ins", Run: t.insert},
		{Separator: true},
		{Label: lang.L("Compare with Stream…"), Icon: look.IconLayers, Run: t.diffSheet, Disabled: !x.edited(), Reason: lang.L("Nothing was changed")},
		{Label: lang.L("Upload with its problems"), Icon: look.IconUpload, Run: func() { t.send(x.language, x.doc) }, Disabled: !x.edited(), Reason: lang.L("Nothing was changed")},
		{Separator: true},
		{Label: lang.L("Undo"), Icon: look.IconUndo, Key: "Ctrl Z", Run: func() { t.Undo() }, Disabled: len(x.past) == 0, Reason: lang.L("There is nothing to undo")},
		{Label: lang.L("Redo"), Icon: look.IconRetry, Key: "Ctrl Shift Z", Run: func() { t.Redo() }, Disabled: len(x.future) == 0, Reason: lang.L("There is nothing to redo")},
	}
}
