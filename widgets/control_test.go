package widgets

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"spool/widgets/look"
)

// bench is a window with one control between two others, as a form has it.
type bench struct {
	window        fyne.Window
	before, after *Button
	said          []string
}

func newBench(t testing.TB) *bench {
	t.Helper()
	test.NewTempApp(t)
	fyne.CurrentApp().Settings().SetTheme(look.NewPlain(look.Dark))
	b := &bench{before: NewButton(Neutral, "Before", nil), after: NewButton(Neutral, "After", nil)}
	b.window = test.NewTempWindow(t, container.NewStack())
	b.window.SetPadded(false)
	return b
}

// show puts the control in the window and the keyboard before it.
func (b *bench) show(o fyne.CanvasObject) *bench {
	b.said = nil
	tips := NewTipLayer()
	tips.after = func(time.Duration, func()) func() { return func() {} } // hover shows no tips here
	b.window.SetContent(container.NewStack(Inset(40, 40, 40, 40, Column(12, b.before, o, b.after)), tips))
	b.window.Resize(fyne.NewSize(480, 320))
	b.window.Canvas().Focus(b.before)
	return b
}

func (b *bench) say(format string, args ...any) {
	b.said = append(b.said, fmt.Sprintf(format, args...))
}

func (b *bench) heard() string { return strings.Join(b.said, ", ") }

func (b *bench) focused() fyne.Focusable { return b.window.Canvas().Focused() }

func (b *bench) tab() { b.window.Canvas().FocusNext() }

// press types keys into what has the focus.
func (b *bench) press(keys ...fyne.KeyName) *bench {
	for _, k := range keys {
		if f := b.focused(); f != nil {
			f.TypedKey(&fyne.KeyEvent{Name: k})
		}
	}
	return b
}

func (b *bench) write(s string) *bench {
	for _, r := range s {
		b.focused().TypedRune(r)
	}
	return b
}

// worked is every control: how it is made, how it is worked by keyboard alone,
// and what it says then.
func worked(b *bench) map[string]struct {
	object fyne.CanvasObject
	keys   []fyne.KeyName
	want   string
} {
	on := func(name string) func(bool) { return func(v bool) { b.say("%s %v", name, v) } }
	number := func(i int) { b.say("%d", i) }
	amount := func(v float64) { b.say("%.1f", v) }
	tap := func() { b.say("tapped") }
	chip := NewChip("Ready", look.IconDone, tap)
	chip.Set(true, "Ready")
	chip.OnClosed = func() { b.say("closed") }
	const (
		left, right, up, down = fyne.KeyLeft, fyne.KeyRight, fyne.KeyUp, fyne.KeyDown
		space, enter          = fyne.KeySpace, fyne.KeyReturn
	)
	type row = struct {
		object fyne.CanvasObject
		keys   []fyne.KeyName
		want   string
	}
	return map[string]row{
		"button":       {NewButton(Main, "Save", tap), []fyne.KeyName{space, enter, fyne.KeyEnter}, "tapped, tapped, tapped"},
		"small button": {NewSmallButton(Neutral, "Copy", tap), []fyne.KeyName{space}, "tapped"},
		"large button": {NewLargeButton(Main, "Connect", tap), []fyne.KeyName{enter}, "tapped"},
		"icon button":  {NewIconButton(Quiet, Small, look.IconMore, Tip{Text: "More"}, tap), []fyne.KeyName{space}, "tapped"},
		"link":         {NewSmallButton(Link, "Clear finished", tap), []fyne.KeyName{enter}, "tapped"},
		"chip":         {chip, []fyne.KeyName{space, fyne.KeyDelete}, "tapped, closed"},
		"check":        {NewCheck("Send again", on("check")), []fyne.KeyName{space, space}, "check true, check false"},
		"switch":       {NewSwitch(false, on("switch")), []fyne.KeyName{space, enter}, "switch true, switch false"},
		"segments":     {NewTextSegments([]string{"1 h", "6 h", "24 h"}, 0, number), []fyne.KeyName{right, right, right, left, fyne.KeyHome, fyne.KeyEnd}, "1, 2, 1, 0, 2"},
		"tabs":         {NewTabs([]Tab{{Label: "Details"}, {Label: "Captions", Count: "2"}}, 0, number), []fyne.KeyName{right, right, left}, "1, 0"},
		"stepper":      {NewStepper(1, 3, 2, number), []fyne.KeyName{up, up, down, fyne.KeyHome}, "3, 2, 1"},
		"slider":       {NewSlider(0, 1, .1, .5, amount), []fyne.KeyName{right, left, left, fyne.KeyHome, left, fyne.KeyEnd}, "0.6, 0.5, 0.4, 0.0, 1.0"},
		"select":       {NewTextSelect([]string{"English", "Deutsch", "Íslenska"}, 0, number), []fyne.KeyName{down, down, down, up, fyne.KeyHome}, "1, 2, 1, 0"},
		"token":        {NewToken("example.com", tap), []fyne.KeyName{fyne.KeyBackspace, fyne.KeyDelete}, "tapped, tapped"},
		"radio":        {NewRadioGroup([]string{"System", "Light"}, 0, number).Buttons[1], []fyne.KeyName{space}, "1"},
	}
}

