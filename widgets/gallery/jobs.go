package gallery

import (
	"slices"
	"strconv"

	"spool/widgets"
	"spool/widgets/look"
)

// jobs is the model of the queue page.
type jobs struct {
	pictures Pictures
	groups   []jobGroup
}

type jobGroup struct {
	group widgets.Group
	jobs  []job
}

// newJobs is a list of the sample jobs, which can be put in another order.
func newJobs(pictures Pictures) *widgets.List {
	m := &jobs{pictures: pictures}
	for _, g := range queueGroups {
		m.groups = append(m.groups, jobGroup{g.group, slices.Clone(g.jobs)})
	}
	list := widgets.NewList(m)
	list.Menu = func() []widgets.MenuItem { return MenuItems(func(string) {}) }
	list.OnMove = func(move widgets.Move) {
		m.move(move)
		list.Reload()
	}
	return list
}

var queueGroups = []jobGroup{
	{widgets.Group{Title: "Needs attention", Note: "Other uploads carry on", Tone: look.Error, RowHeight: 52, Kind: "active"}, []job{
		{
			name: "Snowfield drone pass", detail: "6.2 GB, 18:04", tone: look.Error, icon: look.IconError,
			state: "The API token can’t upload", why: "It lacks the Stream Write permission. Nothing was sent.", remedy: "Replace token…", remedyIcon: look.IconKey,
		},
		{
			name: "Forest in fog, take 2", detail: "2.4 GB, 07:31", tone: look.Error, icon: look.IconError,
			state: "The file is no longer in its folder", why: "It was renamed or moved after 1.1 of 2.4 GB. The upload can go on from there.", remedy: "Locate file…", remedyIcon: look.IconFolder,
		},
	}},
	{widgets.Group{Title: "Uploading", RowHeight: look.ActiveRow, Kind: "active", Reorder: true}, []job{
		{name: "Harbour at dawn, 4K master", detail: "4.31 GB, 42:10, Marketing preset", done: .68, sent: .7, percent: "68%", size: "2.93 of 4.31 GB", rate: "6.1 MB/s", left: "3 min 46 s"},
		{name: "Dune crossing, day two", detail: "7.84 GB, 1:06:22, signed URLs", done: .34, sent: .36, percent: "34%", size: "2.67 of 7.84 GB", rate: "9.8 MB/s", left: "8 min 48 s"},
		{name: "Interview, kitchen, camera A", detail: "412 MB, 09:48", done: .91, sent: .93, percent: "91%", size: "375 of 412 MB", rate: "2.5 MB/s", left: "15 s"},
	}},
	{widgets.Group{Title: "Up next", Note: "Drag to change the order", RowHeight: look.WaitingRow, Kind: "waiting", Reorder: true}, []job{
		{name: "Reef survey, transect 12", done: .48, tone: look.Warning, icon: look.IconOffline, state: "Connection lost, retry in 8 s", remedy: "Retry now"},
		{name: "Night market walk-through", done: .22, tone: look.Fg3, icon: look.IconPause, state: "Paused at 22%, 1.8 GB to go", remedy: "Resume"},
		{name: "Product turntable, matte black", tone: look.Fg2, icon: look.IconClock, state: "Starts after Interview, camera A"},
	}},
	{widgets.Group{Title: "On Stream", Count: "3 today", Action: "Clear finished", RowHeight: look.WaitingRow, Kind: "waiting"}, []job{
		{name: "City from the ferry, evening", done: .64, tone: look.Process, icon: look.IconHourglass, state: "Processing on Stream, 64%", remedy: "Copy link", remedyIcon: look.IconLink},
		{name: "Trail run, ridge section B-roll", tone: look.Success, icon: look.IconDone, state: "Ready", size: "03:52, sent in 1 min 16 s at 19.6 MB/s", remedy: "Copy link", remedyIcon: look.IconLink, copies: true},
		{name: "Kiln opening, spring batch", tone: look.Success, icon: look.IconDone, state: "Ready", size: "04:16, English captions being generated", remedy: "Copy link", remedyIcon: look.IconLink, copies: true},
	}},
}

// move carries out what the list asks for.
func (m *jobs) move(move widgets.Move) {
	var before, moved, after []job
	for i, j := range m.groups[move.Group].jobs {
		switch {
		case slices.Contains(move.Keys, widgets.Key(j.name)):
			moved = append(moved, j)
		case i < move.Before:
			before = append(before, j)
		default:
			after = append(after, j)
		}
	}
	m.groups[move.Group].jobs = slices.Concat(before, moved, after)
}

// Groups implements widgets.Model.
func (m *jobs) Groups() []widgets.Group {
	groups := make([]widgets.Group, len(m.groups))
	for i, g := range m.groups {
		groups[i] = g.group
		groups[i].Rows = len(g.jobs)
		if groups[i].Count == "" {
			groups[i].Count = strconv.Itoa(len(g.jobs))
		}
	}
	return groups
}

// Key implements widgets.Model.
func (m *jobs) Key(group, row int) widgets.Key { return widgets.Key(m.groups[group].jobs[row].name) }

// Locate implements widgets.Model.
func (m *jobs) Locate(key widgets.Key) (group, row int, ok bool) {
	for g := range m.groups {
		for r, j := range m.groups[g].jobs {
			if j.name == string(key) {
				return g, r, true
			}
		}
	}
	return 0, 0, false
}

// NewRow implements widgets.Model.
func (m *jobs) NewRow(kind string) widgets.RowView {
	return newJobRow(kind == "active", m.pictures)
}

// Bind implements widgets.Model.
func (m *jobs) Bind(view widgets.RowView, group, row int) {
	view.(*jobRow).bind(m.groups[group].jobs[row])
}
