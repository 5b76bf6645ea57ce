// Package palette is quick open: one field that finds pages, videos, what can be
// done with the selection, and what was done last, all by typing.
//
// Typed > first it lists actions only, typed @ first accounts only.
package palette

import (
	"context"
	"image"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// Item is a line that can be chosen.
type Item struct {
	// ID names the line among those of its group, for what was chosen last.
	ID     string
	Label  string
	Detail string
	Icon   look.IconName
	Key    string
	// Video is what the line is about, for its picture; may be nil.
	Video *library.Video
	// Why says why it can't be chosen now, "" where it can.
	Why string
	Run func()
	// Words are what it is found by besides its label.
	Words string
}

// Found are videos that were found, the best of them, and how many there are.
type Found struct {
	Videos []library.Video
	Total  int
}

// Params are what the palette needs of the window. Everything but Find is
// called on Fyne's goroutine.
type Params struct {
	// Window is what the palette opens over.
	Window fyne.CanvasObject
	// Selected is what the actions are about: "3 selected", or "".
	Selected string
	Actions  []Item
	Pages    []Item
	Accounts []Item
	Recent   []Item
	// Find finds videos of the library.
	Find func(ctx context.Context, text string, most int) (Found, error)
	// OpenVideo shows a video's page; VideoActions are what can be done with one.
	OpenVideo    func(v library.Video)
	VideoActions func(v library.Video) []Item
	// SearchLibrary shows what the library finds.
	SearchLibrary func(text string)
	// Chosen is told of what was chosen.
	Chosen    func(Item)
	Thumbnail func(v library.Video, w, h int, ready func()) (img image.Image, ok bool)
	Do        func(run func(context.Context) error, then func(error))
	Toast     func(widgets.Toast)
	Now       func() time.Time
}

// The palette's measures.
const (
	width       float32 = 680
	top         float32 = 72
	headHeight  float32 = 52
	footHeight  float32 = 36
	mostHeight  float32 = 634
	leastMargin float32 = 24
	// leftOfMiddle leaves what is at the right in sight.
	leftOfMiddle float32 = 0.396
	// videosShown and groupShown are how many lines a group has at most.
	videosShown = 4
	groupShown  = 6
)

// The prefixes that list one kind only.
const (
	onlyActions  = ">"
	onlyAccounts = "@"
)

// Palette is quick open while it is open.
type Palette struct {
	Params
	field   *widgets.Field
	list    *list
	note    *look.Label
	overlay *widgets.Overlay
	found   Found
	of      *library.Video // whose actions are listed, nil for the selection's
	asked   int
}

// Open opens the palette.
func Open(params Params) *Palette {
	p := &Palette{Params: params}
	p.field = widgets.NewField(lang.L("Pages, videos, actions")).Frameless().WithIcon(look.IconSearch)
	p.field.OnChanged = func(string) { p.typed() }
	p.field.OnSubmitted = func(string) { p.choose() }
	p.field.OnKey = p.key
	p.list = newList(p)
	p.note = look.NewLabel(look.Small, look.Fg3, params.Selected)
	head := widgets.Inset(10, 16, 10, 6, widgets.Row(8, widgets.Grow(p.field), p.note, widgets.NewKeyCap(lang.L("Esc"))))
	content := widgets.Column(0, head, widgets.NewRaisedRule(), widgets.Grow(p.list.view), widgets.NewRaisedRule(), p.foot())
	p.overlay = widgets.ShowOverlay(params.Window, widgets.OverlayOptions{
		Content: content, First: p.field.Focusable(), Light: true, OnMain: p.search,
		Place: func(window, _ fyne.Size) (fyne.Position, fyne.Size) {
			w := min(width, window.Width-2*leastMargin)
			h := min(mostHeight, window.Height-top-leastMargin, headHeight+footHeight+12+p.list.height())
			return fyne.NewPos(float32(int((window.Width-w)*leftOfMiddle)), top), fyne.NewSize(w, h)
		},
	})
	p.show()
	return p
}

func (p *Palette) foot() fyne.CanvasObject {
	hint := func(does string, keys ...string) []fyne.CanvasObject {
		var parts []fyne.CanvasObject
		for _, k := range keys {
			parts = append(parts, widgets.NewKeyCap(k))
		}
		return append(parts, look.NewLabel(look.Small, look.Fg3, does))
	}
	left := append(hint(lang.L("Choose"), lang.L("Up"), lang.L("Down")), hint(lang.L("Actions for this video"), lang.L("Tab"))...)
	right := append(hint(lang.L("Actions only"), onlyActions), hint(lang.L("Accounts"), onlyAccounts)...)
	return widgets.Inset(9, 16, 9, 16, widgets.Row(8, append(append(left, widgets.Space()), right...)...))
}

// Type types text into the field, for pictures and tests.
func (p *Palette) Type(text string) {
	p.field.SetText(text)
	p.field.SetCursor(len(text))
	p.typed()
}

func (p *Palette) text() string { return strings.TrimSpace(p.field.Text()) }

// typed lists what matches, and asks for videos.
func (p *Palette) typed() {
	p.of = nil
	text := p.text()
	p.asked++
	if text == "" || strings.HasPrefix(text, onlyActions) || strings.HasPrefix(text, onlyAccounts) || p.Find == nil {
		p.found = Found{}
		p.show()
		return
	}
	asked := p.asked
	p.show()
	var found Found
	p.Do(func(ctx context.Context) (err error) {
		found, err = p.Find(ctx, text, videosShown)
		return err
	}, func(err error) {
		if asked != p.asked || p.overlay.Closed() {
			return
		}
		if err != nil {
			found = Found{} // a query that is half typed finds nothing yet
		}
		p.found = found
		p.show()
	})
}

// show lists everything that matches.
func (p *Palette) show() {
	p.list.set(p.groups(), p.needle())
	p.overlay.Refresh()
}

// needle is what is marked in the lines.
func (p *Palette) needle() string {
	text := p.text()
	for _, prefix := range []string{onlyActions, onlyAccounts} {
		text = strings.TrimSpace(strings.TrimPrefix(text, prefix))
	}
	return text
}

func (p *Palette) groups() []group {
	text, needle := p.text(), p.needle()
	actions := lang.L("Actions")
	if p.Selected != "" {
		actions = words.F("Actions on %s", p.Selected)
	}
	switch {
	case p.of != nil:
		return []group{{title: words.F("Actions for %s", nameOf(p.of)), items: match(p.VideoActions(*p.of), "", 0)}}
	case strings.HasPrefix(text, onlyActions):
		return []group{{title: actions, items: match(p.Actions, needle, 0)}}
	case strings.HasPrefix(text, onlyAccounts):
		return []group{{title: lang.L("Accounts"), items: match(p.Accounts, needle, 0)}}
	}
	pages := match(p.Pages, needle, groupShown)
	if text != "" && p.SearchLibrary != nil {
		pages = append(pages, Item{
			Label: words.F("Search the library for “%s”", text), Icon: look.IconSearch, Key: lang.L("Ctrl Enter"),
			Detail: words.N(p.found.Total, "%s video", "%s videos"), Run: p.search,
		})
	}
	return []group{
		p.videos(),
		{title: actions, items: match(p.Actions, needle, groupShown)},
		{title: lang.L("Pages and views"), items: pages},
		{title: lang.L("Recent"), items: match(p.Recent, needle, groupShown)},
	}
}

func (p *Palette) videos() group {
	g := group{title: lang.L("Videos")}
	for i := range p.found.Videos {
		v := p.found.Videos[i]
		g.items = append(g.items, Item{
			ID: "video " + v.UID, Label: nameOf(&v), Detail: detailOf(&v, p.Now()), Icon: look.IconFilm, Video: &v, Key: lang.L("Enter"),
			Run: func() { p.OpenVideo(v) },
		})
	}
	if p.found.Total > len(g.items) {
		g.count = words.F("%d of %s", len(g.items), words.Count(p.found.Total))
	}
	return g
}

func (p *Palette) key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyUp:
		p.list.step(-1)
	case fyne.KeyDown:
		p.list.step(1)
	case fyne.KeyPageUp:
		p.list.step(-8)
	case fyne.KeyPageDown:
		p.list.step(8)
	case fyne.KeyTab:
		p.actionsOf()
	case fyne.KeyEscape:
		if p.of == nil {
			return false
		}
		p.of = nil
		p.show()
	default:
		return false
	}
	return true
}

// actionsOf lists what can be done with the video in hand.
func (p *Palette) actionsOf() {
	if item, ok := p.list.current(); ok && item.Video != nil && p.VideoActions != nil {
		p.of = item.Video
		p.show()
	}
}

// choose does what the line in hand says.
func (p *Palette) choose() {
	if item, ok := p.list.current(); ok {
		p.run(item)
	}
}

func (p *Palette) run(item Item) {
	if item.Why != "" {
		p.Toast(widgets.Toast{Text: item.Why, Icon: look.IconInfo, Tone: look.AccentFg})
		return
	}
	p.overlay.Close()
	if p.Chosen != nil && item.ID != "" {
		p.Chosen(item)
	}
	item.Run()
}

// search shows what the library finds.
func (p *Palette) search() {
	text := p.needle()
	if text == "" || p.SearchLibrary == nil {
		return
	}
	p.overlay.Close()
	p.SearchLibrary(text)
}
