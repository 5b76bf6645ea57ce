package widgets

import (
	"fyne.io/fyne/v2"

	"spool/widgets/look"
)

// MenuItem is a line of a menu.
type MenuItem struct {
	Label string
	Icon  look.IconName
	// Key is the shortcut at the right, as people read it: "Shift L".
	Key       string
	Run       func()
	Disabled  bool
	Reason    string
	Danger    bool
	Separator bool
}

// ShowMenu x
func ShowMenu(from fyne.CanvasObject, items []MenuItem, at fyne.Position) {}
