package architecture

// A room is a package, or with /... a package and all below it, and what its
// files may import beside the standard library, what is welcome everywhere and
// its own packages. Of two rooms that match, the longer one holds.
type room struct {
	path  string
	may   []string // packages or modules, with /... for all below them
	never []string // of the standard library
}

const (
	anything = "..."
	fyne     = "fyne.io/fyne/v2/..."
	fyneApp  = "fyne.io/fyne/v2/app"
	sdk      = "github.com/cloudflare/cloudflare-go/v6"
)

// everywhere are small tools that say nothing about Stream or the window.
var everywhere = []string{
	"golang.org/x/...",
	"github.com/gofrs/flock",
	"github.com/hashicorp/golang-lru/v2/...",
}

// table is who may import what directly.
var table = []room{
	// main wires everything; scripts and test drive Spool from outside.
	{path: "spool/cmd/...", may: []string{anything}},
	{path: "spool/scripts/...", may: []string{anything}},
	{path: "spool/test/...", may: []string{anything}},

	{
		path: "spool/app/...",
		may: []string{
			fyne, "spool/widgets/...", "spool/assets", "spool/uploader", "spool/library",
			"spool/library/token", "spool/library/token/desk", "spool/library/embed", "spool/library/subtitle", "spool/library/subtitle/desk",
			"spool/library/audio", "spool/library/clip", "spool/library/download", "spool/library/frame", "spool/library/watermark",
			"spool/internal/media", "spool/internal/filepick", "spool/internal/copiedfiles", "spool/internal/scenes",
		},
		never: []string{"database/sql", "net/http"},
	},
	{path: "spool/widgets/...", may: []string{fyne, "spool/assets"}},
	{path: "spool/assets"},

	{path: "spool/uploader", may: []string{"spool/internal/media"}},
	{path: "spool/uploader/...", may: []string{"spool/uploader", "spool/internal/media"}},
	{path: "spool/uploader/tusclient", may: []string{"spool/uploader", "spool/internal/sqlite", "github.com/eventials/go-tus"}},
	{path: "spool/uploader/jobstore", may: []string{"spool/uploader", "spool/internal/sqlite", "github.com/mattn/go-sqlite3"}},

	{path: "spool/library"},
	{path: "spool/library/...", may: []string{"spool/library"}},
	// gjson is what the SDK itself reads JSON with, where its types lose something.
	{path: "spool/library/stream", may: []string{"spool/library", sdk + "/...", "github.com/tidwall/gjson"}},
	{path: "spool/library/index", may: []string{"spool/library", "spool/internal/sqlite", "github.com/mattn/go-sqlite3"}},
	{path: "spool/library/journal", may: []string{"spool/library", "spool/internal/sqlite"}},
	{path: "spool/library/download/saves", may: []string{"spool/library/download", "spool/internal/sqlite"}},
	{path: "spool/library/token", may: []string{"spool/library", "github.com/golang-jwt/jwt/v5"}},
	{path: "spool/library/token/desk", may: []string{"spool/library", "spool/library/token"}},
	{path: "spool/library/token/issued", may: []string{"spool/library", "spool/library/token", "spool/internal/sqlite"}},
	{path: "spool/library/subtitle", may: []string{"spool/library", "github.com/asticode/go-astisub"}},

	{
		path: "spool/internal/localstream/...",
		may: []string{
			"github.com/tus/tusd/v2/...", "github.com/go-jose/go-jose/v4/...", "github.com/getkin/kin-openapi/...",
			"go.yaml.in/yaml/v3", "spool/internal/sqlite", "spool/internal/media", "spool/internal/scenes",
		},
	},
	{path: "spool/internal/sqlite", may: []string{"github.com/mattn/go-sqlite3"}},
	{path: "spool/internal/media", may: []string{"github.com/gabriel-vasile/mimetype", "github.com/abema/go-mp4"}},
	{path: "spool/internal/secret", may: []string{"github.com/zalando/go-keyring"}},
	{path: "spool/internal/instance"},
	{path: "spool/internal/filepick", may: []string{"github.com/godbus/dbus/v5"}},
	{path: "spool/internal/copiedfiles", may: []string{"github.com/jezek/xgb/..."}},
	{path: "spool/internal/scenes/..."},
	{path: "spool/internal/faultproxy"},
	{path: "spool/internal/architecture"},
}

// A border is what a room must not reach by any number of steps.
type border struct {
	rooms []string
	never []string
	why   string
}

var borders = []border{
	{
		rooms: []string{"spool/uploader/...", "spool/library/...", "spool/internal/..."},
		never: []string{fyne},
		why:   "the engines run without a window",
	},
	{
		rooms: []string{"spool/uploader/..."},
		never: []string{"spool/library/..."},
		why:   "the two engines do not know each other",
	},
	{
		rooms: []string{"spool/library/..."},
		never: []string{"spool/uploader/..."},
		why:   "the two engines do not know each other",
	},
	{
		rooms: []string{"spool/app/...", "spool/widgets/..."},
		never: []string{fyneApp},
		why:   "it links the window system; only cmd/spool opens a window",
	},
	{
		rooms: []string{"spool/internal/localstream/..."},
		never: []string{"spool/app/...", "spool/uploader/...", "spool/library/...", sdk + "/..."},
		why:   "the local Stream must not share the client's beliefs",
	},
	{
		rooms: []string{"spool/..."},
		never: []string{sdk},
		why:   "the SDK's root package drags in a hundred others; the packages stream and option do",
	},
}
