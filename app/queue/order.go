package queue

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/widgets"
)

// undo takes back one thing that was done here.
type undo struct{ back func() }

// undosKept is how many steps back Ctrl Z can go.
const undosKept = 50

func (p *Page) remember(back func()) *undo {
	u := &undo{back}
	p.undos = append(p.undos, u)
	if len(p.undos) > undosKept {
		p.undos = p.undos[1:]
	}
	return u
}

// undo takes back one step, wherever it stands among the others.
func (p *Page) undo(u *undo) {
	if i := slices.Index(p.undos, u); i >= 0 {
		p.undos = slices.Delete(p.undos, i, i+1)
		u.back()
	}
}

// Undo takes back the last thing that was done here, and reports whether there
// was any.
func (p *Page) Undo() bool {
	if len(p.undos) == 0 {
		return false
	}
	p.undo(p.undos[len(p.undos)-1])
	return true
}

func (p *Page) shortcut(s fyne.Shortcut) bool {
	if _, is := s.(*fyne.ShortcutCopy); is {
		p.copyLinks(p.selection(linked)...)
		return true
	}
	return false
}

// move carries out what the grip or the keyboard asks for. The list follows at
// once; the engine is told, and has the last word.
func (p *Page) move(m widgets.Move) {
	g := group(m.Group)
	rows := p.now.Outline.groups[g]
	ids := make([]int64, 0, len(m.Keys))
	for _, key := range m.Keys {
		ids = append(ids, idOf(key))
	}
	var before int64
	if m.Before < len(rows) {
		before = rows[m.Before].ID
	}
	// Back to front, each goes before what stood behind it.
	type step struct{ id, before int64 }
	var back []step
	for i := len(rows) - 1; i >= 0; i-- {
		if slices.Contains(ids, rows[i].ID) {
			s := step{id: rows[i].ID}
			if i+1 < len(rows) {
				s.before = rows[i+1].ID
			}
			back = append(back, s)
		}
	}
	p.reorder(p.now.Outline.moved(ids, g, m.Before), func(ctx context.Context) error {
		return p.Commands.MoveBefore(ctx, before, ids...)
	})
	p.remember(func() {
		p.reorder(nil, func(ctx context.Context) error {
			for _, s := range back {
				if err := p.Commands.MoveBefore(ctx, s.before, s.id); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// first moves a job before all others of its group.
func (p *Page) first(id int64) {
	if at, ok := p.now.Outline.places[id]; ok && at.row > 0 {
		p.move(widgets.Move{Keys: []widgets.Key{keyOf(id)}, Group: int(at.group)})
	}
}

// reorder changes the order, and shows the new one before it is written where
// it is known.
func (p *Page) reorder(now *Outline, run func(context.Context) error) {
	if now != nil {
		s := *p.now
		s.Outline = now
		p.now = &s
		p.model.regroup()
		p.List.Reload()
	}
	p.moving++
	p.Do(run, func(err error) {
		p.moving--
		p.settled = p.Now()
		p.Refresh()
		p.complain(lang.L("Moving failed"), err)
	})
}
