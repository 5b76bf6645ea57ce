package palette

import (
	"context"
	"errors"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"spool/app/apptest"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// open opens a palette over an empty window and returns what is chosen.
func open(t *testing.T) (w fyne.Window, p *Palette, done *[]string) {
	t.Helper()
	done = &[]string{}
	note := func(what string) func() { return func() { *done = append(*done, what) } }
	w = apptest.Open(t, container.NewStack(), 1440, 900)
	reef := library.Video{UID: "0123456789abcdef0123456789abcdef", Meta: library.Meta{"name": []byte(`"Reef survey"`)}, Duration: 1885}
	p = Open(Params{
		Window: w.Content(), Selected: "3 selected",
		Actions: []Item{
			{ID: "rename", Label: "Rename", Icon: look.IconEdit, Key: "F2", Run: note("rename")},
			{Label: "Delete", Icon: look.IconDelete, Why: "Choose a video", Run: note("delete")},
		},
		Pages:    []Item{{ID: "live", Label: "Live inputs, recordings", Icon: look.IconLive, Run: note("live")}},
		Accounts: []Item{{Label: "Example Studio", Icon: look.IconPerson, Run: note("account")}},
		Find: func(_ context.Context, text string, _ int) (Found, error) {
			if text == "name:" {
				return Found{}, errors.New("half typed")
			}
			return Found{Videos: []library.Video{reef}, Total: 41}, nil
		},
		OpenVideo:     func(v library.Video) { note("open " + v.Name())() },
		VideoActions:  func(library.Video) []Item { return []Item{{Label: "Copy embed code", Run: note("embed")}} },
		SearchLibrary: func(text string) { note("search " + text)() },
		Chosen:        func(i Item) { note("chosen " + i.ID)() },
		Do:            apptest.Inline, Toast: func(x widgets.Toast) { note(x.Text)() }, Now: time.Now,
	})
	return w, p, done
}

func did(t *testing.T, done *[]string, want ...string) {
	t.Helper()
	if len(*done) != len(want) {
		t.Fatalf("done is %q, want %q", *done, want)
	}
	for i := range want {
		if (*done)[i] != want[i] {
			t.Errorf("done is %q, want %q", *done, want)
		}
	}
}

func TestTypingFindsVideosActionsAndPages(t *testing.T) {
	w, _, done := open(t)
	apptest.See(t, w, "Actions on 3 selected", "Rename", "Live inputs, recordings")
	apptest.Type(w, "re")
	apptest.See(t, w, "1 of 41", "31:25", "name", "Search the library for", "41 videos")
	apptest.SeeNot(t, w, "Delete")
	apptest.Press(w, fyne.KeyDown, fyne.KeyReturn)
	did(t, done, "chosen rename", "rename")
	if widgets.OverlayOpen(w.Canvas()) {
		t.Error("it stays open")
	}
}

func TestEnterOpensTheVideoInHandAndTabListsItsActions(t *testing.T) {
	w, _, done := open(t)
	apptest.Type(w, "reef")
	apptest.Press(w, fyne.KeyTab)
	apptest.See(t, w, "Actions for Reef survey", "Copy embed code")
	apptest.Press(w, fyne.KeyEscape)
	apptest.See(t, w, "Search the library")
	apptest.Press(w, fyne.KeyReturn)
	did(t, done, "chosen video 0123456789abcdef0123456789abcdef", "open Reef survey")
}

func TestPrefixesListOneKindOnly(t *testing.T) {
	w, _, done := open(t)
	apptest.Type(w, ">")
	apptest.See(t, w, "Rename", "Delete")
	apptest.SeeNot(t, w, "Live inputs, recordings")
	apptest.Press(w, fyne.KeyBackspace)
	apptest.Type(w, "@ex")
	apptest.SeeNot(t, w, "Rename", "Pages and views")
	apptest.Press(w, fyne.KeyReturn)
	did(t, done, "account")
}

func TestWhatCannotBeDoneSaysWhy(t *testing.T) {
	w, _, done := open(t)
	apptest.Type(w, "> del")
	apptest.Press(w, fyne.KeyReturn)
	did(t, done, "Choose a video")
	if !widgets.OverlayOpen(w.Canvas()) {
		t.Error("it closes")
	}
}

func TestCtrlEnterSearchesTheLibrary(t *testing.T) {
	w, p, done := open(t)
	apptest.Type(w, "name:")
	p.search() // what the overlay runs on Ctrl Enter
	did(t, done, "search name:")
}
