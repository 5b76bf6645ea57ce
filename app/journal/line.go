package journal

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// line is a job of ours, or a change that syncing saw.
type line struct {
	at   time.Time
	job  library.Job
	seen library.Entry
	// name and uid are of a video of the job.
	name, uid string
}

func (l *line) others() bool { return l.job.ID == 0 }

// title says what was changed.
func (l *line) title() string {
	if l.others() {
		return words.F("“%s” was changed elsewhere", called(l.seen.Name, l.seen.UID))
	}
	job := &l.job
	switch {
	case job.Kind == library.JobDelete && job.Total == 1:
		return words.F("“%s” deleted", called(l.name, l.uid))
	case job.Kind == library.JobDelete:
		return words.N(job.Done, "%s video deleted", "%s videos deleted")
	case job.Total == 1 && l.name != "":
		return words.F("%s of “%s”", words.JobTitle(job.Title), l.name)
	case job.Total == 1:
		return words.JobTitle(job.Title)
	}
	return words.List(words.JobTitle(job.Title), words.N(job.Total, "%s video", "%s videos"))
}

func called(name, uid string) string {
	if name != "" {
		return name
	}
	return uid
}

// detail says when, by whom and how far.
func (l *line) detail(now time.Time) string {
	if l.others() {
		return words.List(words.Ago(l.at, now), lang.L("by another tool, seen by sync"), changed(l.seen.Changes))
	}
	job := &l.job
	who := lang.L("in the window")
	if job.Source == "command line" {
		who = lang.L("on the command line")
	}
	how := ""
	switch {
	case job.Waiting > 0 && !job.State.Ended():
		how = words.F("%s of %s", words.Count(job.Total-job.Waiting), words.Count(job.Total))
	case job.UndoneBy != 0:
		how = lang.L("undone")
	case job.Kind == library.JobDelete:
		how = lang.L("its metadata is kept")
	case job.Failed+job.Conflicts > 0:
		how = words.N(job.Failed+job.Conflicts, "%s left as it was", "%s left as they were")
	}
	return words.List(words.Ago(l.at, now), who, how)
}

func changed(changes []library.Change) string {
	text := ""
	for i, c := range changes {
		if i < 3 {
			text = words.List(text, words.Path(c.Path))
		}
	}
	return text
}

func (l *line) icon() look.IconName {
	switch {
	case l.others():
		return look.IconUpload
	case l.job.Kind == library.JobDelete:
		return look.IconDelete
	case l.job.Kind == library.JobUndo:
		return look.IconUndo
	case l.job.Kind == library.JobCaptions:
		return look.IconCaptions
	case l.job.Kind == library.JobImport:
		return look.IconFile
	case l.job.Total > 1:
		return look.IconLayers
	}
	return look.IconEdit
}

// action is what can be done about a line.
type action struct {
	label string
	kind  widgets.ButtonKind
	do    func()
}

func (l *line) action(p *Popover) action {
	id := l.job.ID
	switch job := &l.job; {
	case l.others():
		return action{lang.L("Show"), widgets.Quiet, func() { p.Open(l.seen.UID) }}
	case job.Waiting > 0 && !job.State.Ended():
		if s := p.Jobs.State(id); s != nil && (s.Running || s.Queued) {
			return action{lang.L("Pause"), widgets.Quiet, func() { p.Jobs.Pause(id) }}
		}
		return action{lang.L("Go on"), widgets.Link, func() { p.Jobs.Resume(id) }}
	case job.UndoneBy != 0 || job.Kind == library.JobDelete || job.Done == 0:
		return action{}
	case job.Kind == library.JobUndo:
		return action{lang.L("Redo"), widgets.Quiet, func() { p.Jobs.Undo(id) }}
	}
	return action{lang.L("Undo"), widgets.Link, func() { p.Jobs.Undo(id) }}
}

// model is the popover as the list's model.
type model Popover

var _ widgets.Model = (*model)(nil)

func (m *model) find(k widgets.Key) int {
	for i := range m.lines {
		if m.Key(0, i) == k {
			return i
		}
	}
	return -1
}

// Groups implements widgets.Model.
func (m *model) Groups() []widgets.Group {
	return []widgets.Group{{Rows: len(m.lines), RowHeight: rowHeight, Kind: "line"}}
}

// Key implements widgets.Model.
func (m *model) Key(_, i int) widgets.Key {
	l := &m.lines[i]
	return widgets.Key(fmt.Sprintf("%d %d %d", l.job.ID, l.seen.Job, l.seen.N))
}

// Locate implements widgets.Model.
func (m *model) Locate(k widgets.Key) (g, i int, ok bool) {
	i = m.find(k)
	return 0, i, i >= 0
}

// NewRow implements widgets.Model.
func (m *model) NewRow(string) widgets.RowView {
	return &rowView{
		popover: (*Popover)(m), icon: look.NewIcon("", look.IconCompact, look.Fg2),
		title: look.NewText(look.SmallMedium, look.Fg, ""), detail: look.NewText(look.Caption, look.Fg3, ""),
		button: widgets.NewButtonFace(widgets.Link, widgets.Small, "", ""),
	}
}

// Bind implements widgets.Model.
func (m *model) Bind(view widgets.RowView, _, i int) { view.(*rowView).bind(&m.lines[i]) }

// Name implements widgets.Named.
func (m *model) Name(_, i int) string { return m.lines[i].title() }

// rowView draws a line.
type rowView struct {
	popover       *Popover
	line          *line
	icon          *look.Icon
	title, detail *look.Text
	button        *widgets.ButtonFace
	action        action
	state         widgets.RowState
}

func (r *rowView) bind(l *line) {
	r.line, r.action = l, l.action(r.popover)
	r.icon.Set(l.icon())
	r.icon.SetColor(look.Fg2)
	if l.job.Kind == library.JobDelete {
		r.icon.SetColor(look.Error)
	}
	r.title.Set(l.title())
	r.detail.Set(l.detail(r.popover.Now()))
	icon := look.IconName("")
	if r.action.kind == widgets.Link {
		icon = look.IconUndo
	}
	r.button.SetKind(r.action.kind)
	r.button.Set(r.action.label, icon)
}

// Objects implements widgets.RowView.
func (r *rowView) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.icon.Object, r.title.Object, r.detail.Object}, r.button.Objects()...)
}

// SetState implements widgets.RowView.
func (r *rowView) SetState(s widgets.RowState) { r.state = s }

// Repaint implements widgets.RowView.
func (r *rowView) Repaint(p look.Paint) {
	r.icon.Repaint(p)
	r.title.Repaint(p)
	r.detail.Repaint(p)
	r.button.Show(r.action.do != nil)
	r.button.SetState(r.state.Zone == "act" && r.state.Hovered, r.state.Zone == "act" && r.state.Pressed, false)
	r.button.Repaint(p)
}

// Arrange implements widgets.RowView.
func (r *rowView) Arrange(p look.Paint, size fyne.Size) {
	const left, text = 14, 40
	right := size.Width - 14
	if r.action.do != nil {
		w := r.button.Width(p)
		right -= w
		r.button.Place(p, right, (size.Height-look.Compact)/2, w)
		right -= 8
	}
	r.icon.Place(p, left, (size.Height-r.icon.Size())/2)
	r.title.Place(p, text, 8, max(0, right-text))
	r.detail.Place(p, text, 26, max(0, right-text))
}

// Zones implements widgets.RowView.
func (r *rowView) Zones() []widgets.Zone {
	if r.action.do == nil {
		return nil
	}
	l := r.line
	return []widgets.Zone{r.button.Zone("act", widgets.Tip{}, func() { r.popover.do(l) })}
}
