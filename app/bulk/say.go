package bulk

import (
	"encoding/json"
	"errors"
	"time"

	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
)

func errorText(text string) error { return errors.New(text) }

// columnTitle is what people call a path, in the head of the table.
func columnTitle(p library.Path) string {
	if p.Field == library.FieldMeta {
		return p.Key
	}
	return fieldLabel(p)
}

// fieldLabel is what people call a path, in the choice of fields.
func fieldLabel(p library.Path) string {
	if p.Field == library.FieldMeta && p.Key != "name" {
		return p.String()
	}
	return words.Path(p)
}

// valueText is a value in a cell, "" for none.
func valueText(p library.Path, value json.RawMessage) string {
	text := library.FormatValue(p, value)
	switch p.Field {
	case library.FieldRequireSignedURLs:
		if text == "true" {
			return lang.L("On")
		}
		return lang.L("Off")
	case library.FieldScheduledDeletion, library.FieldUploadExpiry:
		if t, err := time.Parse(time.RFC3339Nano, text); err == nil {
			return t.UTC().Format("2 Jan 2006")
		}
	}
	return text
}
