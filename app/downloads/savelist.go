package downloads

import (
	"context"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library/download"
	"spool/widgets"
	"spool/widgets/look"
)

// saveList is the account's queue of saves in a list. It looks at the queue every
// now and then, and changes it.
type saveList struct {
	*widgets.List
	params *Params
	// every is how often the queue is looked at.
	every time.Duration
	// looked follows each look; may be nil.
	looked func()
	// split sorts the saves into the parts of a page; nil leaves them in one list.
	split bool

	items   []download.Item
	parts   [parts][]int // places in items
	listed  bool
	failure error
	stop    func()
}

// part is a part of the queue, as a page shows it.
type part int

// The parts, in their order.
const (
	failures part = iota
	going
	waiting
	over
	parts
)

// partOf is where a save stands. While Stream is asked for its file it goes on
// waiting, so that the row stays in its place.
func partOf(i *download.Item) part {
	switch {
	case i.State == download.Failed:
		return failures
	case i.State == download.Done:
		return over
	case i.State == download.Saving && (i.Length >= 0 || i.Trouble != ""):
		return going
	}
	return waiting
}

// lookEvery is how often the saves are looked at while they show.
const lookEvery = 500 * time.Millisecond

func newSaveList(p *Params, split bool) *saveList {
	l := &saveList{params: p, every: lookEvery, split: split, stop: func() {}}
	l.List = widgets.NewList((*saveModel)(l))
	l.OnKey = l.key
	l.OnOpen = func(k widgets.Key) { l.act(idOf(k)) }
	l.Menu = l.menu
	return l
}

// look shows the saves, and again after a while.
func (l *saveList) look() {
	l.stop()
	if l.params.Saves == nil {
		return
	}
	var items []download.Item
	l.params.Do(func(ctx context.Context) (err error) {
		items, err = l.params.Saves.Items(ctx)
		return err
	}, func(err error) {
		l.listed, l.failure = true, err
		if err == nil {
			l.take(items)
		}
		if l.looked != nil {
			l.looked()
		}
		l.stop()
		if l.params.After != nil {
			l.stop = l.params.After(l.every, l.look)
		}
	})
}

func (l *saveList) take(items []download.Item) {
	l.items, l.parts = items, [parts][]int{}
	for i := range items {
		p := part(0)
		if l.split {
			p = partOf(&items[i])
		}
		l.parts[p] = append(l.parts[p], i)
	}
	l.Reload()
}

// count is how many saves stand in a state.
func (l *saveList) count(s download.State) int {
	n := 0
	for i := range l.items {
		if l.items[i].State == s {
			n++
		}
	}
	return n
}

// ids are the saves for which something holds.
func (l *saveList) ids(holds func(*download.Item) bool) []int64 {
	var ids []int64
	for i := range l.items {
		if holds(&l.items[i]) {
			ids = append(ids, l.items[i].ID)
		}
	}
	return ids
}

func (l *saveList) at(id int64) *download.Item {
	i := slices.IndexFunc(l.items, func(i download.Item) bool { return i.ID == id })
	if i < 0 {
		return nil
	}
	return &l.items[i]
}

// change changes the queue and shows it.
func (l *saveList) change(failed string, run func(context.Context) error) {
	l.params.Do(run, func(err error) {
		l.params.Fail(failed, err)
		l.look()
	})
}

// canPause and canResume say what can be done with a save.
func canPause(i *download.Item) bool {
	return i.State == download.Waiting || i.State == download.Saving
}

func canResume(i *download.Item) bool {
	return i.State == download.Paused || i.State == download.Failed
}

func (l *saveList) pause(ids ...int64) {
	l.change(lang.L("It was not paused"), func(ctx context.Context) error { return l.params.Saves.Pause(ctx, ids...) })
}

func (l *saveList) resume(ids ...int64) {
	l.change(lang.L("It does not go on"), func(ctx context.Context) error {
		if err := l.params.Saves.Pause(ctx, ids...); err != nil { // one that waits between attempts starts over
			return err
		}
		return l.params.Saves.Resume(ctx, ids...)
	})
}

// remove takes saves out of the queue. Those that were not over can be put back;
// what had arrived of them is still there.
func (l *saveList) remove(ids ...int64) {
	var open []download.Item
	for _, id := range ids {
		if i := l.at(id); i != nil && !i.Over() {
			open = append(open, *i)
		}
	}
	l.params.Do(func(ctx context.Context) error { return l.params.Saves.Remove(ctx, ids...) }, func(err error) {
		l.params.Fail(lang.L("It was not removed"), err)
		l.look()
		if err == nil && len(open) > 0 {
			l.params.Toast(widgets.Toast{
				Text: words.N(len(open), "%s save cancelled", "%s saves cancelled"), Undo: func() { l.putBack(open) },
			})
		}
	})
}

func (l *saveList) putBack(items []download.Item) {
	l.change(lang.L("They were not put back"), func(ctx context.Context) error {
		_, err := l.params.Saves.Add(ctx, items...)
		return err
	})
}

func (l *saveList) clear() {
	l.change(lang.L("They were not cleared"), l.params.Saves.ClearDone)
}

// act does what a save needs next: pause, go on, or show the file.
func (l *saveList) act(id int64) {
	item := l.at(id)
	switch {
	case item == nil:
	case item.State == download.Done:
		l.params.OpenURL("file://" + filepath.ToSlash(filepath.Dir(item.Path())))
	case canPause(item) && !item.RetryAt.After(l.params.Now()):
		l.pause(id)
	default:
		l.resume(id)
	}
}

