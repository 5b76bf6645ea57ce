// Package embed writes every address and code of a video: player, watch page,
// manifests, thumbnail, GIF, downloads and embed codes, with or without a
// signed token, for one video or thousands, in every form they are pasted in.
//
// Where a video is delivered from is taken from the addresses Stream gave with
// the video. It is never made up: the host is the account's own and no call of
// the API returns it by itself (Cloudflare docs, Stream, "Use your own player").
package embed
