package gallery

import (
	"fyne.io/fyne/v2"

	"spool/widgets/look"
)

func states() fyne.CanvasObject      { return look.NewLabel(look.Body, look.Fg, "") }
func queue() fyne.CanvasObject       { return look.NewLabel(look.Body, look.Fg, "") }
func libraryPage() fyne.CanvasObject { return look.NewLabel(look.Body, look.Fg, "") }
