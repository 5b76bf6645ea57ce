package videos

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"spool/library"
	"spool/widgets/look"
)

// filter is a condition that a chip sets: a key of the query language and what
// may stand behind it.
type filter struct {
	key, label string
	icon       look.IconName
	// always has its chip in the row also while it is off.
	always bool
	// choices are what can be chosen; with known, also the values the index
	// knows.
	choices []choice
	known   bool
	// many lets several values be chosen, of which a video has one.
	many bool
	// example shows how a condition of one's own is written, "" for none.
	example string
}

// choice is a value as the language writes it, operator included, and for
// people.
type choice struct{ text, label string }

// filters are all filters but those of metadata, in the order of the menu.
var filters = []filter{
	{key: "status", label: "Status", icon: look.IconDone, always: true, many: true, choices: []choice{
		{"ready", "Ready"},
		{"processing", "Processing"},
		{"error", "Error"},
		{"pendingupload", "Waits for its upload"},
		{"live-inprogress", "Live now"},
	}},
	{key: "creator", label: "Creator", always: true, many: true, known: true, choices: []choice{{"none", "No creator"}}, example: "crew-*"},
	{key: "signed", label: "Signed", icon: look.IconLock, always: true, choices: yesNo("Signed", "Not signed")},
	{key: "created", label: "Date", icon: look.IconCalendar, always: true, example: ">2026-05-01", choices: []choice{
		{":today", "Today"},
		{">7d", "Last 7 days"},
		{">30d", "Last 30 days"},
		{">90d", "Last 90 days"},
		{">1y", "Last 12 months"},
		{"<1y", "Over a year ago"},
	}},
	{key: "captions", label: "Captions", icon: look.IconCaptions, many: true, choices: []choice{
		{"any", "Has captions"},
		{"none", "No captions"},
		{"unknown", "Not asked yet"},
	}, example: "de"},
	{key: "origins", label: "Allowed origins", icon: look.IconGlobe, many: true, known: true, choices: []choice{
		{"none", "Plays anywhere"},
		{"any", "Restricted"},
	}, example: "*.example.com"},
	{key: "live", label: "Live", icon: look.IconLive, choices: yesNo("From a live input", "Uploaded")},
	{key: "clip", label: "Clip", icon: look.IconScissors, choices: yesNo("Clips", "Not clips")},
	{key: "duration", label: "Length", icon: look.IconClock, example: "5m..10m", choices: []choice{
		{"<1m", "Under a minute"},
		{":1m..10m", "1 to 10 minutes"},
		{":10m..1h", "10 to 60 minutes"},
		{">1h", "Over an hour"},
	}},
	{key: "size", label: "Size", icon: look.IconServer, example: ">500MB", choices: []choice{
		{"<100MB", "Under 100 MB"},
		{":100MB..1GB", "100 MB to 1 GB"},
		{">1GB", "Over 1 GB"},
		{">5GB", "Over 5 GB"},
	}},
	{key: "height", label: "Resolution", icon: look.IconDisplay, example: ">=1080", choices: []choice{
		{"<720", "Below 720p"},
		{">=720", "720p and more"},
		{">=1080", "1080p and more"},
		{">=2160", "4K"},
	}},
	{key: "watermark", label: "Watermark", icon: look.IconWatermark, many: true, known: true, choices: []choice{
		{"any", "With a watermark"},
		{"none", "Without one"},
	}},
	{key: "deletion", label: "Deletion date", icon: look.IconDelete, example: "<2027-01-01", choices: []choice{
		{"<7d", "Within 7 days"},
		{"<30d", "Within 30 days"},
		{":any", "Will be deleted"},
		{":none", "Kept"},
	}},
	{key: "modified", label: "Changed", icon: look.IconEdit, example: ">2026-05-01", choices: []choice{
		{":today", "Today"},
		{">7d", "Last 7 days"},
		{">30d", "Last 30 days"},
	}},
	{key: "error", label: "Error code", icon: look.IconError, many: true, known: true},
}

func yesNo(yes, no string) []choice { return []choice{{":yes", yes}, {":no", no}} }

// metaFilter is the filter of a metadata key.
func metaFilter(key string) filter {
	t := library.Term{Key: "meta." + key, Values: []string{"x"}}
	name, _ := strings.CutSuffix(t.String(), ":x")
	return filter{key: name, label: key, icon: look.IconTag, many: true, known: true, choices: []choice{{"*", "Any value"}}, example: "coast*"}
}

// filterOf is the filter of a condition's key.
func filterOf(key string) filter {
	if i := slices.IndexFunc(filters, func(f filter) bool { return f.key == key }); i >= 0 {
		return filters[i]
	}
	if rest, ok := strings.CutPrefix(key, "meta."); ok {
		return metaFilter(strings.ReplaceAll(rest, `"`, ""))
	}
	return filter{key: key, label: key, icon: look.IconFilter, example: " "}
}

// conditions are the filters that are on: terms of the query language, each of
// another key, in the order they came.
type conditions []string

// text is the conditions as a query.
func (c conditions) text() string { return strings.Join(c, " ") }

// term is the condition of a key.
func (c conditions) term(key string, now time.Time) (library.Term, bool) {
	for _, text := range c {
		q, err := library.ParseQuery(text, now)
		if err == nil && len(q.Terms) == 1 && keyText(q.Terms[0]) == key {
			return q.Terms[0], true
		}
	}
	return library.Term{}, false
}

// with replaces the condition of a key; text "" takes it away.
func (c conditions) with(key, text string, now time.Time) conditions {
	var next conditions
	done := false
	for _, old := range c {
		q, err := library.ParseQuery(old, now)
		if err != nil || len(q.Terms) != 1 || keyText(q.Terms[0]) != key {
			next = append(next, old)
			continue
		}
		if text != "" && !done {
			next, done = append(next, text), true
		}
	}
	if text != "" && !done {
		next = append(next, text)
	}
	return next
}

// keyText is a term's key as the language writes it.
func keyText(t library.Term) string {
	t.Not, t.Span, t.Values = false, nil, nil
	return strings.TrimSuffix(t.String(), ":")
}

// splitQuery parts a query into conditions, which chips can show, and the rest,
// which stands in the search field. A key's second term stays there.
func splitQuery(q library.Query, now time.Time) (conditions, string) {
	var on conditions
	var rest []string
	for _, t := range q.Terms {
		_, twice := on.term(keyText(t), now)
		if t.Key == "" || t.Key == "name" || t.Key == "uid" || twice {
			rest = append(rest, t.String())
		} else {
			on = append(on, t.String())
		}
	}
	return on, strings.Join(rest, " ")
}

// say is the label of a chip that is on: "Ready, 2 more".
func (f filter) say(t library.Term) string {
	said := ""
	switch {
	case t.Span != nil:
		said = f.name(t.Span.Text)
		if said == t.Span.Text {
			said = lang.L(f.label) + " " + strings.TrimPrefix(said, ":")
		}
	case len(f.choices) > 0 && !f.many:
		said = f.name(":" + t.Values[0])
	default:
		said = f.name(t.Values[0])
		if strings.HasPrefix(f.key, "meta.") {
			said = f.label + ": " + said
		}
		if more := len(t.Values) - 1; more > 0 {
			said = lang.L(said) + ", " + moreText(more)
		}
	}
	if t.Not {
		return lang.L("Not") + " " + said
	}
	return said
}

// name is a value for people.
func (f filter) name(text string) string {
	for _, c := range f.choices {
		if c.text == text {
			return lang.L(c.label)
		}
	}
	return text
}
