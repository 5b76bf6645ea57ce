package queue

import (
	"time"

	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/uploader"
	"spool/widgets"
	"spool/widgets/look"
)

// arrivedCard is what the header says when everything has arrived.
type arrivedCard struct {
	state  *widgets.EmptyState
	title  string
	detail string
}

// showing is the card for a snapshot: the same one while it says the same.
func (c *arrivedCard) showing(p *Page, s *Snapshot) *arrivedCard {
	rows := s.Outline.groups[onStream]
	title := words.N(len(rows), "It is on Stream", "All %s are on Stream")
	if len(rows) == 1 {
		title = lang.L("It is on Stream")
	}
	detail := arrivedDetail(s)
	if c != nil && c.title == title && c.detail == detail {
		return c
	}
	copyLabel := words.N(len(rows), "Copy link", "Copy %s links")
	if len(rows) == 1 {
		copyLabel = lang.L("Copy link")
	}
	copying := widgets.NewSmallButton(widgets.Neutral, copyLabel, func() { p.copyLinks(idsOf(p.now.Outline.groups[onStream])...) }).WithIcon(look.IconLink)
	library := widgets.NewSmallButton(widgets.Neutral, lang.L("Show in library"), p.ShowLibrary)
	state := widgets.NewEmptyState(look.IconCheck, title, detail, copying, library).WithReel(1, look.Success)
	return &arrivedCard{state: state, title: title, detail: detail}
}

// arrivedDetail says how much went, how long that took as far as the rows tell,
// and when the last one was ready.
func arrivedDetail(s *Snapshot) string {
	var size int64
	var first, last, ready time.Time
	known := true
	for _, b := range s.Outline.groups[onStream] {
		size += b.Size
		if b.ReadyAt.After(ready) {
			ready = b.ReadyAt
		}
		j, read := s.Jobs[b.ID]
		known = known && read && !j.StartedAt.IsZero()
		if first.IsZero() || j.StartedAt.Before(first) {
			first = j.StartedAt
		}
		if j.SentAt.After(last) {
			last = j.SentAt
		}
	}
	sent := words.F("Sent %s.", uploader.Bytes(size))
	if took := last.Sub(first); known && took > 0 && took < 24*time.Hour {
		sent = words.F("Sent %s in %s.", uploader.Bytes(size), roughly(took))
	}
	when := ready.Local().Format("15:04")
	if s.Now.Sub(ready) > 24*time.Hour {
		when = words.Day(ready, s.Now)
		return sent + " " + words.F("The last one was ready on %s.", when)
	}
	return sent + " " + words.F("The last one was ready at %s.", when)
}

// roughly is a time without its seconds, once it has minutes.
func roughly(d time.Duration) string {
	switch {
	case d < 2*time.Minute:
		return uploader.Remaining(d)
	case d < time.Hour:
		return words.F("%d min", int(d.Round(time.Minute).Minutes()))
	}
	return words.F("%d h %d min", int(d.Hours()), int(d.Minutes())%60)
}

func idsOf(rows []uploader.Brief) []int64 {
	ids := make([]int64, len(rows))
	for i, b := range rows {
		ids[i] = b.ID
	}
	return ids
}
