package captions

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2/lang"

	"spool/app/stills"
	"spool/library/subtitle"
	"spool/widgets"
)

// text is the captions that are open: as they are at Stream, as they are
// edited, and as they were before each edit.
type text struct {
	language     string
	stored       *subtitle.Document // nil where there is nothing at Stream yet
	doc          *subtitle.Document
	past, future []*subtitle.Document

	problems []subtitle.Problem
	marks    map[int]mark  // the worst problem of each cue that has one
	length   time.Duration // of the video, 0 where nobody knows
	ends     time.Duration // when the last cue does
	changed  int           // cues that are not as they are at Stream, counted late
	counted  *subtitle.Document
	current  int           // the cue in hand
	at       time.Duration // the playhead
	under    int           // the cue that shows there, -1 for none
	typing   bool          // the last edit was a letter in the current cue
}

// mark says which parts of a cue are wrong.
type mark struct{ start, end, text, slow, overlaps, late bool }

func (m mark) error() bool { return m.start || m.end || m.text || m.overlaps }

func newText(language string, stored, doc *subtitle.Document, length time.Duration) *text {
	x := &text{language: language, stored: stored, doc: doc, length: length, under: -1}
	x.check()
	if doc.Len() > 0 {
		x.at = doc.Cue(0).Start
	}
	return x
}

// edited reports whether there is something to upload.
func (x *text) edited() bool { return x.stored == nil || x.doc != x.stored }

// errors is the number of problems that players stumble over.
func (x *text) errors() int { return len(subtitle.Errors(x.problems)) }

// limits are what the text should keep to.
func (x *text) limits() subtitle.Limits {
	l := subtitle.Usual
	l.Length = x.length
	return l
}

// check finds what is wrong.
func (x *text) check() {
	x.ends = 0
	for i := range x.doc.Len() {
		x.ends = max(x.ends, x.doc.Cue(i).End)
	}
	found := x.doc.Check(x.limits())
	// What players stumble over goes first.
	x.problems = subtitle.Errors(found)
	for _, p := range found {
		if !p.Error {
			x.problems = append(x.problems, p)
		}
	}
	x.marks = make(map[int]mark, len(x.problems))
	for _, p := range x.problems {
		m := x.marks[p.Cue]
		switch p.Kind {
		case subtitle.Backwards, subtitle.TimesOdd:
			m.start, m.end = true, true
		case subtitle.Order:
			m.start = true
		case subtitle.Overlap:
			before := x.marks[p.Other]
			before.end = true
			x.marks[p.Other] = before
			m.overlaps = true
		case subtitle.Empty:
			m.text = true
		case subtitle.Late:
			m.late = true
		default:
			m.slow = true
		}
		x.marks[p.Cue] = m
	}
	x.current = max(0, min(x.current, x.doc.Len()-1))
}

// differences is how many cues are not as they are at Stream.
func (x *text) differences() int {
	// Comparing a long text takes longer than a letter may.
	if late := x.typing && x.doc.Len() > longText; x.counted != x.doc && !late {
		x.counted, x.changed = x.doc, len(x.changes())
	}
	return x.changed
}

// longText is how many cues are too many to compare at every letter.
const longText = 2000

func (x *text) changes() []subtitle.Change {
	stored := x.stored
	if stored == nil {
		stored = subtitle.New(nil)
	}
	return subtitle.Diff(stored, x.doc)
}

// set makes an edit. Letters typed one after the other are one step to undo.
func (x *text) set(doc *subtitle.Document, typing bool) {
	if doc == x.doc {
		return
	}
	if !typing || !x.typing {
		x.past = append(x.past, x.doc)
		if len(x.past) > mostSteps {
			x.past = slices.Delete(x.past, 0, 1)
		}
	}
	x.future, x.typing, x.doc = nil, typing, doc
	x.check()
}

// mostSteps is how far undo goes back. Documents share what they have in
// common, so a step costs little.
const mostSteps = 500

