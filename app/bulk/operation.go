package bulk

import (
	"strings"

	"fyne.io/fyne/v2/lang"

	"spool/library"
	"spool/widgets/look"
)

// kind is what a field's values are, which decides what can be done with them.
type kind int

const (
	isText kind = iota
	isList
	isSwitch
	isAmount // a number, or a date with an amount of days
)

func kindOf(p library.Path) kind {
	switch p.Field {
	case library.FieldAllowedOrigins:
		return isList
	case library.FieldRequireSignedURLs:
		return isSwitch
	case library.FieldThumbnailPct, library.FieldScheduledDeletion, library.FieldMaxDuration, library.FieldUploadExpiry:
		return isAmount
	}
	return isText
}

// verbs are what can be done with a field.
func verbs(p library.Path) []library.Verb {
	switch kindOf(p) {
	case isSwitch:
		return []library.Verb{library.VerbSet}
	case isAmount:
		return []library.Verb{library.VerbSet, library.VerbClear, library.VerbAdd, library.VerbRemove}
	}
	return []library.Verb{library.VerbReplace, library.VerbSet, library.VerbClear, library.VerbAdd, library.VerbRemove}
}

func verbLabel(v library.Verb, p library.Path) string {
	days := p.Field == library.FieldScheduledDeletion || p.Field == library.FieldUploadExpiry
	switch v {
	case library.VerbSet:
		return lang.L("Set to")
	case library.VerbClear:
		return lang.L("Clear")
	case library.VerbReplace:
		return lang.L("Find and replace")
	case library.VerbAdd:
		switch {
		case days:
			return lang.L("Later by days")
		case kindOf(p) == isText:
			return lang.L("Add at the end")
		}
		return lang.L("Add")
	default:
		if days {
			return lang.L("Earlier by days")
		}
		return lang.L("Remove")
	}
}

// fieldIcon is the icon before a field's name.
func fieldIcon(p library.Path) look.IconName {
	switch p.Field {
	case library.FieldMeta:
		if p.Key == "name" {
			return look.IconEdit
		}
		return look.IconTag
	case library.FieldCreator:
		return look.IconPerson
	case library.FieldAllowedOrigins:
		return look.IconGlobe
	case library.FieldRequireSignedURLs:
		return look.IconLock
	case library.FieldThumbnailPct:
		return look.IconImage
	case library.FieldScheduledDeletion, library.FieldUploadExpiry:
		return look.IconCalendar
	case library.FieldMaxDuration:
		return look.IconClock
	}
	return look.IconEye
}

// firstPaths are the fields every video has, publicPaths those of the player.
var (
	firstPaths = []library.Path{
		namePath,
		{Field: library.FieldCreator},
		{Field: library.FieldAllowedOrigins},
		{Field: library.FieldRequireSignedURLs},
		{Field: library.FieldThumbnailPct},
		{Field: library.FieldScheduledDeletion},
	}
	lastPaths = []library.Path{
		{Field: library.FieldPublicDetails, Key: "title"},
		{Field: library.FieldPublicDetails, Key: "share_link"},
		{Field: library.FieldPublicDetails, Key: "channel_link"},
		{Field: library.FieldPublicDetails, Key: "logo"},
		{Field: library.FieldMaxDuration},
		{Field: library.FieldUploadExpiry},
	}
)

// example is what a field's value looks like.
func example(op library.Operation) string {
	switch op.Path.Field {
	case library.FieldThumbnailPct:
		return "25%"
	case library.FieldScheduledDeletion, library.FieldUploadExpiry:
		if op.Verb == library.VerbSet {
			return "2026-12-31"
		}
		return "30"
	case library.FieldMaxDuration:
		return "3600"
	case library.FieldPublicDetails:
		if op.Path.Key != "title" {
			return "https://example.com"
		}
	}
	return ""
}

func splitList(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' })
}
