// Package audio is the tab of a video in which its additional audio tracks are
// looked after: a table of them at the left, a form for another at the right.
package audio

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"spool/app/page"
	"spool/app/words"
	"spool/library"
	engine "spool/library/audio"
	"spool/widgets"
	"spool/widgets/look"
)

// Tracks is what the tab does with the tracks of an account. *audio.Desk
// implements it.
type Tracks interface {
	List(ctx context.Context, uid string) ([]library.AudioTrack, error)
	Add(ctx context.Context, uid, label, source string) (library.AudioTrack, error)
	Edit(ctx context.Context, uid, track string, edit library.AudioEdit) (library.AudioTrack, error)
	Delete(ctx context.Context, uid string, track library.AudioTrack) error
}

// Params are what a Tab needs of the window it is in.
type Params struct {
	page.Tools
	Tracks Tracks
	// Counted is told how many tracks there are; may be nil.
	Counted func(n int)
}

// Tab is the audio tracks of one video. All of it belongs to Fyne's goroutine.
type Tab struct {
	Params
	// Content fills the tab.
	Content *fyne.Container
	// List is what the keyboard starts from.
	List *widgets.List

	video    library.Video
	tracks   []library.AudioTrack
	listed   bool
	failure  error
	editing  string // the uid of the track whose label is a field
	asked    int
	stopPoll func()

	title  *look.Label
	table  *widgets.Card
	rules  *look.Paragraph
	none   *widgets.EmptyState
	failed *widgets.EmptyState
	side   *widgets.Rule
	form   *form
}

// New returns a tab without a video; Show gives it one.
func New(p Params) *Tab {
	t := &Tab{Params: p, stopPoll: func() {}}
	t.title = look.NewLabel(look.Subheading, look.Fg, "")
	t.List = widgets.NewList((*model)(t))
	t.List.OnOpen = func(k widgets.Key) { t.rename(string(k)) }
	t.List.OnKey = t.key
	t.List.Menu = t.menu
	t.table = widgets.NewCard(widgets.Column(0, newHead(), widgets.Grow(t.List))).Inset(1)
	t.rules = look.NewParagraph(look.Small, look.Fg3,
		lang.L("Stream’s own player has no track menu, HLS and DASH players do. The default can’t be deleted: pick another first."))
	t.none = widgets.NewEmptyState(look.IconAudio, lang.L("Only the original track"),
		lang.L("Add a language or a commentary from an audio file."),
		widgets.NewSmallButton(widgets.Main, lang.L("Add track…"), func() { t.form.pick() }))
	t.failed = t.failedState("")
	t.side = widgets.NewUpright()
	t.form = newForm(t)
	t.Content = container.New(&tabLayout{t})
	t.show()
	return t
}

func (t *Tab) failedState(why string) *widgets.EmptyState {
	return widgets.NewEmptyState(look.IconOffline, lang.L("The audio tracks can’t be listed"), why,
		widgets.NewSmallButton(widgets.Neutral, lang.L("Try now"), t.Refresh).WithIcon(look.IconRetry))
}

// Show shows the tracks of a video.
func (t *Tab) Show(v library.Video) {
	same := v.UID == t.video.UID
	t.video = v
	t.form.showLength()
	if !same {
		t.Refresh()
	}
}

// Leave ends what the tab does by itself while it does not show.
func (t *Tab) Leave() { t.stopPoll() }

// Drop takes an audio file and reports whether there was one among the files.
func (t *Tab) Drop(paths []string) bool {
	i := slices.IndexFunc(paths, isAudio)
	if i < 0 {
		return false
	}
	t.form.use(paths[i])
	return true
}

// isAudio reports whether a file's name is one of an audio file.
func isAudio(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".wav", ".mp3", ".m4a", ".aac", ".flac", ".ogg", ".opus", ".mka", ".aif", ".aiff", ".ac3", ".wma":
		return true
	}
	return false
}

