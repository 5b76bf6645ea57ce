package bulk

import (
	"context"
	"encoding/json"
	"iter"
	"slices"

	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
)

// Source is the videos that are edited.
type Source struct {
	// Label says which they are: a query, or "3 selected".
	Label string
	// Count is how many there are.
	Count int
	// Videos reads them from the index, off Fyne's goroutine.
	Videos func(ctx context.Context) iter.Seq2[library.Video, error]
	// Rows says what becomes of which video, in place of operations on Videos:
	// the edits that a file brings. File is its name.
	Rows func(ctx context.Context) iter.Seq2[library.Row, error]
	File string
}

// rows are what becomes of each video.
func (s *Source) rows(ctx context.Context, program *library.Program) iter.Seq2[library.Row, error] {
	if s.Rows != nil {
		return s.Rows(ctx)
	}
	return library.Preview(s.Videos(ctx), program)
}

// sort is the part of the table a row is in.
type sort int

// The parts, in their order.
const (
	toDecide sort = iota
	toChange
	skipped
	sorts
)

// rowsKept is how many rows of each part can be looked through.
const rowsKept = 1000

var namePath = library.Path{Field: library.FieldMeta, Key: "name"}

// row is a video and what would become of it.
type row struct {
	video   library.Video
	changes []library.Change
	// why is what has to be decided, or why the video is skipped.
	why  string
	skip skip
	// twice says that another video would get the same name, number a free one.
	twice  bool
	number int
}

// answer is what was decided about a row.
type answer int

// The answers. Unanswered rows to decide are left out, others are sent.
const (
	unanswered answer = iota
	leaveOut
	take
)

// skip is why a video is skipped.
type skip int

// The reasons.
const (
	notSkipped skip = iota
	asSet
	inDraft
	refused
	skips
)

// plan is what operations make of the videos.
type plan struct {
	counts  [sorts]int
	rows    [sorts][]row
	skips   [skips]int
	columns []library.Path
	// changed is in how many videos a field changes.
	changed map[library.Path]int
	// restricts is how many play anywhere now and would not any more.
	restricts int
}

// planner sorts videos into a plan, one after the other.
type planner struct {
	drafted func(uid string) bool
	names   map[string]int
	asks    bool // a file was written by a person, who knows what it says
}

func newPlanner(src *Source, drafted func(uid string) bool) *planner {
	return &planner{drafted: drafted, names: map[string]int{}, asks: src.Rows == nil}
}

// sort says in which part of the table a row of the preview is.
func (p *planner) sort(r library.Row) (sort, row) {
	out := row{video: r.Video, changes: r.Changes}
	switch {
	case r.Err != nil:
		out.why, out.skip = words.Capital(r.Err), refused
		return skipped, out
	case len(r.Changes) == 0:
		out.why, out.skip = lang.L("Already as set, no call needed"), asSet
		return skipped, out
	case p.drafted(r.Video.UID):
		out.why, out.skip = lang.L("Has an unsaved draft here, save or revert it first"), inDraft
		return skipped, out
	}
	if !p.asks {
		return toChange, out
	}
	if name := newName(r.Changes); name != "" {
		p.names[name]++
		out.number = p.names[name]
		out.twice = out.number > 1
	}
	switch {
	case r.Surprise != "":
		out.why = words.Capital(errorText(r.Surprise))
		return toDecide, out
	case out.twice:
		out.why = lang.L("Another video would get the same name")
		return toDecide, out
	}
	return toChange, out
}

// newName is the name a row gives its video, "" where it leaves it.
func newName(changes []library.Change) string {
	for _, c := range changes {
		if c.Path == namePath {
			return library.FormatValue(c.Path, c.After)
		}
	}
	return ""
}

// numbered is the row's changes with a number behind the name, which tells it
// from those before of that name.
func (r *row) numbered() []library.Change {
	changes := slices.Clone(r.changes)
	for i, c := range changes {
		if c.Path != namePath {
			continue
		}
		name, err := json.Marshal(library.FormatValue(c.Path, c.After) + " " + words.Count(r.number))
		if err == nil {
			changes[i].After = name
		}
	}
	return changes
}

// add counts a row, and keeps it while there is room.
func (p *plan) add(s sort, r row) {
	p.counts[s]++
	p.skips[r.skip]++
	if s != skipped && restricts(r.changes) {
		p.restricts++
	}
	for _, c := range r.changes {
		if s != skipped {
			p.changed[c.Path]++
		}
		if s != skipped && c.Path != namePath && !slices.Contains(p.columns, c.Path) {
			p.columns = append(p.columns, c.Path)
		}
	}
	if len(p.rows[s]) < rowsKept {
		p.rows[s] = append(p.rows[s], r)
	}
}

// order sorts the columns as the operations stand.
func (p *plan) order(operations []library.Operation) {
	place := func(c library.Path) int {
		return slices.IndexFunc(operations, func(o library.Operation) bool { return o.Path == c })
	}
	slices.SortStableFunc(p.columns, func(a, b library.Path) int { return place(a) - place(b) })
}

// restricts reports whether a video that plays anywhere would not any more.
func restricts(changes []library.Change) bool {
	for _, c := range changes {
		if c.Path.Field == library.FieldAllowedOrigins {
			return library.FormatValue(c.Path, c.Before) == "" && library.FormatValue(c.Path, c.After) != ""
		}
	}
	return false
}

// makePlan works out what a program makes of the source's videos.
func makePlan(ctx context.Context, src Source, program *library.Program, drafted func(string) bool) (*plan, error) {
	p, sorter := &plan{changed: map[library.Path]int{}}, newPlanner(&src, drafted)
	for r, err := range src.rows(ctx, program) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return nil, err
		}
		p.add(sorter.sort(r))
	}
	return p, nil
}

// decisions are the answers about rows: those given one by one, and the one for
// all of a part.
type decisions struct {
	byUID map[string]answer
	all   [sorts]answer
}

func newDecisions() decisions { return decisions{byUID: map[string]answer{}} }

// of is what becomes of a row.
func (d *decisions) of(s sort, uid string) answer {
	if a := d.byUID[uid]; a != unanswered {
		return a
	}
	switch {
	case d.all[s] != unanswered:
		return d.all[s]
	case s == toChange:
		return take
	}
	return leaveOut
}

// items are what is sent: everything that changes and was not left out.
func items(ctx context.Context, src Source, program *library.Program, drafted func(string) bool, d decisions) iter.Seq2[library.Item, error] {
	return func(yield func(library.Item, error) bool) {
		sorter := newPlanner(&src, drafted)
		for r, err := range src.rows(ctx, program) {
			if err != nil {
				yield(library.Item{}, err)
				return
			}
			s, out := sorter.sort(r)
			if s == skipped {
				continue
			}
			item := r.Item()
			if d.of(s, r.Video.UID) == leaveOut {
				continue
			}
			if out.twice {
				item.Changes = out.numbered()
			}
			if !yield(item, nil) {
				return
			}
		}
	}
}

// sending is how many videos would be sent with these decisions.
func (p *plan) sending(d *decisions) int {
	n := 0
	for _, s := range []sort{toDecide, toChange} {
		usual := d.of(s, "") != leaveOut
		if usual {
			n += p.counts[s]
		}
		for _, r := range p.rows[s] {
			sent := d.of(s, r.video.UID) != leaveOut
			switch {
			case sent && !usual:
				n++
			case !sent && usual:
				n--
			}
		}
	}
	return n
}
