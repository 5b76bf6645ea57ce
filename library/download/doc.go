// Package download saves files from the web into one folder: resumable, with
// their length verified, and never outside of that folder, whatever a video or
// a server calls them.
//
// What has arrived of a file waits in the hidden folder .spool of the target
// folder until it is whole. A save that ends half way, for whatever reason, is
// taken up by the next save of the same thing into the same folder, if the
// server still has the same file.
package download
