package gallery

import (
	"image"
	"slices"

	"fyne.io/fyne/v2"

	"spool/widgets"
	"spool/widgets/look"
)

// Pictures draws the picture of that name in so many pixels. It may return nil.
type Pictures func(name string, w, h int) image.Image

// upload is one sample row.
type upload struct {
	name, picture string
	tape          widgets.TapeState
	noTape        bool
	speed, left   string
	status        string
	icon          look.IconName
	tone          fyne.ThemeColorName
	values        []float64
	buttons       []button
}

type button struct {
	kind  widgets.ButtonKind
	label string
	icon  look.IconName
	tip   widgets.Tip
}

var speeds = []float64{14, 11, 10, 8, 8, 8, 12, 14, 16, 14, 14, 12, 10, 8, 8, 12, 14, 17, 19, 17, 15, 16, 18, 21, 23, 20, 21, 22}

// uploads is a row in every state.
var uploads = []upload{
	{name: "Queued", picture: "Product turntable, matte black", icon: look.IconClock, status: "Starts next", tone: look.Fg2, buttons: []button{{widgets.Quiet, "", look.IconToTop, widgets.Tip{Text: "Upload first", Key: "Alt Home"}}}},
	{name: "Uploading", picture: "Harbour at dawn, 4K master", tape: widgets.TapeState{Done: .68, Sent: .71}, speed: "6.1 MB/s", left: "3 min 46 s", values: speeds, buttons: []button{{widgets.Quiet, "", look.IconPause, widgets.Tip{Text: "Pause", Key: "Space"}}}},
	{name: "Paused", picture: "Night market walk-through", tape: widgets.TapeState{Done: .22, Tone: look.Fg3}, icon: look.IconPause, status: "Paused at 22%", tone: look.Fg2, buttons: []button{{widgets.Neutral, "Resume", "", widgets.Tip{}}}},
	{name: "Waiting", picture: "Reef survey, transect 11", tape: widgets.TapeState{Done: .48, Tone: look.Warning}, icon: look.IconOffline, status: "Retry in 8 s", tone: look.Warning, buttons: []button{{widgets.Neutral, "Retry now", "", widgets.Tip{}}}},
	{name: "Failed", picture: "Forest in fog, take 1", tape: widgets.TapeState{Done: .46, Tone: look.Error}, icon: look.IconError, status: "File has moved", tone: look.Error, buttons: []button{{widgets.Soft, "Locate…", "", widgets.Tip{}}}},
	{name: "Checking file", picture: "Aurora time-lapse, reel 3", icon: look.IconSearch, status: "Reading, 12%", tone: look.Fg2, buttons: []button{{widgets.Neutral, "Skip", "", widgets.Tip{}}}},
	{name: "Processing", picture: "City from the ferry, evening", tape: widgets.TapeState{Done: .64, Tone: look.Process}, icon: look.IconHourglass, status: "On Stream, 64%", tone: look.Process, buttons: []button{{widgets.Neutral, "", look.IconLink, widgets.Tip{Text: "Copy link", Key: "L"}}}},
	{name: "Ready", picture: "Trail run, ridge section B-roll", noTape: true, icon: look.IconDone, status: "Ready, 03:52", tone: look.Success, buttons: []button{{widgets.Neutral, "Embed", look.IconCopy, widgets.Tip{}}, {widgets.Neutral, "Link", look.IconCopy, widgets.Tip{}}}},
	{name: "Stream error", picture: "Kiln opening, spring batch", noTape: true, icon: look.IconError, status: "Stream can’t read it", tone: look.Error, buttons: []button{{widgets.Soft, "Replace file…", "", widgets.Tip{}}}},
}

// rows is the model of the sample lists: uploads in groups, by name.
type rows struct {
	groups   []widgets.Group
	uploads  [][]upload
	pictures Pictures
	inset    float32
	said     func(string)
}

func (m *rows) Groups() []widgets.Group {
	groups := slices.Clone(m.groups)
	for g := range groups {
		groups[g].Rows = len(m.uploads[g])
	}
	return groups
}

func (m *rows) Key(g, i int) widgets.Key      { return widgets.Key(m.uploads[g][i].name) }
func (m *rows) Name(g, i int) string          { return m.uploads[g][i].name }
func (m *rows) NewRow(string) widgets.RowView { return newUploadRow(m) }

func (m *rows) Locate(key widgets.Key) (int, int, bool) {
	for g, group := range m.uploads {
		if i := slices.IndexFunc(group, func(u upload) bool { return u.name == string(key) }); i >= 0 {
			return g, i, true
		}
	}
	return 0, 0, false
}

func (m *rows) Bind(view widgets.RowView, g, i int) {
	view.(*uploadRow).show(m.uploads[g][i])
}

// move carries out what the list asks for.
func (m *rows) move(mv widgets.Move) {
	group := m.uploads[mv.Group]
	moves := func(u upload) bool { return slices.Contains(mv.Keys, widgets.Key(u.name)) }
	var before, moved, after []upload
	for i, u := range group {
		switch {
		case moves(u):
			moved = append(moved, u)
		case i < mv.Before:
			before = append(before, u)
		default:
			after = append(after, u)
		}
	}
	m.uploads[mv.Group] = slices.Concat(before, moved, after)
}

// ProgressRows is a row in every state, 34 high.
func ProgressRows(pictures Pictures) *widgets.List {
	m := &rows{
		groups:   []widgets.Group{{RowHeight: look.TableRow, Lines: true}},
		uploads:  [][]upload{uploads},
		pictures: pictures,
	}
	l := widgets.NewList(m)
	l.Inset = 0
	return l
}

// Queue is groups of rows of different heights that can be reordered. What a
// click or a key does is told to said.
func Queue(pictures Pictures, said func(string)) *widgets.List {
	m := &rows{
		groups: []widgets.Group{
			{Title: "Needs attention", Count: "2", Note: "Other uploads carry on", Tone: look.Error, RowHeight: 52},
			{Title: "Uploading", Count: "3", RowHeight: look.ActiveRow, Reorder: true},
			{Title: "Up next", Count: "3", Note: "Drag to change the order", RowHeight: look.WaitingRow, Reorder: true},
			{Title: "On Stream", Count: "3 today", Action: "Clear finished", OnAction: func() { said("Clear finished") }, RowHeight: look.WaitingRow},
		},
		uploads:  [][]upload{named(uploads[4], "Snowfield drone pass", "Forest in fog, take 2"), named(uploads[1], "Harbour at dawn, 4K master", "Dune crossing, day two", "Interview, kitchen, camera A"), named(uploads[3], "Reef survey, transect 12", "Night market walk-through", "Product turntable, matte black"), named(uploads[7], "City from the ferry, evening", "Trail run, ridge section B-roll", "Onboarding 1: create a project")},
		pictures: pictures, inset: look.Inset, said: said,
	}
	l := widgets.NewList(m)
	l.OnMove = func(mv widgets.Move) { m.move(mv); l.Reload() }
	l.OnOpen = func(k widgets.Key) { said("Open " + string(k)) }
	l.Menu = func() []widgets.MenuItem { return MenuItems(said) }
	return l
}

// named is copies of an upload with other names and pictures.
func named(u upload, names ...string) []upload {
	var all []upload
	for _, name := range names {
		u.name, u.picture = name, name
		all = append(all, u)
	}
	return all
}
