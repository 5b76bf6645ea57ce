package localstream

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"spool/internal/localstream/envelope"
	"spool/internal/localstream/store"
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
		return envelope.ErrNotFound.With("the video has no %s", name)
	}
	// Pages of every origin that may play the video read these by script.
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.Header().Set("Content-Type", playTypes[filepath.Ext(name)])
	if name == hlsManifest {
		return s.playMaster(w, r, v, path)
	}
	http.ServeFile(w, r, path)
	return nil
}

// playMaster adds what came after the encoding to the HLS manifest: further
// audio tracks.
func (s *Server) playMaster(w http.ResponseWriter, r *http.Request, v *store.Video, path string) error {
	manifest, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	tracks, err := s.store.AudioTracks(r.Context(), v.UID)
	if err != nil {
		return err
	}
	http.ServeContent(w, r, hlsManifest, time.Time{}, bytes.NewReader(addAudio(manifest, tracks)))
	return nil
}

// addAudio lists the tracks beside the video's own sound. One that plays by
// default takes that from it.
func addAudio(manifest []byte, tracks []store.AudioTrack) []byte {
	var lines strings.Builder
	text := string(manifest)
	for _, t := range tracks {
		if t.Status != audioReady {
			continue
		}
		yes := "NO"
		if t.Default {
			yes = "YES"
			text = strings.Replace(text, "DEFAULT=YES", "DEFAULT=NO", 1)
		}
		fmt.Fprintf(&lines, "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"group_A1\",NAME=\"%s\",DEFAULT=%s,AUTOSELECT=YES,URI=\"audio-%s.m3u8\"\n",
			strings.NewReplacer(`"`, "'", "\n", " ", "\r", " ").Replace(t.Label), yes, t.UID)
	}
	first, rest, found := strings.Cut(text, "#EXT-X-STREAM-INF")
	if !found {
		return manifest
	}
	return []byte(first + lines.String() + "#EXT-X-STREAM-INF" + rest)
}

// attachment lets a browser save the answer under a name; the extension is the
// server's (Cloudflare docs, Stream, download videos).
func attachment(w http.ResponseWriter, name, extension string) {
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name + extension}))
}
