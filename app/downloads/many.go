package downloads

import (
	"context"
	"iter"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/library/download"
	"spool/widgets"
	"spool/widgets/look"
)

// Source is the videos whose files are saved.
type Source struct {
	Count int
	// Videos reads them, off Fyne's goroutine.
	Videos func(ctx context.Context) iter.Seq2[library.Video, error]
}

// many is the sheet that saves the files of many videos.
type many struct {
	*Params
	source  Source
	queued  func(n int)
	files   map[library.DownloadKind]*widgets.Check
	target  *target
	summary *look.Label
	save    *widgets.Button
	overlay *widgets.Overlay
	// ready is how many of the videos Stream can make files of, -1 while they are
	// counted.
	ready int
}

// ShowMany opens a sheet that puts the files of videos into the queue of saves;
// queued is then told how many.
func ShowMany(from fyne.CanvasObject, p Params, src Source, queued func(n int)) {
	m := &many{Params: &p, source: src, queued: queued, ready: -1, files: map[library.DownloadKind]*widgets.Check{}}
	for _, kind := range kinds {
		m.files[kind] = widgets.NewCheck(name(kind), func(bool) { m.show() })
	}
	m.files[library.DownloadMP4].SetState(widgets.On)
	m.target = newTarget(m.Params)
	m.summary = look.NewLabel(look.Small, look.Fg2, "").Shrinking()
	m.save = widgets.NewButton(widgets.Main, "", m.add)
	m.show()
	m.overlay = widgets.ShowSheet(from, widgets.Sheet{
		Title: words.N(src.Count, "Save the files of %s video", "Save the files of %s videos"), Width: 640,
		Content: m.content(), Summary: m.summary, Main: m.save, First: m.files[library.DownloadMP4],
	})
	m.count()
}

func (m *many) content() fyne.CanvasObject {
	existing := widgets.NewTextSegments([]string{lang.L("Number it"), lang.L("Leave it out"), lang.L("Replace it")}, 0, func(i int) {
		m.target.existing = []download.Existing{download.Number, download.Skip, download.Replace}[i]
		m.target.show()
	})
	return widgets.Inset(16, 20, 20, 20, widgets.Column(14,
		widgets.Row(24, m.files[library.DownloadMP4], m.files[library.DownloadAudio], widgets.Space()),
		look.NewParagraph(look.Small, look.Fg3, lang.L("Stream makes the files it does not have yet. That takes a few minutes a video and costs no storage. The saves wait for it.")),
		m.target.Content, widgets.NewLabeled(lang.L("Where there is such a file"), existing)))
}

// count finds out how many of the videos are ready, and takes the first for an
// example.
func (m *many) count() {
	var first library.Video
	ready := 0
	m.Do(func(ctx context.Context) error {
		for v, err := range m.source.Videos(ctx) {
			if err != nil {
				return err
			}
			if !v.Ready {
				continue
			}
			if ready == 0 {
				first = v
			}
			ready++
		}
		return nil
	}, func(err error) {
		if err != nil {
			m.Fail(lang.L("The videos can’t be read"), err)
			return
		}
		m.ready = ready
		m.target.of(first, library.DownloadMP4)
		m.show()
	})
}

// chosenKinds are the files that are wanted.
func (m *many) chosenKinds() []library.DownloadKind {
	var list []library.DownloadKind
	for _, kind := range kinds {
		if m.files[kind].State() == widgets.On {
			list = append(list, kind)
		}
	}
	return list
}

// show says what would be saved.
func (m *many) show() {
	list := m.chosenKinds()
	n := max(0, m.ready) * len(list)
	left := ""
	if out := m.source.Count - m.ready; m.ready >= 0 && out > 0 {
		left = words.N(out, "%s video is not ready and left out", "%s videos are not ready and left out")
	}
	if len(list) == 1 {
		m.target.of(m.target.example, list[0])
	}
	m.summary.SetText(left)
	m.save.SetText(words.N(n, "Save %s file", "Save %s files"))
	if n > 0 {
		m.save.Enable()
	} else {
		m.save.Disable()
	}
}

// add puts the saves into the queue.
func (m *many) add() {
	m.target.ready(func(folder string, name download.Template) {
		list, existing := m.chosenKinds(), m.target.existing
		m.save.Disable()
		var items []download.Item
		m.Do(func(ctx context.Context) (err error) {
			if items, err = m.items(ctx, list, folder, name, existing); err == nil {
				_, err = m.Saves.Add(ctx, items...)
			}
			return err
		}, func(err error) {
			if err != nil {
				m.save.Enable()
				m.Fail(lang.L("They were not queued"), err)
				return
			}
			m.overlay.Close()
			m.queued(len(items))
		})
	})
}

// items are the saves of all videos that are ready.
func (m *many) items(ctx context.Context, list []library.DownloadKind, folder string, name download.Template, existing download.Existing) ([]download.Item, error) {
	var items []download.Item
	names := download.NewNames(name)
	for v, err := range m.source.Videos(ctx) {
		if err != nil {
			return nil, err
		}
		if !v.Ready {
			continue
		}
		for _, kind := range list {
			items = append(items, download.Item{
				UID: v.UID, Kind: kind, Title: v.Name(), Folder: folder, Name: names.Next(download.FactsOf(&v, kind)),
				Existing: existing, Make: true,
			})
		}
	}
	return items, nil
}
