package app

import (
	"errors"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"spool/internal/filepick"
)

func TestADropOfFoldersAndFiles(t *testing.T) {
	d := newDesk(t)
	s := d.open()
	dir := d.files(map[string]string{
		"shoot/a b+c%20.mp4": film, "shoot/deep/ü.mov": film, "shoot/notes.txt": "words", "shoot/.hidden.mp4": film,
		"single.mp4": film, "list.csv": "1,2",
	})
	address, err := storage.ParseURI("https://example.com/film.mp4")
	if err != nil {
		t.Fatal(err)
	}
	d.window.Drop([]fyne.URI{
		storage.NewFileURI(filepath.Join(dir, "shoot")), storage.NewFileURI(filepath.Join(dir, "single.mp4")),
		storage.NewFileURI(filepath.Join(dir, "list.csv")), address,
	})
	d.settle()
	got := s.names()
	slices.Sort(got)
	if !slices.Equal(got, []string{"a b+c%20.mp4", "single.mp4", "ü.mov"}) {
		t.Errorf("queued are %q", got)
	}
	d.hear("3 videos added to the queue", "Skipped, as it is no video: notes.txt, list.csv", "Not added: film.mp4, it is not on this computer")

	d.window.Drop([]fyne.URI{storage.NewFileURI(filepath.Join(dir, "single.mp4"))})
	d.settle()
	d.hear("“single” is in the queue already")
	if len(s.names()) != 3 {
		t.Errorf("it was queued twice: %q", s.names())
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

func TestPasteTakesPathsAndFileAddresses(t *testing.T) {
	d := newDesk(t)
	s := d.open()
	dir := d.files(map[string]string{"a b.mp4": film, "c.mp4": film, "d.mp4": film})
	fyne.CurrentApp().Clipboard().SetContent("file://" + dir + "/a%20b.mp4\r\n" + dir + "/c.mp4\n\"" + dir + "/d.mp4\"\nrelative.mp4\n")
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
