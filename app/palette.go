package app

import (
	"context"
	"slices"

	"fyne.io/fyne/v2/lang"

	"spool/app/demo"
	"spool/app/palette"
	"spool/app/share"
	"spool/app/words"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// recentKept is how many lines of the palette are remembered.
const recentKept = 8

// openPalette opens quick open.
func (w *Window) openPalette() {
	if w.shell == nil || widgets.OverlayOpen(w.Canvas()) {
		return
	}
	w.shell.openPalette()
}

func (s *shell) openPalette() *palette.Palette {
	w := s.w
	p := palette.Params{
		Window: w.body, Pages: s.palettePages(), Accounts: s.paletteAccounts(), Recent: s.recent,
		Actions: s.paletteActions(), OpenVideo: func(v library.Video) { s.openVideo(v.UID, "") }, VideoActions: s.videoActions,
		SearchLibrary: s.searchLibrary, Chosen: s.remember, Thumbnail: demo.Pictures{}.Thumbnail, Do: w.finds.Do, Toast: w.Toast, Now: w.Now,
	}
	if n := s.library.Selection().Count(); n > 0 && s.page != pageVideo {
		p.Selected = words.N(n, "%s selected", "%s selected")
	}
	if s.session != nil {
		p.Thumbnail = videoPictures{s}.Thumbnail
		if l := s.session.Videos(); l != nil {
			p.Find = func(ctx context.Context, text string, most int) (palette.Found, error) {
				return s.findVideos(ctx, l, text, most)
			}
		}
	}
	return palette.Open(p)
}

// remember keeps what was chosen for the group of recent lines, newest first.
func (s *shell) remember(item palette.Item) {
	s.recent = slices.DeleteFunc(s.recent, func(x palette.Item) bool { return x.ID == item.ID })
	item.Detail = ""
	s.recent = slices.Insert(s.recent, 0, item)
	s.recent = s.recent[:min(recentKept, len(s.recent))]
}

// findVideos finds videos by name, uid and metadata.
func (s *shell) findVideos(ctx context.Context, l *library.Library, text string, most int) (found palette.Found, err error) {
	q, err := library.ParseQuery(text, s.w.Now())
	if err != nil {
		return found, err
	}
	index := l.Index()
	hits, err := index.Search(ctx, q, library.NewestFirst)
	if err != nil {
		return found, err
	}
	found.Total = len(hits)
	found.Videos, err = index.Videos(ctx, hits[:min(most, len(hits))])
	found.Videos = slices.DeleteFunc(found.Videos, func(v library.Video) bool { return v.UID == "" })
	return found, err
}

func (s *shell) searchLibrary(text string) {
	s.leaveVideo(func() {
		s.open(pageLibrary)
		if err := s.library.Find(text); err != nil {
			s.w.Toast(widgets.Toast{Text: firstLine(err), Failed: true})
		}
		s.w.Canvas().Focus(s.library.Keyboard())
	})
}

// palettePages are the pages, the saved views and the sections of the settings.
func (s *shell) palettePages() []palette.Item {
	var items []palette.Item
	for _, n := range s.pages() {
		items = append(items, palette.Item{
			ID: "page " + n.ID, Label: n.Label, Icon: n.Icon, Key: n.Key, Run: func() { s.leaveVideo(func() { s.open(n.ID) }) },
		})
	}
	for _, v := range s.views {
		detail := ""
		if v.Count != "" {
			detail = words.F("%s videos", v.Count)
		}
		items = append(items, palette.Item{ID: "view " + v.ID, Label: v.Label, Detail: detail, Icon: v.Icon, Run: func() { s.openPlace(v.ID) }})
	}
	for _, section := range s.settings.Sections() {
		key := ""
		if section.ID == sectionAccounts {
			key = "Ctrl ,"
		}
		items = append(items, palette.Item{
			ID: "settings " + section.ID, Label: words.F("Settings, %s", section.Label), Icon: look.IconSettings, Key: key, Words: section.Words,
			Run: func() { s.openSettings(section.ID) },
		})
	}
	return items
}

func (s *shell) paletteAccounts() []palette.Item {
	var items []palette.Item
	for _, a := range s.w.Host.Accounts() {
		detail := a.Account.ID
		if a.Account == s.info.Account {
			detail = lang.L("Open now")
		}
		items = append(items, palette.Item{Label: a.Name, Detail: detail, Icon: look.IconPerson, Run: func() { s.w.switchTo(a) }})
	}
	return append(items, palette.Item{Label: lang.L("Connect an account…"), Icon: look.IconPlus, Run: s.w.another})
}

// paletteActions are what can be done with the selection or the video that
// shows, and everywhere.
func (s *shell) paletteActions() []palette.Item {
	var items []palette.Item
	if s.page == pageVideo {
		items = s.videoActions(s.video.Video())[1:] // it is open
	} else {
		for _, m := range s.library.Menu() {
			if !m.Separator {
				items = append(items, itemOf(m))
			}
		}
	}
	w := s.w
	return append(items,
		palette.Item{ID: "action add", Label: lang.L("Add videos…"), Icon: look.IconPlus, Key: "Ctrl O", Words: lang.L("upload"), Run: w.AddVideos},
		palette.Item{ID: "action folder", Label: lang.L("Add a folder…"), Icon: look.IconFolder, Key: "Ctrl Shift O", Words: lang.L("upload"), Run: w.AddFolder},
		palette.Item{ID: "action refresh", Label: lang.L("Refresh from Stream"), Icon: look.IconRetry, Key: "F5", Words: lang.L("sync"), Run: s.library.Refresh},
		palette.Item{ID: "action journal", Label: lang.L("Journal"), Icon: look.IconClock, Key: "Ctrl J", Run: s.showJournal},
		palette.Item{ID: "action import", Label: lang.L("Import edits…"), Icon: look.IconFile, Run: s.importFile},
		palette.Item{ID: "action export", Label: lang.L("Export all videos…"), Icon: look.IconDownload, Run: s.exportAll},
		palette.Item{ID: "action keys", Label: lang.L("Create a signing key…"), Icon: look.IconKey, Run: func() { s.openSettings(sectionSigning) }},
		palette.Item{ID: "action decode", Label: lang.L("Decode a token…"), Icon: look.IconKey, Run: func() { s.openSettings(sectionSigning) }},
		palette.Item{ID: "action theme", Label: lang.L("Switch between light and dark"), Icon: look.IconContrast, Words: lang.L("theme"), Run: w.otherTheme},
		palette.Item{ID: "action shortcuts", Label: lang.L("Show all keys"), Icon: look.IconInfo, Key: "F1", Run: w.help},
	)
}

func itemOf(m widgets.MenuItem) palette.Item {
	why := ""
	if m.Disabled {
		why = m.Reason
	}
	return palette.Item{Label: m.Label, Icon: m.Icon, Key: m.Key, Why: why, Run: m.Run}
}

// videoActions are what can be done with a video that was found.
func (s *shell) videoActions(v library.Video) []palette.Item {
	items := []palette.Item{{Label: lang.L("Open"), Icon: look.IconOpen, Run: func() { s.openVideo(v.UID, "") }}}
	for _, t := range s.videoTabs() {
		if t.Hidden == nil || !t.Hidden(v) {
			items = append(items, palette.Item{Label: words.F("Open %s", t.Label), Icon: look.IconRight, Run: func() { s.openVideo(v.UID, t.ID) }})
		}
	}
	for _, c := range s.copier.Commands() {
		items = append(items, palette.Item{Label: c.Label, Icon: c.Icon, Run: func() { c.Run(share.These(v)) }})
	}
	return items
}

// otherTheme shows the light theme in place of the dark one, or the other way
// round.
func (w *Window) otherTheme() {
	if look.For(w.body).Light() {
		w.chooseTheme(ThemeDark)
	} else {
		w.chooseTheme(ThemeLight)
	}
}

// showPalette shows quick open with what the design's picture has.
func (s *shell) showPalette() {
	s.recent = []palette.Item{
		{Label: "Captions of Reef survey, transect 11", Detail: lang.L("12 min ago"), Icon: look.IconCaptions},
		{Label: "creator:crew-north signed:yes", Detail: lang.L("Yesterday, 48 videos"), Icon: look.IconClock},
	}
	p := s.openPalette()
	p.Find = func(_ context.Context, text string, most int) (palette.Found, error) {
		var f palette.Found
		for _, name := range []string{"Reef survey, transect 11", "Aurora time-lapse, reel 3", "Forest in fog, take 1"} {
			for _, v := range demo.Videos() {
				if v.Name() == name && len(f.Videos) < most {
					f.Videos = append(f.Videos, v)
				}
			}
		}
		f.Total = 41
		return f, nil
	}
	p.Do = func(run func(context.Context) error, then func(error)) { then(run(context.Background())) }
	p.Type("re")
}
