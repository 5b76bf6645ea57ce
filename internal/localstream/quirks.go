package localstream

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Quirks maps the name of a disagreement between Stream's sources to the
// reading chosen. A name left out has its default, which is the stricter reading
// where one is.
type Quirks map[string]string

// The disagreements. Each reading is explained in quirkTable.
const (
	QuirkCounts        = "counts"
	QuirkEarlyURLs     = "early-urls"
	QuirkExpiryRange   = "expiry-range"
	QuirkDirectExpiry  = "direct-expiry"
	QuirkFinishedHead  = "finished-head"
	QuirkExpiredUpload = "expired-upload"
	QuirkRevoked       = "revoked"
	QuirkEmbed         = "embed"
	QuirkMaxDuration   = "max-duration"
	QuirkUnsetDuration = "unset-duration"
	QuirkOverLimit     = "over-limit"
	QuirkMinutes       = "storage-minutes"
	QuirkAudioList     = "audio-list"
	QuirkNoDownloads   = "no-downloads"
	QuirkDownloadName  = "download-name"
)

// A Quirk is one disagreement and its readings, the default first.
type Quirk struct {
	Name     string
	About    string
	Readings []string
}

// quirkTable is the one list of all disagreements with a switch.
var quirkTable = []Quirk{
	{QuirkCounts, "type of total and range in a list with include_counts: the API schemas say integers, " +
		"a sample in the documentation has strings and the number of rows returned as range", []string{"integer", "string"}},
	{QuirkEarlyURLs, "preview and thumbnail of a video that is not ready: left out by the API reference, " +
		"there in samples of the documentation", []string{"omit", "show"}},
	{QuirkExpiryRange, "expiry of a one-time URL: 2 minutes to 6 hours ahead on the older page, " +
		"no range on the newer", []string{"6h", "any"}},
	{QuirkDirectExpiry, "life of a one-time URL without expiry: 30 minutes in the documentation, " +
		"about a day observed in public code", []string{"30m", "24h"}},
	{QuirkFinishedHead, "HEAD of a finished upload: not documented; tus 1.0.0 answers the full offset, " +
		"a server may also have forgotten it", []string{"offset", "404"}},
	{QuirkExpiredUpload, "status of an expired upload URL: tus 1.0.0 allows both", []string{"410", "404"}},
	{QuirkRevoked, "answer to the deletion of a signing key: Revoked in the documentation, " +
		"ok in the API schemas", []string{"revoked", "ok"}},
	{QuirkEmbed, "code of the embed endpoint: a custom element in the only sample, " +
		"an iframe everywhere else in the documentation", []string{"element", "iframe"}},
	{QuirkMaxDuration, "largest maxDurationSeconds: 21,600 on older pages and in the API schemas of 2024, " +
		"36,000 in today's API reference", []string{"21600", "36000"}},
	{QuirkUnsetDuration, "maxDurationSeconds of a video that was given none: samples have all three", []string{"null", "0", "-1"}},
	{QuirkOverLimit, "status of an upload over a limit: the FAQ says 429 or 413 for all; mixed is 413 for " +
		"size and storage, as observed in public code, and 429 for the number of videos", []string{"mixed", "413", "429"}},
	{QuirkMinutes, "totalStorageMinutes: a fraction in the API reference, a whole number in the API schemas " +
		"of 2024 (rounded up here)", []string{"float", "integer"}},
	{QuirkAudioList, "list of audio tracks: an object with audio in the documentation, a bare list in the " +
		"API schemas of 2024", []string{"object", "array"}},
	{QuirkNoDownloads, "downloads of a video that has none: an empty object, or 404 as the Workers binding " +
		"has it", []string{"empty", "404"}},
	{QuirkDownloadName, "filename of a download: letters, digits, - and _ by the text of the documentation, " +
		"with an extension in its sample", []string{"plain", "extension"}},
}

// AllQuirks returns the table of disagreements, for documentation and flags.
func AllQuirks() []Quirk { return slices.Clone(quirkTable) }

// complete refuses unknown names and readings and fills in the defaults.
func (q *Quirks) complete() error {
	chosen := maps.Clone(*q)
	if chosen == nil {
		chosen = Quirks{}
	}
	known := map[string]bool{}
	for _, entry := range quirkTable {
		known[entry.Name] = true
		if chosen[entry.Name] == "" {
			chosen[entry.Name] = entry.Readings[0]
		}
		if !slices.Contains(entry.Readings, chosen[entry.Name]) {
			return fmt.Errorf("quirk %s is %s, not %q", entry.Name, strings.Join(entry.Readings, " or "), chosen[entry.Name])
		}
	}
	for name := range chosen {
		if !known[name] {
			return fmt.Errorf("there is no quirk %q", name)
		}
	}
	*q = chosen
	return nil
}

// is reports whether the reading of a quirk was chosen.
func (q Quirks) is(name, reading string) bool { return q[name] == reading }
