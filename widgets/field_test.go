package widgets

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"spool/widgets/look"
)

func TestFieldIsTypedInto(t *testing.T) {
	b := newBench(t)
	f := NewField("Name")
	f.OnChanged = func(s string) { b.say("%s", s) }
	f.OnSubmitted = func(s string) { b.say("sent %s", s) }
	b.show(f)
	b.tab()
	if !f.Focused() || f.box.box.Edge != look.Accent || f.box.box.EdgeWidth != 2 {
		t.Fatalf("focused %v, edge %s, %g wide", f.Focused(), f.box.box.Edge, f.box.box.EdgeWidth)
	}
	b.write("ab").press(fyne.KeyBackspace, fyne.KeyReturn)
	if b.heard() != "a, ab, a, sent a" {
		t.Errorf("said %q", b.heard())
	}
	if b.tab(); f.box.box.Edge != look.Border || f.box.box.EdgeWidth != 1 {
		t.Errorf("left, the edge is %s, %g wide", f.box.box.Edge, f.box.box.EdgeWidth)
	}
}

func TestPlaceholderGoesWhenThereIsText(t *testing.T) {
	b := newBench(t)
	f := NewField("Name")
	b.show(f)
	hint := f.entry.hint.Object
	if !hint.Visible() || hint.Text != "Name" {
		t.Errorf("an empty field shows %q, visible %v", hint.Text, hint.Visible())
	}
	if f.SetText("Harbour"); hint.Visible() {
		t.Error("the placeholder stays behind text that was set")
	}
	f.SetText("")
	b.tab()
	if b.write("x"); hint.Visible() {
		t.Error("the placeholder stays behind text that was typed")
	}
}

func TestFieldErrorStandsUnderTheField(t *testing.T) {
	b := newBench(t)
	f := NewField("")
	b.show(f)
	height := f.MinSize().Height
	f.SetError("Not a domain name")
	if got := f.MinSize().Height - height; got != errorGap+16 {
		t.Errorf("the error takes %g", got)
	}
	b.show(f)
	if f.box.box.Edge != look.Error || f.box.text.Object.Position().Y < look.Control {
		t.Errorf("edge %s, text at %v", f.box.box.Edge, f.box.text.Object.Position())
	}
	f.SetError("")
	if f.MinSize().Height != height {
		t.Error("the error leaves room behind")
	}
}

func TestKeysThatDoNotEditGoOnToTheWindow(t *testing.T) {
	b := newBench(t)
	f := NewField("")
	b.show(f)
	b.tab()
	var keys []fyne.KeyName
	b.window.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) { keys = append(keys, ev.Name) })
	b.press(fyne.KeyEscape, fyne.KeyUp, fyne.KeyF6, fyne.KeyLeft, fyne.KeyHome)
	if want := []fyne.KeyName{fyne.KeyEscape, fyne.KeyUp, fyne.KeyF6}; !slices.Equal(keys, want) {
		t.Errorf("the window gets %v, want %v", keys, want)
	}
}

func TestOnlyCaretShortcutsStayInTheField(t *testing.T) {
	const mod = fyne.KeyModifierShortcutDefault
	for _, c := range []struct {
		shortcut fyne.Shortcut
		stays    bool
	}{
		{&desktop.CustomShortcut{KeyName: fyne.KeyLeft, Modifier: mod}, true},
		{&desktop.CustomShortcut{KeyName: fyne.KeyRight, Modifier: mod | fyne.KeyModifierShift}, true},
		{&desktop.CustomShortcut{KeyName: fyne.KeyS, Modifier: mod}, false},
		{&desktop.CustomShortcut{KeyName: fyne.KeyK, Modifier: mod}, false},
		{&desktop.CustomShortcut{KeyName: fyne.KeyUp, Modifier: fyne.KeyModifierAlt}, false},
		{&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: mod}, false},
	} {
		if got := moves(c.shortcut); got != c.stays {
			t.Errorf("%s stays in the field: %v", c.shortcut.ShortcutName(), got)
		}
	}
}

func TestEditingShortcutsStayInTheField(t *testing.T) {
	b := newBench(t)
	f := NewField("")
	b.show(f)
	b.tab()
	b.write("harbour")
	f.entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	clipboard := fyne.CurrentApp().Clipboard()
	f.entry.TypedShortcut(&fyne.ShortcutCut{Clipboard: clipboard})
	if f.Text() != "" || clipboard.Content() != "harbour" {
		t.Errorf("after cutting the field holds %q, the clipboard %q", f.Text(), clipboard.Content())
	}
	f.entry.TypedShortcut(&fyne.ShortcutUndo{})
	if f.Text() != "harbour" {
		t.Errorf("after undoing the field holds %q", f.Text())
	}
}

func TestSecretIsDots(t *testing.T) {
	b := newBench(t)
	f := NewField("")
	f.SetText("whsec_12345")
	f.SetSecret(true)
	b.show(f)
	if f.entry.ActionItem != nil {
		t.Error("a stock eye stands beside the field's own")
	}
	f.entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	clipboard := fyne.CurrentApp().Clipboard()
	clipboard.SetContent("before")
	f.entry.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clipboard})
	if clipboard.Content() != "before" {
		t.Errorf("a secret was copied: %q", clipboard.Content())
	}
}

