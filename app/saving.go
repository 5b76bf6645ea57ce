package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/downloads"
	"spool/app/videos"
	"spool/app/words"
	"spool/widgets"
	"spool/widgets/look"
)

// saveParams are what saving videos to this computer needs of the window.
func (s *shell) saveParams() downloads.Params {
	return downloads.Params{
		Tools: s.tools(), Saves: s.desks().Saves, Choices: &s.w.settings.Saves, Keep: s.w.keep,
	}
}

// newSavesPage makes the page of all saves.
func (s *shell) newSavesPage() *downloads.Page {
	p := s.saveParams()
	p.Counted = func(n int) {
		s.saving = n
		s.showCounts()
	}
	if s.session == nil {
		p.Saves = demoQueue{}
	}
	return downloads.NewPage(p, func() { s.open(pageLibrary) })
}

// addSaving lets the library save the files of what is selected.
func (s *shell) addSaving() {
	s.library.Add(videos.Command{
		Label: "Downloads…", Bar: "Downloads", Group: videos.GroupChange, Icon: look.IconDownload, Press: videos.Press{Key: fyne.KeyD},
		Run: func(sel videos.Selection, _ fyne.CanvasObject) {
			downloads.ShowMany(s.w.body, s.saveParams(), downloads.Source{Count: sel.Count(), Videos: sel.Videos}, s.queuedSaves)
		},
	})
}

// queuedSaves tells that saves wait, and where they show.
func (s *shell) queuedSaves(n int) {
	s.saves.Start()
	s.w.Toast(widgets.Toast{
		Text: words.N(n, "%s file is in the queue of downloads", "%s files are in the queue of downloads"), Icon: look.IconDownload,
		Action: lang.L("Show downloads"), OnAction: func() { s.leaveVideo(func() { s.open(pageSaves) }) },
	})
}
