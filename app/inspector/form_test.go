package inspector

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"spool/app/apptest"
	"spool/library"
	"spool/widgets"
)

var now = time.Date(2026, time.May, 20, 12, 0, 0, 0, time.UTC)

// account is Stream with one video, and the store of drafts.
type account struct {
	video   library.Video
	sent    []library.Patch
	fails   error
	drafts  map[string][]library.Change
	changed []library.Video
	undone  []int64
}

func (a *account) Edit(_ context.Context, v *library.Video, changes []library.Change, _ string) (library.Item, error) {
	item := library.Item{Job: 7, UID: v.UID, Changes: changes, State: library.ItemDone}
	if a.fails != nil {
		return item, a.fails
	}
	switch standing, conflicts := library.Stand(&a.video, changes); standing {
	case library.Conflicting:
		item.State, item.Conflicts = library.ItemConflict, conflicts
		return item, nil
	case library.Applied:
		item.State = library.ItemSkipped
		return item, nil
	}
	a.sent = append(a.sent, library.PatchFor(&a.video, changes))
	for _, c := range changes {
		switch c.Path.Field {
		case library.FieldMeta:
			if c.After == nil {
				delete(a.video.Meta, c.Path.Key)
			} else {
				a.video.Meta[c.Path.Key] = c.After
			}
		case library.FieldCreator:
			a.video.Creator = library.FormatValue(c.Path, c.After)
		case library.FieldRequireSignedURLs:
			a.video.RequireSignedURLs = string(c.After) == "true"
		}
	}
	return item, nil
}

func (a *account) Named(_ context.Context, _ iter.Seq2[string, error]) iter.Seq2[library.Video, error] {
	return func(yield func(library.Video, error) bool) { yield(a.copy(), nil) }
}

func (a *account) copy() library.Video {
	v := a.video
	v.Meta = library.Meta{}
	for k, raw := range a.video.Meta {
		v.Meta[k] = raw
	}
	return v
}

func (a *account) SaveDraft(_ context.Context, d library.Draft) error {
	a.drafts[d.UID] = slices.Clone(d.Changes)
	return nil
}

func (a *account) DropDraft(_ context.Context, uid string) error {
	delete(a.drafts, uid)
	return nil
}

func (a *account) Drafts(context.Context) ([]library.Draft, error) {
	var list []library.Draft
	for uid, changes := range a.drafts {
		list = append(list, library.Draft{UID: uid, Changes: changes})
	}
	return list, nil
}

// desk is a form in a window.
type desk struct {
	*account
	t      *testing.T
	window fyne.Window
	form   *Form
	drafts *Drafts
	toasts []widgets.Toast
}

func newDesk(t *testing.T) *desk {
	a := &account{drafts: map[string][]library.Change{}, video: library.Video{
		UID: "9c1f0000000000000000000000a27e00", Created: now.AddDate(0, 0, -6), Duration: 2530,
		Status: library.Status{State: library.StateReady}, Creator: "crew-north",
		Meta: library.Meta{
			"name": json.RawMessage(`"Harbour"`), "project": json.RawMessage(`"coastline"`),
			"episode": json.RawMessage(`12`), "tags": json.RawMessage(`{"sea":true}`),
		},
	}}
	d := &desk{account: a, t: t, window: apptest.Window(t)}
	d.drafts = NewDrafts(a, apptest.Inline)
	d.open(a.copy())
	return d
}

func (d *desk) open(v library.Video) {
	if d.form != nil {
		d.form.Close()
	}
	d.form = NewForm(Params{
		Library: d.account, Drafts: d.drafts, Do: apptest.Inline, Now: func() time.Time { return now },
		Toast: func(t widgets.Toast) { d.toasts = append(d.toasts, t) }, Copy: func(string) {}, Watch: func(library.Video) {},
		Changed: func(v library.Video) { d.changed = append(d.changed, v) }, Undo: func(job int64) { d.undone = append(d.undone, job) },
	}, v, false)
	d.window.SetContent(d.form.Content)
	d.window.Resize(fyne.NewSize(400, 1400))
}

