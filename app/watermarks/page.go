// Package watermarks is the page of watermark profiles: those on Stream at the
// left, in the middle the one in hand over frames of real videos, at the right
// what can be set.
//
// A profile can't be changed at Stream. Changing one here makes another and
// deletes the old one; videos keep the mark they were given.
package watermarks

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"spool/app/page"
	"spool/app/stills"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// Profiles is what the page does with the profiles of an account.
// *watermark.Desk implements it.
type Profiles interface {
	List(ctx context.Context) ([]library.Watermark, error)
	Create(ctx context.Context, w library.Watermark, source string) (library.Watermark, []string, error)
	Replace(ctx context.Context, old string, w library.Watermark, source string) (library.Watermark, []string, error)
	Delete(ctx context.Context, uid string) error
	Picture(uid string) (png []byte, found bool, err error)
}

// Params are what a Page needs of the window it is in.
type Params struct {
	page.Tools
	Profiles Profiles
	Stills   stills.Source
	// Videos are some ready videos of the library, to try a mark on. It runs off
	// Fyne's goroutine, like Using: the videos that carry a profile.
	Videos func(ctx context.Context) ([]library.Video, error)
	Using  func(ctx context.Context, uid string) ([]library.Video, error)
	// ShowVideos shows the videos that a query finds.
	ShowVideos func(query string)
	// Counted is told how many profiles there are; may be nil.
	Counted func(n int)
}

// draft is a profile that is not at Stream yet.
type draft struct {
	library.Watermark
	old    string // the profile whose place it takes, "" for none
	source string // file or address
	data   []byte // the PNG, nil where it is not here
	mark   image.Image
	notes  []string
}

// Page is the watermarks page. All of it belongs to Fyne's goroutine.
type Page struct {
	Params
	// Content fills the window beside the sidebar.
	Content *fyne.Container
	// List is what the keyboard starts from.
	List *widgets.List

	profiles []library.Watermark
	marks    map[string]image.Image // pictures of profiles that are kept here
	videos   []library.Video
	frame    int // the video the mark is tried on
	listed   bool
	failure  error
	draft    *draft
	shown    string          // the key of what is in hand
	using    []library.Video // of the profile in hand
	usingOf  string
	asked    int

	bar     *widgets.PageBar
	note    *look.Paragraph
	stage   *stage
	form    *form
	card    *profileCard
	none    *widgets.EmptyState
	failed  *widgets.EmptyState
	rules   [2]*widgets.Rule
	outline *fyne.Container
}

// NewPage returns an empty page; Refresh fills it.
func NewPage(params Params) *Page {
	p := &Page{Params: params, marks: map[string]image.Image{}}
	add := widgets.NewButton(widgets.Outline, lang.L("New profile"), p.begin).WithIcon(look.IconPlus)
	p.bar = widgets.NewPageBar(lang.L("Watermarks"), add)
	p.bar.SetNote(lang.L("Used when you upload or clip"))
	p.List = widgets.NewList((*model)(p))
	p.List.OnSelect = p.selected
	p.List.OnKey = p.key
	p.List.Menu = p.menu
	p.note = look.NewParagraph(look.Small, look.Fg3, lang.L("Stream burns the mark in while it processes an upload. Videos already on Stream keep the mark they have."))
	p.stage = newStage(p)
	p.form = newForm(p)
	p.card = newProfileCard(p)
	p.none = widgets.NewEmptyState(look.IconWatermark, lang.L("No watermarks"),
		lang.L("A profile is a PNG with a place and a size. It is burned in at upload."),
		widgets.NewSmallButton(widgets.Main, lang.L("New profile"), p.begin).WithIcon(look.IconPlus))
	p.failed = p.failedState("")
	for i := range p.rules {
		p.rules[i] = widgets.NewUpright()
	}
	p.outline = container.New(&pageLayout{p})
	p.Content = p.outline
	p.show()
	return p
}

func (p *Page) failedState(why string) *widgets.EmptyState {
	return widgets.NewEmptyState(look.IconOffline, lang.L("The profiles can’t be listed"), why,
		widgets.NewSmallButton(widgets.Neutral, lang.L("Try now"), p.Refresh).WithIcon(look.IconRetry))
}

// Refresh lists the profiles again.
func (p *Page) Refresh() {
	if p.Profiles == nil {
		p.take(nil, nil, nil, errNoToken)
		return
	}
	p.asked++
	asked := p.asked
	var found []library.Watermark
	var videos []library.Video
	marks := map[string]image.Image{}
	p.Do(func(ctx context.Context) (err error) {
		if found, err = p.Profiles.List(ctx); err != nil {
			return err
		}
		for _, w := range found {
			data, there, err := p.Profiles.Picture(w.UID)
			if err != nil || !there {
				continue // the list shows it without its picture
			}
			if img, err := png.Decode(bytes.NewReader(data)); err == nil {
				marks[w.UID] = img
			}
		}
		videos, err = p.Videos(ctx)
		return err
	}, func(err error) {
		if asked == p.asked {
			p.take(found, marks, videos, err)
		}
	})
}

