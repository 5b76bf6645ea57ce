package app

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"spool/internal/filepick"
	"spool/uploader"
)

func TestADropOfFoldersAndFiles(t *testing.T) {
	d := newDesk(t)
	s := d.open()
	dir := d.files(map[string]string{
		"shoot/a b+c%20.mp4": film, "shoot/deep/ü.mov": film, "shoot/notes.txt": "words", "shoot/.hidden.mp4": film,
		"single.mp4": film, "list.csv": "1,2",
	})
	d.window.Drop([]fyne.URI{
		storage.NewFileURI(filepath.Join(dir, "shoot")), storage.NewFileURI(filepath.Join(dir, "single.mp4")),
		storage.NewFileURI(filepath.Join(dir, "list.csv")),
	})
	d.settle()
	got := s.names()
	slices.Sort(got)
	if !slices.Equal(got, []string{"a b+c%20.mp4", "single.mp4", "ü.mov"}) {
		t.Errorf("queued are %q", got)
	}
	d.hear("3 videos added to the queue", "Skipped, as it is no video: notes.txt, list.csv")

	d.window.Drop([]fyne.URI{storage.NewFileURI(filepath.Join(dir, "single.mp4"))})
	d.settle()
	d.hear("“single” is in the queue already")
	if len(s.names()) != 3 {
		t.Errorf("it was queued twice: %q", s.names())
	}
}

func TestADropFromElsewhereIsNamedAndRefused(t *testing.T) {
	d := newDesk(t)
	s := d.open()
	t.Chdir(d.files(map[string]string{"a.mp4": film, "http:/b.mp4": film}))
	// The driver takes every line of a drop for the name of a file.
	drop := func(lines ...string) {
		var uris []fyne.URI
		for _, l := range lines {
			uris = append(uris, storage.NewFileURI(l))
		}
		d.window.Drop(uris)
		d.settle()
	}
	drop("https://example.com/film.mp4", "sftp://host/deep/ü b.mov")
	d.hear("Not added: film.mp4, ü b.mov, not on this computer")
	drop("http://example.com/film.mp4", "a.mp4", "http:/b.mp4")
	d.hear("Not added: film.mp4, not on this computer", "2 videos added to the queue")
	if got := s.names(); !slices.Equal(got, []string{"a.mp4", "b.mp4"}) {
		t.Errorf("queued are %q", got)
	}
}

