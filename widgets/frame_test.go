package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"spool/widgets/look"
)

func TestHeightsAreTheDesigns(t *testing.T) {
	newBench(t)
	for name, c := range map[string]struct {
		object fyne.CanvasObject
		want   float32
	}{
		"button":           {NewButton(Main, "Save", nil), 32},
		"small button":     {NewSmallButton(Main, "Save", nil), 28},
		"large button":     {NewLargeButton(Main, "Save", nil), 40},
		"icon button":      {NewIconButton(Outline, Normal, look.IconGrid, Tip{}, nil), 32},
		"field":            {NewField(""), 32},
		"search field":     {NewSearchField("", "/"), 32},
		"select":           {NewTextSelect([]string{"a"}, 0, nil), 32},
		"compact select":   {NewTextSelect([]string{"a"}, 0, nil).Compact(), 28},
		"chips field":      {NewChipsField("", nil, nil), 32},
		"segments":         {NewTextSegments([]string{"a", "b"}, 0, nil), 32},
		"small segments":   {NewTextSegments([]string{"a", "b"}, 0, nil).Compact(), 28},
		"stepper":          {NewStepper(1, 6, 3, nil), 28},
		"chip":             {NewChip("Ready", "", nil), 28},
		"badge":            {NewBadge(Good, look.IconDone, "Ready"), 20},
		"key cap":          {NewKeyCap("Ctrl K"), 18},
		"page bar":         {NewPageBar("Queue"), 56},
		"status bar":       {NewStatusBar(), 32},
		"token":            {NewToken("example.com", nil), 24},
		"target of check":  {NewCheck("", nil), 28},
		"target of radio":  {NewRadioGroup([]string{""}, 0, nil).Buttons[0], 28},
		"target of switch": {NewSwitch(true, nil), 28},
		"target of slider": {NewSlider(0, 1, .1, 0, nil), 24},
	} {
		if got := c.object.MinSize().Height; got != c.want {
			t.Errorf("%s is %g high, the design says %g", name, got, c.want)
		}
	}
	if w := NewIconButton(Quiet, Small, look.IconMore, Tip{}, nil).MinSize().Width; w != 28 {
		t.Errorf("a small icon button is %g wide", w)
	}
}

func sampleSidebar() *Sidebar {
	s := NewSidebar("Spool", "Views", "Save this view")
	s.SetAccount("Example Studio")
	s.SetPages([]NavItem{
		{ID: "queue", Label: "Queue", Icon: look.IconQueue, Count: "8", Key: "Ctrl 1"},
		{ID: "live", Label: "Live inputs", Icon: look.IconLive, Alert: "Live"},
	})
	s.SetViews([]NavItem{{ID: "signed", Label: "Signed only", Icon: look.IconLock, Count: "48"}})
	bar := NewStorageBar("Storage")
	bar.Set(.84, .02, "8,412 of 10,000 min", "Queue adds 214 min")
	s.SetStorage(bar)
	s.SetFooter(NavItem{ID: "settings", Label: "Settings", Icon: look.IconSettings, Key: "Ctrl ,", ShowKey: true})
	s.SetCurrent("queue")
	return s
}

func TestSidebarWidths(t *testing.T) {
	newBench(t)
	s := sampleSidebar()
	if got := s.MinSize().Width; got != 216 {
		t.Errorf("it is %g wide, the design says 216", got)
	}
	if s.SetNarrow(true); s.MinSize().Width != 56 {
		t.Errorf("narrow it is %g wide, the design says 56", s.MinSize().Width)
	}
	for _, n := range s.items() {
		if n.tip.Text != n.item.Label {
			t.Errorf("narrow, %s has the tip %q", n.item.Label, n.tip.Text)
		}
	}
	if s.SetNarrow(false); s.pages[0].tip.Text != "" {
		t.Error("wide, an item still has a tip")
	}
}

func TestSidebarIsWalkedByKeyboard(t *testing.T) {
	b := newBench(t)
	s := sampleSidebar()
	s.OnSelect = func(id string) { b.say("%s", id) }
	s.OnAccount = func() { b.say("account") }
	s.OnAddView = func() { b.say("add") }
	b.window.SetContent(container.NewStack(s, NewTipLayer()))
	b.window.Resize(fyne.NewSize(216, 700))
	b.tab()
	b.press(fyne.KeySpace)
	b.tab()
	b.press(fyne.KeyReturn, fyne.KeyDown, fyne.KeyReturn, fyne.KeyDown, fyne.KeyReturn, fyne.KeyDown, fyne.KeySpace, fyne.KeyDown, fyne.KeyUp, fyne.KeyUp, fyne.KeySpace)
	if want := "account, queue, live, signed, settings, live"; b.heard() != want {
		t.Errorf("keys lead to %q, want %q", b.heard(), want)
	}
	b.tab()
	if b.press(fyne.KeySpace); b.said[len(b.said)-1] != "add" {
		t.Errorf("Tab after the pages leads to %T", b.focused())
	}
}

