package welcome

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/widgets"
	"spool/widgets/look"
)

// check is one line of what a token can do.
type check struct {
	good         bool
	name, detail string
}

// checks puts a report into words.
func checks(r Report, now time.Time) []check {
	if !r.Active {
		return []check{{false, lang.L("Token is not active"), lang.L("Stream doesn’t take it. It was revoked, has expired, or a character is missing.")}}
	}
	active := check{true, lang.L("Token is active"), lang.L("Never expires")}
	if !r.Expires.IsZero() {
		active.detail = words.F("Expires %s", words.Day(r.Expires, now))
	}
	read := check{r.Read, lang.L("Stream Read"), ""}
	if r.Read {
		read.detail = words.List(words.N(r.Videos, "%s video", "%s videos"),
			words.F("%s of %s minutes used", words.Count(int(r.Minutes)), words.Count(int(r.Limit))))
	} else {
		read.detail = lang.L("Missing, or the account ID is another’s. The library stays empty.")
	}
	write := check{r.Write, lang.L("Stream Write"), lang.L("Upload, edit, captions, watermarks, live inputs")}
	if !r.Write {
		write.detail = lang.L("Missing. Nothing can be uploaded or edited.")
	}
	return []check{active, read, write}
}

const (
	checkRow  float32 = 34
	checkName float32 = 150
)

// newChecks shows the lines with a hairline above each.
func newChecks(lines []check) fyne.CanvasObject {
	rows := make([]fyne.CanvasObject, 0, 2*len(lines))
	for _, c := range lines {
		icon, tone := look.IconDone, look.Success
		if !c.good {
			icon, tone = look.IconError, look.Error
		}
		rows = append(rows, widgets.NewRule(), widgets.Sized(0, checkRow-1, widgets.Row(12,
			widgets.NewGlyph(icon, look.IconSize, tone),
			widgets.Sized(checkName, 0, look.NewLabel(look.BodyMedium, look.Fg, c.name)),
			widgets.Grow(look.NewLabel(look.Small, look.Fg2, c.detail).Shrinking()))))
	}
	return widgets.Column(0, rows...)
}
