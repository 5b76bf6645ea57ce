// Package captions is the tab of a video in which its captions are looked
// after: languages with their state at the left, the text of one of them at the
// right, cue by cue beside the frame of its time.
//
// The text that is open is a subtitle.Document and a stack of those before it.
// Every edit makes a new one, keeps it as a draft on this computer and checks
// it; nothing goes to Stream before Upload.
package captions
