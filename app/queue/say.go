package queue

import (
	"math"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/uploader"
	"spool/widgets/look"
)

// note is a line about a job: its words, their icon and their colour.
type note struct {
	icon look.IconName
	text string
	tone fyne.ThemeColorName
}

// fileDetail is what is known of a job's file: "4.31 GB, 42:10, signed URLs".
func fileDetail(j *uploader.Job) string {
	length, signed := "", ""
	if j.Duration > 0 {
		length = uploader.Timecode(j.Duration)
	}
	if j.Settings.RequireSignedURLs {
		signed = lang.L("signed URLs")
	}
	return words.List(uploader.Bytes(j.Size), length, signed)
}

// waitingNote says why a job of Up next does not upload, and when it will.
func (s *Snapshot) waitingNote(j *uploader.Job) note {
	switch e := j.Explain(s.Now); {
	case j.State == uploader.Paused && j.Offset > 0:
		return note{look.IconPause, words.F("Paused at %d%%, %s to go", percent(j.Offset, j.Size), uploader.Bytes(j.Size-j.Offset)), look.Fg2}
	case j.State == uploader.Paused:
		return note{look.IconPause, lang.L("Paused"), look.Fg2}
	case e.Title != "" && isConnection(j.Cause.Code):
		return note{look.IconOffline, sentence(e.Title, e.Detail), look.Warning}
	case e.Title != "":
		return note{look.IconClock, sentence(e.Title, e.Detail), look.Warning}
	}
	return note{look.IconClock, s.turn(j), look.Fg2}
}

func isConnection(c uploader.Code) bool {
	return c == uploader.CodeConnection || c == uploader.CodeStalled || c == uploader.CodeServer
}

// sentence joins a title and its detail.
func sentence(title, detail string) string {
	if detail == "" {
		return title
	}
	return title + ". " + detail
}

// turn says when a waiting job's turn comes.
func (s *Snapshot) turn(j *uploader.Job) string {
	before := s.before(s.Outline.places[j.ID])
	running := s.Outline.groups[uploading]
	if before > 0 {
		return words.N(before+len(running), "Starts after %s other", "Starts after %s others")
	}
	if first, ok := s.firstToEnd(); ok {
		return words.F("Starts after %s", first)
	}
	return lang.L("Starts in a moment")
}

// before is how many jobs wait for their turn above a row up next. Who waits for
// a retry does not keep others waiting, as far as its row was read.
func (s *Snapshot) before(at place) int {
	if at.group != upNext {
		return 0
	}
	n := s.Outline.ahead[at.row]
	for id, j := range s.Jobs {
		p := s.Outline.places[id]
		if p.group == upNext && p.row < at.row && j.State == uploader.Waiting && j.RetryAt.After(s.Now) {
			n--
		}
	}
	return n
}

// firstToEnd is the name of the upload that ends first.
func (s *Snapshot) firstToEnd() (name string, ok bool) {
	least := time.Duration(math.MaxInt64)
	for _, b := range s.Outline.groups[uploading] {
		j, known := s.Jobs[b.ID]
		if !known {
			continue
		}
		left, timed := s.Running[b.ID].Left(b.Size)
		if !ok || timed && left < least {
			name, ok = j.Name(), true
		}
		if timed && left < least {
			least = left
		}
	}
	return name, ok
}

// readyDetail is what became of an upload: "03:52, sent in 1 min 16 s at 19.6 MB/s".
func readyDetail(j *uploader.Job) string {
	length := ""
	if j.Duration > 0 {
		length = uploader.Timecode(j.Duration)
	}
	took := j.SentAt.Sub(j.StartedAt)
	if j.StartedAt.IsZero() || took <= 0 {
		return words.List(length, uploader.Bytes(j.Size))
	}
	sent := words.F("sent in %s at %s", uploader.Remaining(took), words.Speed(float64(j.Size)/took.Seconds()))
	return words.List(length, sent)
}

// remedyIcon goes with the words of a remedy's button.
func remedyIcon(r uploader.Remedy) look.IconName {
	switch r {
	case uploader.RemedyReplaceToken:
		return look.IconKey
	case uploader.RemedyLocate:
		return look.IconFolder
	case uploader.RemedyReplaceFile:
		return look.IconFile
	case uploader.RemedyEdit:
		return look.IconEdit
	case uploader.RemedyNone:
		return ""
	}
	return look.IconRetry
}

// summary is the line beside the page's title.
func (s *Snapshot) summary() string {
	o := s.Outline
	say := func(g group, one, many string) string {
		if n := len(o.groups[g]); n > 0 {
			return words.N(n, one, many)
		}
		return ""
	}
	processing := ""
	if n := o.totals.processing; n > 0 && len(o.groups[uploading])+len(o.groups[upNext]) == 0 {
		processing = words.N(n, "%s processing", "%s processing")
	}
	return words.List(
		say(uploading, "%s uploading", "%s uploading"),
		say(upNext, "%s waiting", "%s waiting"),
		processing,
		say(attention, "%s needs attention", "%s need attention"),
	)
}

// percent is a part of a whole in whole percent, 100 only when all is there.
func percent(some, whole int64) int {
	if some >= whole {
		return 100
	}
	return min(99, int(math.Round(100*part(some, whole))))
}

// fileName is the last part of a path, in one line.
func fileName(path string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' {
			return ' '
		}
		return r
	}, filepath.Base(path))
}