// chosen are the selected saves, or the one the keyboard is at.
func (l *saveList) chosen() []int64 {
	var ids []int64
	for _, k := range l.Selected() {
		ids = append(ids, idOf(k))
	}
	if id := idOf(l.Current()); len(ids) == 0 && id != 0 {
		ids = append(ids, id)
	}
	return ids
}

// actOn does with all that are selected what the one in hand needs next.
func (l *saveList) actOn(ids []int64) {
	item := l.at(idOf(l.Current()))
	if len(ids) < 2 || item == nil {
		l.act(idOf(l.Current()))
		return
	}
	can, do := canResume, l.resume
	if canPause(item) {
		can, do = canPause, l.pause
	}
	if on := slices.DeleteFunc(ids, func(id int64) bool { i := l.at(id); return i == nil || !can(i) }); len(on) > 0 {
		do(on...)
	}
}

func (l *saveList) key(ev *fyne.KeyEvent) bool {
	switch ids := l.chosen(); {
	case len(ids) == 0:
		return false
	case ev.Name == fyne.KeySpace:
		l.actOn(ids)
	case ev.Name == fyne.KeyDelete, ev.Name == fyne.KeyBackspace:
		l.remove(ids...)
	case ev.Name == fyne.KeyR:
		l.resume(slices.DeleteFunc(ids, func(id int64) bool { i := l.at(id); return i == nil || !canResume(i) })...)
	default:
		return false
	}
	return true
}

func (l *saveList) menu() []widgets.MenuItem {
	ids, item := l.chosen(), l.at(idOf(l.Current()))
	if item == nil {
		return nil
	}
	icon, label, _ := nextOf(item)
	path, remove := item.Path(), lang.L("Cancel")
	if item.Over() {
		remove = lang.L("Remove from the list")
	}
	if len(ids) > 1 {
		remove = words.N(len(ids), "Remove %s from the list", "Remove %s from the list")
	}
	lines := []widgets.MenuItem{{Label: label, Icon: icon, Key: lang.L("Space"), Run: func() { l.actOn(ids) }}}
	if canPause(item) && item.RetryAt.After(l.params.Now()) {
		lines = append(lines, widgets.MenuItem{Label: lang.L("Pause"), Icon: look.IconPause, Run: func() { l.pause(ids...) }})
	}
	return append(lines, []widgets.MenuItem{
		{Label: lang.L("Copy path"), Icon: look.IconCopy, Run: func() { l.params.Copy(path) }},
		{Separator: true},
		{Label: remove, Icon: look.IconClose, Key: lang.L("Del"), Run: func() { l.remove(ids...) }},
	}...)
}

func keyOf(id int64) widgets.Key { return widgets.Key(strconv.FormatInt(id, 10)) }

func idOf(k widgets.Key) int64 {
	id, err := strconv.ParseInt(string(k), 10, 64)
	if err != nil {
		return 0
	}
	return id
}

// saveModel is the saves as the list's model.
type saveModel saveList

// Groups implements widgets.Model.
func (m *saveModel) Groups() []widgets.Group {
	l := (*saveList)(m)
	groups := make([]widgets.Group, parts)
	for p := range groups {
		groups[p] = widgets.Group{Rows: len(m.parts[p]), RowHeight: look.WaitingRow, Lines: true}
		if m.split {
			l.head(part(p), &groups[p])
		}
	}
	return groups
}

// head is what stands over a part.
func (l *saveList) head(p part, g *widgets.Group) {
	ids := func(can func(*download.Item) bool) []int64 {
		return l.ids(func(i *download.Item) bool { return partOf(i) == p && can(i) })
	}
	g.Count = words.Count(g.Rows)
	switch p {
	case failures:
		g.Title, g.Tone = lang.L("Need attention"), look.Error
		g.Action, g.OnAction = lang.L("Try all again"), func() { l.resume(ids(canResume)...) }
	case going:
		g.Title, g.Tone = lang.L("Being saved"), look.Fg
	case waiting:
		g.Title = lang.L("Waiting")
		g.Action, g.OnAction = lang.L("Cancel all"), func() { l.remove(ids(func(*download.Item) bool { return true })...) }
	case over:
		g.Title = lang.L("Saved")
		g.Action, g.OnAction = lang.L("Clear finished"), l.clear
	}
}

// Key implements widgets.Model.
func (m *saveModel) Key(g, i int) widgets.Key { return keyOf(m.items[m.parts[g][i]].ID) }

// Locate implements widgets.Model.
func (m *saveModel) Locate(key widgets.Key) (g, i int, ok bool) {
	id := idOf(key)
	for g := range m.parts {
		// The ids grow from row to row.
		i, found := slices.BinarySearchFunc(m.parts[g], id, func(at int, id int64) int { return int(m.items[at].ID - id) })
		if found {
			return g, i, true
		}
	}
	return 0, 0, false
}

// NewRow implements widgets.Model.
func (m *saveModel) NewRow(string) widgets.RowView { return newSaveRow((*saveList)(m)) }

// Bind implements widgets.Model.
func (m *saveModel) Bind(view widgets.RowView, g, i int) {
	view.(*saveRow).bind(&m.items[m.parts[g][i]])
}
