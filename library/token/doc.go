// Package token makes, explains and keeps count of Stream's signed tokens: the
// JWTs that stand in place of a video's uid in every delivery URL of a video
// that requires signed URLs.
//
// A token says which video (sub), until when (exp, at most 24 hours ahead),
// perhaps from when (nbf), whether the MP4 may be downloaded, and by up to five
// access rules who may watch. It is signed with RS256 by a key of the account
// (Cloudflare docs, Stream, "Secure your Stream").
//
// Nothing here calls Stream or writes to disk by itself: what Ring needs of
// either comes in through interfaces.
package token
