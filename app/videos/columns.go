package videos

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/uploader"
	"spool/widgets/look"
)

// column is a column of the table beside that of the names.
type column struct {
	id, label string
	width     float32
	// trailing texts end at the column's right edge, as numbers do.
	trailing bool
	// sort is the key to order by, "" for none; down that its first order is
	// the largest first.
	sort string
	down bool
	cell func(p *Page, v *row) cell
}

// cell is what stands in a row of a column.
type cell struct {
	text string
	icon look.IconName
	tone fyne.ThemeColorName // secondary text unless set
}

// columns are all columns but those of metadata, in the order of the menu.
var columns = []column{
	{id: "status", label: "Status", width: 96, sort: "status", cell: statusCell},
	{id: "length", label: "Length", width: 56, trailing: true, sort: "duration", down: true, cell: func(_ *Page, v *row) cell {
		return cell{text: lengthOf(&v.Video)}
	}},
	{id: "size", label: "Size", width: 54, trailing: true, sort: "size", down: true, cell: func(_ *Page, v *row) cell {
		if v.Size <= 0 {
			return cell{}
		}
		return cell{text: uploader.Bytes(v.Size)}
	}},
	{id: "creator", label: "Creator", width: 83, sort: "creator", cell: func(_ *Page, v *row) cell { return cell{text: v.Creator} }},
	{id: "origins", label: "Allowed origins", width: 143, sort: "origins", cell: originsCell},
	{id: "signed", label: "Signed", width: 42, sort: "signed", down: true, cell: func(_ *Page, v *row) cell {
		if v.RequireSignedURLs {
			return cell{icon: look.IconLock}
		}
		return quiet(lang.L("No"))
	}},
	{id: "captions", label: "Captions", width: 62, sort: "captions", cell: func(_ *Page, v *row) cell {
		switch {
		case v.captions == nil:
			return cell{}
		case len(v.captions) == 0:
			return quiet(lang.L("None"))
		}
		return cell{text: strings.Join(v.captions, ", ")}
	}},
	{id: "uploaded", label: "Uploaded", width: 68, sort: "created", down: true, cell: dayCell(func(v *library.Video) time.Time { return v.Created })},
	{id: "deletes", label: "Deletes", width: 96, sort: "deletion", cell: deletesCell},
	{id: "uid", label: "UID", width: 240, sort: "uid", cell: func(_ *Page, v *row) cell { return cell{text: v.UID} }},
	{id: "resolution", label: "Resolution", width: 84, sort: "height", down: true, cell: func(_ *Page, v *row) cell {
		if v.Width <= 0 || v.Height <= 0 {
			return cell{}
		}
		return cell{text: fmt.Sprintf("%d × %d", v.Width, v.Height)}
	}},
	{id: "watermark", label: "Watermark", width: 110, sort: "watermark", cell: func(_ *Page, v *row) cell {
		if v.WatermarkName == "" {
			return cell{text: v.WatermarkUID}
		}
		return cell{text: v.WatermarkName}
	}},
	{id: "modified", label: "Changed", width: 68, sort: "modified", down: true, cell: dayCell(func(v *library.Video) time.Time { return v.Modified })},
	{id: "origin", label: "Made from", width: 92, cell: func(_ *Page, v *row) cell {
		switch {
		case v.LiveInput != "":
			return cell{text: lang.L("Live input"), icon: look.IconLive}
		case v.ClippedFrom != "":
			return cell{text: lang.L("Clip"), icon: look.IconScissors}
		}
		return quiet(lang.L("Upload"))
	}},
	{id: "limit", label: "Longest", width: 68, trailing: true, cell: func(_ *Page, v *row) cell {
		if v.MaxDurationSeconds <= 0 {
			return cell{}
		}
		return cell{text: uploader.Timecode(time.Duration(v.MaxDurationSeconds) * time.Second)}
	}},
}

// usualColumns are shown until others are chosen.
const usualColumns = "status,length,size,creator,origins,signed,captions,uploaded,deletes"

// metaColumn is the column of a metadata key.
func metaColumn(key string) column {
	return column{id: "meta." + key, label: key, width: 100, sort: "meta." + key, cell: func(_ *Page, v *row) cell {
		return cell{text: v.Meta.Text(key)}
	}}
}

// columnOf is a column by its id.
func columnOf(id string) (column, bool) {
	if key, ok := strings.CutPrefix(id, "meta."); ok && key != "" {
		return metaColumn(key), true
	}
	i := slices.IndexFunc(columns, func(c column) bool { return c.id == id })
	if i < 0 {
		return column{}, false
	}
	return columns[i], true
}

// readColumns reads what joinColumns wrote; what is not known is left out.
func readColumns(text string) []column {
	if text == "" {
		text = usualColumns
	}
	var list []column
	for part := range strings.SplitSeq(text, ",") {
		id := strings.NewReplacer("%2C", ",", "%25", "%").Replace(part)
		if c, ok := columnOf(id); ok && !slices.ContainsFunc(list, func(o column) bool { return o.id == id }) {
			list = append(list, c)
		}
	}
	return list
}

// joinColumns writes the ids of columns in one line; metadata keys may hold
// commas.
func joinColumns(list []column) string {
	ids := make([]string, len(list))
	for i, c := range list {
		ids[i] = strings.NewReplacer("%", "%25", ",", "%2C").Replace(c.id)
	}
	return strings.Join(ids, ",")
}

func quiet(text string) cell { return cell{text: text, tone: look.Fg3} }

func lengthOf(v *library.Video) string {
	if v.Duration <= 0 {
		return ""
	}
	return uploader.Timecode(time.Duration(v.Duration * float64(time.Second)))
}

// statusCell says in a word how a video stands.
func statusCell(_ *Page, v *row) cell {
	s := stateOf(&v.Video)
	return cell{text: s.short, icon: s.icon, tone: s.tone}
}

func originsCell(_ *Page, v *row) cell {
	switch more := len(v.AllowedOrigins) - 1; {
	case more < 0:
		return quiet(lang.L("Anywhere"))
	case more > 0:
		return cell{text: words.F("%s, +%d", v.AllowedOrigins[0], more)}
	}
	return cell{text: v.AllowedOrigins[0]}
}

func dayCell(at func(*library.Video) time.Time) func(*Page, *row) cell {
	return func(p *Page, v *row) cell {
		if t := at(&v.Video); !t.IsZero() {
			return cell{text: words.Day(t, p.Now())}
		}
		return cell{}
	}
}

// soon is how near a deletion has to be to stand out.
const soon = 30 * 24 * time.Hour

func deletesCell(p *Page, v *row) cell {
	switch at := v.ScheduledDeletion; {
	case at.IsZero():
		return quiet(lang.L("Never"))
	case at.Sub(p.Now()) < soon:
		return cell{text: words.Day(at, p.Now()), tone: look.Warning}
	default:
		return cell{text: words.Day(at, p.Now())}
	}
}
