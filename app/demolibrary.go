package app

import (
	"spool/app/demo"
	"spool/app/videos"
)

// libraryScene is a picture of the library page.
type libraryScene struct {
	query    string
	table    bool
	selected []int // of demo.Videos
	preview  bool
}

// thirtyDays is what the library's pictures show.
const thirtyDays = "status:ready,processing,error created>30d"

var libraryScenes = map[string]libraryScene{
	"library":   {query: thirtyDays, selected: []int{0, 3, 10}},
	"quicklook": {query: thirtyDays, selected: []int{0}, preview: true},
	"table":     {query: thirtyDays, table: true, selected: []int{0, 1, 3, 4, 5, 7, 8, 10, 11, 13, 15, 18}},
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
		if scene.preview && chosen.Current != nil {
			scene.preview = false
			s.library.Preview()
		}
	})
	s.library.Select(uids...)
	return nil
}