func TestEveryControlIsWorkedByKeyboard(t *testing.T) {
	b := newBench(t)
	for name, c := range worked(b) {
		t.Run(name, func(t *testing.T) {
			b.show(c.object)
			b.tab()
			if b.focused() != c.object.(fyne.Focusable) {
				t.Fatalf("Tab leads to %T", b.focused())
			}
			if b.press(c.keys...); b.heard() != c.want {
				t.Errorf("keys %v say %q, want %q", c.keys, b.heard(), c.want)
			}
			if b.tab(); b.focused() != fyne.Focusable(b.after) {
				t.Errorf("Tab leads on to %T", b.focused())
			}
		})
	}
}

// ringOf is the focus ring of a control.
func ringOf(o fyne.CanvasObject) *look.Box {
	switch o := o.(type) {
	case *Button:
		return o.ring
	case *Chip:
		return o.ring
	case *Check:
		return o.ring
	case *Switch:
		return o.ring
	case *Segments:
		return o.ring
	case *Tabs:
		return o.ring
	case *Stepper:
		return o.ring
	case *Slider:
		return o.ring
	case *Select:
		return o.ring
	case *Token:
		return o.ring
	case *Radio:
		return o.ring
	}
	return nil
}

func TestFocusShowsARingOutsideTheControl(t *testing.T) {
	b := newBench(t)
	for name, c := range worked(b) {
		t.Run(name, func(t *testing.T) {
			ring := ringOf(c.object)
			if b.show(c.object); ring.Object.Visible() {
				t.Fatal("there is a ring without focus")
			}
			b.tab()
			if !ring.Object.Visible() {
				t.Fatal("there is no ring with focus")
			}
			if ring.EdgeWidth != 2 || ring.Edge != look.Accent || ring.Fill != "" {
				t.Errorf("the ring is %g wide in %s on %q", ring.EdgeWidth, ring.Edge, ring.Fill)
			}
			if b.tab(); ring.Object.Visible() {
				t.Error("the ring stays when the focus has gone")
			}
		})
	}
}

func TestAClickFocusesWithoutRingUntilAKeyIsUsed(t *testing.T) {
	b := newBench(t)
	button := NewButton(Neutral, "Copy", func() { b.say("tapped") })
	b.show(button)
	test.Tap(button)
	if b.heard() != "tapped" || b.focused() != fyne.Focusable(button) {
		t.Fatalf("said %q, focus at %T", b.heard(), b.focused())
	}
	if button.ring.Object.Visible() {
		t.Error("a click shows the ring")
	}
	if b.press(fyne.KeySpace); !button.ring.Object.Visible() {
		t.Error("a key after the click shows no ring")
	}
}

