package download

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"spool/library"
)

// Facts are what a name template may speak of.
type Facts struct {
	UID, Name, Creator string
	Created            time.Time
	// Type is the extension without its point, mp4 or m4a.
	Type string
}

// FactsOf are the facts of a file of a video.
func FactsOf(v *library.Video, kind library.DownloadKind) Facts {
	f := Facts{UID: v.UID, Name: v.Name(), Creator: v.Creator, Created: v.Created, Type: "mp4"}
	if kind == library.DownloadAudio {
		f.Type = "m4a"
	}
	return f
}

// DefaultTemplate names a file as its video is named.
const DefaultTemplate = "{name}.{type}"

// Fields are the fields of templates.
var Fields = []string{"name", "uid", "creator", "date", "type"}

var field = regexp.MustCompile(`\{([^{}]*)\}`)

// Template makes file names, with folders where it has slashes, from facts:
// {creator}/{name}.{type}.
type Template struct {
	text string
}

// ParseTemplate checks a template.
func ParseTemplate(text string) (Template, error) {
	for _, m := range field.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(Fields, m[1]) {
			return Template{}, fmt.Errorf("the name template has no field {%s}: use {%s}", m[1], strings.Join(Fields, "}, {"))
		}
	}
	if strings.Trim(text, "/. ") == "" {
		return Template{}, fmt.Errorf("the name template %q makes no name", text)
	}
	if path.IsAbs(text) || slices.Contains(strings.Split(text, "/"), "..") {
		return Template{}, fmt.Errorf("the name template %q leaves the folder", text)
	}
	return Template{text: text}, nil
}

// Name is the path of a file below its folder, with slashes. It never leads out
// of the folder and every system can write it: what is no name there becomes
// one.
func (t Template) Name(f Facts) string {
	name := f.Name
	if clean(name) == "" {
		name = f.UID
	}
	values := map[string]string{
		"name": name, "uid": f.UID, "creator": f.Creator, "date": f.Created.Format(time.DateOnly), "type": f.Type,
	}
	filled := field.ReplaceAllStringFunc(t.text, func(s string) string {
		// A slash in a value is no folder.
		return inElement(values[strings.Trim(s, "{}")])
	})
	var elements []string
	for element := range strings.SplitSeq(filled, "/") {
		if element = clean(element); element != "" {
			elements = append(elements, element)
		}
	}
	if len(elements) == 0 {
		return f.UID
	}
	return strings.Join(elements, "/")
}

func inElement(s string) string {
	return strings.NewReplacer("/", "-", `\`, "-").Replace(s)
}

// maxElement is what every usual file system takes, with room for a number.
const maxElement = 200

// clean makes a file name of one path element that can be written on every
// system; empty where nothing is left.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError, unicode.IsControl(r), unicode.Is(unicode.Cf, r) && r != '\u200d':
			return -1
		case strings.ContainsRune(`<>:"/\|?*`, r):
			return '-'
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, s)
	// A leading point hides a file, a trailing one is lost on Windows.
	s = strings.TrimLeft(strings.Trim(s, " "), ".")
	s = strings.Trim(strings.TrimRight(s, ". "), " ")
	s = shorten(s)
	base, _, _ := strings.Cut(s, ".")
	if reserved.MatchString(strings.TrimSpace(base)) {
		s = "_" + s
	}
	return s
}

// reserved are names that Windows keeps for devices.
var reserved = regexp.MustCompile(`(?i)^(con|prn|aux|nul|com[0-9]|lpt[0-9])$`)

// shorten keeps the extension.
func shorten(s string) string {
	if len(s) <= maxElement {
		return s
	}
	ext := path.Ext(s)
	if len(ext) > 10 {
		ext = ""
	}
	cut := maxElement - len(ext)
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return strings.TrimRight(s[:cut], ". ") + ext
}

// numbered is a name with a number before its extension.
func numbered(name string, n int) string {
	if n < 2 {
		return name
	}
	ext := path.Ext(name)
	return fmt.Sprintf("%s (%d)%s", strings.TrimSuffix(name, ext), n, ext)
}

// Names names the files of many videos by one template, each its own, so that
// none takes the place of another.
type Names struct {
	template Template
	taken    map[string]bool // in lower case, as some systems see them
}

// NewNames returns Names that has given none yet.
func NewNames(t Template) *Names { return &Names{template: t, taken: map[string]bool{}} }

// Next is the name of the next file: the template's, with a number where that
// was given before.
func (n *Names) Next(f Facts) string {
	name := n.template.Name(f)
	for i := 2; n.taken[strings.ToLower(name)]; i++ {
		name = numbered(n.template.Name(f), i)
	}
	n.taken[strings.ToLower(name)] = true
	return name
}
