package library

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Severity orders findings.
type Severity int

// The severities.
const (
	// NotWorking needs a person now.
	NotWorking Severity = iota
	// AtRisk can cost something.
	AtRisk
	// ToTidy can wait.
	ToTidy
)

// FindingKind is what is wrong.
type FindingKind string

// The findings.
const (
	FindingErrors     FindingKind = "errors"
	FindingStuck      FindingKind = "stuck"
	FindingPublic     FindingKind = "public"
	FindingUnsigned   FindingKind = "unsigned"
	FindingDeletion   FindingKind = "deletion"
	FindingCaptions   FindingKind = "captions"
	FindingNames      FindingKind = "names"
	FindingDuplicates FindingKind = "duplicates"
)

// Finding is one thing that is wrong with some videos.
type Finding struct {
	Kind     FindingKind
	Severity Severity
	Hits     Hits
	// Minutes are what stuck uploads hold, or what duplicates take twice.
	Minutes float64
	// Repair is the operations of one step, nil where a person has to choose.
	Repair []Operation
	// Codes are Stream's reasons of FindingErrors, with how many videos have each.
	Codes map[string]int
	// Next is the day of the first deletion of FindingDeletion, NextName the
	// name of that video.
	Next     time.Time
	NextName string
	// Names are a few of the names of FindingNames.
	Names []string
	// Groups are the copies of FindingDuplicates, in each the one to keep first:
	// the one that most is known of, of several the oldest. Hits are the same in
	// this order.
	Groups []Hits
}

const (
	// longVideo is from when an unsigned video is worth a finding.
	longVideo = 30 * time.Minute
	// deletionSoon is how far ahead a deletion is worth one.
	deletionSoon = 30 * 24 * time.Hour
	// stuckAfter is when an upload without an end date counts as stuck.
	stuckAfter = 24 * time.Hour
)

// fileName matches names that cameras, phones and programs give.
var fileName = regexp.MustCompile(`(?i)^(untitled.*|new project.*|(img|dsc|dscn|mvi|mov|gopr|gx|gh|dji|pxl|vid|c|clip|video|rec|zoom|screen ?recording|bildschirmaufnahme)[-_ ]?[0-9][-_0-9 .at]*(\.[a-z0-9]{2,4})?|(movie|video|recording|output|final|sequence)([-_ ]?[0-9]+)?(\.[a-z0-9]{2,4})?|[0-9a-f-]{16,}(\.[a-z0-9]{2,4})?|[0-9-_ .]+(\.[a-z0-9]{2,4})?)$`)

// DefaultName reports whether nobody gave the video a name of its own.
func DefaultName(name string) bool {
	name = strings.TrimSpace(name)
	return name == "" || fileName.MatchString(name)
}

// Health looks through the whole index and tells what is wrong, the worst
// first. Findings without a video are left out.
func (l *Library) Health(ctx context.Context) ([]Finding, error) {
	c := &checkup{now: l.now(), codes: map[string]int{}, twins: map[twinKey][]twin{}}
	hits, err := l.index.Search(ctx, Query{}, NewestFirst)
	if err != nil {
		return nil, err
	}
	for part := range slices.Chunk(hits, foundChunk) {
		if err := ctx.Err(); err != nil {
			return nil, context.Cause(ctx)
		}
		videos, err := l.index.Videos(ctx, part)
		if err != nil {
			return nil, err
		}
		for i := range videos {
			if videos[i].UID != "" {
				c.look(part[i], &videos[i])
			}
		}
	}
	without, err := l.index.Search(ctx, Query{Terms: []Term{
		{Key: "captions", Values: []string{"none"}}, {Key: "status", Values: []string{string(StateReady)}},
	}}, NewestFirst)
	if err != nil {
		return nil, err
	}
	c.captions = without
	return c.findings(), nil
}

// twinKey is what two copies of a video share.
type twinKey struct {
	size     int64
	duration float64
}

// twin is a video that may have a copy.
type twin struct {
	id      uint32
	known   int
	created time.Time
}

// checkup collects the videos of each finding.
type checkup struct {
	now                                                        time.Time
	broken, stuck, public, unsigned, deletion, names, captions Hits
	stuckMinutes                                               float64
	codes                                                      map[string]int
	next                                                       time.Time
	nextName                                                   string
	twins                                                      map[twinKey][]twin
	examples                                                   []string
}

