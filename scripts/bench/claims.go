package main

// claim is what a Go benchmark has to show. It is held when the median of its
// unit is at most limit; with atLeast, when it is at least that.
type claim struct {
	name, required string
	pkg, benchmark string
	unit           string // as in go test's output: ns/op, or one of b.ReportMetric
	limit          float64
	atLeast        bool
	peer, peerName string // another benchmark of the package, and what to call it
}

func (c claim) holds(value float64) bool {
	if c.atLeast {
		return value >= c.limit
	}
	return value <= c.limit
}

const ms = 1e6 // in nanoseconds

var claims = []claim{
	{
		name: "List jump over 1,000,000 rows, all parts of a row", required: "under 2 ms",
		pkg: "spool/widgets", benchmark: "BenchmarkListJumpFull", unit: "ns/op", limit: 2 * ms,
		peer: "BenchmarkStockListJump", peerName: "widget.List",
	},
	{
		name: "12 rows with tape and bars, everything changing", required: "at most 4 ms a frame",
		pkg: "spool/widgets", benchmark: "BenchmarkListTwelveRowsChange", unit: "ns/op", limit: 4 * ms,
		peer: "BenchmarkStockListTwelveRowsChange", peerName: "widget.List",
	},
	{
		name: "Jump through 10,000 jobs while three upload", required: "under 16 ms",
		pkg: "spool/app/queue", benchmark: "BenchmarkJump", unit: "ns/op", limit: 16 * ms,
	},
	{
		name: "What the fonts add to the start", required: "at most 40 ms",
		pkg: "spool/widgets/look", benchmark: "BenchmarkFonts", unit: "ns/op", limit: 40 * ms,
	},
	{
		name: "Theme change of an open page", required: "under 300 ms",
		pkg: "spool/widgets", benchmark: "BenchmarkThemeChange", unit: "ns/op", limit: 300 * ms,
	},
	{
		name: "First sync of 100,000 videos, as a share of curl getting the same pages", required: "at least 0.8",
		pkg: "spool/library", benchmark: "BenchmarkSync", unit: "of-curl", limit: 0.8, atLeast: true,
	},
	{
		name: "A page of 1,000 videos from a local Stream of 100,000", required: "under 50 ms",
		pkg: "spool/internal/localstream", benchmark: "BenchmarkList/newest", unit: "ns/op", limit: 50 * ms,
	},
	{
		name: "Keystroke to count and first screen, 100,000 videos, p95", required: "under 16 ms",
		pkg: "spool/library/index", benchmark: "BenchmarkKeystroke/videos=100000", unit: "ms-p95", limit: 16,
	},
	{
		name: "Keystroke to count and first screen, 1,000,000 videos, p95", required: "under 40 ms",
		pkg: "spool/library/index", benchmark: "BenchmarkKeystroke/videos=1000000", unit: "ms-p95", limit: 40,
	},
	{
		name: "Keystroke to first screen on the page, 100,000 videos, p95", required: "under 16 ms",
		pkg: "spool/app/videos", benchmark: "BenchmarkKeystroke/videos=100000", unit: "ms-p95", limit: 16,
	},
	{
		name: "Keystroke to first screen on the page, 1,000,000 videos, p95", required: "under 40 ms",
		pkg: "spool/app/videos", benchmark: "BenchmarkKeystroke/videos=1000000", unit: "ms-p95", limit: 40,
	},
	{
		name: "Scrolling 100,000 videos as pictures, main thread, p99", required: "under 16 ms",
		pkg: "spool/app/videos", benchmark: "BenchmarkScroll/table=false", unit: "ms-p99", limit: 16,
		peer: "BenchmarkStockScroll/table=false", peerName: "widget.GridWrap",
	},
	{
		name: "Scrolling 100,000 videos as a table, main thread, p99", required: "under 16 ms",
		pkg: "spool/app/videos", benchmark: "BenchmarkScroll/table=true", unit: "ms-p99", limit: 16,
		peer: "BenchmarkStockScroll/table=true", peerName: "widget.Table",
	},
	{
		name: "The index of 100,000 videos on disk", required: "under 1,500 bytes a video, 150 MB in all",
		pkg: "spool/library/index", benchmark: "BenchmarkPut", unit: "bytes/video", limit: 1500,
	},
	{
		name: "First screen of the library", required: "under 150 ms after the window",
		pkg: "spool/app/videos", benchmark: "BenchmarkFirstScreen", unit: "ms", limit: 150,
	},
	{
		name: "Signed code made anew and copied", required: "under 50 ms",
		pkg: "spool/app/share", benchmark: "BenchmarkCopySigned", unit: "ns/op", limit: 50 * ms,
	},
	{
		name: "Cores that a batch of 10,000 tokens keeps busy, of those there are", required: "at least 0.9",
		pkg: "spool/library/token", benchmark: "BenchmarkBatchOf10000", unit: "of-cores", limit: 0.9, atLeast: true,
	},
	{
		name: "Local tokens, as a share of bare RSA signatures", required: "at least 0.95",
		pkg: "spool/library/token", benchmark: "BenchmarkTokensAgainstBareSignatures", unit: "of-bare-rate", limit: 0.95, atLeast: true,
	},
	{
		name: "Saving a download, as a share of curl", required: "at least 0.9",
		pkg: "spool/library/download", benchmark: "BenchmarkSaveAgainstCurl", unit: "of-curl", limit: 0.9, atLeast: true,
	},
	{
		name: "Memory that saving a large download takes", required: "at most 30 MiB",
		pkg: "spool/library/download", benchmark: "BenchmarkSaveMemory", unit: "MiB", limit: 30,
	},
	{
		name: "Film-strip from Stream's thumbnails, shown to filled from every fourth, loopback", required: "under 300 ms",
		pkg: "spool/app/stills", benchmark: "BenchmarkFilmStrip", unit: "ns/op", limit: 300 * ms,
	},
	{
		name: "What the film-strips leave in memory, 2 MiB allowed", required: "at most 3 MiB",
		pkg: "spool/app/stills", benchmark: "BenchmarkFilmStrip", unit: "MiB-heap", limit: 3,
	},
	{
		name: "Opening a caption file of 10,000 cues", required: "under 100 ms",
		pkg: "spool/library/subtitle", benchmark: "BenchmarkOpen10000Cues", unit: "ns/op", limit: 100 * ms,
	},
	{
		name: "Keystroke to check result in 10,000 cues", required: "under 16 ms",
		pkg: "spool/library/subtitle", benchmark: "BenchmarkKeystrokeAndCheckIn10000Cues", unit: "ns/op", limit: 16 * ms,
	},
}
