package rules

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"spool/internal/localstream/envelope"
)

// MaxCaptionBytes is the size of the largest caption file (Cloudflare docs,
// Stream, adding captions: 10 MB).
const MaxCaptionBytes = 10_000_000

// Cue is one subtitle.
type Cue struct {
	Start, End time.Duration
	Text       string
}

// ParseVTT reads a WebVTT file (W3C, WebVTT). It refuses what is not UTF-8, a
// file without the header, and a cue whose timing is malformed or runs
// backwards; comments, styles and regions are passed over.
func ParseVTT(file []byte) ([]Cue, error) {
	if !utf8.Valid(file) {
		return nil, envelope.ErrBadRequest.With("the WebVTT file is not UTF-8")
	}
	file = bytes.TrimPrefix(file, []byte("\xef\xbb\xbf"))
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(file))
	header, body, _ := strings.Cut(text, "\n")
	if header != "WEBVTT" && !strings.HasPrefix(header, "WEBVTT ") && !strings.HasPrefix(header, "WEBVTT\t") {
		return nil, envelope.ErrBadRequest.With("the file does not begin with WEBVTT")
	}
	var cues []Cue
	line := 2
	for block := range strings.SplitSeq(body, "\n\n") {
		cue, ok, err := parseBlock(block, line)
		if err != nil {
			return nil, err
		}
		if ok {
			cues = append(cues, cue)
		}
		line += strings.Count(block, "\n") + 2
	}
	return cues, nil
}

// parseBlock reads what stands between two empty lines; ok is false for what is
// no cue.
func parseBlock(block string, line int) (cue Cue, ok bool, err error) {
	rows := strings.Split(strings.Trim(block, "\n"), "\n")
	if first, _, _ := strings.Cut(rows[0], " "); first == "NOTE" || first == "STYLE" || first == "REGION" {
		return Cue{}, false, nil
	}
	for i, row := range rows {
		if !strings.Contains(row, "-->") {
			if i == 0 {
				continue // the cue's name
			}
			break
		}
		cue, ok := parseTiming(row)
		if !ok {
			return Cue{}, false, envelope.ErrBadRequest.With("the WebVTT file has a bad timing near line %d", line+i)
		}
		cue.Text = strings.Join(rows[i+1:], "\n")
		return cue, true, nil
	}
	return Cue{}, false, nil
}

var timestamp = regexp.MustCompile(`^(?:(\d{2,6}):)?([0-5]\d):([0-5]\d)\.(\d{3})$`)

func parseTiming(row string) (Cue, bool) {
	from, rest, _ := strings.Cut(row, "-->")
	to := strings.Fields(rest)
	if len(to) == 0 {
		return Cue{}, false
	}
	start, ok := parseTimestamp(strings.TrimSpace(from))
	end, ok2 := parseTimestamp(to[0])
	return Cue{Start: start, End: end}, ok && ok2 && start < end
}

func parseTimestamp(text string) (time.Duration, bool) {
	m := timestamp.FindStringSubmatch(text)
	if m == nil {
		return 0, false
	}
	var total time.Duration
	for i, unit := range []time.Duration{time.Hour, time.Minute, time.Second, time.Millisecond} {
		n, err := strconv.Atoi("0" + m[i+1])
		if err != nil {
			return 0, false
		}
		total += time.Duration(n) * unit
	}
	return total, true
}
