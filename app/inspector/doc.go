// Package inspector edits one video: a form of all its fields, in the panel at
// the right of the library and as a tab of the video's page.
//
// What is edited becomes a draft: the touched fields with the values they
// replace. Drafts are kept in the journal a moment after each key, so that they
// outlive another selection and the program; only Save sends them, and only what
// was touched. Where the video was changed at Stream meanwhile, both values are
// shown and one is chosen, field by field.
//
// All of it belongs to Fyne's goroutine but for Drafts.Flush.
package inspector
