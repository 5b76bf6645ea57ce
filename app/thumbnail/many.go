package thumbnail

import (
	"context"
	"iter"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/page"
	"spool/app/words"
	"spool/library"
	"spool/library/frame"
	"spool/widgets"
)

// Many asks for the moment that becomes the thumbnail of n videos, and hands on
// what begins the job: a title and its items.
func Many(from fyne.CanvasObject, n int, begin func(title string, m frame.Moment)) {
	choices := []string{lang.L("A share of each video"), lang.L("A time in each video"), lang.L("The first frame that is not black")}
	typed := widgets.NewField("10%").Mono()
	typed.SetText("10%")
	hint := []string{"10%", "0:05", "visible"}
	choice := widgets.NewRadioGroup(choices, 0, nil)
	choice.OnChanged = func(i int) {
		typed.SetText(hint[i])
		typed.SetError("")
		page.Show(typed, i < 2)
	}
	var o *widgets.Overlay
	main := widgets.NewButton(widgets.Main, words.N(n, "Set %s thumbnail", "Set %s thumbnails"), nil)
	main.OnTapped = func() {
		m, err := frame.ParseMoment(typed.Text())
		if err != nil {
			typed.SetError(page.Sentence(err))
			return
		}
		o.Close()
		begin(words.F("Set thumbnail at %s", typed.Text()), m)
	}
	typed.OnSubmitted = func(string) { main.OnTapped() }
	rows := []fyne.CanvasObject{}
	for _, b := range choice.Buttons {
		rows = append(rows, b)
	}
	o = widgets.ShowSheet(from, widgets.Sheet{
		Title: lang.L("Thumbnails"), Detail: words.N(n, "%s video", "%s videos"), Width: 440, First: typed.Focusable(), Main: main,
		Content: widgets.Inset(16, 20, 20, 20, widgets.Column(12, append(rows, typed)...)),
	})
}

// Items are the changes that make a moment the thumbnail of each video. What
// can't be found out about a video leaves it out, and missed is told why.
func Items(ctx context.Context, m frame.Moment, videos iter.Seq2[library.Video, error], fetch func(library.Video) frame.Fetch, missed func(library.Video, error)) iter.Seq2[library.Item, error] {
	return func(yield func(library.Item, error) bool) {
		for v, err := range videos {
			if err != nil {
				yield(library.Item{}, err)
				return
			}
			changes, err := m.Thumbnail(ctx, &v, fetch(v))
			switch {
			case ctx.Err() != nil:
				yield(library.Item{}, ctx.Err())
				return
			case err != nil:
				missed(v, err)
			case len(changes) > 0:
				if !yield(library.Item{UID: v.UID, Name: v.Name(), Changes: changes}, nil) {
					return
				}
			}
		}
	}
}
