package subtitle

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// Named is a video that subtitles may belong to.
type Named struct {
	UID, Name string
}

// Pairing says what a subtitle file belongs to.
type Pairing struct {
	Path string
	// Language is the tag its name tells, or empty.
	Language string
	// UIDs are the videos it may belong to: one where that is clear, none
	// where no video has such a name.
	UIDs []string
}

// Match finds for each subtitle file the video it belongs to and its language,
// by their names: "Harbour at dawn.de.srt", "harbour_at_dawn (German).vtt" and
// "9c1f….en-GB.vtt" are understood, whatever the video's file extension,
// capitals and punctuation.
func Match(paths []string, videos []Named) []Pairing {
	byName := map[string][]string{}
	for _, v := range videos {
		byName[v.UID] = append(byName[v.UID], v.UID)
		if name := plainName(trimVideo(v.Name)); name != "" && name != v.UID {
			byName[name] = append(byName[name], v.UID)
		}
	}
	all := make([]Pairing, len(paths))
	for i, path := range paths {
		all[i] = pair(path, byName)
	}
	return all
}

func pair(path string, byName map[string][]string) Pairing {
	base := filepath.Base(path)
	stem := strings.TrimSuffix(base, filepath.Ext(base))
	p := Pairing{Path: path}
	// A name that is the video's own has no language in it, whatever its last
	// word means.
	if p.UIDs = byName[plainName(trimVideo(stem))]; p.UIDs != nil {
		return p
	}
	rest := stem
	for {
		shorter, tag, found := takeWord(rest)
		if !found {
			return p
		}
		rest = shorter
		if tag != "" && p.Language == "" {
			p.Language = tag
		}
		if p.UIDs = byName[plainName(trimVideo(rest))]; p.UIDs != nil {
			return p
		}
	}
}

// remarks are words that programs put between name and extension.
var remarks = []string{"forced", "sdh", "cc", "hi", "sub", "subs", "subtitle", "subtitles", "caption", "captions", "auto", "default", "final"}

// lastWord is the last word of a name with what divides it from the rest: a
// point, a line, a dash or brackets.
var lastWord = regexp.MustCompile(`^(.*?)\s*(?:[._-]\s*|[(\[]\s*)((?:[\pL]{2,3}[-_])?[\pL]+(?:[-_](?:[\pL]{2}|[\pL]{4}|\d{3}))?)\s*[)\]]?$`)

// takeWord takes the last word off a name. tag is set where it is a language;
// found is false where the word is neither that nor a remark.
func takeWord(name string) (rest, tag string, found bool) {
	m := lastWord.FindStringSubmatch(name)
	if m == nil {
		return takeSpaced(name)
	}
	rest, word := m[1], strings.ToLower(m[2])
	if slices.Contains(remarks, word) {
		return rest, "", true
	}
	if tag := languageOf(word); tag != "" {
		return rest, tag, true
	}
	// "name-de": the expression took more than the language.
	if i := strings.LastIndexAny(name, "._-"); i >= 0 {
		if tag := languageOf(strings.ToLower(name[i+1:])); tag != "" {
			return name[:i], tag, true
		}
	}
	return takeSpaced(name)
}

// takeSpaced takes off a language's full name after a blank.
func takeSpaced(name string) (rest, tag string, found bool) {
	i := strings.LastIndexByte(name, ' ')
	if i < 0 {
		return "", "", false
	}
	tag, found = languageNames()[strings.ToLower(name[i+1:])]
	return name[:i], tag, found
}

func languageOf(word string) string {
	if tag, ok := languageNames()[word]; ok {
		return tag
	}
	t, err := language.Parse(word)
	if err != nil {
		return ""
	}
	base, _ := t.Base()
	// Three letters are a language where they have a code of two.
	if first, _, _ := strings.Cut(strings.ReplaceAll(word, "_", "-"), "-"); len(first) > 3 || len(base.String()) > 2 {
		return ""
	}
	return t.String()
}

var videoExtension = regexp.MustCompile(`(?i)\.(mp4|m4v|mov|mkv|webm|avi|flv|mpg|mpeg|ts|mxf|3gp)$`)

func trimVideo(name string) string { return videoExtension.ReplaceAllString(name, "") }

// plainName is a name without what people write now this way, now that.
func plainName(name string) string {
	fields := strings.FieldsFunc(cases.Fold().String(norm.NFKC.String(name)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
	return strings.Join(fields, " ")
}
