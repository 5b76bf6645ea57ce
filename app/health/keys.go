package health

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// stop is a place of the page that the arrows lead to: a finding, or a video
// listed below it.
type stop struct {
	kind library.FindingKind
	uid  string // of the video, "" for the finding itself
}

// place is a stop as the page shows it.
type place struct {
	stop
	*widgets.Pressable
	row *row
}

// addPlace puts a stop behind those there are. Keys that key does not use are
// the page's.
func (p *Page) addPlace(s stop, r *row, w *widgets.Pressable, key func(fyne.KeyName) bool) {
	p.places = append(p.places, place{s, w, r})
	w.OnKey = func(ev *fyne.KeyEvent) bool {
		switch ev.Name {
		case fyne.KeyDown:
			p.step(s, 1)
		case fyne.KeyUp:
			p.step(s, -1)
		default:
			return key(ev.Name)
		}
		return true
	}
	w.OnFocus = func(on bool) {
		p.at = nil
		if on {
			p.at = &s
		}
		p.showStatus()
	}
}

func (p *Page) find(s stop) int {
	return slices.IndexFunc(p.places, func(x place) bool { return x.stop == s })
}

// step moves the keyboard to a neighbour.
func (p *Page) step(from stop, by int) {
	if i := p.find(from) + by; i >= 0 && i < len(p.places) {
		p.focus(p.places[i].stop)
	}
}

// focus puts the keyboard on a stop, or where its video is gone, on the finding.
func (p *Page) focus(s stop) {
	i := p.find(s)
	if i < 0 {
		i = p.find(stop{kind: s.kind})
	}
	if c := p.canvas(); c != nil && i >= 0 {
		at := p.places[i]
		c.Focus(at.Pressable)
		p.reveal(at.row.top()+at.Position().Y, at.Size().Height)
	}
}

// canvas is the window the page is in, nil for none.
func (p *Page) canvas() fyne.Canvas { return fyne.CurrentApp().Driver().CanvasForObject(p.Content) }

// revealRow scrolls so far that a finding is in sight with what is listed below
// it, or its beginning.
func (p *Page) revealRow(k library.FindingKind) {
	if i := p.find(stop{kind: k}); i >= 0 {
		r := p.places[i].row
		p.reveal(r.top(), r.object.Size().Height)
		p.reveal(r.top(), findingHeight)
	}
}

// reveal scrolls so far that a stretch of the page is in sight.
func (p *Page) reveal(top, height float32) {
	bottom, seen := top+height, p.scroll.Size().Height
	switch offset := p.scroll.Offset.Y; {
	case top < offset+bodyTop:
		p.scroll.ScrollToOffset(fyne.NewPos(0, max(0, top-bodyTop)))
	case bottom > offset+seen-bodyTop:
		p.scroll.ScrollToOffset(fyne.NewPos(0, bottom-seen+bodyTop))
	}
}

// current is the finding that the keyboard is at, nil for none.
func (p *Page) current() *row {
	c := p.canvas()
	if c == nil {
		return nil
	}
	focused := c.Focused()
	i := slices.IndexFunc(p.rows, func(r *row) bool { return focused != nil && focused == r.repair })
	if i < 0 && p.at != nil {
		i = slices.IndexFunc(p.rows, func(r *row) bool { return r.finding.Kind == p.at.kind })
	}
	if i < 0 {
		return nil
	}
	return p.rows[i]
}

// TypedKey is what the keys of the page do where the control that has the
// keyboard does not use them; it reports whether it used one.
func (p *Page) TypedKey(ev *fyne.KeyEvent) bool {
	if ev.Name == fyne.KeyF5 {
		p.checkAgain()
		return true
	}
	if r := p.current(); r != nil {
		return r.typed(ev.Name)
	}
	if ev.Name != fyne.KeyDown && ev.Name != fyne.KeyUp || len(p.places) == 0 {
		return false
	}
	p.focus(p.places[0].stop)
	return true
}

