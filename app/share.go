package app

import (
	"context"
	"errors"
	"image"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/pictures"
	"spool/app/share"
	"spool/app/video"
	"spool/app/videos"
	"spool/library"
	"spool/library/embed"
)

// shareParams are what sharing needs of the window, for one video or many.
func (s *shell) shareParams() share.Params {
	w := s.w
	p := share.Params{
		Do: w.tokens.Do, Toast: w.Toast, Copy: w.copy, CopySecret: w.copySecret, Save: w.saveNew, Preview: w.preview,
		After: w.After, Habits: w.settings.Share, Keep: s.keepHabits, Now: w.Now,
	}
	if s.session != nil {
		p.Desk, p.Change, p.Captions = s.session.Signing(), s.change, s.session.CaptionLanguages
		p.Still = s.still
	}
	return p
}

// change edits a video at once, in a way that can be undone.
func (s *shell) change(ctx context.Context, v library.Video, patch library.Patch) (library.Video, error) {
	var changes []library.Change
	for field, after := range patch {
		path := library.Path{Field: field}
		changes = append(changes, library.Change{Path: path, Before: v.Value(path), After: after})
	}
	return s.makeChanges(ctx, v, changes)
}

// makeChanges carries changes out at once, in a way that can be undone.
func (s *shell) makeChanges(ctx context.Context, v library.Video, changes []library.Change) (library.Video, error) {
	item, err := s.session.Videos().Edit(ctx, &v, changes, fromWindow)
	if err != nil {
		return v, err
	}
	if item.State == library.ItemConflict {
		return v, errors.New(lang.L("it was changed elsewhere meanwhile"))
	}
	return s.session.Library().Get(ctx, v.UID)
}

// fromWindow is what the journal says of changes that are made here.
const fromWindow = "window"

func (s *shell) keepHabits(h share.Habits) {
	s.w.settings.Share = h
	s.copier.Habits = h
	s.w.keep()
}

// still is a picture of a video at a moment.
func (s *shell) still(v library.Video, at time.Duration, w, h int, ready func()) (image.Image, bool) {
	loader := s.w.Pictures
	if loader == nil || v.Status.State != library.StateReady {
		return nil, true
	}
	return loader.Get(pictures.Request{
		Key: v.UID + "\n" + v.Modified.String() + "\n" + at.String(), Width: w, Height: h,
		Fetch: func(ctx context.Context) ([]byte, error) { return s.session.Still(ctx, v, at, w, h) },
	}, ready)
}

// tabShare names the tab.
const tabShare = "share"

// shareTab is the video's codes, links and tokens.
func (s *shell) shareTab() video.Tab {
	return video.Tab{ID: tabShare, Label: lang.L("Share"), Open: func(v library.Video, f video.Frame) *video.Content {
		params := s.shareParams()
		params.Changed = f.Changed
		page := share.NewPage(params)
		page.Show(v)
		s.tabKeys[tabShare] = tabKeys{key: page.Key}
		return &video.Content{Object: page.Content, Show: page.Show, Close: func() {
			delete(s.tabKeys, tabShare)
			page.Leave()
		}}
	}}
}

// copyOf copies a kind of the videos that uploads became.
func (s *shell) copyOf(kind embed.Kind) func(uids []string) {
	return func(uids []string) { s.copier.CopyKind(kind, s.arrived(uids)) }
}

// arrived are the videos that uploads became: as the library has them, and as
// Stream has those that are not ready there. What was deleted meanwhile is left
// out, unless nothing else is left.
func (s *shell) arrived(uids []string) share.Source {
	return func(ctx context.Context) ([]library.Video, error) {
		lib := s.session.Videos()
		var list []library.Video
		var gone error
		for _, uid := range uids {
			v, err := lib.Index().Get(ctx, uid)
			if errors.Is(err, library.ErrNotFound) || err == nil && v.Status.State != library.StateReady {
				v, err = lib.Track(ctx, uid)
			}
			switch {
			case errors.Is(err, library.ErrNotFound):
				gone = err
			case err != nil:
				return nil, err
			default:
				list = append(list, v)
			}
		}
		if len(list) == 0 {
			return nil, gone
		}
		return list, nil
	}
}

// addCopying lets the library copy what it has selected.
func (s *shell) addCopying() {
	for _, c := range s.copier.Commands() {
		s.library.Add(videos.Command{
			Label: c.Label, Group: videos.GroupCopy, Icon: c.Icon, Press: videos.Press{Key: c.Key, Shift: c.Shift},
			Run: func(chosen videos.Selection, _ fyne.CanvasObject) { c.Run(sourceOf(chosen)) },
		})
	}
}

func sourceOf(chosen videos.Selection) share.Source {
	return func(ctx context.Context) ([]library.Video, error) {
		var list []library.Video
		for v, err := range chosen.Videos(ctx) {
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		return list, nil
	}
}
