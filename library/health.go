package library

import (
	"context"
	"fmt"
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
	// Title and Cause are for people.
	Title, Cause string
	Hits         Hits
	// Minutes are what stuck uploads hold, or what duplicates take twice.
	Minutes float64
	// Repair is the operations of one step, nil where a person has to choose.
	Repair []Operation
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
	c := &checkup{now: l.now(), twins: map[twinKey]Hits{}}
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

// checkup collects the videos of each finding.
type checkup struct {
	now                                                        time.Time
	broken, stuck, public, unsigned, deletion, names, captions Hits
	stuckMinutes                                               float64
	codes                                                      []string
	next                                                       time.Time
	nextName                                                   string
	twins                                                      map[twinKey]Hits
	examples                                                   []string
}

func (c *checkup) look(id uint32, v *Video) {
	switch v.Status.State {
	case StateError:
		c.broken = append(c.broken, id)
		if !slices.Contains(c.codes, v.Status.ErrorCode) {
			c.codes = append(c.codes, v.Status.ErrorCode)
		}
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
		c.twins[key] = append(c.twins[key], id)
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

func (c *checkup) findings() []Finding {
	var twins Hits
	pairs, twice := 0, 0.0
	for key, ids := range c.twins {
		if len(ids) > 1 {
			twins = append(twins, ids...)
			pairs++
			twice += key.duration / 60 * float64(len(ids)-1)
		}
	}
	slices.Sort(twins)
	set := func(f Field, text string) []Operation {
		return []Operation{{Verb: VerbSet, Path: Path{Field: f}, Text: text}}
	}
	all := []Finding{
		{Kind: FindingErrors, Title: "Stream can't play them", Cause: strings.Join(c.codes, ", "), Hits: c.broken},
		{
			Kind: FindingStuck, Title: "Uploads that never came", Hits: c.stuck, Minutes: c.stuckMinutes,
			Cause: fmt.Sprintf("They hold %.0f min, their links have ended", c.stuckMinutes),
		},
		{Kind: FindingPublic, Severity: AtRisk, Title: "Play on any website", Cause: "No allowed origins and no signed URLs", Hits: c.public},
		{
			Kind: FindingUnsigned, Severity: AtRisk, Title: "Longer than 30 min and not signed", Hits: c.unsigned,
			Cause: "Full length for whoever has the UID", Repair: set(FieldRequireSignedURLs, "true"),
		},
		{
			Kind: FindingDeletion, Severity: AtRisk, Title: "Deleted within 30 days", Hits: c.deletion,
			Cause:  fmt.Sprintf("The next is %s, on %s", c.nextName, c.next.Format("2 Jan")),
			Repair: []Operation{{Verb: VerbClear, Path: Path{Field: FieldScheduledDeletion}}},
		},
		{Kind: FindingCaptions, Severity: ToTidy, Title: "Without captions", Cause: "Of the videos looked at so far", Hits: c.captions},
		{Kind: FindingNames, Severity: ToTidy, Title: "Named like a file", Cause: strings.Join(c.examples, ", "), Hits: c.names},
		{
			Kind: FindingDuplicates, Severity: ToTidy, Title: "Probably twice", Hits: twins, Minutes: twice,
			Cause: fmt.Sprintf("%d with the same length and size, %.0f min", pairs, twice),
		},
	}
	return slices.DeleteFunc(all, func(f Finding) bool { return len(f.Hits) == 0 })
}

// LearnCaptions asks which captions up to limit ready videos have that nobody
// asked about yet: the list of videos does not tell. It costs a call each and
// leaves most of the budget to others.
func (l *Library) LearnCaptions(ctx context.Context, limit int) (int, error) {
	ctx = WithPriority(ctx, Background)
	q := Query{Terms: []Term{{Key: "captions", Values: []string{"unknown"}}, {Key: "status", Values: []string{string(StateReady)}}}}
	n := 0
	for v, err := range l.Found(ctx, q, NewestFirst, limit) {
		if err != nil {
			return n, err
		}
		if err := l.learnCaptions(ctx, v.UID); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

func (l *Library) learnCaptions(ctx context.Context, uid string) error {
	captions, err := l.api.Captions(ctx, uid)
	if err != nil {
		return fmt.Errorf("captions of %s: %w", uid, err)
	}
	languages := make([]string, len(captions))
	for i, c := range captions {
		languages[i] = c.Language
	}
	slices.Sort(languages)
	return l.index.SetCaptions(ctx, uid, languages)
}
