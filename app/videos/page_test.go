package videos

import (
	"image"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"spool/app/apptest"
	"spool/library"
)

func TestTheNewestVideosComeFirstAndOpen(t *testing.T) {
	st := newStage(t, 300)
	st.see("300 videos", st.at(0).Name())
	st.press(fyne.KeyHome, fyne.KeyRight, fyne.KeyReturn)
	if want := "https://example.com/" + st.at(1).UID + "/watch"; st.opened != want {
		t.Errorf("opened %q, want %q", st.opened, want)
	}
}

func TestRowsThatComeIntoSightAreRead(t *testing.T) {
	st := newStage(t, 1000)
	st.press(fyne.KeyHome, fyne.KeyEnd)
	st.see(st.at(999).Name())
}

func TestTypingFinds(t *testing.T) {
	st := newStage(t, 300)
	st.search("uid:" + st.at(7).UID)
	if len(st.page.rows.hits) != 1 {
		t.Fatalf("found %d videos, want 1", len(st.page.rows.hits))
	}
	st.see(st.at(0).Name())
}

func TestCommandsStandInMenuAndBarAndAnswerToTheirKey(t *testing.T) {
	st := newStage(t, 30)
	var got []string
	st.page.Add(Command{
		Label: "Frame it", Bar: "Frames", Group: GroupChange, Press: Press{Key: fyne.KeyB},
		Run: func(s Selection, from fyne.CanvasObject) {
			for v, err := range s.Videos(t.Context()) {
				if err != nil {
					t.Error(err)
				}
				got = append(got, v.UID)
			}
		},
	})
	st.press(fyne.KeyHome, fyne.KeyX)
	apptest.SeeNot(t, st.window, "Frames")
	st.page.list().Select(keyOf(st.page.rows.hits[2]), keyOf(st.page.rows.hits[4]))
	st.see("2 selected", "Frames")
	apptest.Click(t, st.window, "Frames")
	want := []string{st.at(2).UID, st.at(4).UID}
	if !slices.Equal(got, want) {
		t.Errorf("the bar's button got %q, want %q", got, want)
	}
	st.press(fyne.KeyB)
	if len(got) != 4 {
		t.Errorf("after the key there are %d videos, want 4", len(got))
	}
	var labels []string
	for _, item := range st.page.Menu() {
		labels = append(labels, item.Label)
	}
	if joined := strings.Join(labels, ","); joined != "Preview,Open,,Rename,Frame it,,Delete…" {
		t.Errorf("the menu is %s", joined)
	}
}

func TestAnotherPartIsToldTheSelectionAndStepsThroughIt(t *testing.T) {
	st := newStage(t, 30)
	var told []Selection
	st.page.Watch(func(s Selection) { told = append(told, s) })
	last := func() Selection { return told[len(told)-1] }
	st.press(fyne.KeyHome, fyne.KeyRight)
	if s := last(); s.Count() != 1 || s.Current == nil || s.Current.UID != st.at(1).UID {
		t.Fatalf("after Right the selection is %+v", s)
	}
	st.page.Step(1)
	if s := last(); s.Count() != 1 || s.Current.UID != st.at(2).UID {
		t.Errorf("a step goes to %+v", s.Current)
	}
	st.page.list().SelectAll()
	if s := last(); !s.All || s.Count() != 30 {
		t.Errorf("Select all gives %d videos, all %v", s.Count(), s.All)
	}
	before := last().At
	st.page.Step(1)
	if s := last(); s.Count() != 30 || s.At != before+1 {
		t.Errorf("a step among all goes from %d to %d of %d", before, s.At, s.Count())
	}
}

func TestTheInspectorStandsBesideTheVideosOrLiesOverThem(t *testing.T) {
	st := newStage(t, 30)
	side := canvas.NewText("Inspector", nil)
	st.page.SetSide(side)
	apptest.SeeNot(t, st.window, "Inspector")
	st.press(fyne.KeyHome, fyne.KeyRight)
	st.see("Inspector")
	if w := st.page.grid.Size().Width; w != 1224-352 {
		t.Errorf("beside the inspector the grid is %v wide", w)
	}
	st.window.Resize(fyne.NewSize(1000, 700))
	if w := st.page.grid.Size().Width; w != 1000 {
		t.Errorf("under the inspector the grid is %v wide", w)
	}
	st.page.ShowSide(false)
	apptest.SeeNot(t, st.window, "Inspector")
	if last := st.kept[len(st.kept)-1]; !last.GridSide {
		t.Error("that it was closed is not remembered")
	}
}

func TestAnEditIsShownAndTakenBack(t *testing.T) {
	st := newStage(t, 30)
	v := *st.at(3)
	changed := v
	changed.Creator = "crew-north"
	st.page.Edit(v, library.Diff(&v, &changed), "Creator changed", nil)
	st.settle()
	st.hear("Creator changed")
	if got := st.at(3).Creator; got != "crew-north" {
		t.Errorf("the row's creator is %q", got)
	}
	st.page.Jobs.Undo(0)
	st.wait(func() bool { return st.at(3).Creator == v.Creator })
	st.hear("1 video is as it was before")
	if got := st.at(3).Creator; got != v.Creator {
		t.Errorf("taken back, the creator is %q, was %q", got, v.Creator)
	}
}

func TestTypingTheStartOfANameGoesThere(t *testing.T) {
	st := newStage(t, 300)
	st.press(fyne.KeyHome)
	name := ""
	at := 0
	for i := 40; i < 300 && name == ""; i++ {
		st.page.list().ScrollTo(keyOf(st.page.rows.hits[i]))
		st.settle()
		if n := st.at(i).Name(); strings.HasPrefix(n, "D") {
			name, at = n, i
		}
	}
	if name == "" {
		t.Fatal("no name begins with D")
	}
	st.page.list().MoveTo(keyOf(st.page.rows.hits[at-1]))
	apptest.Type(st.window, "d")
	st.settle()
	if s := st.page.Selection(); s.Count() != 1 || s.Hits[0] != st.page.rows.hits[at] {
		got, _ := st.page.rows.find(s.Hits[0])
		t.Errorf("typing d goes to row %d, %q, want row %d, %q", got, s.Current.Name(), at, name)
	}
}

// asked counts the pictures that were asked for and given up.
type asked struct{ forgotten int }

func (a *asked) Thumbnail(library.Video, int, int, func()) (image.Image, bool) { return nil, false }
func (a *asked) Forget(library.Video, int, int)                                { a.forgotten++ }

func TestPicturesOutOfSightAreGivenUp(t *testing.T) {
	st := newStage(t, 300)
	a := &asked{}
	st.page.Pictures = a
	st.page.list().Reload()
	st.press(fyne.KeyHome, fyne.KeyEnd)
	if a.forgotten < 20 {
		t.Errorf("%d pictures were given up", a.forgotten)
	}
}
