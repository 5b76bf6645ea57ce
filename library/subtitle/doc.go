// Package subtitle reads, checks, edits and converts subtitle files.
//
// Stream takes WebVTT and nothing else (Cloudflare docs, Stream, "Add
// captions"), so WebVTT is what is edited: a Document keeps the text it was read
// from, and an edit replaces only the bytes of what it touches. NOTE, STYLE and
// REGION blocks, cue settings, identifiers, line ends and a byte order mark stay
// as they were, whatever the rest of the file looks like.
//
// SubRip, ASS and SSA, and TTML come in through go-astisub; YouTube's SBV
// through a few lines of our own. All of them become a Document.
package subtitle
