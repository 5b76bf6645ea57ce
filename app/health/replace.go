package health

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/internal/filepick"
	"spool/library"
	"spool/uploader"
	"spool/widgets"
	"spool/widgets/look"
)

// Uploads is the account's queue, as far as it takes the files of failed videos.
type Uploads interface {
	// Failed are the jobs in the queue that made these videos, by uid.
	Failed(ctx context.Context, uids []string) (map[string]uploader.Job, error)
	AddAgain(ctx context.Context, s uploader.Settings, paths ...string) ([]uploader.Added, error)
	Cancel(ctx context.Context, grace time.Duration, ids ...int64) error
	Restore(ctx context.Context, ids ...int64) error
}

// failure is a video that Stream cannot play, and the file that may replace it.
type failure struct {
	id    uint32
	video library.Video
	job   *uploader.Job // in the queue, nil where it is not
	path  string        // of the file to send, "" for none
	known string        // what is known of the file it was made of
}

// replace offers to send the files of failed videos again, or others in their
// place.
func (p *Page) replace(f *library.Finding) {
	var list []*failure
	hits := f.Hits[:min(listed, len(f.Hits))]
	p.Do(func(ctx context.Context) (err error) {
		list, err = p.failures(ctx, hits)
		return err
	}, func(err error) {
		if err != nil {
			p.Toast(widgets.Toast{Text: words.Capital(err), Failed: true})
			return
		}
		(&replacing{page: p, list: list, more: len(f.Hits) - len(hits), all: f.Hits}).open()
	})
}

// failures looks up what the queue knows of failed videos.
func (p *Page) failures(ctx context.Context, hits library.Hits) ([]*failure, error) {
	videos, err := p.Library.Index().Videos(ctx, hits)
	if err != nil {
		return nil, err
	}
	var list []*failure
	var uids []string
	for i, v := range videos {
		if v.UID != "" {
			list, uids = append(list, &failure{id: hits[i], video: v}), append(uids, v.UID)
		}
	}
	queued, err := p.Uploads.Failed(ctx, uids)
	if err != nil {
		return nil, err
	}
	for _, f := range list {
		if job, ok := queued[f.video.UID]; ok {
			f.job = &job
		}
		f.lookUp()
	}
	return list, nil
}

// lookUp chooses the file the video was made of where sending it can help: it
// was exported again, or the fault need not lie in it.
func (f *failure) lookUp() {
	if f.job == nil {
		f.known = lang.L("Its file is not in the queue of this computer")
		return
	}
	name := filepath.Base(f.job.Path)
	info, err := os.Stat(f.job.Path)
	switch {
	case err != nil:
		f.known = words.F("%s is no longer in its folder", name)
	case info.Size() == f.job.Size && info.ModTime().Equal(f.job.ModTime) && inFile(f.video.Status.ErrorCode):
		f.known = words.F("%s has not changed: export it again, or choose another", name)
	default:
		f.path = f.job.Path
	}
}

// inFile tells the faults that come back with the same file.
func inFile(code string) bool {
	return code == "ERR_NON_VIDEO" || code == "ERR_MALFORMED_VIDEO" || code == "ERR_DURATION_TOO_SHORT"
}

// settings are the video's, as far as Stream takes them at an upload; a limit
// that it exceeded goes.
func (f *failure) settings(now time.Time) uploader.Settings {
	v := &f.video
	s := uploader.Settings{Name: v.Name(), RequireSignedURLs: v.RequireSignedURLs, Watermark: v.WatermarkUID}
	try := func(change func(*uploader.Settings)) {
		next := s
		if change(&next); next.Check(now) == nil {
			s = next
		}
	}
	try(func(s *uploader.Settings) { s.Creator = v.Creator })
	try(func(s *uploader.Settings) { s.AllowedOrigins = v.AllowedOrigins })
	try(func(s *uploader.Settings) { s.ScheduledDeletion = v.ScheduledDeletion })
	if v.ThumbnailPct > 0 {
		try(func(s *uploader.Settings) { s.ThumbnailTimestampPct = &v.ThumbnailPct })
	}
	if v.Status.ErrorCode != "ERR_DURATION_EXCEED_CONSTRAINT" {
		try(func(s *uploader.Settings) { s.MaxDurationSeconds = v.MaxDurationSeconds })
	}
	meta := map[string]string{}
	for key, value := range v.Meta {
		pair := map[string]string{key: library.FormatValue(library.Path{Field: library.FieldMeta, Key: key}, value)}
		if (uploader.Settings{Meta: pair}).Check(now) == nil {
			meta[key] = pair[key]
		}
	}
	if len(meta) > 0 {
		s.Meta = meta
	}
	return s
}

// leaving is how long the failed job in the queue can be called back, in case
// its successor cannot be queued.
const leaving = 10 * time.Second

// send queues the file in place of the failed one.
func (f *failure) send(ctx context.Context, q Uploads, now time.Time) error {
	if f.job != nil {
		if err := q.Cancel(ctx, leaving, f.job.ID); err != nil && !errors.Is(err, uploader.ErrNoJob) {
			return err
		}
	}
	added, err := q.AddAgain(ctx, f.settings(now), f.path)
	if err == nil && len(added) == 1 {
		err = added[0].Err
	}
	if err != nil && f.job != nil {
		return errors.Join(err, q.Restore(ctx, f.job.ID))
	}
	return err
}

// replacing is the sheet that replaces failed videos.
type replacing struct {
	page   *Page
	list   []*failure
	more   int
	all    library.Hits
	rows   []*replaceRow
	delete *widgets.Check
	main   *widgets.Button
	said   *look.Label
	sheet  *widgets.Overlay
}

const replaceHeight float32 = 76

