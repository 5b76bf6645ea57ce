package library

import (
	"context"
	"time"
)

// MaxPage is the most videos Stream lists in one call.
const MaxPage = 1000

// Listing chooses videos at Stream (Cloudflare API, Stream, "List videos").
// The zero value is the newest videos of the account.
type Listing struct {
	// IDs and Names restrict to these; Search matches part of the name and is
	// slow at Stream, ExactName is not.
	IDs       []string
	Names     []string
	Search    string
	ExactName string
	Creator   string
	States    []State
	// Type is vod, live or empty for both.
	Type      string
	LiveInput string
	// After is inclusive, Before exclusive; both are compared with Created.
	After, Before time.Time
	// Ascending lists the oldest first.
	Ascending bool
	// Limit is 1 to MaxPage; 0 is MaxPage.
	Limit int
	// Counts asks for Total and Range, which costs Stream time.
	Counts bool
	// Lazy leaves most of the reading to Page.Read, so that the next page can
	// be asked for meanwhile.
	Lazy bool
}

// Page is one answer to a Listing.
type Page struct {
	// Videos are complete, or after a Lazy listing only have UID and Created.
	Videos []Video
	// Rest reads the complete videos of a Lazy listing.
	Rest func() []Video
	// Total is how many videos match, Range how many are left from here on.
	// Both are -1 where Stream did not say.
	Total, Range int
}

// Read is the complete videos of the page.
func (p *Page) Read() []Video {
	if p.Rest != nil {
		return p.Rest()
	}
	return p.Videos
}

// Usage is how much of the account's storage is taken.
type Usage struct {
	Minutes      float64 `json:"totalStorageMinutes"`
	MinutesLimit float64 `json:"totalStorageMinutesLimit"`
	Videos       int     `json:"videoCount"`
	// Creator is set when the figures are one creator's.
	Creator string `json:"creator,omitempty"`
}

// Priority says how far a call may use up the common budget of calls, which
// stays below half of what Stream allows.
type Priority int

const (
	// Interactive calls have somebody waiting; they may use all of the budget.
	Interactive Priority = iota
	// Bulk leaves a little of the budget to interactive calls.
	Bulk
	// Background leaves a good part of the budget to the others.
	Background
)

type priorityKey struct{}

// WithPriority marks the calls made with the context. Without a mark they are
// Interactive.
func WithPriority(ctx context.Context, p Priority) context.Context {
	return context.WithValue(ctx, priorityKey{}, p)
}

// PriorityOf reads the mark of WithPriority.
func PriorityOf(ctx context.Context) Priority {
	p, _ := ctx.Value(priorityKey{}).(Priority)
	return p
}
