package app

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/async"
	"spool/app/bulk"
	"spool/app/health"
	"spool/app/inspector"
	"spool/app/jobs"
	"spool/app/video"
	"spool/app/videos"
	"spool/app/words"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// editing is what changes videos: drafts and jobs, and the inspector over them.
type editing struct {
	drafts *inspector.Drafts
	jobs   *jobs.Runner
	panel  *inspector.Panel
	bulk   *bulk.Page
	health *health.Page
	// findings is how many things the health page found.
	findings int
	// details is the form of the video page, nil while it does not show.
	details *inspector.Form
	// keeps writes drafts, saves sends edits; both end with the account.
	keeps, saves *async.Line
	// looks reads what the health page and the journal show.
	looks *async.Line
}

// newEditing makes it, over nothing where nothing is behind the account.
func (s *shell) newEditing() *editing {
	w := s.w
	e := &editing{keeps: async.NewLine(w.Post), saves: async.NewLine(w.Post), looks: async.NewLine(w.Post)}
	var store inspector.DraftStore = noDrafts{}
	runner := jobs.Params{Post: w.Post, Toast: w.Toast, Changed: s.videosChanged}
	if l := s.videosEngine(); l != nil {
		store, runner.Library = l.Journal(), l
	}
	e.drafts = inspector.NewDrafts(store, e.keeps.Do)
	e.drafts.OnFail = func(err error) {
		w.Toast(widgets.Toast{Text: words.F("The draft wasn’t kept: %s", firstLine(err)), Failed: true})
	}
	e.drafts.OnChange = s.drafted
	e.jobs = jobs.NewRunner(runner)
	return e
}

// videosEngine is the account's library, or that of a picture; nil where there
// is none.
func (s *shell) videosEngine() *library.Library {
	if s.session == nil {
		return s.w.demo
	}
	return s.session.Videos()
}

// start reads the drafts and finds the jobs that wait.
func (e *editing) start(s *shell) {
	if s.videosEngine() == nil {
		return
	}
	e.drafts.Load(func(err error) {
		if err != nil {
			s.w.Toast(widgets.Toast{Text: words.F("The drafts can’t be read: %s", firstLine(err)), Failed: true})
			return
		}
		s.watchSelection(s.library.Selection())
	})
	e.jobs.Restore()
	e.health.Check()
}

// stop ends what is under way. It does not wait for Fyne's goroutine.
func (e *editing) stop() {
	e.bulk.Close()
	e.looks.Close()
	e.jobs.Close()
	e.saves.Close()
	e.keeps.Close()
}

// close ends the session, with all drafts kept. It runs off Fyne's goroutine.
func (s *shell) close() error {
	return errors.Join(s.edit.drafts.Flush(context.Background()), s.session.Close())
}

// finishForms takes in what was typed into forms and not finished yet.
func (s *shell) finishForms() {
	for _, f := range []*inspector.Form{s.edit.panel.Form(), s.edit.details} {
		if f != nil {
			f.Finish()
		}
	}
}

// videosChanged lets everything that shows videos look again.
func (s *shell) videosChanged() {
	s.library.Changed()
	if s.page == pageHealth {
		s.edit.health.Check()
	}
}

// drafted shows that the draft of a video changed, wherever that was.
func (s *shell) drafted(uid string) {
	s.library.Drafted()
	for _, f := range []*inspector.Form{s.edit.panel.Form(), s.edit.details} {
		if f != nil && f.Video().UID == uid {
			f.Follow()
		}
	}
}

// formParams are what the forms of the inspector need.
func (s *shell) formParams() inspector.Params {
	w := s.w
	p := inspector.Params{
		Drafts: s.edit.drafts, Do: s.edit.saves.Do, Toast: w.Toast, Copy: w.copy, Watch: s.watch,
		Changed: s.videoChanged, Undo: s.edit.jobs.Undo, Now: w.Now, Stills: s.stills(),
	}
	if l := s.videosEngine(); l != nil {
		p.Library = l
	}
	return p
}

// videoChanged hands on a video as Stream has it now.
func (s *shell) videoChanged(v library.Video) {
	s.video.Update(v)
	s.videosChanged()
}

// watch opens the page a video can be watched on.
func (s *shell) watch(v library.Video) {
	if s.session != nil {
		s.visit(v, s.session.Library().WatchURL)
	}
}

// watchFrom opens the player of a video at a time; it is nil in pictures.
func (s *shell) watchFrom() func(v library.Video, at time.Duration) {
	if s.session == nil {
		return nil
	}
	return func(v library.Video, at time.Duration) {
		s.visit(v, func(ctx context.Context, v library.Video) (string, error) {
			return s.session.Library().PlayerURL(ctx, v, at)
		})
	}
}

// visit opens an address of a video.
func (s *shell) visit(v library.Video, of func(context.Context, library.Video) (string, error)) {
	var address string
	s.w.reads.Do(func(ctx context.Context) (err error) {
		address, err = of(ctx, v)
		return err
	}, func(err error) {
		if err != nil {
			s.w.Toast(widgets.Toast{Text: words.F("“%s” can’t be opened: %s", v.Name(), firstLine(err)), Failed: true})
			return
		}
		s.w.openURL(address)
	})
}

// addInspector puts the inspector at the right of the library.
func (s *shell) addInspector() {
	var tabs []inspector.Tab
	for _, t := range s.videoTabs() {
		if t.ID != tabDetails {
			tabs = append(tabs, inspector.Tab{ID: t.ID, Label: t.Label})
		}
	}
	s.edit.panel = inspector.NewPanel(inspector.PanelParams{
		Params: s.formParams(), Tabs: tabs,
		OpenTab: func(v library.Video, tab string) { s.openVideo(v.UID, tab) },
		Step:    s.library.Step, Close: func() { s.library.ShowSide(false) }, Menu: s.library.Menu,
	})
	s.library.SetSide(s.edit.panel.Content)
	s.library.Watch(s.watchSelection)
	s.library.Add(videos.Command{
		Label: "Details", Group: videos.GroupOpen, Icon: look.IconEdit, Press: videos.Press{Key: fyne.KeyI},
		Run: func(videos.Selection, fyne.CanvasObject) {
			s.library.ShowSide(true)
			s.w.Canvas().Focus(s.edit.panel.First())
		},
	})
}

// watchSelection shows what is selected in the inspector.
func (s *shell) watchSelection(sel videos.Selection) {
	s.edit.panel.Show(sel.Current, sel.At, sel.Count())
}

const tabDetails = "details"

// detailsTab is the video's form as a tab of its page.
func (s *shell) detailsTab() video.Tab {
	return video.Tab{ID: tabDetails, Label: lang.L("Details"), Open: func(v library.Video, _ video.Frame) *video.Content {
		f := inspector.NewForm(s.formParams(), v, true)
		s.edit.details = f
		return &video.Content{Object: f.Content, Show: f.Show, Save: f.Save, Close: func() {
			f.Close()
			s.edit.details = nil
		}}
	}}
}

// saveForm is Ctrl S in the library.
func (s *shell) saveForm() {
	if f := s.edit.panel.Form(); f != nil {
		f.Save()
	}
}

// noDrafts is the store of a window that nothing is behind.
type noDrafts struct{}

func (noDrafts) SaveDraft(context.Context, library.Draft) error  { return nil }
func (noDrafts) Drafts(context.Context) ([]library.Draft, error) { return nil, nil }
func (noDrafts) DropDraft(context.Context, string) error         { return nil }
