package app

import (
	"spool/app/demo"
	"spool/app/videos"
)

// libraryScene is a picture of the library page.
type libraryScene struct {
	query    string
	table    bool
	selected []int        // of demo.Videos
	then     func(*shell) // runs once they are there and selected
}

// thirtyDays is what the library's pictures show.
const thirtyDays = "status:ready,processing,error created>30d"

// chosenThree is the grid with three videos selected.
var chosenThree = libraryScene{query: thirtyDays, selected: []int{0, 3, 10}}

// inLibrary shows the library page.
func inLibrary(scene libraryScene) func(*shell) error {
	return func(s *shell) error {
		s.open(pageLibrary)
		return s.showLibrary(scene)
	}
}

// showLibrary shows a scene.
func (s *shell) showLibrary(scene libraryScene) error {
	if s.w.demo == nil {
		return nil // a test
	}
	s.library.Show()
	s.library.ShowTable(scene.table)
	if err := s.library.Find(scene.query); err != nil {
		return err
	}
	all := demo.Videos()
	var uids []string
	for _, i := range scene.selected {
		uids = append(uids, all[i].UID)
	}
	s.library.Watch(func(chosen videos.Selection) {
		if then := scene.then; then != nil && chosen.Current != nil {
			scene.then = nil
			then(s)
		}
	})
	s.library.Select(uids...)
	return nil
}
