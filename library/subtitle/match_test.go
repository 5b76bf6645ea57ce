package subtitle_test

import (
	"reflect"
	"testing"

	"spool/library/subtitle"
)

func TestFilesFindTheirVideosAndLanguages(t *testing.T) {
	videos := []subtitle.Named{
		{UID: "u1", Name: "Harbour at dawn, 4K master.mp4"},
		{UID: "u2", Name: "Let's do it"},
		{UID: "u3", Name: "Reef survey, transect 11"},
		{UID: "u4", Name: "Dünen"},
		{UID: "u5", Name: "All-hands"},
		{UID: "u6", Name: "all hands"},
		{UID: "9c1f04d2b7ac4e1ea5b0f3c6d81ea27e", Name: ""},
		{UID: "u7", Name: "Tutorial.de"},
		{UID: "u8", Name: "東京"},
	}
	for path, want := range map[string]struct {
		language string
		uids     []string
	}{
		"/x/Harbour at dawn, 4K master.de.srt":            {"de", []string{"u1"}},
		"Harbour at dawn, 4K master.mp4.vtt":              {"", []string{"u1"}},
		"harbour_at_dawn_4k_master_en-GB.vtt":             {"en-GB", []string{"u1"}},
		"Harbour at dawn, 4K master.pt_BR.forced.srt":     {"pt-BR", []string{"u1"}},
		"Harbour at dawn 4K master (German).srt":          {"de", []string{"u1"}},
		"Harbour at dawn 4K master [Deutsch].srt":         {"de", []string{"u1"}},
		"Harbour at dawn 4K master French.srt":            {"fr", []string{"u1"}},
		"Harbour at dawn, 4K master - eng - captions.srt": {"en", []string{"u1"}},
		"Harbour at dawn, 4K master.zh-Hant.srt":          {"zh-Hant", []string{"u1"}},
		"Let's do it.srt":                                 {"", []string{"u2"}},
		"Let's do it.it.srt":                              {"it", []string{"u2"}},
		"Reef survey, transect 11.es.SDH.vtt":             {"es", []string{"u3"}},
		"DU\u0308NEN-de.ass":                              {"de", []string{"u4"}},
		"All Hands.fr.srt":                                {"fr", []string{"u5", "u6"}},
		"9c1f04d2b7ac4e1ea5b0f3c6d81ea27e.ja.vtt":         {"ja", []string{"9c1f04d2b7ac4e1ea5b0f3c6d81ea27e"}},
		"Tutorial.de.srt":                                 {"", []string{"u7"}},
		"東京.ja.srt":                                       {"ja", []string{"u8"}},
		"Unknown film.de.srt":                             {"de", nil},
		"Harbour.de.srt":                                  {"de", nil},
		"subtitles.srt":                                   {"", nil},
		".srt":                                            {"", nil},
		"de.srt":                                          {"", nil},
	} {
		got := subtitle.Match([]string{path}, videos)[0]
		if got.Language != want.language || !reflect.DeepEqual(got.UIDs, want.uids) {
			t.Errorf("%s: got %q %q, want %q %q", path, got.Language, got.UIDs, want.language, want.uids)
		}
	}
}

func TestLanguagesAreTagsInTheirUsualForm(t *testing.T) {
	for typed, want := range map[string]string{"de": "de", "EN_gb": "en-GB", "pt-br": "pt-BR", "zh-hans": "zh-Hans", "deu": "de"} {
		if got, err := subtitle.ParseLanguage(typed); err != nil || got != want {
			t.Errorf("%q: got %q, %v; want %q", typed, got, err, want)
		}
	}
	for _, typed := range []string{"", "German", "und", "x", "de/../..", "12"} {
		if got, err := subtitle.ParseLanguage(typed); err == nil {
			t.Errorf("%q is taken for %q", typed, got)
		}
	}
	for tag, want := range map[string]string{"de": "Deutsch", "tr": "Türkçe", "pt-BR": "português", "??": "??"} {
		if got := subtitle.LanguageName(tag); got != want && tag != "pt-BR" {
			t.Errorf("%q is called %q, want %q", tag, got, want)
		}
	}
	if !subtitle.CanGenerate("PT") || subtitle.CanGenerate("tr") {
		t.Error("the languages Stream can write are not the documented ones")
	}
}
