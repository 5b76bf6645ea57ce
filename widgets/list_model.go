package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"spool/widgets/look"
)

// Model is what a List or Grid shows. All of it is called on Fyne's goroutine,
// answers from memory, and must agree with itself: when the data changes, call
// Reload in the same breath.
type Model interface {
	// Groups returns the groups from top to bottom. It is asked often.
	Groups() []Group
	// Key names a row of a group. Keys are unique over all groups and not "".
	Key(group, row int) Key
	// Locate finds a row by its key; ok is false when it is gone.
	Locate(key Key) (group, row int, ok bool)
	// NewRow makes a row of that kind. It will show many rows in turn.
	NewRow(kind string) RowView
	// Bind gives a row everything it shows, as nothing of what it showed before
	// may stay.
	Bind(view RowView, group, row int)
}

// Named is a Model whose rows can be found by typing the start of a name.
type Named interface {
	Name(group, row int) string
}

// Group is a run of rows of one height.
type Group struct {
	// Title stands above the rows, with Count after it and Note at the right end.
	// Without a title the group has no header. A group without rows shows nothing.
	Title, Count, Note string
	// Icon stands before the title, in its colour; may be "".
	Icon look.IconName
	// Tone is the title's colour, secondary text unless set.
	Tone fyne.ThemeColorName
	// Action is a link in the place of the note.
	Action   string
	OnAction func()

	Rows      int
	RowHeight float32 // in a Grid the height of a tile
	// Kind separates rows that are drawn differently: a row view is used again
	// only for rows of the kind it was made for.
	Kind string
	// Reorder gives the rows a grip; List.OnMove does the moving.
	Reorder bool
	// Lines draws a hairline under each row.
	Lines bool
}

// RowView draws one row out of parts and names the zones of it that can be
// clicked. It is no widget: the list owns mouse and keyboard.
type RowView interface {
	// Objects is fixed for the life of the view.
	Objects() []fyne.CanvasObject
	// Repaint gives the parts the colours of the moment, Arrange places them in
	// the row. Both follow every Bind and every SetState.
	Repaint(p look.Paint)
	Arrange(p look.Paint, size fyne.Size)
	// SetState tells how the row stands now.
	SetState(RowState)
	// Zones is the parts that answer to the mouse, topmost last.
	Zones() []Zone
}

// Leaver is a RowView that is told when its row goes out of sight, to stop what
// it loads or moves. It shows nothing until the next Bind.
type Leaver interface {
	Leave()
}

// RowState is how a row stands.
type RowState struct {
	Selected bool
	Hovered  bool // the pointer is over it
	Focused  bool // the keyboard is at it and the list has the focus
	Lifted   bool // it is being dragged
	Zone     string
	Pressed  bool // the zone under the pointer is held down
}

// Active reports whether what shows only for the row in hand (check box, pencil,
// row buttons) should show.
func (s RowState) Active() bool { return s.Selected || s.Hovered || s.Focused }

// Zone is a part of a row that can be hovered and clicked.
type Zone struct {
	ID       string
	Position fyne.Position // in the row
	Size     fyne.Size
	// Tip is shown after a moment's hover, Key is the shortcut beside it.
	Tip, Key string
	Cursor   desktop.Cursor
	// Tap runs on a click. A zone without Tap only shows its tip; clicks on it
	// select the row.
	Tap      func()
	Disabled bool
}

func (z *Zone) holds(pos fyne.Position) bool {
	return pos.X >= z.Position.X && pos.Y >= z.Position.Y &&
		pos.X < z.Position.X+z.Size.Width && pos.Y < z.Position.Y+z.Size.Height
}

// Move is a wish to reorder rows: Keys, in their order, are to stand before the
// row that is number Before of the group now; the group's row count means last.
type Move struct {
	Keys   []Key
	Group  int
	Before int
}
