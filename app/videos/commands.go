package videos

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// selection is the selected videos, in their order.
func (p *Page) selection() []library.Video {
	var chosen []library.Video
	for _, k := range p.Grid.Selected() {
		if i, ok := p.places[string(k)]; ok {
			chosen = append(chosen, p.videos[i])
		}
	}
	return chosen
}

// selected brings the status bar in step with the selection.
func (p *Page) selected() {
	p.status.SetText(look.IconDownload, lang.L("Drop videos or folders anywhere in this window"))
	chosen := p.selection()
	if len(chosen) == 0 {
		p.status.SetSelection("",
			widgets.KeyHint{Key: "Ctrl O", Does: lang.L("Add videos")},
			widgets.KeyHint{Key: "F5", Does: lang.L("Refresh")},
			widgets.KeyHint{Key: "F1", Does: lang.L("All keys")})
		return
	}
	p.status.SetSelection(words.N(len(chosen), "%s selected", "%s selected"),
		widgets.KeyHint{Key: "Enter", Does: lang.L("Open")},
		widgets.KeyHint{Key: "L", Does: lang.L("Copy link")},
		widgets.KeyHint{Key: "U", Does: lang.L("Copy UID")})
}

// open opens the watch page of a video.
func (p *Page) open(uid string) {
	i, ok := p.places[uid]
	if !ok {
		return
	}
	v := p.videos[i]
	var address string
	p.Do(func(ctx context.Context) (err error) {
		address, err = p.Library.WatchURL(ctx, v)
		return err
	}, func(err error) {
		if err != nil {
			p.Toast(widgets.Toast{Text: words.F("“%s” can’t be opened: %s", nameOf(&v), err.Error()), Failed: true})
			return
		}
		p.OpenURL(address)
	})
}

// copyOf copies a line about each selected video.
func (p *Page) copyOf(line func(*library.Video) string, one, many string) {
	var lines []string
	for _, v := range p.selection() {
		if l := line(&v); l != "" {
			lines = append(lines, l)
		}
	}
	if len(lines) == 0 {
		p.Toast(widgets.Toast{Text: lang.L("There is no link yet"), Icon: look.IconInfo, Tone: look.AccentFg})
		return
	}
	p.Copy(strings.Join(lines, "\n"))
	said := lang.L(one)
	if len(lines) > 1 {
		said = words.N(len(lines), one, many)
	}
	p.Toast(widgets.Toast{Text: said})
}

func (p *Page) copyLinks() {
	p.copyOf(func(v *library.Video) string { return v.Preview }, "Link copied", "%s links copied")
}

func (p *Page) copyUIDs() {
	p.copyOf(func(v *library.Video) string { return v.UID }, "UID copied", "%s UIDs copied")
}

// menu is the context menu of the selection.
func (p *Page) menu() []widgets.MenuItem {
	chosen := p.selection()
	if len(chosen) == 0 {
		return nil
	}
	return []widgets.MenuItem{
		{
			Label: lang.L("Open the watch page"), Icon: look.IconOpen, Key: "Enter", Run: func() { p.open(chosen[0].UID) },
			Disabled: len(chosen) > 1, Reason: lang.L("Choose a single video"),
		},
		{Separator: true},
		{Label: lang.L("Copy link"), Icon: look.IconLink, Key: "L", Run: p.copyLinks},
		{Label: lang.L("Copy UID"), Icon: look.IconTag, Key: "U", Run: p.copyUIDs},
		{Separator: true},
		{Label: lang.L("Refresh from Stream"), Icon: look.IconRetry, Key: "F5", Run: p.Refresh},
	}
}

func (p *Page) key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyF5:
		p.Refresh()
		return true
	case fyne.KeyL, fyne.KeyU:
		if len(p.selection()) == 0 {
			return false
		}
	}
	switch ev.Name {
	case fyne.KeyL:
		p.copyLinks()
	case fyne.KeyU:
		p.copyUIDs()
	default:
		return false
	}
	return true
}

func (p *Page) shortcut(s fyne.Shortcut) bool {
	if _, is := s.(*fyne.ShortcutCopy); is && len(p.selection()) > 0 {
		p.copyLinks()
		return true
	}
	return false
}
