package videos

import (
	"context"

	"fyne.io/fyne/v2"

	"spool/app/words"
	"spool/widgets"
	"spool/widgets/look"
)

// addCommands adds what the page itself can do.
func (p *Page) addCommands() {
	p.Add(Command{
		Label: "Preview", Group: GroupOpen, Icon: look.IconPlay, Press: Press{Key: fyne.KeySpace}, Run: p.preview,
	})
	p.Add(Command{
		Label: "Open", Group: GroupOpen, Icon: look.IconOpen, Press: Press{Key: fyne.KeyReturn}, Single: true,
		Run: func(Selection, fyne.CanvasObject) { p.open() },
	})
	p.Add(Command{
		Label: "Rename", Group: GroupChange, Icon: look.IconEdit, Press: Press{Key: fyne.KeyF2}, Single: true,
		Run: func(s Selection, _ fyne.CanvasObject) { p.rename(keyOf(s.Hits[0])) },
	})
	p.Add(Command{
		Label: "Delete…", Bar: "Delete…", Group: GroupDelete, Icon: look.IconDelete, Press: Press{Key: fyne.KeyDelete}, Danger: true,
		Run: p.delete,
	})
}

// open opens the video the keyboard is at.
func (p *Page) open() {
	id, ok := idOf(p.list().Current())
	v := p.rows.video(id)
	if !ok || v == nil {
		return
	}
	if p.OnOpen != nil {
		p.OnOpen(*v)
		return
	}
	video := *v
	var address string
	p.Read(func(ctx context.Context) (err error) {
		address, err = p.Stream.WatchURL(ctx, video)
		return err
	}, func(err error) {
		if err != nil {
			p.Toast(widgets.Toast{Text: words.F("“%s” can’t be opened: %s", nameOf(&video), err.Error()), Failed: true})
			return
		}
		p.OpenURL(address)
	})
}

func (p *Page) shortcut(s fyne.Shortcut) bool {
	if _, is := s.(*fyne.ShortcutCopy); !is || p.list().SelectedCount() == 0 {
		return false
	}
	for _, c := range p.commands {
		if c.Press == (Press{Key: fyne.KeyL}) {
			p.run(c, p.Content)
			return true
		}
	}
	return false
}
