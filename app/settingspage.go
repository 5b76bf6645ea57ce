package app

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/settings"
	"spool/app/words"
	"spool/widgets"
	"spool/widgets/look"
)

// The sections of the settings.
const (
	sectionAccounts   = "accounts"
	sectionUploads    = "uploads"
	sectionSigning    = "signing"
	sectionAppearance = "appearance"
	sectionShortcuts  = "shortcuts"
	sectionAbout      = "about"
)

// newSettingsPage makes the page of all settings.
func (s *shell) newSettingsPage() *settings.Page {
	plain := func(open func() fyne.CanvasObject) func() (fyne.CanvasObject, fyne.Focusable) {
		return func() (fyne.CanvasObject, fyne.Focusable) { return open(), nil }
	}
	return settings.NewPage([]settings.Section{
		{ID: sectionAccounts, Label: lang.L("Accounts"), Icon: look.IconPerson, Words: lang.L("token connect switch"), Open: plain(s.accountSettings)},
		{ID: sectionUploads, Label: lang.L("Uploads"), Icon: look.IconUpload, Words: lang.L("at once screen notify"), Open: plain(s.uploadSettings)},
		s.signingSection(),
		{ID: sectionAppearance, Label: lang.L("Appearance"), Icon: look.IconSun, Words: lang.L("theme light dark"), Open: plain(s.appearanceSettings)},
		{ID: sectionShortcuts, Label: lang.L("Shortcuts"), Icon: look.IconCode, Words: lang.L("keys keyboard"), Open: plain(s.shortcutSettings)},
		{ID: sectionAbout, Label: lang.L("About"), Icon: look.IconInfo, Words: lang.L("version log help"), Open: plain(s.aboutSettings)},
	})
}

// openSettings shows a section of the settings, the last one for "".
func (s *shell) openSettings(section string) {
	s.leaveVideo(func() {
		s.settings.Open(section)
		s.open(pageSettings)
		if first := s.settings.First(); first != nil {
			s.w.Canvas().Focus(first)
		}
	})
}

func (s *shell) accountSettings() fyne.CanvasObject {
	w := s.w
	var rows []fyne.CanvasObject
	listed := false
	for _, a := range w.Host.Accounts() {
		current := a.Account == s.info.Account
		listed = listed || current
		var end fyne.CanvasObject = widgets.NewSmallButton(widgets.Neutral, lang.L("Switch"), func() { w.switchTo(a) })
		if current {
			end = s.currentAccount()
		}
		rows = append(rows, widgets.SettingRow(a.Name, accountDetail(a), end))
	}
	if !listed {
		rows = append(rows, widgets.SettingRow(s.info.Name, accountDetail(s.info), s.currentAccount()))
	}
	add := widgets.NewSmallButton(widgets.Link, lang.L("Add account"), w.another).WithIcon(look.IconPlus)
	return settings.Body(settings.Group(lang.L("Accounts"), add, rows...))
}

func accountDetail(a AccountInfo) string {
	if a.Local {
		return lang.L("Runs on this computer")
	}
	return words.Account(a.Account)
}

// currentAccount says where the token of the account at work is, and replaces
// it.
func (s *shell) currentAccount() fyne.CanvasObject {
	badge := widgets.NewBadge(widgets.Good, look.IconDone, lang.L("Active"))
	if s.info.Local {
		return badge
	}
	switch s.info.Token {
	case TokenInMemory:
		badge.Set(widgets.Caution, look.IconLock, lang.L("Token in memory only"))
	case TokenMissing:
		badge.Set(widgets.Bad, look.IconLock, lang.L("Token missing"))
	case TokenLocked:
		badge.Set(widgets.Caution, look.IconLock, lang.L("Keychain locked"))
	}
	return widgets.Row(10, badge, widgets.NewSmallButton(widgets.Neutral, lang.L("Replace token…"), s.replaceToken))
}

// mostParallel is how many uploads at once can be chosen.
const mostParallel = 12

func (s *shell) uploadSettings() fyne.CanvasObject {
	w := s.w
	atOnce := widgets.NewStepper(1, mostParallel, min(mostParallel, parallel(w.settings.Parallel)), func(n int) {
		s.setParallel(n)
		s.queue.ShowParallel(n)
	})
	awake := widgets.NewSwitch(!w.settings.Asleep, func(bool) { w.toggleAwake() })
	notify := widgets.NewSwitch(!w.settings.Quiet, func(bool) { w.toggleQuiet() })
	return settings.Body(settings.Group(lang.L("Uploads"), nil,
		widgets.SettingRow(lang.L("Uploads at once"), lang.L("More isn’t faster on most lines"), atOnce),
		widgets.SettingRow(lang.L("Stay awake while uploading"), lang.L("Keeps the screen on"), awake),
		widgets.SettingRow(lang.L("Notify when a batch is done"), lang.L("Only while another window is in front"), notify)))
}

func (s *shell) appearanceSettings() fyne.CanvasObject {
	w := s.w
	themes := []string{ThemeSystem, ThemeLight, ThemeDark}
	choice := widgets.NewTextSegments([]string{lang.L("System"), lang.L("Light"), lang.L("Dark")}, themeIndex(w.settings.Theme), func(i int) { w.chooseTheme(themes[i]) })
	return settings.Body(settings.Group(lang.L("Appearance"), nil, widgets.SettingRow(lang.L("Theme"), lang.L("System follows the desktop"), choice)))
}

func (s *shell) shortcutSettings() fyne.CanvasObject {
	var groups []fyne.CanvasObject
	for _, part := range allKeys {
		var rows []fyne.CanvasObject
		for _, l := range part.lines {
			rows = append(rows, widgets.SettingRow(lang.L(l.does), "", widgets.NewKeyCap(lang.L(l.keys))))
		}
		groups = append(groups, settings.Group(lang.L(part.where), nil, rows...))
	}
	return settings.Body(groups...)
}

func (s *shell) aboutSettings() fyne.CanvasObject {
	w := s.w
	path := w.Host.LogPath()
	open := widgets.NewSmallButton(widgets.Neutral, lang.L("Open the folder"), func() { w.openFolder(filepath.Dir(path)) }).WithIcon(look.IconFolder)
	copying := widgets.NewSmallButton(widgets.Quiet, lang.L("Copy the path"), func() {
		w.copy(path)
		w.Toast(widgets.Toast{Text: lang.L("Path copied")})
	}).WithIcon(look.IconCopy)
	return settings.Body(settings.Group(lang.L("About"), nil,
		widgets.SettingRow(words.F("Spool %s", w.Host.Version()), lang.L("For Cloudflare Stream"), &fyne.Container{}),
		widgets.SettingRow(lang.L("Log, without tokens"), path, widgets.Row(8, copying, open))))
}
