package downloads

import (
	"errors"
	"path"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/page"
	"spool/app/words"
	"spool/library/download"
	"spool/uploader"
	"spool/widgets"
	"spool/widgets/look"
)

// saveRow draws a save.
type saveRow struct {
	list   *saveList
	id     int64
	state  widgets.RowState
	name   *look.Text
	icon   *look.Icon
	said   *look.Text
	folder *look.Text // in a page
	tape   *widgets.Tape
	act    *widgets.ButtonFace
	remove *widgets.ButtonFace // in a page
	tip    string
	drop   string
}

func newSaveRow(l *saveList) *saveRow {
	return &saveRow{
		list: l, name: look.NewText(look.BodyMedium, look.Fg, ""), icon: look.NewIcon("", look.IconBadge, look.Fg2),
		said: look.NewText(look.Small, look.Fg2, ""), folder: look.NewText(look.Small, look.Fg3, ""), tape: widgets.NewTape(),
		act:    widgets.NewButtonFace(widgets.Neutral, widgets.Small, "", look.IconPause),
		remove: widgets.NewButtonFace(widgets.Quiet, widgets.Small, "", look.IconClose),
	}
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
	r.tip, r.drop = tip, lang.L("Cancel")
	if i.Over() {
		r.drop = lang.L("Remove from the list")
	}
	if r.list.split {
		r.folder.Set(filepath.Dir(i.Path()))
	}
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
		return look.IconError, why(i), look.Error
	case download.Paused:
		return look.IconPause, words.List(lang.L("Paused"), size), look.Fg3
	case download.Waiting:
		if i.Trouble != "" {
			return look.IconHourglass, lang.L("Stream makes the file"), look.Process
		}
		return look.IconClock, lang.L("Waiting"), look.Fg3
	}
	if i.Trouble != "" {
		wait := max(0, int(i.RetryAt.Sub(r.list.params.Now()).Seconds()+.5))
		return look.IconOffline, words.F("Connection lost, retry in %d s", wait), look.Warning
	}
	if i.Length < 0 {
		return look.IconHourglass, lang.L("Asking Stream for the file"), look.Process
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

// why is why a save failed, without the name that stands over it.
func why(i *download.Item) string {
	text := strings.TrimPrefix(i.Trouble, "save "+i.Name+": ")
	return strings.TrimSuffix(page.Sentence(errors.New(text)), ".")
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
	objects := []fyne.CanvasObject{r.name.Object, r.icon.Object, r.said.Object, r.folder.Object, r.tape}
	return append(append(objects, r.act.Objects()...), r.remove.Objects()...)
}

// SetState implements widgets.RowView.
func (r *saveRow) SetState(s widgets.RowState) { r.state = s }

// Repaint implements widgets.RowView.
func (r *saveRow) Repaint(p look.Paint) {
	r.name.Repaint(p)
	r.icon.Repaint(p)
	r.said.Repaint(p)
	r.folder.Repaint(p)
	r.tape.Refresh()
	r.remove.Show(r.list.split)
	for id, f := range map[string]*widgets.ButtonFace{"act": r.act, "remove": r.remove} {
		over := r.state.Zone == id
		f.SetState(over, over && r.state.Pressed, false)
		f.Repaint(p)
	}
}

// Arrange implements widgets.RowView.
func (r *saveRow) Arrange(p look.Paint, size fyne.Size) {
	x, end := float32(6), size.Width-6
	if r.list.split {
		x, end = look.Inset, size.Width-look.Inset-look.Compact-4
		r.remove.Place(p, end+4, (size.Height-look.Compact)/2, look.Compact)
	}
	end -= look.Compact
	r.act.Place(p, end, (size.Height-look.Compact)/2, look.Compact)
	left, folder := float32(int((end-x)*.42)), float32(0)
	if r.list.split && end-x > folderFrom {
		folder = float32(int((end - x) * .2))
	}
	r.name.Place(p, x, 4, left-12)
	r.icon.Place(p, x, 26)
	r.said.Place(p, x+17, 23, max(0, left-29))
	r.folder.Place(p, x+left, (size.Height-look.Small.Line())/2, max(0, folder-16))
	page.Place(r.tape, x+left+folder, (size.Height-widgets.TapeHeight)/2, end-x-left-folder-12, widgets.TapeHeight)
}

// folderFrom is the width from which a row has room for its folder.
const folderFrom float32 = 760

// Zones implements widgets.RowView.
func (r *saveRow) Zones() []widgets.Zone {
	id := r.id
	zones := []widgets.Zone{r.act.Zone("act", widgets.Tip{Text: r.tip, Key: lang.L("Space")}, func() { r.list.act(id) })}
	if r.list.split {
		zones = append(zones, r.remove.Zone("remove", widgets.Tip{Text: r.drop, Key: lang.L("Del")}, func() { r.list.remove(id) }))
	}
	for name, text := range map[string]*look.Text{"name": r.name, "said": r.said, "folder": r.folder} {
		if text.Cut() {
			zones = append(zones, widgets.Zone{ID: name, Position: text.Object.Position(), Size: text.Object.Size(), Tip: text.Full()})
		}
	}
	return zones
}
