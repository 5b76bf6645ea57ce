package app

import (
	"context"
	"errors"
	"image"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/audio"
	"spool/app/captions"
	"spool/app/clip"
	"spool/app/demo"
	"spool/app/downloads"
	"spool/app/thumbnail"
	"spool/app/video"
	"spool/app/videos"
	"spool/app/words"
	"spool/library"
	"spool/library/frame"
	"spool/widgets"
	"spool/widgets/look"
)

// countOf is a count beside a tab's label.
func countOf(n int) string {
	if n == 0 {
		return ""
	}
	return words.Count(n)
}

// tabKeys is a tab that has keys of its own; the one that shows gets them.
type tabKeys struct {
	drop     func(paths []string) bool
	key      func(*fyne.KeyEvent) bool
	shortcut func(fyne.Shortcut) bool
	undo     func() bool
}

// captionsTab is the video's captions.
func (s *shell) captionsTab() video.Tab {
	return video.Tab{ID: tabCaptions, Label: lang.L("Captions"), Open: func(v library.Video, f video.Frame) *video.Content {
		d := s.desks()
		t := captions.New(captions.Params{
			Tools: s.tools(), Captions: d.Captions, Stills: s.stills(), Videos: d.Names, Watch: s.watchFrom(),
			Counted: func(n int) {
				f.SetCount(countOf(n))
				s.library.Changed() // the views and the column of captions
			},
		})
		if s.session == nil {
			t.Demonstrate(demo.CaptionsAt)
		}
		t.Show(v)
		s.tabKeys[tabCaptions] = tabKeys{drop: t.Drop, key: t.Key, shortcut: t.Shortcut, undo: t.Undo}
		return &video.Content{Object: t.Content, Show: t.Show, Save: t.Save, Hide: t.Pause, Close: func() {
			delete(s.tabKeys, tabCaptions)
			t.Leave()
		}}
	}}
}

// addCaptions lets the library make captions for what it has selected.
func (s *shell) addCaptions() {
	s.library.Add(videos.Command{
		Label: "Captions…", Bar: "Captions", Group: videos.GroupChange, Icon: look.IconCaptions,
		Run: func(sel videos.Selection, _ fyne.CanvasObject) {
			captions.ShowMany(s.w.body, s.tools(), s.desks().Captions, captions.Source{Count: sel.Count(), Videos: sel.Videos},
				func(language string) { s.writeCaptions(sel, language) }, s.library.Refresh)
		},
	})
}

// writeCaptions has Stream write the captions of a selection in a language.
func (s *shell) writeCaptions(sel videos.Selection, language string) {
	name := words.Capitalized(words.Language(language))
	s.edit.jobs.Begin(library.Request{
		Kind: library.JobCaptions, Title: words.F("Write captions in %s", name),
		Items: library.ItemsOf(sel.Videos(context.Background()), library.WriteCaption(language)),
	}, words.F("Captions in %s are written", name), nil)
}

// audioTab is the video's additional audio tracks.
func (s *shell) audioTab() video.Tab {
	return video.Tab{ID: tabAudio, Label: lang.L("Audio"), Open: func(v library.Video, f video.Frame) *video.Content {
		t := audio.New(audio.Params{
			Tools: s.tools(), Tracks: s.desks().Audio, Counted: func(n int) { f.SetCount(countOf(n)) },
		})
		t.Show(v)
		s.tabKeys[tabAudio] = tabKeys{drop: t.Drop}
		return &video.Content{Object: t.Content, Show: t.Show, Close: func() {
			delete(s.tabKeys, tabAudio)
			t.Leave()
		}}
	}}
}

// downloadsTab is the files Stream makes of the video, and the saves.
func (s *shell) downloadsTab() video.Tab {
	return video.Tab{ID: "downloads", Label: lang.L("Downloads"), Open: func(v library.Video, f video.Frame) *video.Content {
		p := s.saveParams()
		p.Files, p.Counted = s.desks().Files, func(n int) { f.SetCount(countOf(n)) }
		t := downloads.New(p)
		t.Show(v)
		return &video.Content{Object: t.Content, Show: t.Show, Close: t.Leave}
	}}
}

