package videos

import (
	"context"
	"encoding/json"
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"spool/app/words"
	"spool/library"
	"spool/widgets"
)

var _ fyne.Focusable = (*quickLook)(nil)

// FocusGained implements fyne.Focusable.
func (q *quickLook) FocusGained() { q.focused = true }

// FocusLost implements fyne.Focusable.
func (q *quickLook) FocusLost() { q.focused = false }

// TypedRune implements fyne.Focusable.
func (q *quickLook) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (q *quickLook) TypedKey(ev *fyne.KeyEvent) {
	step := q.length() / stripFrames
	if shift() {
		step = time.Second
	}
	switch ev.Name {
	case fyne.KeyLeft:
		q.move(-1)
	case fyne.KeyRight:
		q.move(1)
	case fyne.KeyComma:
		q.goTo(q.at - step)
	case fyne.KeyPeriod:
		q.goTo(q.at + step)
	case fyne.KeyT:
		q.useFrame()
	case fyne.KeyF:
		q.copyFrame()
	case fyne.KeyX:
		q.page.list().Toggle(q.key)
	case fyne.KeySpace:
		q.overlay.Close()
	case fyne.KeyReturn, fyne.KeyEnter:
		q.openPage()
	default:
		q.other(ev)
	}
}

// other does the keys of the tenths and of the commands.
func (q *quickLook) other(ev *fyne.KeyEvent) {
	if n, err := strconv.Atoi(string(ev.Name)); err == nil && n > 0 {
		q.goTo(q.length() * time.Duration(n) / 10)
		return
	}
	for _, c := range q.page.commands {
		if c.Group == GroupCopy && c.Press.Key != "" && c.Press == (Press{ev.Name, shift()}) {
			q.page.run(c, q)
			return
		}
	}
	widgets.PassKey(q, ev)
}

// move goes on to a neighbour, and the selection with it.
func (q *quickLook) move(by int) {
	p := q.page
	id, _ := idOf(q.key)
	at, ok := p.rows.find(id)
	if at += by; !ok || at < 0 || at >= len(p.rows.hits) || p.rows.at(at) == nil {
		return
	}
	key := p.rows.key(at)
	if p.list().SelectedCount() > 1 {
		p.list().MoveTo(key)
		p.selected()
	} else {
		p.list().Select(key)
		p.list().ScrollTo(key)
	}
	q.follow()
}

// openPage opens the video's page.
func (q *quickLook) openPage() {
	q.overlay.Close()
	q.page.open()
}

// useFrame makes the moment the thumbnail, as a draft.
func (q *quickLook) useFrame() {
	length := q.length()
	if q.page.Draft == nil || length <= 0 {
		return
	}
	path := library.Path{Field: library.FieldThumbnailPct}
	share := strconv.FormatFloat(float64(q.at)/float64(length), 'f', 4, 64)
	q.page.Draft(q.video, library.Change{Path: path, Before: q.video.Value(path), After: json.RawMessage(share)})
	q.page.Toast(widgets.Toast{Text: words.F("The frame at %s is the thumbnail once the draft is saved", timecode(q.at))})
}

// copyFrame copies the address of the picture that shows.
func (q *quickLook) copyFrame() {
	p, v, at := q.page, q.video, q.at
	if p.Stream == nil {
		return
	}
	var address string
	p.Read(func(ctx context.Context) (err error) {
		address, err = p.Stream.FrameURL(ctx, v, at)
		return err
	}, func(err error) {
		if err != nil {
			p.Toast(widgets.Toast{Text: words.F("The frame’s address can’t be made: %s", err.Error()), Failed: true})
			return
		}
		p.Copy(address)
		p.Toast(widgets.Toast{Text: words.F("Address of the frame at %s copied", timecode(at))})
	})
}