func TestDisabledControlsAreSkippedAndSilent(t *testing.T) {
	b := newBench(t)
	for name, c := range worked(b) {
		t.Run(name, func(t *testing.T) {
			d := c.object.(fyne.Disableable)
			d.Disable()
			b.show(c.object)
			if b.tab(); b.focused() != fyne.Focusable(b.after) {
				t.Errorf("Tab leads to %T", b.focused())
			}
			if tapped, ok := c.object.(fyne.Tappable); ok {
				test.Tap(tapped)
			}
			c.object.(fyne.Focusable).TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
			if b.heard() != "" {
				t.Errorf("said %q", b.heard())
			}
			d.Enable()
			b.window.Canvas().Focus(b.before)
			if b.tab(); b.focused() != c.object.(fyne.Focusable) {
				t.Errorf("enabled again, Tab leads to %T", b.focused())
			}
		})
	}
}

func TestDisablingTakesTheFocusAway(t *testing.T) {
	b := newBench(t)
	button := NewButton(Neutral, "Copy", nil)
	b.show(button)
	b.tab()
	if button.Disable(); b.focused() != nil {
		t.Errorf("the focus stays at %T", b.focused())
	}
}

func TestHoverAndPress(t *testing.T) {
	b := newBench(t)
	button := NewButton(Neutral, "Copy", nil)
	b.show(button)
	at := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
	fill := func() fyne.ThemeColorName { return button.face.box.Fill }
	if fill() != look.Button {
		t.Errorf("at rest it is %s", fill())
	}
	if button.MouseIn(at); fill() != look.Pressed {
		t.Errorf("hovered it is %s", fill())
	}
	button.MouseDown(at)
	if button.face.box.Over == "" {
		t.Error("pressed it looks as hovered")
	}
	button.MouseUp(at)
	if button.MouseOut(); fill() != look.Button || button.face.box.Over != "" {
		t.Errorf("left it is %s with %q over it", fill(), button.face.box.Over)
	}
}

func TestUnusedKeysGoOnToTheWindow(t *testing.T) {
	b := newBench(t)
	for name, c := range worked(b) {
		t.Run(name, func(t *testing.T) {
			b.show(c.object)
			b.tab()
			var got []fyne.KeyName
			b.window.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) { got = append(got, ev.Name) })
			b.press(fyne.KeyEscape, fyne.KeyF1)
			if len(got) != 2 {
				t.Errorf("the window gets %v", got)
			}
		})
	}
}

func TestSetNeverCallsBack(t *testing.T) {
	b := newBench(t)
	wrong := func(any) { t.Error("a value that was set calls back") }
	NewCheck("", func(v bool) { wrong(v) }).SetState(Mixed)
	NewSwitch(false, func(v bool) { wrong(v) }).SetOn(true)
	NewTextSegments([]string{"a", "b"}, 0, func(v int) { wrong(v) }).SetSelected(1)
	NewTabs([]Tab{{Label: "a"}, {Label: "b"}}, 0, func(v int) { wrong(v) }).SetSelected(1)
	NewStepper(0, 9, 1, func(v int) { wrong(v) }).SetValue(4)
	NewSlider(0, 1, .1, 0, func(v float64) { wrong(v) }).SetValue(.4)
	NewTextSelect([]string{"a", "b"}, 0, func(v int) { wrong(v) }).SetSelected(1)
	NewRadioGroup([]string{"a", "b"}, 0, func(v int) { wrong(v) }).SetSelected(1)
	f := NewField("")
	f.OnChanged = func(s string) { wrong(s) }
	b.show(f)
	f.SetText("set")
	NewChipsField("", nil, func(v []string) { wrong(v) }).SetValues([]string{"a"})
}
