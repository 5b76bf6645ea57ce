package uploader

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Remedy is the one thing a person can do about a job that needs attention.
type Remedy string

// Remedies, in the words of their buttons.
const (
	RemedyNone         Remedy = ""
	RemedyRetry        Remedy = "Retry now"
	RemedyReplaceToken Remedy = "Replace token…"
	RemedyLocate       Remedy = "Locate file…"
	RemedyReplaceFile  Remedy = "Replace file…"
	RemedyStartOver    Remedy = "Start over"
	RemedySendAgain    Remedy = "Send again"
	RemedyRaiseLimit   Remedy = "Raise limit and resend"
	RemedyEdit         Remedy = "Edit settings…"
)

// Explanation is a cause in words for people.
type Explanation struct {
	// Title says what happened, Detail what became of the work; Detail may be
	// empty.
	Title, Detail string
	Remedy        Remedy
}

// Explain puts the job's cause into words. The zero Explanation means that
// there is nothing to explain.
func (j *Job) Explain(now time.Time) Explanation {
	switch e, known := explanations[j.Cause.Code]; {
	case j.Cause.Code == CodeNone:
		return Explanation{}
	case known:
		return e(j, now)
	}
	return Explanation{"Stream couldn’t process it", sentence(orElse(j.Cause.Detail, "It gave no reason.")), RemedySendAgain}
}

