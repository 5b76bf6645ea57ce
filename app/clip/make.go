package clip

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2/lang"

	"spool/app/stills"
	"spool/app/words"
	"spool/library"
	"spool/library/clip"
	"spool/widgets"
)

// make has Stream make what is drafted. What it refuses stays a draft.
func (t *Tab) make() {
	if t.create.Disabled() {
		return
	}
	t.making = true
	drafts, v := slices.Clone(t.drafts), t.video
	made := map[int]library.Video{}
	t.show()
	t.Do(func(ctx context.Context) error {
		for i := range drafts {
			settings, err := drafts[i].settings(&v)
			if err != nil {
				return err
			}
			if made[i], err = clip.Make(ctx, t.Clips, &v, drafts[i].Span, settings); err != nil {
				delete(made, i)
				return err
			}
		}
		return nil
	}, func(err error) { t.made(drafts, made, err) })
}

// Save makes the clips.
func (t *Tab) Save() { t.make() }

func (t *Tab) made(drafts []draft, made map[int]library.Video, err error) {
	t.making = false
	var rest []draft
	for i, d := range drafts {
		v, is := made[i]
		if !is {
			rest = append(rest, d)
			continue
		}
		t.spans[v.UID] = d.Span
		t.clips = append(t.clips, v)
	}
	if n := len(made); n > 0 {
		t.Toast(widgets.Toast{Text: words.N(n, "Stream makes %s clip", "Stream makes %s clips")})
	}
	t.Fail(lang.L("A clip was not made"), err)
	if len(rest) == 0 {
		last := drafts[len(drafts)-1]
		length := stills.Length(&t.video).Truncate(time.Second)
		start := min(last.End, max(0, length-time.Second))
		t.drafts = nil // their names are those of clips now
		rest = []draft{t.newDraft(start, min(length, start+last.Length()))}
	}
	t.head.Stop()
	t.drafts, t.current = rest, 0
	t.form.set()
	t.take(t.clips)
	t.show()
}

func (d *draft) settings(v *library.Video) (library.Settings, error) {
	meta, err := clip.Meta(v, d.name, d.copyMeta)
	return library.Settings{
		Meta: meta, Creator: d.creator, AllowedOrigins: d.origins, RequireSignedURLs: d.signed, ThumbnailPct: d.thumbnail, WatermarkUID: d.watermark,
	}, err
}