func (x *text) undo() bool { return x.step(&x.past, &x.future) }
func (x *text) redo() bool { return x.step(&x.future, &x.past) }

func (x *text) step(from, to *[]*subtitle.Document) bool {
	n := len(*from)
	if n == 0 {
		return false
	}
	*to = append(*to, x.doc)
	x.doc, *from, x.typing = (*from)[n-1], (*from)[:n-1], false
	x.check()
	return true
}

// shownAt is the cue that is on screen at a time, -1 for none. Where several
// are, the current one wins.
func (x *text) shownAt(at time.Duration) int {
	holds := func(i int) bool {
		c := x.doc.Cue(i)
		return c.Start <= at && at < c.End
	}
	if x.current < x.doc.Len() && holds(x.current) {
		return x.current
	}
	for i := range x.doc.Len() {
		if holds(i) {
			return i
		}
	}
	return -1
}

// open opens the captions in a language: what was written here, else what
// Stream has.
func (t *Tab) open(tag string) {
	i := t.languageAt(tag)
	if i < 0 || !t.languages[i].opens() {
		return
	}
	l := t.languages[i]
	t.chosen = tag
	t.asked++
	asked, uid := t.asked, t.video.UID
	var stored, draft *subtitle.Document
	t.Do(func(ctx context.Context) (err error) {
		if l.status != "" {
			if stored, err = t.Captions.Text(ctx, uid, tag); err != nil && !l.draft {
				return err
			}
		}
		draft, _, err = t.Captions.Draft(uid, tag)
		return err
	}, func(err error) {
		if asked != t.asked {
			return
		}
		if err != nil {
			t.Fail(lang.L("The captions can’t be opened"), err)
			return
		}
		t.use(tag, stored, draft)
	})
}

// use shows a text; a draft goes before what is at Stream.
func (t *Tab) use(tag string, stored, draft *subtitle.Document) {
	doc := draft
	if doc == nil {
		doc = stored
	}
	if doc == nil {
		doc = subtitle.New(nil)
	}
	t.head.Stop()
	t.chosen, t.text = tag, newText(tag, stored, doc, stills.Length(&t.video))
	t.Cues.ClearSelection()
	t.Cues.ScrollToTop()
	t.show()
	t.changedAll()
	if doc.Len() > 0 {
		t.Cues.Select(cueKey(0))
	}
	if opened := t.opened; opened != nil {
		t.opened = nil
		opened()
	}
}

// edit makes an edit of the text that is open and keeps it as a draft.
func (t *Tab) edit(doc *subtitle.Document, err error) bool {
	if err != nil {
		t.Fail(lang.L("The cue was not changed"), err)
		return false
	}
	if doc == t.text.doc {
		return false
	}
	t.head.Stop()
	t.text.set(doc, false)
	t.changedAll()
	t.keepDraft()
	return true
}

// changedAll shows the text anew after an edit.
func (t *Tab) changedAll() {
	t.Cues.Reload()
	t.changed()
}

// changed shows what hangs on the text but for the cues themselves.
func (t *Tab) changed() {
	t.problems.set()
	t.showPlayhead()
	t.foot.set()
	t.list.Update(widgets.Key(t.text.language))
}

// keepDraft writes the draft, off Fyne's goroutine; of edits that come
// meanwhile only the last is written.
func (t *Tab) keepDraft() {
	t.deleted = nil
	if t.keeping {
		t.again = true
		return
	}
	x, uid := t.text, t.video.UID
	doc := x.doc
	t.keeping, t.again = true, false
	t.Do(func(context.Context) error {
		if doc == x.stored {
			return t.Captions.DropDraft(uid, x.language)
		}
		return t.Captions.KeepDraft(uid, x.language, doc)
	}, func(err error) {
		t.keeping = false
		t.Fail(lang.L("The draft was not kept"), err)
		if t.text == x {
			t.foot.kept = t.Now()
			t.foot.set()
			if t.again {
				t.keepDraft()
			}
		}
	})
}