var explanations = map[Code]func(*Job, time.Time) Explanation{
	CodeInterrupted: func(*Job, time.Time) Explanation {
		return Explanation{"Interrupted", "It goes on from where it was.", RemedyNone}
	},
	CodeConnection: func(j *Job, now time.Time) Explanation {
		return Explanation{"Connection lost, retry in " + seconds(j.RetryAt.Sub(now)), "", RemedyRetry}
	},
	CodeStalled: func(j *Job, now time.Time) Explanation {
		return Explanation{"No answer from Stream, retry in " + seconds(j.RetryAt.Sub(now)), "", RemedyRetry}
	},
	CodeOffset: func(*Job, time.Time) Explanation {
		return Explanation{"Asking Stream how far it got", "", RemedyNone}
	},
	CodeLocked: func(j *Job, now time.Time) Explanation {
		return Explanation{"Stream is still busy with the last part", "Goes on in " + seconds(j.RetryAt.Sub(now)) + ".", RemedyNone}
	},
	CodeRateLimit: func(j *Job, now time.Time) Explanation {
		return Explanation{"Stream asks us to slow down", "Goes on in " + seconds(j.RetryAt.Sub(now)) + ".", RemedyNone}
	},
	CodeBusy: func(*Job, time.Time) Explanation {
		return Explanation{"Stream is busy with 120 videos", "Goes on by itself.", RemedyNone}
	},
	CodeServer: func(j *Job, now time.Time) Explanation {
		return serverTrouble(j, now, fmt.Sprintf("Stream has trouble (HTTP %d)", j.Cause.Status))
	},
	CodeNotStream: func(j *Job, now time.Time) Explanation {
		return serverTrouble(j, now, "The answer is not from Stream")
	},
	CodePartRefused: func(j *Job, now time.Time) Explanation {
		return serverTrouble(j, now, fmt.Sprintf("Stream refuses the next part (HTTP %d)", j.Cause.Status))
	},
	CodeRedirect: func(*Job, time.Time) Explanation {
		return Explanation{"The network sends us elsewhere", "It answered with a redirect, which is never followed with a token. Sign in to the network, or check the base URL.", RemedyRetry}
	},
	CodeTokenRevoked: func(*Job, time.Time) Explanation {
		return Explanation{"The token was revoked", "Stream doesn’t accept it. Uploads are paused where they are.", RemedyReplaceToken}
	},
	CodeTokenRight: func(j *Job, _ time.Time) Explanation {
		return Explanation{"The API token can’t upload", "It lacks the Stream Write permission. " + sentNote(j), RemedyReplaceToken}
	},
	CodeWrongAccount: func(j *Job, _ time.Time) Explanation {
		return Explanation{"The token doesn’t fit the account", "Stream knows no account " + j.Account.ID + " for this token. " + sentNote(j), RemedyReplaceToken}
	},
	CodeStorageFull: func(j *Job, _ time.Time) Explanation {
		return Explanation{"No storage left", "The account has too few minutes free for this video. Delete videos or buy minutes, then retry.", RemedyRetry}
	},
	CodeTooLarge: func(j *Job, _ time.Time) Explanation {
		return Explanation{"Too large for Stream", Bytes(j.Size) + ", the limit is 30 GB.", RemedyNone}
	},
	CodeRefused: func(j *Job, _ time.Time) Explanation {
		e := Explanation{"Stream refused the upload", sentence(orElse(j.Cause.Detail, "It gave no reason.")), RemedyRetry}
		if j.Editable() {
			e.Remedy = RemedyEdit
		}
		return e
	},
	CodeSettings: func(*Job, time.Time) Explanation {
		return Explanation{"Its settings can’t be read", "The queue is damaged there. Set them again before it is sent.", RemedyEdit}
	},
	CodeUploadExpired: func(j *Job, _ time.Time) Explanation {
		return Explanation{"Stream dropped this upload", "Everything has to be sent again, " + Bytes(j.Size) + ".", RemedyStartOver}
	},
	CodeVideoDeleted: func(*Job, time.Time) Explanation {
		return Explanation{"The video was deleted on Stream", "Somebody deleted it before it was ready.", RemedySendAgain}
	},
	CodeFileGone: func(j *Job, _ time.Time) Explanation {
		return Explanation{"The file is no longer in its folder", goneDetail(j), RemedyLocate}
	},
	CodeFileChanged: func(*Job, time.Time) Explanation {
		return Explanation{"The file changed while it was uploading", "What was sent doesn’t match any more.", RemedyStartOver}
	},
	CodeFileRead: func(j *Job, _ time.Time) Explanation {
		return Explanation{"The file can’t be read", sentence(orElse(j.Cause.Detail, "Check its permissions.")) + " Nothing is lost.", RemedyRetry}
	},
	CodeFileEmpty: func(*Job, time.Time) Explanation {
		return Explanation{"The file is empty", "It has no bytes to send.", RemedyReplaceFile}
	},
	CodeNotVideo: func(j *Job, _ time.Time) Explanation {
		e := Explanation{"Not a video", "The file has no format that Stream takes.", RemedyReplaceFile}
		if j.Offset == 0 {
			e.Detail += " Nothing was sent."
		}
		return e
	},
	"ERR_NON_VIDEO": func(*Job, time.Time) Explanation {
		return Explanation{"Not a video", "Stream couldn’t find a picture track.", RemedyReplaceFile}
	},
	"ERR_MALFORMED_VIDEO": func(*Job, time.Time) Explanation {
		return Explanation{"Stream can’t read it", "The file is damaged. Exporting it again usually helps.", RemedyReplaceFile}
	},
	"ERR_DURATION_EXCEED_CONSTRAINT": func(j *Job, _ time.Time) Explanation {
		limit := time.Duration(j.Settings.MaxDurationSeconds) * time.Second
		return Explanation{"Longer than its limit", fmt.Sprintf("%s, the limit was %s.", Timecode(j.Duration), Timecode(limit)), RemedyRaiseLimit}
	},
	"ERR_DURATION_TOO_SHORT": func(*Job, time.Time) Explanation {
		return Explanation{"Too short", "Stream needs at least 0.1 s.", RemedyReplaceFile}
	},
	"ERR_UNKNOWN": func(*Job, time.Time) Explanation {
		return Explanation{"Stream couldn’t process it", "It gave no reason.", RemedySendAgain}
	},
}

func serverTrouble(j *Job, now time.Time, title string) Explanation {
	if j.State == Attention {
		return Explanation{title, "It was tried a dozen times. Nothing is lost, it goes on from where it was.", RemedyRetry}
	}
	return Explanation{title + ", retry in " + seconds(j.RetryAt.Sub(now)), "", RemedyRetry}
}

// sentNote says what became of what was sent.
func sentNote(j *Job) string {
	if j.Offset == 0 {
		return "Nothing was sent."
	}
	return fmt.Sprintf("%s are kept.", BytesOf(j.Offset, j.Size))
}

func goneDetail(j *Job) string {
	if j.Offset == 0 {
		return "It was renamed, moved or deleted before anything was sent."
	}
	return fmt.Sprintf("It was renamed or moved after %s. The upload can go on from there.", BytesOf(j.Offset, j.Size))
}

// sentence gives the words of an error a capital and a stop.
func sentence(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	s = string(unicode.ToUpper(first)) + s[n:]
	if !strings.ContainsAny(s[len(s)-1:], ".!?") {
		s += "."
	}
	return s
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