// pollEvery is how often tracks that Stream works on are asked for.
const pollEvery = 3 * time.Second

// Refresh lists the tracks again.
func (t *Tab) Refresh() {
	if t.Tracks == nil || t.video.UID == "" {
		return
	}
	t.stopPoll()
	t.asked++
	asked, uid := t.asked, t.video.UID
	var found []library.AudioTrack
	t.Do(func(ctx context.Context) (err error) {
		found, err = t.Tracks.List(ctx, uid)
		return err
	}, func(err error) {
		if asked != t.asked {
			return
		}
		t.failure = err
		if err != nil {
			t.failed = t.failedState(page.Sentence(err))
		} else {
			t.take(found)
		}
		t.show()
	})
}

func (t *Tab) take(found []library.AudioTrack) {
	t.tracks, t.listed = found, true
	if t.at(t.editing) < 0 {
		t.editing = ""
	}
	if t.Counted != nil {
		t.Counted(len(found))
	}
	working := func(x library.AudioTrack) bool { return x.Status != engine.Ready && x.Status != engine.Failed }
	if slices.ContainsFunc(found, working) && t.After != nil {
		t.stopPoll = t.After(pollEvery, t.Refresh)
	}
	t.List.Reload()
	t.form.check()
}

func (t *Tab) at(uid string) int {
	return slices.IndexFunc(t.tracks, func(x library.AudioTrack) bool { return x.UID == uid })
}

// show brings in step what is shown with what is known.
func (t *Tab) show() {
	t.title.SetText(words.N(len(t.tracks), "%s added track", "%s added tracks"))
	objects := []fyne.CanvasObject{t.side, t.form.Content}
	switch {
	case t.failure != nil && !t.listed:
		objects = append(objects, t.failed)
	case t.listed && len(t.tracks) == 0:
		objects = append(objects, t.none)
	case t.listed:
		objects = append(objects, t.title, t.table, t.rules)
	}
	t.Content.Objects = objects
	t.Content.Refresh()
}

// does carries out a change of a track and lists them again.
func (t *Tab) does(failed string, run func(ctx context.Context, uid string) error, then func()) {
	uid := t.video.UID
	t.Do(func(ctx context.Context) error { return run(ctx, uid) }, func(err error) {
		t.form.sending = false
		t.form.check()
		t.Fail(failed, err)
		if err == nil && then != nil {
			then()
		}
		t.Refresh()
	})
}

// rename makes a field of a track's label.
func (t *Tab) rename(uid string) {
	if t.at(uid) < 0 {
		return
	}
	t.editing = uid
	t.List.Reload()
	t.List.ScrollTo(widgets.Key(uid))
	if row, is := t.List.View(widgets.Key(uid)).(*row); is {
		if c := fyne.CurrentApp().Driver().CanvasForObject(t.List); c != nil {
			c.Focus(row.field.Focusable())
		}
	}
}

// named ends renaming, with the label that was typed where keep is set.
func (t *Tab) named(label string, keep bool) {
	uid := t.editing
	i := t.at(uid)
	label = strings.TrimSpace(label)
	if keep && i >= 0 && label != t.tracks[i].Label {
		if label == "" || engine.Taken(t.tracks, label, uid) {
			t.Fail(lang.L("The label was not changed"), map[bool]error{true: engine.ErrNoLabel, false: engine.ErrTaken}[label == ""])
			return
		}
		t.tracks[i].Label = label
		t.does(lang.L("The label was not changed"), func(ctx context.Context, video string) error {
			_, err := t.Tracks.Edit(ctx, video, uid, library.AudioEdit{Label: &label})
			return err
		}, nil)
	}
	t.editing = ""
	t.List.Reload()
	if c := fyne.CurrentApp().Driver().CanvasForObject(t.List); c != nil {
		c.Focus(t.List)
	}
}

