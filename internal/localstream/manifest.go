package localstream

import (
	"bytes"
	"errors"
	"io/fs"
	"mime"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"time"

	"spool/internal/localstream/envelope"
	"spool/internal/localstream/rules"
	"spool/internal/localstream/store"
	"spool/internal/media"
)

// The names of the manifests, in URLs and in the play folder.
const (
	hlsManifest  = "video.m3u8"
	dashManifest = "video.mpd"
)

// playFile are the names ffmpeg gives to what it makes, and that are delivered.
var playFile = regexp.MustCompile(`^(video\.(m3u8|mpd)|media_\d{1,3}\.m3u8|(init|chunk)-[\d-]{1,16}\.m4s|audio-[0-9a-f]{32}(\.m3u8|-init\.mp4|-\d{1,6}\.m4s))$`)

var playTypes = map[string]string{
	".m3u8": "application/x-mpegURL", ".mpd": "application/dash+xml", ".m4s": "video/iso.segment", ".mp4": "video/mp4",
}

// play delivers manifests, playlists and segments. They name each other by
// relative URLs, so whatever stands for the video in the first one's URL, uid
// or token, stands in all of them.
func (s *Server) play(w http.ResponseWriter, r *http.Request) error {
	v, err := s.viewed(r, usePlay)
	if err != nil {
		return err
	}
	name := r.PathValue("file")
	if !playFile.MatchString(name) {
		return envelope.ErrNotFound
	}
	path := filepath.Join(s.dirs.play(v.UID), name)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		if v.State == rules.Ready && !media.HaveFFmpeg() {
			return envelope.ErrNoMedia.With("HLS and DASH need ffmpeg, which is not installed")
		}
		return envelope.ErrNotFound.With("the video has no %s", name)
	}
	// Pages of every origin that may play the video read these by script.
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.Header().Set("Content-Type", playTypes[filepath.Ext(name)])
	if name == hlsManifest || name == dashManifest {
		return s.playMaster(w, r, v, name)
	}
	http.ServeFile(w, r, path)
	return nil
}

// playMaster adds what came after the encoding to a manifest: further audio
// tracks.
func (s *Server) playMaster(w http.ResponseWriter, r *http.Request, v *store.Video, name string) error {
	manifest, err := os.ReadFile(filepath.Join(s.dirs.play(v.UID), name))
	if err != nil {
		return err
	}
	tracks, err := s.store.AudioTracks(r.Context(), v.UID)
	if err != nil {
		return err
	}
	tracks = slices.DeleteFunc(tracks, func(t store.AudioTrack) bool { return t.Status != audioReady })
	if name == hlsManifest {
		manifest = addRenditions(manifest, tracks)
	} else if manifest, err = s.addAdaptationSets(manifest, v.UID, tracks); err != nil {
		return err
	}
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(manifest))
	return nil
}

// attachment lets a browser save the answer under a name; the extension is the
// server's (Cloudflare docs, Stream, download videos).
func attachment(w http.ResponseWriter, name, extension string) {
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name + extension}))
}
