package words

import "testing"

func TestALanguageIsNamedInLettersThatCanBeDrawn(t *testing.T) {
	for tag, want := range map[string]string{
		"de": "Deutsch", "fr": "français", "ru": "русский", "ja": "Japanese", "ko": "Korean", "zh-Hant": "Traditional Chinese", "ar": "Arabic", "x": "x",
	} {
		if got := Language(tag); got != want {
			t.Errorf("%s is called %q, not %q", tag, got, want)
		}
	}
}