// write replaces the text of the field that holds a text.
func (d *desk) write(old, text string) {
	d.t.Helper()
	d.window.Canvas().Unfocus()
	apptest.TabTo(d.t, d.window, func(f fyne.Focusable) bool {
		entry, is := f.(interface{ SelectedText() string })
		if !is {
			return false
		}
		apptest.Shortcut(d.window, fyne.KeyModifierShortcutDefault, fyne.KeyA)
		return entry.SelectedText() == old
	})
	apptest.Press(d.window, fyne.KeyBackspace)
	apptest.Type(d.window, text)
}

// deletion puts the keyboard into the field of the deletion date, behind that of
// the creator.
func (d *desk) deletion() {
	d.t.Helper()
	d.write("crew-north", "crew-north")
	d.window.Canvas().FocusNext()
}

func (d *desk) hear(text string) {
	d.t.Helper()
	if len(d.toasts) == 0 || d.toasts[len(d.toasts)-1].Text != text {
		d.t.Errorf("the toasts are %+v, want %q last", d.toasts, text)
	}
}

func TestOnlyTouchedFieldsAreSent(t *testing.T) {
	d := newDesk(t)
	apptest.SeeNot(t, d.window, "unsaved")
	d.write("Harbour", "Harbour at dawn")
	d.write("crew-north", "studio-a")
	apptest.See(t, d.window, "2 unsaved changes")
	apptest.Click(t, d.window, "Save")
	if len(d.sent) != 1 || len(d.sent[0]) != 2 {
		t.Fatalf("sent %v, want meta and creator once", d.sent)
	}
	if got := string(d.sent[0][library.FieldMeta]); got != `{"episode":12,"name":"Harbour at dawn","project":"coastline","tags":{"sea":true}}` {
		t.Errorf("meta sent is %s", got)
	}
	d.hear("2 changes saved")
	apptest.SeeNot(t, d.window, "unsaved")
	if len(d.account.drafts) != 0 || len(d.changed) != 1 {
		t.Errorf("the draft %v stayed, or the new version %v was not handed on", d.account.drafts, d.changed)
	}
	d.toasts[len(d.toasts)-1].Undo()
	if !slices.Equal(d.undone, []int64{7}) {
		t.Errorf("undone are %v, want job 7", d.undone)
	}
}

func TestWhatIsWrittenBackIsNoChange(t *testing.T) {
	d := newDesk(t)
	d.write("crew-north", "x")
	d.write("x", "crew-north")
	apptest.SeeNot(t, d.window, "unsaved")
	if len(d.account.drafts) != 0 {
		t.Errorf("a draft stayed: %v", d.account.drafts)
	}
}

func TestDraftsOutliveSelectionAndProgram(t *testing.T) {
	d := newDesk(t)
	d.write("Harbour", "Harbour at dusk")
	other := d.copy()
	other.UID = "other"
	d.open(other)
	apptest.SeeNot(t, d.window, "Harbour at dusk", "unsaved")
	// Another start reads the drafts anew.
	d.drafts = NewDrafts(d.account, apptest.Inline)
	d.drafts.Load(func(err error) {
		if err != nil {
			t.Error(err)
		}
	})
	d.open(d.copy())
	apptest.See(t, d.window, "Harbour at dusk", "1 unsaved change")
}

func TestAChangeElsewhereIsShownBesideOurs(t *testing.T) {
	for _, pick := range []struct{ button, stays string }{{"Use mine", "studio-a"}, {"Keep Stream’s", "survey"}} {
		t.Run(pick.button, func(t *testing.T) {
			d := newDesk(t)
			d.write("crew-north", "studio-a")
			d.video.Creator = "survey"
			apptest.Click(t, d.window, "Save")
			if len(d.sent) != 0 {
				t.Fatalf("sent %v over somebody's change", d.sent)
			}
			apptest.See(t, d.window, "Changed elsewhere meanwhile", "survey", "studio-a", "1 conflict to decide")
			apptest.Click(t, d.window, pick.button)
			apptest.SeeNot(t, d.window, "Changed elsewhere meanwhile")
			d.form.Save()
			if d.video.Creator != pick.stays {
				t.Errorf("the creator is %q, want %q", d.video.Creator, pick.stays)
			}
		})
	}
}