func TestFilesForAnotherAccountAreRefused(t *testing.T) {
	d := newDesk(t)
	receive := func(a uploader.Account, paths ...string) (answer error) {
		t.Helper()
		answered := false
		d.window.Receive(a, paths, func(err error) { answer, answered = err, true })
		d.settle()
		if !answered {
			t.Fatal("it never answers")
		}
		return answer
	}
	dir := d.files(map[string]string{"a.mp4": film, "b.mp4": film})
	other := uploader.Account{BaseURL: "https://api.example.com/client/v4", ID: "a2"}
	if err := receive(other, filepath.Join(dir, "a.mp4")); err == nil || !strings.Contains(err.Error(), "shows no account") {
		t.Errorf("on the first run's page: %v", err)
	}
	s := d.open()
	err := receive(other, filepath.Join(dir, "a.mp4"))
	if err == nil || !strings.Contains(err.Error(), "account a2") || !strings.Contains(err.Error(), "Example Studio") {
		t.Errorf("with another account: %v", err)
	}
	elsewhere := s.info.Account
	elsewhere.BaseURL = "https://elsewhere.example.com"
	if err := receive(elsewhere, filepath.Join(dir, "a.mp4")); err == nil {
		t.Error("the same ID at another API counts as the same account")
	}
	if len(s.names()) != 0 {
		t.Errorf("queued are %q", s.names())
	}
	for a, name := range map[uploader.Account]string{s.info.Account: "a.mp4", {}: "b.mp4"} {
		if err := receive(a, filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
	if got := s.names(); len(got) != 2 {
		t.Errorf("queued are %q", got)
	}
}

func TestADropThatIsAllWrongSaysSo(t *testing.T) {
	d := newDesk(t)
	s := d.open()
	dir := d.files(map[string]string{"notes.txt": "words", "empty/.keep": ""})
	d.window.Drop([]fyne.URI{storage.NewFileURI(filepath.Join(dir, "notes.txt"))})
	d.settle()
	d.window.Drop([]fyne.URI{storage.NewFileURI(filepath.Join(dir, "empty"))})
	d.settle()
	d.window.Drop([]fyne.URI{storage.NewFileURI(filepath.Join(dir, "gone.mp4"))})
	d.settle()
	if n := s.names(); len(n) != 0 {
		t.Errorf("queued are %q", n)
	}
	for _, toast := range d.toasts {
		if !toast.Failed {
			t.Errorf("%q looks like a success", toast.Text)
		}
	}
	d.hear("Skipped, as it is no video: notes.txt", "There is no video in it", "Not added: gone.mp4, no such file or directory")
}

func TestAQueueThatCannotBeSavedIsSaid(t *testing.T) {
	d := newDesk(t)
	s := d.open()
	s.fails = errors.New("the disk is full")
	d.window.Add([]string{filepath.Join(d.files(map[string]string{"a.mp4": film}), "a.mp4")})
	d.settle()
	d.hear("The queue can’t be saved: the disk is full")
}

func TestLeavingTheAccountDuringAWalkIsSaid(t *testing.T) {
	d := newDesk(t)
	first := d.open()
	first.fails = errors.New("the queue is closed")
	d.window.Add([]string{d.files(map[string]string{"a.mp4": film})})
	d.window.show(newFakeSession("a2", "Second Studio"))
	d.settle()
	d.hear("Not all was added to Example Studio: the account was left meanwhile")
}

func TestPasteTakesPathsAndFileAddresses(t *testing.T) {
	d := newDesk(t)
	s := d.open()
	dir := d.files(map[string]string{"a b.mp4": film, "c.mp4": film, "d.mp4": film, "e.mp4": film})
	fyne.CurrentApp().Clipboard().SetContent("file://" + dir + "/a%20b.mp4\r\n" + dir + "/c.mp4\n\"" + dir + "/d.mp4\"\nrelative.mp4\nfile://elsewhere" + dir + "/e.mp4\n")
	d.shortcut(&fyne.ShortcutPaste{})
	d.settle()
	if got := s.names(); !slices.Equal(got, []string{"a b.mp4", "c.mp4", "d.mp4"}) {
		t.Errorf("queued are %q", got)
	}
	fyne.CurrentApp().Clipboard().SetContent("just words")
	d.shortcut(&fyne.ShortcutPaste{})
	d.hear("3 videos added to the queue", "The clipboard holds no files")
}

func TestFilesNamedBeforeThereIsAnAccountAreAddedThen(t *testing.T) {
	d := newDesk(t)
	d.window.Welcome()
	dir := d.files(map[string]string{"a.mp4": film})
	d.window.Add([]string{filepath.Join(dir, "a.mp4")})
	s := d.open()
	d.settle()
	if got := s.names(); !slices.Equal(got, []string{"a.mp4"}) {
		t.Errorf("queued are %q", got)
	}
}

func TestAddVideosAsksTheSystemElseFyne(t *testing.T) {
	d := newDesk(t)
	s := d.open()
	dir := d.files(map[string]string{"a.mp4": film, "b.mp4": film})
	d.picked = []string{filepath.Join(dir, "a.mp4"), filepath.Join(dir, "b.mp4")}
	d.ctrl(fyne.KeyO)
	d.settle()
	if got := s.names(); !slices.Equal(got, []string{"a.mp4", "b.mp4"}) {
		t.Errorf("queued are %q", got)
	}
	d.picked, d.pick = nil, filepick.ErrUnavailable
	d.shortcut(ctrlShift(fyne.KeyO))
	d.settle()
	d.see("Add a folder")
}
