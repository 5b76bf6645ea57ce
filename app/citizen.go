package app

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/queue"
	"spool/app/words"
	"spool/widgets"
	"spool/widgets/look"
)

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

func (s *shell) setParallel(n int) {
	s.w.settings.Parallel = n
	if s.session != nil {
		s.session.SetParallel(n)
		s.w.keep()
	}
}

func (s *shell) setAwake(on bool) {
	s.w.settings.Asleep = !on
	s.keepAwake(on && s.now.Uploading() > 0)
	if s.session != nil {
		s.w.keep()
	}
}

// keepAwake keeps the screen from going dark, or no longer.
func (s *shell) keepAwake(on bool) {
	if on == s.awake {
		return
	}
	s.awake = on
	fyne.CurrentApp().Driver().SetDisableScreenBlanking(on)
}

// showFailure says on the queue page that the engine cannot go on.
func (s *shell) showFailure(err error) {
	if (err != nil) == s.failed {
		return
	}
	s.failed = err != nil
	if err == nil {
		s.showToken()
		return
	}
	s.queue.SetBanner(widgets.NewBanner(widgets.BannerError, lang.L("The queue can’t be saved"),
		words.F("%s. Uploads stopped where they are, nothing that was sent is lost. It is tried again by itself.", firstLine(err))))
}

// batch is what began to upload and has not all ended, for one message at its
// end.
type batch struct {
	going   bool
	arrived int // what was on Stream at its beginning
	failed  int
}

// follow notices that a batch began or ended.
func (b *batch) follow(s *shell, now *queue.Snapshot) {
	switch going := now.Going() > 0; {
	case going && !b.going:
		*b = batch{going: true, arrived: now.Arrived(), failed: now.Attention()}
	case !going && b.going:
		b.going = false
		s.batchEnded(now.Arrived()-b.arrived, now.Attention()-b.failed)
	}
}

// batchEnded tells a person who looks elsewhere, if there is anything to tell.
func (s *shell) batchEnded(arrived, failed int) {
	told := arrived > 0 || failed > 0
	if told && (!s.w.front || s.w.hidden) && !s.w.settings.Quiet {
		title, text := batchNews(arrived, failed)
		fyne.CurrentApp().SendNotification(fyne.NewNotification(title, text))
	}
}

// endHidden ends a program without a window once nothing goes on in it, however
// that came: nobody could end it otherwise.
func (s *shell) endHidden() {
	// What was read before the last files came in does not count them.
	late := s.now.Now.Before(s.w.added)
	if s.w.hidden && s.w.walks == 0 && s.now.Going() == 0 && !late {
		s.w.quit()
	}
}

func batchNews(arrived, failed int) (title, text string) {
	need := ""
	if failed > 0 {
		need = words.N(failed, "%s video needs attention.", "%s videos need attention.")
	}
	if arrived <= 0 {
		return lang.L("The uploads stopped"), need
	}
	title = words.N(arrived, "%s video is on Stream", "%s videos are on Stream")
	if need == "" {
		need = lang.L("Everything has arrived.")
	}
	return title, need
}

// close is the window's close button. It asks while videos upload, or are
// looked for in folders.
func (w *Window) close() {
	if w.shell == nil || w.shell.session == nil || w.shell.now.Uploading() == 0 && w.walks == 0 {
		w.quit()
		return
	}
	if widgets.OverlayOpen(w.Canvas()) {
		return // it asks already, or something else has to be answered first
	}
	var o *widgets.Overlay
	quit := widgets.NewButton(widgets.Outline, lang.L("Quit"), func() { o.Close(); w.quit() })
	quit.SetTip(lang.L("The uploads go on at the next start, from where they are"), "")
	stay := widgets.NewButton(widgets.Main, lang.L("Keep going in the background"), func() {
		o.Close()
		w.hide()
	})
	title, texts := w.shell.unfinished()
	said := make([]fyne.CanvasObject, len(texts))
	for i, text := range texts {
		said[i] = look.NewParagraph(look.Body, look.Fg2, text)
	}
	o = widgets.ShowSheet(w.body, widgets.Sheet{
		Title: title, Content: widgets.Inset(16, 20, 20, 20, widgets.Column(10, said...)),
		Summary: widgets.Row(0, quit), Main: stay, First: stay, Width: 520,
	})
}

// unfinished says what goes on, and what becomes of it without the window.
func (s *shell) unfinished() (title string, texts []string) {
	title = lang.L("Videos are being looked for")
	if n := s.now.Uploading(); n > 0 {
		title = words.N(n, "%s video is uploading", "%s videos are uploading")
	}
	texts = []string{lang.L("Without its window, Spool goes on until everything has arrived, and then ends. Start it again to see the window. If you quit, the uploads go on at the next start, from where they are.")}
	if s.w.walks > 0 {
		texts = append(texts, lang.L("Spool still looks for videos in what you added. Those it has not come to are not added if you quit now."))
	}
	return title, texts
}

// hide goes on without a window.
func (w *Window) hide() {
	w.hidden = true
	w.shell.video.Hide()
	w.Hide()
	w.shell.endHidden() // it may have ended while the question was open
}
