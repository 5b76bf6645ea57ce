package inspector

import (
	"encoding/json"
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
)

// pathLabel is what people call a place in a video.
func pathLabel(p library.Path) string {
	if label := words.Field(p.Field); label != "" {
		return label
	}
	if p.Field == library.FieldMeta {
		if p.Key == "name" {
			return lang.L("Name")
		}
		return p.Key
	}
	return map[string]string{
		"title": lang.L("Title"), "share_link": lang.L("Share link"),
		"channel_link": lang.L("Channel link"), "logo": lang.L("Logo"),
	}[p.Key]
}

// valueText is a value for a sentence.
func valueText(p library.Path, value json.RawMessage) string {
	switch p.Field {
	case library.FieldRequireSignedURLs:
		if string(value) == "true" {
			return lang.L("On")
		}
		return lang.L("Off")
	case library.FieldThumbnailPct:
		return percentText(value)
	case library.FieldScheduledDeletion, library.FieldUploadExpiry:
		if value == nil {
			return lang.L("Never")
		}
		return momentText(p, value)
	case library.FieldAllowedOrigins:
		if text := library.FormatValue(p, value); text != "" {
			return strings.ReplaceAll(text, ",", ", ")
		}
		return lang.L("Anywhere")
	}
	if text := library.FormatValue(p, value); text != "" {
		return text
	}
	return lang.L("Nothing")
}

// sentence is an error under a field.
func sentence(err error) string {
	if err == nil {
		return ""
	}
	text, _, _ := strings.Cut(err.Error(), "\n")
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// bounds says shortly what the error of a date says at length.
func (d *draft) bounds() string {
	if d.video.Created.IsZero() {
		return lang.L("30 to 1,096 days after the upload")
	}
	created := d.video.Created.UTC()
	return words.F("%s to %s", created.AddDate(0, 0, 30).Format(dayLayout), created.AddDate(0, 0, 1096).Format(dayLayout))
}