func (p *Page) take(found []library.Watermark, marks map[string]image.Image, videos []library.Video, err error) {
	p.failure = err
	if err != nil {
		p.failed = p.failedState(page.Sentence(err))
		p.show()
		return
	}
	p.listed, p.profiles, p.marks, p.videos = true, found, marks, videos
	p.frame = min(p.frame, max(0, len(videos)-1))
	if p.Counted != nil {
		p.Counted(len(found))
	}
	p.List.Reload()
	if p.inHand() == nil {
		p.shown = ""
		switch {
		case p.draft != nil:
			p.shown = draftKey
		case len(found) > 0:
			p.shown = found[0].UID
		}
	}
	if p.shown != "" {
		p.List.Select(widgets.Key(p.shown))
	}
	p.selected()
	p.show()
}

// draftKey is the list's key of the draft.
const draftKey = "draft"

// inHand is the profile that shows, nil for none.
func (p *Page) inHand() *library.Watermark {
	if p.shown == draftKey && p.draft != nil {
		return &p.draft.Watermark
	}
	if i := p.at(p.shown); i >= 0 {
		return &p.profiles[i]
	}
	return nil
}

// mark is the picture of the profile in hand, nil where it is not here.
func (p *Page) mark() image.Image {
	if p.shown == draftKey && p.draft != nil {
		return p.draft.mark
	}
	return p.marks[p.shown]
}

func (p *Page) at(uid string) int {
	return slices.IndexFunc(p.profiles, func(w library.Watermark) bool { return w.UID == uid })
}

// selected follows the list.
func (p *Page) selected() {
	if k := string(p.List.Current()); k != "" && k != p.shown && (k == draftKey || p.at(k) >= 0) {
		p.shown = k
	}
	if p.shown != draftKey && p.shown != p.usingOf {
		p.askUsing(p.shown)
	}
	p.form.set()
	p.card.set()
	p.stage.set()
	p.show()
}

func (p *Page) askUsing(uid string) {
	p.usingOf, p.using = uid, nil
	if p.Using == nil || uid == "" {
		return
	}
	var found []library.Video
	p.Do(func(ctx context.Context) (err error) {
		found, err = p.Using(ctx, uid)
		return err
	}, func(err error) {
		if err == nil && p.usingOf == uid {
			p.using = found
			p.card.set()
		}
	})
}

// show brings in step what is shown with what is known.
func (p *Page) show() {
	objects := []fyne.CanvasObject{p.bar}
	switch {
	case p.inHand() != nil:
		objects = append(objects, p.List, p.note, p.rules[0], p.stage.Content, p.rules[1])
		if p.shown == draftKey {
			objects = append(objects, p.form.Content)
		} else {
			objects = append(objects, p.card.Content)
		}
	case p.failure != nil:
		objects = append(objects, p.failed)
	case p.listed:
		objects = append(objects, p.none)
	}
	p.outline.Objects = objects
	p.outline.Refresh()
}

// pageLayout puts list, frames and form side by side.
type pageLayout struct{ p *Page }

// MinSize implements fyne.Layout.
func (l *pageLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, look.PageBar) }

// Layout implements fyne.Layout.
func (l *pageLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	p := l.p
	left, right := float32(264), float32(300)
	if size.Width < 1100 {
		left, right = 196, 260
	}
	page.Place(p.bar, 0, 0, size.Width, look.PageBar)
	top := look.PageBar
	height := size.Height - top
	low := p.note.HeightFor(left - 40)
	page.Place(p.note, 20, size.Height-low-20, left-40, low)
	page.Place(p.List, 0, top+14, left-1, height-low-60)
	page.Place(p.rules[0], left-1, top, 1, height)
	page.Place(p.stage.Content, left+26, top+20, size.Width-left-right-52, height-20)
	page.Place(p.rules[1], size.Width-right, top, 1, height)
	page.Place(p.form.Content, size.Width-right+1, top, right-1, height)
	page.Place(p.card.Content, size.Width-right+1, top, right-1, height)
	for _, e := range []*widgets.EmptyState{p.none, p.failed} {
		least := e.MinSize()
		page.Place(e, (size.Width-least.Width)/2, top+max(0, (height-least.Height)*2/5), least.Width, least.Height)
	}
}
