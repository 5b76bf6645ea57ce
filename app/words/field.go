package words

import (
	"strings"

	"fyne.io/fyne/v2/lang"

	"spool/library"
)

// Field is what people call a field of a video, "" for those that are named by
// their key: meta and the public details.
func Field(f library.Field) string {
	switch f {
	case library.FieldCreator:
		return lang.L("Creator")
	case library.FieldAllowedOrigins:
		return lang.L("Allowed origins")
	case library.FieldRequireSignedURLs:
		return lang.L("Require signed URLs")
	case library.FieldThumbnailPct:
		return lang.L("Thumbnail")
	case library.FieldScheduledDeletion:
		return lang.L("Delete on")
	case library.FieldMaxDuration:
		return lang.L("Longest duration")
	case library.FieldUploadExpiry:
		return lang.L("Upload until")
	}
	return ""
}

// Path is what people call a place in a video: its field, or the key of meta.
func Path(p library.Path) string {
	if label := Field(p.Field); label != "" {
		return label
	}
	switch p {
	case library.Path{Field: library.FieldMeta, Key: "name"}:
		return lang.L("Name")
	case library.Path{Field: library.FieldPublicDetails, Key: "title"}:
		return lang.L("Public title")
	case library.Path{Field: library.FieldPublicDetails, Key: "share_link"}:
		return lang.L("Public share link")
	case library.Path{Field: library.FieldPublicDetails, Key: "channel_link"}:
		return lang.L("Public channel link")
	case library.Path{Field: library.FieldPublicDetails, Key: "logo"}:
		return lang.L("Public logo")
	}
	if p.Field == library.FieldMeta {
		return p.Key
	}
	return p.String()
}

// JobTitle is the title of a job in the words of the window. The journal, which
// the command line writes and reads as well, has Stream's names in it.
func JobTitle(title string) string {
	if undone, is := strings.CutPrefix(title, "Undo: "); is {
		return F("Undo: %s", JobTitle(undone))
	}
	name, is := strings.CutPrefix(title, "Change ")
	path, err := library.ParsePath(name)
	if !is || err != nil {
		return title
	}
	return F("Change “%s”", Path(path))
}
