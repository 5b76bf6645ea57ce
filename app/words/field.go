package words

import (
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
