package localstream

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Quirks maps the name of a disagreement between Stream's sources to the
// reading chosen. A name left out has its default, the stricter reading.
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
