package architecture

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const localStream = "spool/internal/localstream"

// pkg is what `go list -json` tells of a package.
type pkg struct {
	ImportPath   string
	Imports      []string
	TestImports  []string
	XTestImports []string
}

func (p pkg) ours() bool { return matches("spool/...", p.ImportPath) }

// testImports returns what the table holds for p's test files: nothing where
// they test against the local Stream, because such a test wires several rooms
// together as cmd/spool does.
func (p pkg) testImports() []string {
	all := slices.Concat(p.TestImports, p.XTestImports)
	if p.ImportPath == localStream || slices.Contains(all, localStream) {
		return nil
	}
	return all
}

func TestEveryRoomImportsOnlyWhatTheTableAllows(t *testing.T) {
	for _, complaint := range tableComplaints(listPackages(t), table) {
		t.Error(complaint)
	}
}

func TestNoRoomReachesOverItsBorders(t *testing.T) {
	for _, complaint := range borderComplaints(listPackages(t), borders) {
		t.Error(complaint)
	}
}

// The checks themselves, on a small house in which everything is wrong once.
func TestAForbiddenImportIsNamed(t *testing.T) {
	house := map[string]pkg{
		"example.com/x":       {ImportPath: "example.com/x", Imports: []string{fyneApp}},
		fyneApp:               {ImportPath: fyneApp},
		"spool/library":       {ImportPath: "spool/library"},
		"spool/uploader":      {ImportPath: "spool/uploader", Imports: []string{"spool/library"}},
		"spool/uploader/wild": {ImportPath: "spool/uploader/wild", TestImports: []string{"example.com/x"}},
		"spool/app":           {ImportPath: "spool/app", Imports: []string{"fmt", "net/http"}},
		"spool/widgets":       {ImportPath: "spool/widgets", Imports: []string{"example.com/x"}},
		"spool/attic":         {ImportPath: "spool/attic"},
		localStream:           {ImportPath: localStream, XTestImports: []string{sdk}},
		"spool/library/edit":  {ImportPath: "spool/library/edit", TestImports: []string{localStream, "spool/uploader"}},
	}
	got := append(tableComplaints(house, table), borderComplaints(house, borders)...)
	want := []string{
		"spool/app imports net/http, which this room never does",
		"spool/attic is in no room: add it to the table",
		"spool/uploader imports spool/library, which the table does not allow",
		"a test of spool/uploader/wild imports example.com/x, which the table does not allow",
		"spool/widgets imports example.com/x, which the table does not allow",
		"spool/uploader reaches spool/library: the two engines do not know each other",
		"spool/widgets reaches fyne.io/fyne/v2/app by example.com/x: it links the window system; only cmd/spool opens a window",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// tableComplaints returns one sentence for each direct import that the table
// does not allow, sorted by package.
func tableComplaints(packages map[string]pkg, table []room) []string {
	var complaints []string
	complain := func(format string, args ...any) {
		complaints = append(complaints, fmt.Sprintf(format, args...))
	}
	for _, path := range slices.Sorted(maps.Keys(packages)) {
		p := packages[path]
		if !p.ours() {
			continue
		}
		r, found := roomOf(table, path)
		if !found {
			complain("%s is in no room: add it to the table", path)
			continue
		}
		for _, imported := range p.Imports {
			if slices.Contains(r.never, imported) {
				complain("%s imports %s, which this room never does", path, imported)
			} else if !r.allows(imported) {
				complain("%s imports %s, which the table does not allow", path, imported)
			}
		}
		for _, imported := range p.testImports() {
			if !r.allows(imported) {
				complain("a test of %s imports %s, which the table does not allow", path, imported)
			}
		}
	}
	return complaints
}

// borderComplaints returns one sentence, with the way there, for each package
// that a room must not reach and does, sorted by package.
func borderComplaints(packages map[string]pkg, borders []border) []string {
	var complaints []string
	for _, path := range slices.Sorted(maps.Keys(packages)) {
		for _, b := range borders {
			if !matchesAny(b.rooms, path) {
				continue
			}
			if way := wayTo(packages, path, b.never); way != nil {
				by := ""
				if between := way[1 : len(way)-1]; len(between) > 0 {
					by = " by " + strings.Join(between, ", ")
				}
				complaints = append(complaints, fmt.Sprintf("%s reaches %s%s: %s", path, way[len(way)-1], by, b.why))
			}
		}
	}
	return complaints
}

// wayTo returns the shortest chain of imports from a package to one that
// matches, both included, or nil.
func wayTo(packages map[string]pkg, from string, patterns []string) []string {
	cameFrom := map[string]string{from: ""}
	for queue := []string{from}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		if at != from && matchesAny(patterns, at) {
			way := []string{at}
			for cameFrom[way[0]] != "" {
				way = slices.Insert(way, 0, cameFrom[way[0]])
			}
			return way
		}
		for _, next := range packages[at].Imports {
			if _, seen := cameFrom[next]; !seen {
				cameFrom[next] = at
				queue = append(queue, next)
			}
		}
	}
	return nil
}

func (r room) allows(path string) bool {
	return standard(path) ||
		matchesAny(everywhere, path) ||
		matches(r.path, path) ||
		matchesAny(r.may, path)
}

// standard tells a path of the standard library (or cgo's C) by its first
// element, which has no dot.
func standard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return first != "spool" && !strings.Contains(first, ".")
}

// roomOf returns the longest room of the table that path is in.
func roomOf(table []room, path string) (best room, found bool) {
	for _, r := range table {
		if matches(r.path, path) && len(r.path) > len(best.path) {
			best, found = r, true
		}
	}
	return best, found
}

func matchesAny(patterns []string, path string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool { return matches(pattern, path) })
}

// matches understands the patterns of the go command: a path, or one that ends
// in /... and stands for itself and all below it, or ... for everything.
func matches(pattern, path string) bool {
	base, all := strings.CutSuffix(pattern, "...")
	if !all {
		return path == pattern
	}
	base = strings.TrimSuffix(base, "/")
	return base == "" || path == base || strings.HasPrefix(path, base+"/")
}

// listPackages returns every package of the module and all that their own files,
// though not their tests, depend on.
func listPackages(t *testing.T) map[string]pkg {
	t.Helper()
	lookAtEverySource(t)
	command := exec.Command("go", "list", "-e", "-deps", "-json=ImportPath,Imports,TestImports,XTestImports", "spool/...")
	out, err := command.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("go list: %v\n%s", err, exit.Stderr)
		}
		t.Fatalf("go list: %v", err)
	}
	packages := map[string]pkg{}
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatalf("go list: %v", err)
		}
		packages[p.ImportPath] = p
	}
}

// lookAtEverySource opens every folder of the module: go test repeats an old
// verdict until something that the test itself has opened changes, and what the
// go command reads does not count.
func lookAtEverySource(t *testing.T) {
	t.Helper()
	err := filepath.WalkDir("../..", func(path string, entry fs.DirEntry, err error) error {
		name := entry.Name()
		if err == nil && entry.IsDir() && (name == ".git" || name == "bin" || name == "node_modules") {
			return fs.SkipDir
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