func (c *checkup) look(id uint32, v *Video) {
	switch v.Status.State {
	case StateError:
		c.broken = append(c.broken, id)
		c.codes[v.Status.ErrorCode]++
	case StatePending:
		c.lookPending(id, v)
	}
	if !v.ScheduledDeletion.IsZero() && v.ScheduledDeletion.Sub(c.now) < deletionSoon {
		c.deletion = append(c.deletion, id)
		if c.next.IsZero() || v.ScheduledDeletion.Before(c.next) {
			c.next, c.nextName = v.ScheduledDeletion, v.Name()
		}
	}
	if v.Status.State != StateReady {
		return
	}
	if !v.RequireSignedURLs && len(v.AllowedOrigins) == 0 {
		c.public = append(c.public, id)
	}
	if !v.RequireSignedURLs && v.Duration >= longVideo.Seconds() {
		c.unsigned = append(c.unsigned, id)
	}
	if name := v.Name(); DefaultName(name) {
		c.names = append(c.names, id)
		if len(c.examples) < 3 && name != "" {
			c.examples = append(c.examples, name)
		}
	}
	if v.Size > 0 && v.Duration > 0 {
		key := twinKey{v.Size, v.Duration}
		c.twins[key] = append(c.twins[key], twin{id, known(v), v.Created})
	}
}

// lookPending: an upload that did not come holds the minutes it may bring.
func (c *checkup) lookPending(id uint32, v *Video) {
	end := v.UploadExpiry
	if end.IsZero() {
		end = v.Created.Add(stuckAfter)
	}
	if end.Before(c.now) {
		c.stuck = append(c.stuck, id)
		c.stuckMinutes += float64(v.MaxDurationSeconds) / 60
	}
}

// known is how much people have said about a video.
func known(v *Video) int {
	n := len(v.Meta) + len(v.AllowedOrigins)
	for _, said := range []bool{v.Creator != "", v.RequireSignedURLs, v.ThumbnailPct > 0, v.PublicDetails != PublicDetails{}, !DefaultName(v.Name())} {
		if said {
			n++
		}
	}
	return n
}

// copies are the groups of videos that are probably the same, the one with the
// newest to keep first, and how many minutes they take more than once.
func (c *checkup) copies() (groups []Hits, minutes float64) {
	var same [][]twin
	for key, twins := range c.twins {
		if len(twins) > 1 {
			slices.SortFunc(twins, func(a, b twin) int {
				return cmp.Or(cmp.Compare(b.known, a.known), a.created.Compare(b.created), cmp.Compare(a.id, b.id))
			})
			same = append(same, twins)
			minutes += key.duration / 60 * float64(len(twins)-1)
		}
	}
	slices.SortFunc(same, func(a, b []twin) int {
		return cmp.Or(b[0].created.Compare(a[0].created), cmp.Compare(a[0].id, b[0].id))
	})
	for _, twins := range same {
		var group Hits
		for _, t := range twins {
			group = append(group, t.id)
		}
		groups = append(groups, group)
	}
	return groups, minutes
}

func (c *checkup) findings() []Finding {
	groups, twice := c.copies()
	all := []Finding{
		{Kind: FindingErrors, Hits: c.broken, Codes: c.codes},
		{Kind: FindingStuck, Hits: c.stuck, Minutes: c.stuckMinutes},
		{Kind: FindingPublic, Severity: AtRisk, Hits: c.public},
		{
			Kind: FindingUnsigned, Severity: AtRisk, Hits: c.unsigned,
			Repair: []Operation{{Verb: VerbSet, Path: Path{Field: FieldRequireSignedURLs}, Text: "true"}},
		},
		{
			Kind: FindingDeletion, Severity: AtRisk, Hits: c.deletion, Next: c.next, NextName: c.nextName,
			Repair: []Operation{{Verb: VerbClear, Path: Path{Field: FieldScheduledDeletion}}},
		},
		{Kind: FindingCaptions, Severity: ToTidy, Hits: c.captions},
		{Kind: FindingNames, Severity: ToTidy, Hits: c.names, Names: c.examples},
		{Kind: FindingDuplicates, Severity: ToTidy, Hits: slices.Concat(groups...), Groups: groups, Minutes: twice},
	}
	return slices.DeleteFunc(all, func(f Finding) bool { return len(f.Hits) == 0 })
}
