package subtitle

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Spoken are the languages Stream can write captions in from the speech
// (Cloudflare docs, Stream, "Add captions").
var Spoken = []string{"cs", "nl", "en", "fr", "de", "it", "ja", "ko", "pl", "pt", "ru", "es"}

// CanGenerate reports whether Stream writes captions in a language by itself.
func CanGenerate(tag string) bool { return slices.Contains(Spoken, strings.ToLower(tag)) }

// ParseLanguage reads a BCP 47 tag and gives it in its usual form, as en-GB
// for EN_gb.
func ParseLanguage(s string) (string, error) {
	tag, err := language.Parse(strings.TrimSpace(s))
	if base, _ := tag.Base(); err != nil || tag.IsRoot() || base.String() == "und" {
		return "", fmt.Errorf("%.40q is no language: write a tag such as de, en-GB or pt-BR", s)
	}
	return tag.String(), nil
}

// LanguageName is a language in its own tongue, as Stream labels captions, or
// the tag itself where its name is not known.
func LanguageName(tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	if name := display.Self.Name(t); name != "" {
		return name
	}
	return tag
}

// languageNames finds a tag by a language's name, in English or in its own
// tongue, in small letters.
var languageNames = sync.OnceValue(func() map[string]string {
	names := map[string]string{}
	for _, tag := range display.Supported.Tags() {
		if base, script, region := tag.Raw(); region.String() == "ZZ" && script.String() == "Zzzz" {
			for _, name := range []string{display.English.Languages().Name(tag), display.Self.Name(tag)} {
				// Shorter ones are too often words of something else.
				if len(name) >= 5 {
					names[strings.ToLower(name)] = base.String()
				}
			}
		}
	}
	return names
})
