package downloads

import (
	"path"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/page"
	"spool/app/words"
	"spool/library/download"
	"spool/uploader"
	"spool/widgets"
	"spool/widgets/look"
)

func keyOf(id int64) widgets.Key { return widgets.Key(strconv.FormatInt(id, 10)) }

func idOf(k widgets.Key) int64 {
	id, err := strconv.ParseInt(string(k), 10, 64)
	if err != nil {
		return 0
	}
	return id
}

func (t *Tab) itemAt(id int64) int {
	return slices.IndexFunc(t.items, func(i download.Item) bool { return i.ID == id })
}

// saveModel is the queue of saves.
type saveModel Tab

// Groups implements widgets.Model.
func (m *saveModel) Groups() []widgets.Group {
	return []widgets.Group{{Rows: len(m.items), RowHeight: look.WaitingRow, Lines: true}}
}

// Key implements widgets.Model.
func (m *saveModel) Key(_, i int) widgets.Key { return keyOf(m.items[i].ID) }

// Locate implements widgets.Model.
func (m *saveModel) Locate(key widgets.Key) (g, i int, ok bool) {
	i = (*Tab)(m).itemAt(idOf(key))
	return 0, i, i >= 0
}

// NewRow implements widgets.Model.
func (m *saveModel) NewRow(string) widgets.RowView {
	return &saveRow{
		tab: (*Tab)(m), name: look.NewText(look.BodyMedium, look.Fg, ""), icon: look.NewIcon("", look.IconBadge, look.Fg2),
		said: look.NewText(look.Small, look.Fg2, ""), tape: widgets.NewTape(),
		act: widgets.NewButtonFace(widgets.Neutral, widgets.Small, "", look.IconPause),
	}
}

// Bind implements widgets.Model.
func (m *saveModel) Bind(view widgets.RowView, _, i int) { view.(*saveRow).bind(&m.items[i]) }

// saveRow draws a save.
type saveRow struct {
	tab   *Tab
	id    int64
	state widgets.RowState
	name  *look.Text
	icon  *look.Icon
	said  *look.Text
	tape  *widgets.Tape
	act   *widgets.ButtonFace
	tip   string
}

// nextOf is the button of a save: its icon, what it does, and the tape's tone.
func nextOf(i *download.Item) (look.IconName, string, fyne.ThemeColorName) {
	switch {
	case i.State == download.Done:
		return look.IconFolderFind, lang.L("Show the folder"), ""
	case i.State == download.Failed:
		return look.IconRetry, lang.L("Try again"), look.Error
	case i.State == download.Paused:
		return look.IconPlay, lang.L("Go on"), look.Fg3
	case i.Trouble != "":
		return look.IconRetry, lang.L("Try now"), look.Warning
	}
	return look.IconPause, lang.L("Pause"), ""
}

func (r *saveRow) bind(i *download.Item) {
	same := r.id == i.ID
	r.id = i.ID
	name := i.Saved.Name
	if name == "" {
		name = i.Name
	}
	r.name.Set(path.Base(name))
	icon, said, tone := r.stateOf(i)
	r.icon.Set(icon)
	r.icon.SetColor(tone)
	r.said.Set(said)
	r.said.SetColor(tone)
	face, tip, tape := nextOf(i)
	r.act.Set("", face)
	r.tip = tip
	state := widgets.TapeState{Tone: tape}
	if i.Length > 0 {
		state.Done = float64(i.Size) / float64(i.Length)
	}
	if same {
		r.tape.Set(state)
	} else {
		r.tape.Reset(state)
	}
}

func (r *saveRow) stateOf(i *download.Item) (look.IconName, string, fyne.ThemeColorName) {
	size := uploader.Bytes(i.Size)
	if i.Length > i.Size {
		size = words.F("%s of %s", uploader.Bytes(i.Size), uploader.Bytes(i.Length))
	}
	switch i.State {
	case download.Done:
		checked := ""
		if i.Saved.Verified {
			checked = lang.L("length checked")
		}
		if i.Saved.Skipped {
			return look.IconInfo, lang.L("It was there already"), look.Fg3
		}
		return look.IconDone, words.List(lang.L("Saved"), size, checked), look.Success
	case download.Failed:
		return look.IconError, i.Trouble, look.Error
	case download.Paused:
		return look.IconPause, words.List(lang.L("Paused"), size), look.Fg3
	case download.Waiting:
		if i.Trouble != "" {
			return look.IconHourglass, i.Trouble, look.Process
		}
		return look.IconClock, lang.L("Waiting"), look.Fg3
	}
	if i.Trouble != "" {
		wait := max(0, int(i.RetryAt.Sub(r.tab.Now()).Seconds()+.5))
		return look.IconOffline, words.F("Connection lost, retry in %d s", wait), look.Warning
	}
	speed, left := "", ""
	if i.Speed > 0 {
		speed = words.Speed(i.Speed)
		if i.Length > i.Size {
			left = shortTime(float64(i.Length-i.Size) / i.Speed)
		}
	}
	return look.IconDownload, words.List(size, speed, left), look.Fg2
}

// shortTime is a time to go: "19 s", "3 min".
func shortTime(seconds float64) string {
	switch {
	case seconds < 90:
		return words.F("%d s", int(seconds+.5))
	case seconds < 5400:
		return words.F("%d min", int(seconds/60+.5))
	}
	return words.F("%d h", int(seconds/3600+.5))
}

// Objects implements widgets.RowView.
func (r *saveRow) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.name.Object, r.icon.Object, r.said.Object, r.tape}, r.act.Objects()...)
}

// SetState implements widgets.RowView.
func (r *saveRow) SetState(s widgets.RowState) { r.state = s }

// Repaint implements widgets.RowView.
func (r *saveRow) Repaint(p look.Paint) {
	r.name.Repaint(p)
	r.icon.Repaint(p)
	r.said.Repaint(p)
	r.tape.Refresh()
	over := r.state.Zone == "act"
	r.act.SetState(over, over && r.state.Pressed, false)
	r.act.Repaint(p)
}

// Arrange implements widgets.RowView.
func (r *saveRow) Arrange(p look.Paint, size fyne.Size) {
	const x = 6
	end := size.Width - 6 - look.Compact
	r.act.Place(p, end, (size.Height-look.Compact)/2, look.Compact)
	half := float32(int((end - x) * .42))
	r.name.Place(p, x, 4, half-12)
	r.icon.Place(p, x, 26)
	r.said.Place(p, x+17, 23, max(0, half-29))
	page.Place(r.tape, x+half, (size.Height-widgets.TapeHeight)/2, end-x-half-12, widgets.TapeHeight)
}

// Zones implements widgets.RowView.
func (r *saveRow) Zones() []widgets.Zone {
	id := r.id
	zones := []widgets.Zone{r.act.Zone("act", widgets.Tip{Text: r.tip, Key: "Space"}, func() { r.tab.act(id) })}
	for name, text := range map[string]*look.Text{"name": r.name, "said": r.said} {
		if text.Cut() {
			zones = append(zones, widgets.Zone{ID: name, Position: text.Object.Position(), Size: text.Object.Size(), Tip: text.Full()})
		}
	}
	return zones
}