func TestSidebarKeepsTheFocusWhenCountsChange(t *testing.T) {
	b := newBench(t)
	s := sampleSidebar()
	b.window.SetContent(s)
	b.window.Resize(fyne.NewSize(216, 700))
	b.tab()
	b.tab()
	had := b.focused()
	s.SetPages([]NavItem{
		{ID: "queue", Label: "Queue", Icon: look.IconQueue, Count: "9"},
		{ID: "live", Label: "Live inputs", Icon: look.IconLive},
		{ID: "new", Label: "Watermarks", Icon: look.IconWatermark},
	})
	if b.focused() != had || had == nil {
		t.Errorf("the focus went from %T to %T", had, b.focused())
	}
	if len(s.pages) != 3 || !s.pages[0].current || s.pages[0].end.Full() != "9" {
		t.Errorf("%d pages, the first is current: %v, count %q", len(s.pages), s.pages[0].current, s.pages[0].end.Full())
	}
}

func TestSidebarHoldsMoreViewsThanFit(t *testing.T) {
	b := newBench(t)
	s := sampleSidebar()
	views := make([]NavItem, 60)
	for i := range views {
		views[i] = NavItem{ID: "v", Label: "A saved view with quite a long name", Icon: look.IconTag, Count: "12,345"}
	}
	s.SetViews(views)
	b.window.SetContent(s)
	b.window.Resize(fyne.NewSize(216, 500))
	if low, foot := s.scroll.Position().Y+s.scroll.Size().Height, s.storage.Position().Y; low > foot {
		t.Errorf("the views end at %g, the storage begins at %g", low, foot)
	}
}

func TestStatusBarLeavesOutKeysThatDoNotFit(t *testing.T) {
	b := newBench(t)
	s := NewStatusBar()
	s.SetText(look.IconDownload, "Drop videos or folders anywhere in this window")
	s.SetSelection("1 selected, 5.17 GB to go", KeyHint{"Space", "Pause"}, KeyHint{"Alt Up", "Sooner"}, KeyHint{"Del", "Remove"})
	for _, width := range []float32{1200, 500, 260, 80, 0} {
		b.window.SetContent(container.NewWithoutLayout(s))
		s.Resize(fyne.NewSize(width, 32))
		end := s.text.Object.Position().X + s.text.Object.Size().Width
		if s.text.Object.Text != "" && end > s.note.Object.Position().X {
			t.Errorf("in %g the sentence ends at %g, the note begins at %g", width, end, s.note.Object.Position().X)
		}
	}
	s.Resize(fyne.NewSize(1200, 32))
	for i, h := range s.hints {
		if !h.cap.Visible() {
			t.Errorf("in 1200 key %d is left out", i)
		}
	}
}

func TestPageBarCutsItsSentenceFirst(t *testing.T) {
	b := newBench(t)
	p := NewPageBar("Queue", NewButton(Main, "Add videos…", nil))
	p.SetNote("3 uploading, 3 waiting, 2 need attention")
	b.window.SetContent(container.NewWithoutLayout(p))
	p.Resize(fyne.NewSize(420, 56))
	if p.title.Cut() || !p.note.Cut() {
		t.Errorf("title %q, note %q", p.title.Object.Text, p.note.Object.Text)
	}
	p.Resize(fyne.NewSize(900, 56))
	if p.note.Cut() {
		t.Errorf("with room the note is %q", p.note.Object.Text)
	}
}

func TestStorageBarShowsShares(t *testing.T) {
	b := newBench(t)
	s := NewStorageBar("Storage")
	b.window.SetContent(container.NewWithoutLayout(s))
	s.Resize(fyne.NewSize(200, 60))
	for _, c := range []struct {
		used, added          float64
		usedWidth, bothWidth float32
		tone                 fyne.ThemeColorName
	}{
		{.5, .25, 100, 150, look.Fg2}, {0, 0, 0, 0, look.Fg2}, {2, 1, 200, 200, look.Warning}, {-1, .1, 0, 20, look.Fg2}, {.9, .5, 180, 200, look.Fg2},
	} {
		s.Set(c.used, c.added, "", "")
		if got := s.fill.Object.Size().Width; got != c.usedWidth {
			t.Errorf("%v: the used part is %g wide", c, got)
		}
		if got := s.more.Object.Size().Width; got != c.bothWidth {
			t.Errorf("%v: both parts are %g wide", c, got)
		}
		if s.fill.Fill != c.tone {
			t.Errorf("%v: the used part is %s", c, s.fill.Fill)
		}
	}
}

func TestEmptyStateButtonsAreInTabOrder(t *testing.T) {
	b := newBench(t)
	e := NewEmptyState(look.IconUpload, "Nothing to upload", "Drop videos or a folder anywhere in this window.",
		NewSmallButton(Main, "Add videos…", func() { b.say("add") }), NewSmallButton(Neutral, "From URL…", func() { b.say("url") }))
	b.show(e)
	b.tab()
	b.press(fyne.KeySpace)
	b.tab()
	if b.press(fyne.KeySpace); b.heard() != "add, url" {
		t.Errorf("said %q", b.heard())
	}
}

func TestSetThemeAtRunTimeEqualsAFreshStart(t *testing.T) {
	b := newBench(t)
	sheet := func() fyne.CanvasObject { return NewBackdrop(look.Canvas, controlSheet()) }
	b.window.SetContent(sheet())
	b.window.Resize(fyne.NewSize(860, 460))
	b.window.Canvas().Capture()
	test.ApplyTheme(t, look.NewPlain(look.Light))
	changed := b.window.Canvas().Capture()
	b.window.SetContent(sheet())
	fresh := b.window.Canvas().Capture()
	if n := differing(changed, fresh); n > 0 {
		t.Errorf("%d pixels differ from a window that began in the light theme", n)
	}
}
