package subtitle

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// Format is a subtitle format.
type Format string

// The formats, by their usual extensions.
const (
	VTT  Format = "vtt"
	SRT  Format = "srt"
	ASS  Format = "ass"
	SSA  Format = "ssa"
	TTML Format = "ttml"
	SBV  Format = "sbv"
)

// Formats are all of them.
var Formats = []Format{VTT, SRT, ASS, SSA, TTML, SBV}

// Extensions are the file extensions of subtitle files, without the dot, in
// small letters.
var Extensions = []string{"vtt", "srt", "ass", "ssa", "ttml", "dfxp", "xml", "sbv"}

// FormatOf is the format that a file's name says it has.
func FormatOf(path string) (Format, error) {
	ext := strings.ToLower(strings.TrimPrefix(filepath.Ext(path), "."))
	switch f := Format(ext); {
	case slices.Contains(Formats, f):
		return f, nil
	case ext == "dfxp", ext == "xml":
		return TTML, nil
	case ext == "webvtt":
		return VTT, nil
	}
	return "", fmt.Errorf("%.60q: %w: write .vtt, .srt, .ass, .ssa, .ttml or .sbv", filepath.Base(path), ErrUnknown)
}

var (
	sbvTimes   = regexp.MustCompile(`(?m)^\s*\d+:\d\d:\d\d\.\d{1,3},\d+:\d\d:\d\d\.\d{1,3}\s*$`)
	assSection = regexp.MustCompile(`(?mi)^\s*\[(script info|v4\+? styles\+?|events)\]`)
	assLine    = regexp.MustCompile(`(?m)^Dialogue:`)
	ttmlRoot   = regexp.MustCompile(`<(\w+:)?tt[\s>]`)
	webPage    = regexp.MustCompile(`(?i)^<(!doctype html|html)[\s>]`)
	commaTimes = regexp.MustCompile(`\d,\d{1,3}\s*-->`)
)

// sniff tells a format by what a file holds, and by its name where that says
// nothing.
func sniff(text, name string) (Format, error) {
	start := strings.TrimSpace(strings.TrimPrefix(text[:min(len(text), 64<<10)], bom))
	byName, nameErr := FormatOf(name)
	switch {
	case strings.HasPrefix(start, "WEBVTT"):
		return VTT, nil
	case strings.HasPrefix(start, "<") && ttmlRoot.MatchString(start):
		return TTML, nil
	case webPage.MatchString(start):
		return "", ErrWebPage
	case assSection.MatchString(start), assLine.MatchString(start):
		if byName == SSA {
			return SSA, nil
		}
		return ASS, nil
	case sbvTimes.MatchString(start):
		return SBV, nil
	case strings.Contains(start, "-->"):
		if byName == VTT && !commaTimes.MatchString(start) {
			return VTT, nil
		}
		return SRT, nil
	}
	return byName, nameErr
}