func TestTypingOnDuringASaveIsNoConflict(t *testing.T) {
	d := newDesk(t)
	var answer []func()
	d.form.Do = func(run func(context.Context) error, then func(error)) {
		err := run(t.Context())
		answer = append(answer, func() { then(err) })
	}
	d.write("crew-north", "studio-a")
	d.form.Save()
	d.write("studio-a", "studio-ab")
	for len(answer) > 0 {
		next := answer[0]
		answer = answer[1:]
		next()
	}
	apptest.SeeNot(t, d.window, "Changed elsewhere meanwhile")
	apptest.See(t, d.window, "1 unsaved change")
	d.form.Do = apptest.Inline
	d.form.Save()
	if d.video.Creator != "studio-ab" {
		t.Errorf("the creator is %q, want what was typed last", d.video.Creator)
	}
}

func TestABadValueIsKeptAndNotSent(t *testing.T) {
	d := newDesk(t)
	d.deletion()
	apptest.Type(d.window, "tomorrow")
	apptest.See(t, d.window, "13 Jun 2026 to 14 May 2029", "1 value to correct")
	d.form.Save()
	if len(d.sent) != 0 {
		t.Errorf("sent %v", d.sent)
	}
	d.open(d.copy())
	apptest.See(t, d.window, "tomorrow", "13 Jun 2026")
	d.write("tomorrow", "30 Aug 2026")
	apptest.See(t, d.window, "1 unsaved change")
	d.form.Save()
	if got := string(d.sent[0][library.FieldScheduledDeletion]); got != `"2026-08-30T00:00:00Z"` {
		t.Errorf("the date sent is %s", got)
	}
}

func TestMetaKeepsItsTypes(t *testing.T) {
	d := newDesk(t)
	d.write("12", "13")
	apptest.Click(t, d.window, "Add key")
	apptest.Type(d.window, "season")
	d.window.Canvas().Focus(d.form.meta.value.Focusable())
	apptest.Type(d.window, "2")
	d.form.Save() // also takes in what was typed and not finished
	if got := string(d.sent[0][library.FieldMeta]); got != `{"episode":13,"name":"Harbour","project":"coastline","season":"2","tags":{"sea":true}}` {
		t.Errorf("meta sent is %s", got)
	}
}

func TestNestedMetaIsEditedAsJSON(t *testing.T) {
	d := newDesk(t)
	apptest.Click(t, d.window, `{"sea":true}`)
	area := d.window.Canvas().Focused()
	apptest.Shortcut(d.window, fyne.KeyModifierShortcutDefault, fyne.KeyA)
	apptest.Press(d.window, fyne.KeyBackspace)
	apptest.Type(d.window, `{"sea":`)
	apptest.Click(t, d.window, "Apply")
	apptest.See(t, d.window, "Line 1: unexpected end of JSON input")
	d.window.Canvas().Focus(area)
	apptest.Type(d.window, `false}`)
	apptest.Click(t, d.window, "Apply")
	apptest.See(t, d.window, `{"sea":false}`, "1 unsaved change")
}

func TestOffline(t *testing.T) {
	d := newDesk(t)
	d.fails = errors.New("no answer from Stream")
	d.write("crew-north", "studio-a")
	d.form.Save()
	d.hear("“Harbour” wasn’t saved, the draft is kept: No answer from Stream")
	apptest.See(t, d.window, "1 unsaved change")
	if len(d.account.drafts) != 1 {
		t.Error("the draft is gone")
	}
}

func TestRevertCanBeTakenBack(t *testing.T) {
	d := newDesk(t)
	d.write("crew-north", "studio-a")
	apptest.Click(t, d.window, "Revert")
	apptest.See(t, d.window, "crew-north")
	d.toasts[len(d.toasts)-1].Undo()
	apptest.See(t, d.window, "studio-a", "1 unsaved change")
}

func TestADraftMadeElsewhereShowsInTheForm(t *testing.T) {
	d := newDesk(t)
	d.drafts.OnChange = func(string) { d.form.Follow() }
	d.drafts.Add(d.copy(), library.Change{Path: thumbnailPath, After: json.RawMessage("0.5")})
	apptest.See(t, d.window, "50 %", "1 unsaved change")
}