// replaceRow is a failed video in it.
type replaceRow struct {
	file    *look.Label
	choose  *widgets.Button
	without *widgets.Button
}

func (r *replacing) open() {
	body := widgets.Column(0)
	for _, f := range r.list {
		body.Add(r.row(f))
		body.Add(widgets.NewRule())
	}
	if r.more > 0 {
		body.Add(widgets.Inset(12, 0, 12, 0, look.NewLabel(look.Small, look.Fg3, words.N(r.more, "and %s more after these", "and %s more after these"))))
	}
	r.delete = widgets.NewCheck(lang.L("Delete the failed videos that are replaced"), nil)
	r.delete.SetState(widgets.On)
	r.said = look.NewLabel(look.Small, look.Fg3, lang.L("The journal keeps what is known of them")).Shrinking()
	r.main = widgets.NewButton(widgets.Main, "", r.run)
	remove := widgets.NewSmallButton(widgets.Outline, words.N(len(r.all), "Delete %s…", "Delete %s…"), func() {
		r.sheet.Close()
		r.page.Delete(r.all)
	}).WithIcon(look.IconDelete)
	r.show()
	r.sheet = widgets.ShowSheet(r.page.Content, widgets.Sheet{
		Title: lang.L("Replace files"), Detail: lang.L("With the same settings"), Width: 680, Height: min(560, 220+float32(len(r.list))*replaceHeight),
		Tools: []fyne.CanvasObject{remove}, First: r.rows[0].choose, Main: r.main, Summary: r.said,
		Content: widgets.Column(0, widgets.Grow(container.NewVScroll(widgets.Inset(4, 20, 4, 20, body))),
			widgets.NewRule(), widgets.Inset(12, 20, 12, 20, r.delete)),
	})
}

func (r *replacing) row(f *failure) fyne.CanvasObject {
	p := r.page
	name, color := f.video.Name(), look.Fg
	if name == "" {
		name, color = lang.L("No name yet"), look.Fg3
	}
	what, _ := p.story(library.FindingErrors, &f.video)
	row := &replaceRow{file: look.NewLabel(look.Small, look.Fg2, "").Shrinking()}
	row.choose = widgets.NewSmallButton(widgets.Outline, lang.L("Choose file…"), func() { r.choose(f) })
	row.without = widgets.NewIconButton(widgets.Quiet, widgets.Small, look.IconClose, widgets.Tip{Text: lang.L("Leave it as it is")}, func() {
		f.path = ""
		r.show()
	})
	r.rows = append(r.rows, row)
	return widgets.Sized(0, replaceHeight, widgets.Inset(10, 0, 10, 0, widgets.Row(12,
		widgets.Sized(copyWidth, copyHeight, p.picture(f.video, copyWidth, copyHeight)),
		widgets.Grow(widgets.Column(2, look.NewLabel(look.BodyMedium, color, name).Shrinking(),
			look.NewLabel(look.Small, look.Fg3, what).Shrinking(), row.file)),
		row.choose, row.without)))
}

// choose asks for the file to send.
func (r *replacing) choose(f *failure) {
	o := filepick.Options{Title: words.F("Replace “%s” by", f.video.Name()), Accept: lang.L("Choose")}
	if f.job != nil {
		o.Start = filepath.Dir(f.job.Path)
	}
	r.page.Pick(o, func(paths []string) {
		f.path = paths[0]
		r.show()
	})
}

// chosen are the failures that are replaced.
func (r *replacing) chosen() []*failure {
	var list []*failure
	for _, f := range r.list {
		if f.path != "" {
			list = append(list, f)
		}
	}
	return list
}

// show brings the sheet in step with what is chosen.
func (r *replacing) show() {
	for i, row := range r.rows {
		f := r.list[i]
		row.file.SetText(f.known)
		row.file.SetColor(look.Warning)
		if f.path != "" {
			row.file.SetText(words.F("Sends %s", filepath.Base(f.path)))
			row.file.SetColor(look.Success)
		}
		if f.path == "" {
			row.without.Disable()
		} else {
			row.without.Enable()
		}
	}
	n := len(r.chosen())
	r.main.SetText(words.N(n, "Send %s file", "Send %s files"))
	r.main.Enable()
	if n == 0 {
		r.main.SetText(lang.L("Send files"))
		r.main.Disable()
	}
	if r.sheet != nil {
		r.sheet.Refresh()
	}
}

// run queues what is chosen, and deletes the failed videos of what was queued.
func (r *replacing) run() {
	p, going := r.page, r.chosen()
	remove := r.delete.State() == widgets.On
	r.sheet.Close()
	var queued library.Hits
	var failed error
	p.Do(func(ctx context.Context) error {
		for _, f := range going {
			if err := f.send(ctx, p.Uploads, p.Now()); err != nil {
				failed = errors.Join(failed, errors.New(filepath.Base(f.path)+": "+err.Error()))
				continue
			}
			queued = append(queued, f.id)
		}
		return ctx.Err()
	}, func(error) {
		if n := len(going) - len(queued); n > 0 {
			p.Toast(widgets.Toast{Text: words.N(n, "%s file was not queued", "%s files were not queued") + ": " + words.Capital(failed), Failed: true})
		}
		if len(queued) == 0 {
			return
		}
		p.Toast(widgets.Toast{
			Text:   words.N(len(queued), "%s file added to the queue", "%s files added to the queue"),
			Action: lang.L("Show"), OnAction: p.ShowQueue,
		})
		if remove {
			p.begin(library.FindingErrors, library.Request{
				Kind: library.JobDelete, Title: lang.L("Delete failed videos"), Items: p.items(queued),
			}, words.N(len(queued), "%s failed video deleted", "%s failed videos deleted"))
		}
	})
}