// makeDefault makes a track the one that plays first.
func (t *Tab) makeDefault(uid string) {
	on := true
	t.does(lang.L("The default was not changed"), func(ctx context.Context, video string) error {
		_, err := t.Tracks.Edit(ctx, video, uid, library.AudioEdit{Default: &on})
		return err
	}, nil)
}

// remove asks, and deletes a track.
func (t *Tab) remove(uid string) {
	i := t.at(uid)
	if i < 0 {
		return
	}
	track := t.tracks[i]
	if track.Default {
		t.Fail(lang.L("The track was not deleted"), engine.ErrDefault)
		return
	}
	widgets.ShowDialog(t.Content, widgets.Dialog{
		Title: words.F("Delete the track “%s”?", track.Label), Confirm: lang.L("Delete track"), Danger: true,
		Text: lang.L("Players stop offering it. It can’t be taken back, only added again."),
		OnConfirm: func() {
			t.does(lang.L("The track was not deleted"), func(ctx context.Context, video string) error {
				return t.Tracks.Delete(ctx, video, track)
			}, func() { t.Toast(widgets.Toast{Text: words.F("“%s” deleted", track.Label)}) })
		},
	})
}

// replace deletes a track that Stream can't read and asks for another file.
func (t *Tab) replace(uid string) {
	i := t.at(uid)
	if i < 0 {
		return
	}
	track := t.tracks[i]
	t.form.label.SetText(track.Label)
	t.does(lang.L("The track was not deleted"), func(ctx context.Context, video string) error {
		return t.Tracks.Delete(ctx, video, track)
	}, func() { t.form.pick() })
}

func (t *Tab) key(ev *fyne.KeyEvent) bool {
	uid := string(t.List.Current())
	switch ev.Name {
	case fyne.KeyF2:
		t.rename(uid)
	case fyne.KeyDelete:
		t.remove(uid)
	case fyne.KeyD:
		t.makeDefault(uid)
	case fyne.KeyF5:
		t.Refresh()
	default:
		return false
	}
	return true
}

func (t *Tab) menu() []widgets.MenuItem {
	uid := string(t.List.Current())
	i := t.at(uid)
	if i < 0 {
		return nil
	}
	track := t.tracks[i]
	return []widgets.MenuItem{
		{Label: lang.L("Rename"), Icon: look.IconEdit, Key: "F2", Run: func() { t.rename(uid) }},
		{Label: lang.L("Make it the default"), Icon: look.IconCheck, Key: "D", Run: func() { t.makeDefault(uid) }, Disabled: track.Default, Reason: lang.L("It is the default")},
		{Label: lang.L("Copy UID"), Icon: look.IconTag, Run: func() { t.Copy(uid) }},
		{Separator: true},
		{Label: lang.L("Delete"), Icon: look.IconDelete, Key: "Del", Danger: true, Run: func() { t.remove(uid) }, Disabled: track.Default, Reason: lang.L("Pick another default first")},
	}
}

// tabLayout puts the table beside the form.
type tabLayout struct{ t *Tab }

// MinSize implements fyne.Layout.
func (l *tabLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Layout implements fyne.Layout.
func (l *tabLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	t := l.t
	right := float32(348)
	if size.Width < 1000 {
		right = 304
	}
	left := size.Width - right
	page.Place(t.side, left, 0, 1, size.Height)
	page.Place(t.form.Content, left+20, 14, right-20-look.Inset, size.Height-28)
	inner := left - 2*look.Inset
	page.Place(t.title, look.Inset, 16, inner, look.Subheading.Line())
	low := t.rules.HeightFor(inner)
	high := min(float32(len(t.tracks))*trackHeight+headHeight+12, size.Height-48-low-28)
	page.Place(t.table, look.Inset, 48, inner, high)
	page.Place(t.rules, look.Inset, 48+high+12, inner, low)
	for _, e := range []*widgets.EmptyState{t.none, t.failed} {
		least := e.MinSize()
		page.Place(e, (left-least.Width)/2, max(0, (size.Height-least.Height)*2/5), least.Width, least.Height)
	}
}
