package localstream

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"spool/internal/localstream/store"
)

// What makeAudio makes of every track, and the group ffmpeg puts a video's own
// sound into.
const (
	trackCodec   = "mp4a.40.2"
	trackBitrate = 128_000
	trackGroup   = "group_A1"
)

var (
	variant   = regexp.MustCompile(`(?m)^#EXT-X-STREAM-INF:.*$`)
	bandwidth = regexp.MustCompile(`BANDWIDTH=\d+`)
	codecs    = regexp.MustCompile(`CODECS="[^"]*`)
)

// addRenditions lists tracks in an HLS manifest, beside the video's own sound
// (RFC 8216, 4.3.4). One that plays by default takes that from it.
func addRenditions(manifest []byte, tracks []store.AudioTrack) []byte {
	if len(tracks) == 0 {
		return manifest
	}
	var lines strings.Builder
	text := string(manifest)
	for _, t := range tracks {
		yes := "NO"
		if t.Default {
			yes = "YES"
			text = strings.Replace(text, "DEFAULT=YES", "DEFAULT=NO", 1)
		}
		fmt.Fprintf(&lines, "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=%q,NAME=\"%s\",DEFAULT=%s,AUTOSELECT=YES,URI=\"audio-%s.m3u8\"\n",
			trackGroup, strings.NewReplacer(`"`, "'", "\n", " ", "\r", " ").Replace(t.Label), yes, t.UID)
	}
	text = variant.ReplaceAllStringFunc(text, withSound)
	first := strings.Index(text, "#EXT-X-STREAM-INF")
	if first < 0 {
		return manifest
	}
	return []byte(text[:first] + lines.String() + text[first:])
}

// withSound lets a variant have the group of sounds, which only that of a video
// with a sound of its own has by itself.
func withSound(line string) string {
	if strings.Contains(line, "AUDIO=") {
		return line
	}
	line = bandwidth.ReplaceAllStringFunc(line, func(text string) string {
		n, _ := strconv.Atoi(strings.TrimPrefix(text, "BANDWIDTH=")) // digits, by the pattern
		return "BANDWIDTH=" + strconv.Itoa(n+trackBitrate)
	})
	return codecs.ReplaceAllString(line, "$0,"+trackCodec) + fmt.Sprintf(",AUDIO=%q", trackGroup)
}

// addAdaptationSets lists tracks in a DASH manifest (ISO/IEC 23009-1, 5.3.3).
func (s *Server) addAdaptationSets(manifest []byte, uid string, tracks []store.AudioTrack) ([]byte, error) {
	first, rest, found := bytes.Cut(manifest, []byte("</Period>"))
	if !found {
		return manifest, nil
	}
	out := bytes.NewBuffer(first)
	for i, t := range tracks {
		timeline, err := segmentTimeline(filepath.Join(s.dirs.play(uid), "audio-"+t.UID+".m3u8"))
		if err != nil {
			return nil, err
		}
		role := "alternate"
		if t.Default {
			role = "main"
		}
		var label bytes.Buffer
		if err := xml.EscapeText(&label, []byte(t.Label)); err != nil {
			return nil, err
		}
		fmt.Fprintf(out, adaptationSet, trackSets+i, label.Bytes(), role, t.UID, trackCodec, trackBitrate, t.UID, t.UID, timeline)
	}
	out.WriteString("</Period>")
	out.Write(rest)
	return out.Bytes(), nil
}

// trackSets is the first id of added sets, behind all that ffmpeg gives.
const trackSets = 100

const adaptationSet = `	<AdaptationSet id="%d" contentType="audio" startWithSAP="1" segmentAlignment="true">
			<Label>%s</Label>
			<Role schemeIdUri="urn:mpeg:dash:role:2011" value="%s" />
			<Representation id="audio-%s" mimeType="audio/mp4" codecs="%s" bandwidth="%d">
				<AudioChannelConfiguration schemeIdUri="urn:mpeg:dash:23003:3:audio_channel_configuration:2011" value="2" />
				<SegmentTemplate timescale="1000000" initialization="audio-%s-init.mp4" media="audio-%s-$Number$.m4s" startNumber="0">
					<SegmentTimeline>
%s					</SegmentTimeline>
				</SegmentTemplate>
			</Representation>
		</AdaptationSet>
	`

// segmentTimeline tells the lengths of a playlist's segments, in microseconds.
func segmentTimeline(playlist string) (string, error) {
	raw, err := os.ReadFile(playlist)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	for line := range strings.Lines(string(raw)) {
		length, is := strings.CutPrefix(line, "#EXTINF:")
		if !is {
			continue
		}
		length, _, _ = strings.Cut(length, ",")
		seconds, err := strconv.ParseFloat(length, 64)
		if err != nil {
			return "", fmt.Errorf("playlist %s: %w", filepath.Base(playlist), err)
		}
		fmt.Fprintf(&out, "\t\t\t\t\t\t<S d=\"%d\" />\n", int64(seconds*1e6))
	}
	return out.String(), nil
}
