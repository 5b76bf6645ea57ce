// Package library is the video library of a Cloudflare Stream account,
// complete without a window: what a video is, how it is found, changed in
// ones and in thousands, taken back, exported and imported.
//
// The package knows neither HTTP nor SQL. library/stream speaks to the
// account, library/index keeps the local copy of it, library/journal keeps
// what was changed; all three serve the interfaces declared here.
package library