// clipTab is where parts of the video become videos.
func (s *shell) clipTab() video.Tab {
	return video.Tab{ID: tabClip, Label: lang.L("Clip"), Open: func(v library.Video, _ video.Frame) *video.Content {
		t := clip.New(clip.Params{
			Tools: s.tools(), Clips: s.desks().Clips, Stills: s.stills(), Watch: s.watchFrom(), ShowVideo: func(uid string) { s.openVideo(uid, "") },
		})
		t.Show(v)
		if s.session == nil {
			t.Demonstrate(demo.Ridge, demo.RidgeName, demo.RidgeAt)
		}
		s.tabKeys[tabClip] = tabKeys{key: t.Key}
		return &video.Content{Object: t.Content, Show: t.Show, Save: t.Save, Hide: t.Pause, Close: func() {
			delete(s.tabKeys, tabClip)
			t.Leave()
		}}
	}}
}

// thumbnailTab is where the video's thumbnail is chosen.
func (s *shell) thumbnailTab() video.Tab {
	return video.Tab{ID: "thumbnail", Label: lang.L("Thumbnail"), Open: func(v library.Video, f video.Frame) *video.Content {
		t := thumbnail.New(thumbnail.Params{
			Tools: s.tools(), Thumbnails: s.desks().Thumbnails, Stills: s.stills(), Change: s.makeChanges, Changed: f.Changed,
		})
		t.Show(v)
		return &video.Content{Object: t.Content, Show: t.Show, Save: t.Save, Close: t.Leave}
	}}
}

// addThumbnails lets the library choose the thumbnails of what it has selected.
func (s *shell) addThumbnails() {
	s.library.Add(videos.Command{
		Label: "Thumbnails…", Group: videos.GroupChange, Icon: look.IconImage,
		Run: func(chosen videos.Selection, _ fyne.CanvasObject) {
			thumbnail.Many(s.library.Content, chosen.Count(), func(title string, m frame.Moment) { s.setThumbnails(title, m, chosen) })
		},
	})
}

// setThumbnails sets the thumbnails of videos as a job that can be taken back.
func (s *shell) setThumbnails(title string, m frame.Moment, chosen videos.Selection) {
	missed := 0
	fetch := func(v library.Video) frame.Fetch {
		return func(ctx context.Context, at time.Duration) (image.Image, error) {
			return s.desks().Thumbnails.Picture(ctx, v, at)
		}
	}
	s.edit.jobs.Begin(library.Request{
		Kind: library.JobEdit, Title: title,
		Items: thumbnail.Items(s.work, m, chosen.Videos(s.work), fetch, func(library.Video, error) { missed++ }),
	}, lang.L("The thumbnails are set"), func(_ library.Job, err error) {
		switch {
		case errors.Is(err, library.ErrNothingToDo) && missed == 0:
			s.w.Toast(widgets.Toast{Text: lang.L("They are the thumbnails already"), Icon: look.IconInfo, Tone: look.AccentFg})
		case err != nil && !errors.Is(err, library.ErrNothingToDo):
			s.w.Toast(widgets.Toast{Text: words.F("The thumbnails were not set: %s", firstLine(err)), Failed: true})
		}
		if missed > 0 {
			s.w.Toast(widgets.Toast{Text: words.N(missed, "%s video has no such moment", "%s videos have no such moment"), Failed: true})
		}
	})
}

// The tabs that have keys of their own.
const (
	tabCaptions = "captions"
	tabAudio    = "audio"
	tabClip     = "clip"
)

// tabInHand is what answers to keys and drops of the tab or page that shows.
func (w *Window) tabInHand() tabKeys {
	switch {
	case w.shell == nil:
		return tabKeys{}
	case w.shell.page == pageWatermarks:
		return tabKeys{drop: w.shell.marks.Drop}
	case w.shell.page == pageBulk:
		return tabKeys{shortcut: w.shell.bulkShortcut}
	case w.shell.page != pageVideo:
		return tabKeys{}
	}
	return w.shell.tabKeys[w.shell.video.Tab()]
}

// mainKey is Ctrl Enter, which overlays take over from the window's bindings.
func (w *Window) mainKey() {
	if answer := w.tabInHand().shortcut; answer != nil {
		answer(ctrl(fyne.KeyReturn))
	}
}

// tabBindings are the shortcuts that go to the tab that shows.
func (w *Window) tabBindings() []binding {
	var all []binding
	for _, shortcut := range []fyne.Shortcut{
		alt(fyne.KeyLeft), alt(fyne.KeyRight), alt(fyne.KeyUp), alt(fyne.KeyDown), ctrl(fyne.KeyReturn), ctrl(fyne.KeyM), ctrl(fyne.KeyH), ctrl(fyne.KeySpace),
	} {
		all = append(all, binding{shortcut, func() {
			if answer := w.tabInHand().shortcut; answer != nil {
				answer(shortcut)
			}
		}})
	}
	return all
}
