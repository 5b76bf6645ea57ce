package library

// Field is a field of a video that can be edited, by the name Stream gives it
// (Cloudflare API, Stream, "Edit video details").
type Field string

// Every field of the edit call.
const (
	FieldMeta              Field = "meta"
	FieldCreator           Field = "creator"
	FieldAllowedOrigins    Field = "allowedOrigins"
	FieldRequireSignedURLs Field = "requireSignedURLs"
	FieldThumbnailPct      Field = "thumbnailTimestampPct"
	FieldScheduledDeletion Field = "scheduledDeletion"
	FieldMaxDuration       Field = "maxDurationSeconds"
	FieldUploadExpiry      Field = "uploadExpiry"
	FieldPublicDetails     Field = "publicDetails"
)

// Fields are all editable fields in the order people see them.
var Fields = []Field{
	FieldMeta, FieldCreator, FieldAllowedOrigins, FieldRequireSignedURLs, FieldThumbnailPct,
	FieldScheduledDeletion, FieldMaxDuration, FieldUploadExpiry, FieldPublicDetails,
}