func TestSearchFieldClearsThenLeaves(t *testing.T) {
	b := newBench(t)
	s := NewSearchField("Search names", "/")
	s.OnChanged = func(text string) { b.say("%q", text) }
	s.OnLeave = func() { b.say("left") }
	b.show(s)
	b.tab()
	if b.write("ab"); s.hint.Visible() || !s.clear.Visible() {
		t.Error("with text the cross does not take the place of the key")
	}
	b.press(fyne.KeyEscape, fyne.KeyEscape)
	if b.heard() != `"a", "ab", "", left` {
		t.Errorf("said %s", b.heard())
	}
	if !s.hint.Visible() || s.clear.Visible() {
		t.Error("without text the key does not come back")
	}
}

func domain(s string) (string, error) {
	if !strings.Contains(s, ".") {
		return "", errors.New("Not a domain name")
	}
	return strings.ToLower(s), nil
}

func TestChipsFieldMakesTokens(t *testing.T) {
	b := newBench(t)
	for name, c := range map[string]struct {
		work func(b *bench)
		want string
		left string
	}{
		"Enter":                    {func(b *bench) { b.write("a.com").press(fyne.KeyReturn) }, "a.com", ""},
		"comma":                    {func(b *bench) { b.write("a.com,b.com,") }, "a.com b.com", ""},
		"leaving":                  {func(b *bench) { b.write("a.com"); b.tab() }, "a.com", ""},
		"values are made alike":    {func(b *bench) { b.write("A.com,a.COM,") }, "a.com", ""},
		"what is wrong stays":      {func(b *bench) { b.write("exampel").press(fyne.KeyReturn) }, "", "exampel"},
		"Backspace takes the last": {func(b *bench) { b.write("a.com,b.com,").press(fyne.KeyBackspace) }, "a.com", ""},
		"Left and Delete":          {func(b *bench) { b.write("a.com,b.com,c.com,").press(fyne.KeyLeft, fyne.KeyLeft, fyne.KeyDelete) }, "a.com c.com", ""},
		"Right leads back":         {func(b *bench) { b.write("a.com,").press(fyne.KeyLeft, fyne.KeyRight); b.write("b.com,") }, "a.com b.com", ""},
		"Esc leaves the tokens":    {func(b *bench) { b.write("a.com,").press(fyne.KeyLeft, fyne.KeyEscape); b.write("b.com,") }, "a.com b.com", ""},
	} {
		t.Run(name, func(t *testing.T) {
			f := NewChipsField("Add a domain", nil, nil)
			f.Check = domain
			b.show(f)
			b.tab()
			c.work(b)
			if got := strings.Join(f.Values(), " "); got != c.want || f.entry.Text != c.left {
				t.Errorf("values %q with %q left, want %q with %q", got, f.entry.Text, c.want, c.left)
			}
			if wrong := f.box.text.Full() != ""; wrong != (c.left != "") {
				t.Errorf("the error is %q", f.box.text.Full())
			}
		})
	}
}

func TestChipsFieldCrossRemoves(t *testing.T) {
	b := newBench(t)
	f := NewChipsField("", []string{"a.com", "b.com"}, func(v []string) { b.say("%s", strings.Join(v, " ")) })
	b.show(f)
	token := f.tokens[0]
	f.Tapped(at(token.pos.X+token.width-tokenPad-2, token.pos.Y+10))
	if b.heard() != "b.com" || !f.entry.focused {
		t.Errorf("said %q, focused %v", b.heard(), f.entry.focused)
	}
}

func TestChipsFieldGrowsWithItsTokens(t *testing.T) {
	b := newBench(t)
	values := strings.Fields(strings.Repeat("customer-123.cloudflarestream.com ", 9))
	for i := range values {
		values[i] = strings.Repeat("x", i) + values[i]
	}
	f := NewChipsField("Add", values, nil)
	b.show(f)
	if f.MinSize().Height < 100 {
		t.Fatalf("nine long tokens are %g high", f.MinSize().Height)
	}
	for i, t1 := range f.tokens {
		for _, t2 := range f.tokens[:i] {
			if t1.pos.Y == t2.pos.Y && t1.pos.X < t2.pos.X+t2.width && t2.pos.X < t1.pos.X+t1.width {
				t.Errorf("%s and %s overlap", t1.value, t2.value)
			}
		}
		if t1.pos.X+t1.width > f.Size().Width {
			t.Errorf("%s sticks out", t1.value)
		}
	}
}

func TestLabeledShowsWhatWasEdited(t *testing.T) {
	b := newBench(t)
	l := NewLabeled("Name", NewField(""))
	b.show(l)
	if l.dot.Object.Visible() {
		t.Error("the dot shows before an edit")
	}
	if l.SetEdited(true); !l.dot.Object.Visible() {
		t.Error("the dot does not show after an edit")
	}
}
