package words

import (
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"spool/library/subtitle"
)

// Language is a language in its own tongue where that is written in letters of the
// window's fonts, in English where it is not: ja would be three empty boxes.
func Language(tag string) string {
	name := subtitle.LanguageName(tag)
	for _, r := range name {
		if unicode.IsLetter(r) && !unicode.In(r, unicode.Latin, unicode.Cyrillic, unicode.Greek) {
			if t, err := language.Parse(tag); err == nil {
				return display.English.Tags().Name(t)
			}
		}
	}
	return name
}
