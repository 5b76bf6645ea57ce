package proof

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"spool/internal/localstream"
	"spool/internal/localstream/openapi/openapitest"
)

const document = "../../../docs/local-stream.md"

var update = flag.Bool("update", false, "write the tables of docs/local-stream.md anew")

// TestDocument holds the tables of docs/local-stream.md against the routes, the
// description and the quirks they are made of; go test with -update writes them.
func TestDocument(t *testing.T) {
	raw, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	text := string(raw)
	for name, table := range map[string]string{
		"operations": operations(t), "quirks": quirks(t), "losses": losses(),
	} {
		begin, end := "<!-- "+name+" -->\n", "<!-- end of "+name+" -->"
		head, rest, ok := strings.Cut(text, begin)
		_, tail, also := strings.Cut(rest, end)
		if !ok || !also {
			t.Fatalf("%s has no place for %s", document, name)
		}
		text = head + begin + "\n" + table + "\n" + end + tail
	}
	for _, kind := range faultKinds(t) {
		if !strings.Contains(text, fmt.Sprintf("\n| `%s` |", kind)) {
			t.Errorf("%s does not explain the fault %s", document, kind)
		}
	}
	tests := testNames(t)
	for _, name := range testMention.FindAllString(text, -1) {
		if !tests[name] {
			t.Errorf("%s names %s, which is no test", document, name)
		}
	}
	if *update {
		if err := os.WriteFile(document, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if text != string(raw) && !*update {
		t.Errorf("the tables of %s are out of date: go test ./internal/localstream/proof -run TestDocument -update", document)
	}
}

// operations is a table for each tag of the description, with what its
// extensions say of every route.
func operations(t *testing.T) string {
	t.Helper()
	doc, err := openapitest.Load()
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string][]string{}
	for _, route := range localstream.Routes() {
		item := doc.Paths.Value(route.Pattern)
		if item == nil || item.GetOperation(route.Method) == nil {
			t.Errorf("%s %s has no description", route.Method, route.Pattern)
			continue
		}
		op := item.GetOperation(route.Method)
		held := words(op, "x-tests")
		sources := words(op, "x-sources")
		if len(held) == 0 || len(sources) == 0 || len(op.Tags) != 1 {
			t.Errorf("%s needs x-sources, x-tests and one tag", route.Name)
			continue
		}
		open, _ := op.Extensions["x-unconfirmed"].(string)
		path := strings.TrimPrefix(route.Pattern, "/client/v4/accounts/{account}")
		rows[op.Tags[0]] = append(rows[op.Tags[0]], fmt.Sprintf("| **%s** `%s %s` | %s | %s | %s | %s |",
			route.Name, route.Method, path, rule(op), strings.Join(sources, "; "), strings.Join(held, ", "), open))
	}
	var out strings.Builder
	for _, tag := range doc.Tags {
		fmt.Fprintf(&out, "### %s\n\n| operation | rule | sources | tests | unconfirmed |\n|---|---|---|---|---|\n%s\n\n",
			strings.ToUpper(tag.Name[:1])+tag.Name[1:], strings.Join(rows[tag.Name], "\n"))
	}
	return strings.TrimSpace(out.String()) + "\n"
}

func rule(op *openapi3.Operation) string {
	if op.Description == "" {
		return op.Summary
	}
	return op.Summary + ". " + strings.TrimSuffix(op.Description, ".")
}

// faultKinds are the kinds that the description has.
func faultKinds(t *testing.T) []any {
	t.Helper()
	doc, err := openapitest.Load()
	if err != nil {
		t.Fatal(err)
	}
	return doc.Components.Schemas["Fault"].Value.Properties["kind"].Value.Enum
}

// words reads a list from an operation's extension.
func words(op *openapi3.Operation, key string) []string {
	list, _ := op.Extensions[key].([]any)
	out := make([]string, 0, len(list))
	for _, each := range list {
		out = append(out, fmt.Sprint(each))
	}
	return out
}

var testMention = regexp.MustCompile(`\bTest[A-Z]\w+`)

var testFunc = regexp.MustCompile(`(?m)^func (Test\w+)\(t \*testing\.T\)`)

// testNames are all tests of the local Stream, and of its peers.
func testNames(t *testing.T) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	for _, pattern := range []string{"../*_test.go", "../*/*_test.go", "../../../test/peers/*_test.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, found := range testFunc.FindAllSubmatch(raw, -1) {
				names[string(found[1])] = true
			}
		}
	}
	return names
}

// quirkTests are the tests that try the readings of a quirk.
var quirkTests = map[string]string{
	localstream.QuirkCounts:        "TestListCounts",
	localstream.QuirkEarlyURLs:     "TestEarlyURLs",
	localstream.QuirkExpiryRange:   "TestDirectUploadLinkExpires",
	localstream.QuirkDirectExpiry:  "TestUploadURLExpires",
	localstream.QuirkFinishedHead:  "TestFinishedUploadTellsItsOffset",
	localstream.QuirkExpiredUpload: "TestUploadURLExpires",
	localstream.QuirkRevoked:       "TestWordOfARevokedKey",
	localstream.QuirkEmbed:         "TestEmbedCode",
	localstream.QuirkMaxDuration:   "TestLargestMaxDuration",
	localstream.QuirkUnsetDuration: "TestMaxDurationOfAVideoWithoutOne",
	localstream.QuirkOverLimit:     "TestStatusOfUploadsOverALimit",
	localstream.QuirkMinutes:       "TestWholeStorageMinutes",
	localstream.QuirkAudioList:     "TestListsOfWhatAVideoHasNone",
	localstream.QuirkNoDownloads:   "TestListsOfWhatAVideoHasNone",
	localstream.QuirkDownloadName:  "TestNameOfADownload",
}

func quirks(t *testing.T) string {
	t.Helper()
	var out strings.Builder
	out.WriteString("| quirk | readings, the default first | about | test |\n|---|---|---|---|\n")
	for _, q := range localstream.AllQuirks() {
		if quirkTests[q.Name] == "" {
			t.Errorf("no test is named for quirk %s", q.Name)
		}
		fmt.Fprintf(&out, "| `%s` | %s | %s | %s |\n", q.Name, strings.Join(q.Readings, ", "), q.About, quirkTests[q.Name])
	}
	return out.String()
}

func losses() string {
	var out strings.Builder
	out.WriteString("| method | what is lost | reason |\n|---|---|---|\n")
	for _, l := range sdkLosses {
		fmt.Fprintf(&out, "| %s | %s | %s |\n", l.method, l.loss, l.reason)
	}
	return out.String()
}
