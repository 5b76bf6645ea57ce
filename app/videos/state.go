package videos

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/widgets/look"
)

// state is how a video stands, for people.
type state struct {
	// short is for the table, mark for a picture; mark is "" for a video that
	// plays.
	short, mark string
	icon        look.IconName
	tone, fill  fyne.ThemeColorName
	progress    float64 // from 0 to 1
}

func stateOf(v *library.Video) state {
	switch v.Status.State {
	case library.StateReady:
		return state{short: lang.L("Ready"), icon: look.IconDone, tone: look.Success}
	case library.StateError:
		return state{short: lang.L("Error"), mark: errorText(v), icon: look.IconError, tone: look.Error, fill: look.ErrorSoft}
	case library.StatePending:
		waits := lang.L("Waits for its upload")
		return state{short: lang.L("Waits"), mark: waits, icon: look.IconUpload, tone: look.Warning, fill: look.WarningSoft}
	case library.StateLive:
		return state{short: lang.L("Live"), mark: lang.L("Live"), icon: look.IconLive, tone: look.Live, fill: look.ErrorSoft}
	case library.StateDownloading, library.StateQueued, library.StateInProgress:
		s := state{short: lang.L("Processing"), mark: lang.L("Processing"), icon: look.IconHourglass, tone: look.Process, fill: look.ProcessSoft}
		if v.Status.Percent > 0 {
			s.short = words.F("%.0f%%", v.Status.Percent)
			s.mark = words.F("Processing %.0f%%", v.Status.Percent)
			s.progress = v.Status.Percent / 100
		}
		return s
	}
	// Stream may know states that are not documented.
	other := string(v.Status.State)
	return state{short: other, mark: other, icon: look.IconInfo, tone: look.Fg2, fill: look.Button}
}

// errorText says in a few words what Stream's error code means.
func errorText(v *library.Video) string {
	switch v.Status.ErrorCode {
	case "ERR_NON_VIDEO":
		return lang.L("Not a video")
	case "ERR_MALFORMED_VIDEO":
		return lang.L("Can’t be read")
	case "ERR_DURATION_EXCEED_CONSTRAINT":
		return lang.L("Longer than its limit")
	case "ERR_DURATION_TOO_SHORT":
		return lang.L("Too short")
	case "ERR_FETCH_ORIGIN_ERROR":
		return lang.L("Can’t be fetched")
	}
	return lang.L("Can’t be played")
}