// typed is what the keys of a finding do.
func (r *row) typed(key fyne.KeyName) bool {
	k := r.finding.Kind
	switch key {
	case fyne.KeyR:
		if !r.repair.Disabled() {
			r.repair.OnTapped()
		}
	case fyne.KeyRight, fyne.KeyLeft:
		if (key == fyne.KeyRight) != (r.page.open == k) {
			r.page.unfold(k)
		}
		r.page.focus(stop{kind: k})
		r.page.revealRow(k)
	case fyne.KeyReturn, fyne.KeyEnter:
		r.page.showInLibrary(r.finding)
	case fyne.KeyH:
		r.page.hide(k)
	default:
		return false
	}
	return true
}

// hide takes a finding off the page until it is asked for again.
func (p *Page) hide(k library.FindingKind) {
	i := p.find(stop{kind: k})
	p.keepHidden(append(slices.Clone(p.Hidden), k))
	if i >= 0 && len(p.places) > 0 {
		p.focus(p.places[min(i, len(p.places)-1)].stop)
	}
	p.Toast(widgets.Toast{Text: words.F("“%s” is hidden", title(k)), Icon: look.IconEyeOff, Tone: look.AccentFg, Undo: func() {
		p.keepHidden(slices.DeleteFunc(slices.Clone(p.Hidden), func(h library.FindingKind) bool { return h == k }))
	}})
}

// keepHidden hides these findings and no others, also after a restart.
func (p *Page) keepHidden(kinds []library.FindingKind) {
	p.Hidden = kinds
	p.Keep(kinds)
	p.show()
}

// named is how many videos a query names one by one.
const named = 200

// showInLibrary shows the library with the videos of a finding.
func (p *Page) showInLibrary(f *library.Finding) {
	if q := query(f.Kind); q != "" {
		p.Find(q)
		return
	}
	var uids []string
	hits := f.Hits[:min(named, len(f.Hits))]
	p.Do(func(ctx context.Context) error {
		for v, err := range p.videos(ctx, hits) {
			if err != nil {
				return err
			}
			uids = append(uids, v.UID)
		}
		return nil
	}, func(err error) {
		if err != nil {
			p.Toast(widgets.Toast{Text: words.Capital(err), Failed: true})
			return
		}
		p.Find("uid:" + strings.Join(uids, ","))
	})
}

// showStatus says what the keyboard is at, with the keys that matter there.
func (p *Page) showStatus() {
	r := p.current()
	switch {
	case r == nil:
		p.status.SetText(look.IconInfo, lang.L("Looks at the local index and sends nothing"))
		var hints []widgets.KeyHint
		if len(p.places) > 0 {
			hints = append(hints, widgets.KeyHint{Key: "Down", Does: lang.L("To the findings")})
		}
		p.status.SetSelection("", append(hints, widgets.KeyHint{Key: "F5", Does: lang.L("Check again")})...)
	case p.at != nil && p.at.uid != "":
		p.status.SetSubject(title(r.finding.Kind), words.N(len(r.finding.Hits), "%s video", "%s videos"))
		hints := []widgets.KeyHint{{Key: "Enter", Does: lang.L("Open the video")}, {Key: "Left", Does: lang.L("Close the list")}}
		if deletable(r.finding.Kind) {
			hints = append(hints, widgets.KeyHint{Key: "Del", Does: lang.L("Delete")})
		}
		p.status.SetSelection("", hints...)
	default:
		list := lang.L("List here")
		if p.open == r.finding.Kind {
			list = lang.L("Close the list")
		}
		key := map[bool]string{false: "Right", true: "Left"}[p.open == r.finding.Kind]
		p.status.SetSubject(title(r.finding.Kind), words.N(len(r.finding.Hits), "%s video", "%s videos"))
		p.status.SetSelection("", widgets.KeyHint{Key: "R", Does: lang.L("Repair")}, widgets.KeyHint{Key: "Enter", Does: lang.L("Show in library")},
			widgets.KeyHint{Key: key, Does: list}, widgets.KeyHint{Key: "H", Does: lang.L("Hide")})
	}
}
