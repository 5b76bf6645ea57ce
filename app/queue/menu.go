package queue

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/uploader"
	"spool/widgets"
	"spool/widgets/look"
)

// openMenu opens the context menu of a row under its button.
func (p *Page) openMenu(id int64, under *widgets.ButtonFace) {
	key := keyOf(id)
	if !p.List.IsSelected(key) {
		p.List.Select(key)
	}
	pos, _, ok := p.List.Area(key)
	if !ok {
		return
	}
	z := under.Zone("", widgets.Tip{}, nil)
	widgets.ShowMenu(p.List, p.menu(), pos.Add(z.Position).AddXY(0, z.Size.Height+4))
}

// menu is the context menu of the selection: open, copy, change, delete.
func (p *Page) menu() []widgets.MenuItem {
	ids := p.selection(every)
	if len(ids) == 0 {
		return nil
	}
	one, known := p.now.Jobs[ids[0]]
	single := len(ids) == 1 && known
	items := p.openItems(&one, single)
	items = append(items, p.copyItems(ids, &one, single)...)
	items = append(items, widgets.MenuItem{Separator: true})
	items = append(items, p.changeItems(&one, single)...)
	items = append(items, widgets.MenuItem{Separator: true}, widgets.MenuItem{
		Label: removeLabel(len(ids)), Icon: look.IconDelete, Key: "Del", Danger: true,
		Run: func() { p.remove(ids...) },
	})
	return items
}

func removeLabel(n int) string {
	if n == 1 {
		return lang.L("Remove from the queue")
	}
	return words.N(n, "Remove %s video from the queue", "Remove %s videos from the queue")
}

func (p *Page) openItems(j *uploader.Job, single bool) []widgets.MenuItem {
	var items []widgets.MenuItem
	if single && j.Preview != "" {
		items = append(items, widgets.MenuItem{
			Label: lang.L("Open the watch page"), Icon: look.IconOpen, Key: "Enter", Run: func() { p.OpenURL(j.Preview) },
		})
	}
	if single {
		items = append(items, widgets.MenuItem{
			Label: lang.L("Show the file’s folder"), Icon: look.IconFolder,
			Run: func() { p.OpenFolder(folderOf(j.Path)) },
		}, widgets.MenuItem{Separator: true})
	}
	return items
}

func folderOf(path string) string { return filepath.Dir(path) }

func (p *Page) copyItems(ids []int64, j *uploader.Job, single bool) []widgets.MenuItem {
	links := p.selection(linked)
	noLink := widgets.MenuItem{Disabled: len(links) == 0, Reason: lang.L("Stream gives the link once the video is sent")}
	link, embed := noLink, noLink
	link.Label, link.Icon, link.Key = lang.L("Copy link"), look.IconLink, "L"
	link.Run = func() { p.copyLinks(links...) }
	embed.Label, embed.Icon, embed.Key = lang.L("Copy embed code"), look.IconCode, "E"
	embed.Run = func() { p.copyEmbeds(links...) }
	items := []widgets.MenuItem{link, embed}
	if single && j.Cause.Code != uploader.CodeNone {
		items = append(items, widgets.MenuItem{
			Label: lang.L("Copy details"), Icon: look.IconCopy, Run: func() { p.copyDetails(ids...) },
		})
	}
	return items
}

func (p *Page) changeItems(j *uploader.Job, single bool) []widgets.MenuItem {
	going, held := p.selection(pausable), p.selection(resumable)
	again, start := p.selection(retryable), p.selection(startable)
	var items []widgets.MenuItem
	if len(going) > 0 || len(held) == 0 {
		items = append(items, widgets.MenuItem{
			Label: lang.L("Pause"), Icon: look.IconPause, Key: "Space", Run: func() { p.pauseOf(going) },
			Disabled: len(going) == 0, Reason: lang.L("It is not under way"),
		})
	} else {
		items = append(items, widgets.MenuItem{
			Label: lang.L("Resume"), Icon: look.IconPlay, Key: "Space", Run: func() { p.resumeOf(held) },
		})
	}
	items = append(items, widgets.MenuItem{
		Label: lang.L("Start now"), Icon: look.IconBolt, Run: func() { p.startNow(start) },
		Disabled: len(start) == 0, Reason: lang.L("It does not wait"),
	}, widgets.MenuItem{
		Label: lang.L("Retry now"), Icon: look.IconRetry, Key: "R", Run: func() { p.retryOf(again) },
		Disabled: len(again) == 0, Reason: lang.L("Nothing went wrong"),
	}, widgets.MenuItem{
		Label: lang.L("Edit settings…"), Icon: look.IconEdit, Key: "Enter", Run: func() { p.edit(*j) },
		Disabled: !single || !j.Editable(), Reason: editReason(single),
	})
	return append(items, p.moveItems()...)
}

func editReason(single bool) string {
	if !single {
		return lang.L("Choose a single video")
	}
	return lang.L("Stream knows the video already. Edit it in the library")
}

// moveItems are the ways to change the order, for those who look for them.
func (p *Page) moveItems() []widgets.MenuItem {
	ordered := p.selection(inState(uploader.Waiting, uploader.Paused, uploader.Uploading))
	item := func(label string, icon look.IconName, key fyne.KeyName, shown string) widgets.MenuItem {
		return widgets.MenuItem{
			Label: label, Icon: icon, Key: shown, Disabled: len(ordered) == 0, Reason: lang.L("It has left the line"),
			Run: func() { p.List.TypedShortcut(altKey(key)) },
		}
	}
	return []widgets.MenuItem{
		item(lang.L("First"), look.IconToTop, fyne.KeyHome, "Alt Home"),
		item(lang.L("Sooner"), look.IconArrowUp, fyne.KeyUp, "Alt Up"),
		item(lang.L("Later"), look.IconArrowDown, fyne.KeyDown, "Alt Down"),
	}
}
