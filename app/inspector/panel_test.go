package inspector

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"spool/app/apptest"
	"spool/library"
	"spool/widgets"
)

func TestThePanelStepsThroughTheSelection(t *testing.T) {
	d := newDesk(t)
	var steps []int
	opened := ""
	p := NewPanel(PanelParams{
		Params: Params{
			Library: d.account, Drafts: d.drafts, Do: apptest.Inline, Now: func() time.Time { return now },
			Toast: func(widgets.Toast) {}, Watch: func(library.Video) {}, Changed: func(library.Video) {},
		},
		Tabs:    []Tab{{ID: "captions", Label: "Captions"}},
		OpenTab: func(v library.Video, tab string) { opened = v.UID + " " + tab },
		Step:    func(by int) { steps = append(steps, by) }, Close: func() {}, Menu: func() []widgets.MenuItem { return nil },
	})
	d.window.SetContent(p.Content)
	d.window.Resize(fyne.NewSize(352, 900))
	apptest.See(t, d.window, "Nothing selected")
	v := d.copy()
	p.Show(&v, 0, 3)
	apptest.See(t, d.window, "1 of 3 selected", "Harbour", "9c1f…7e00")
	apptest.TabToButton(t, d.window, "Next video")
	apptest.Press(d.window, fyne.KeySpace)
	if len(steps) != 1 || steps[0] != 1 {
		t.Errorf("the steps are %v, want one ahead", steps)
	}
	apptest.Click(t, d.window, "Captions")
	if opened != v.UID+" captions" {
		t.Errorf("opened %q", opened)
	}
	d.window.Canvas().Focus(p.First())
	apptest.Type(d.window, "Old ")
	p.Show(nil, 0, 0)
	if len(d.drafts.Of(v.UID)) != 1 {
		t.Error("what was typed went with the selection")
	}
}
