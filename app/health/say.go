package health

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
)

// title says what a finding is about.
func title(k library.FindingKind) string {
	switch k {
	case library.FindingErrors:
		return lang.L("Stream can’t play them")
	case library.FindingStuck:
		return lang.L("Uploads that never came")
	case library.FindingPublic:
		return lang.L("Play on any website")
	case library.FindingUnsigned:
		return lang.L("Longer than 30 min and not signed")
	case library.FindingDeletion:
		return lang.L("Deleted within 30 days")
	case library.FindingCaptions:
		return lang.L("Without captions")
	case library.FindingNames:
		return lang.L("Named like a file")
	}
	return lang.L("Probably twice")
}

// cause says in one sentence what is wrong.
func (p *Page) cause(f *library.Finding) string {
	switch f.Kind {
	case library.FindingErrors:
		return causeOfErrors(f.Codes)
	case library.FindingStuck:
		return words.F("They hold %s min, their links have ended", minutes(f.Minutes))
	case library.FindingPublic:
		return lang.L("No allowed origins and no signed URLs")
	case library.FindingUnsigned:
		return lang.L("Full length for whoever has the UID")
	case library.FindingDeletion:
		return words.F("The next is %s, on %s", cmp.Or(f.NextName, lang.L("one without a name")), words.Day(f.Next, p.Now()))
	case library.FindingCaptions:
		return lang.L("Stream can write them from the speech")
	case library.FindingNames:
		return cmp.Or(strings.Join(f.Names, ", "), lang.L("They have no name at all"))
	}
	return words.F(pick(len(f.Groups), "%s pair with the same length and size, %s min", "%s pairs with the same length and size, %s min"),
		words.Count(len(f.Groups)), minutes(f.Minutes))
}

func pick(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// ailment is what a code of Stream says about a video: of one, of several, and
// of a video by itself.
type ailment struct{ code, one, many, alone string }

// ailments are Stream's codes (Cloudflare docs, Stream, "Manage videos"). The
// last one is for no reason, and for those that are not documented.
var ailments = []ailment{
	{"ERR_MALFORMED_VIDEO", "one is damaged", "%s are damaged", "Damaged"},
	{"ERR_NON_VIDEO", "one has no picture track", "%s have no picture track", "No picture track"},
	{"ERR_DURATION_EXCEED_CONSTRAINT", "one is longer than its limit", "%s are longer than their limit", "Longer than its limit"},
	{"ERR_DURATION_TOO_SHORT", "one is too short", "%s are too short", "Too short"},
	{"ERR_FETCH_ORIGIN_ERROR", "one couldn’t be fetched", "%s couldn’t be fetched", "Couldn’t be fetched"},
	{"", "one failed for no reason given", "%s failed for no reason given", "No reason given"},
}

// ailmentOf is the place of a code among the ailments.
func ailmentOf(code string) int {
	i := slices.IndexFunc(ailments, func(a ailment) bool { return a.code == code })
	if i < 0 {
		return len(ailments) - 1
	}
	return i
}

// causeOfErrors counts what is wrong, the most frequent first: "One is damaged,
// one has no picture track".
func causeOfErrors(codes map[string]int) string {
	count := map[int]int{}
	for code, n := range codes {
		count[ailmentOf(code)] += n
	}
	order := slices.SortedFunc(maps.Keys(count), func(a, b int) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b))
	})
	var parts []string
	for _, i := range order {
		if count[i] == 1 {
			parts = append(parts, lang.L(ailments[i].one))
		} else {
			parts = append(parts, words.F(ailments[i].many, words.Count(count[i])))
		}
	}
	return words.Capitalized(words.List(parts...))
}

// query finds the videos of a finding in the library, "" where none does.
func query(k library.FindingKind) string {
	switch k {
	case library.FindingErrors:
		return "status:error"
	case library.FindingStuck:
		return "status:pendingupload"
	case library.FindingPublic:
		return "origins:none signed:no status:ready"
	case library.FindingUnsigned:
		return "signed:no duration>=30m status:ready"
	case library.FindingDeletion:
		return "deletion<30d"
	case library.FindingCaptions:
		return "captions:none status:ready"
	}
	return ""
}

// story is what a listed video has to say about its finding: what happened to
// it, and when that matters.
func (p *Page) story(k library.FindingKind, v *library.Video) (what, when string) {
	what = words.F("Uploaded %s", words.Day(v.Created, p.Now()))
	switch k {
	case library.FindingErrors:
		return words.List(lang.L(ailments[ailmentOf(v.Status.ErrorCode)].alone), v.Status.ErrorCode), what
	case library.FindingStuck:
		what = words.F("Reserved %s", words.Day(v.Created, p.Now()))
		if !v.UploadExpiry.IsZero() {
			when = words.F("Link ended %s", words.Day(v.UploadExpiry, p.Now()))
		}
	case library.FindingDeletion:
		when = words.F("Deleted %s", words.Day(v.ScheduledDeletion, p.Now()))
	}
	if v.Creator != "" {
		what = words.F("%s by %s", what, v.Creator)
	}
	return what, when
}
