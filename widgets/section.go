package widgets

import (
	"fyne.io/fyne/v2"

	"spool/widgets/look"
)

// Section is a titled part of a page or settings: the title with a note or an
// action at its right end, and the content below. note and action may be nil.
func Section(title string, end, content fyne.CanvasObject) *fyne.Container {
	return Column(12, sectionHead(look.NewLabel(look.Subheading, look.Fg, title), end), content)
}

// InspectorSection is a titled part of the inspector, in smaller type.
func InspectorSection(title string, end, content fyne.CanvasObject) *fyne.Container {
	return Column(8, sectionHead(look.NewLabel(look.Small, look.Fg2, title), end), content)
}

func sectionHead(title *look.Label, end fyne.CanvasObject) fyne.CanvasObject {
	head := Grow(title.Shrinking())
	if end == nil {
		return Row(8, head)
	}
	return Row(8, head, end)
}

// SettingRow is a line of a settings card: a name with its detail at the left,
// the control at the right. The detail may be "".
func SettingRow(name, detail string, control fyne.CanvasObject) *fyne.Container {
	texts := []fyne.CanvasObject{look.NewLabel(look.BodyMedium, look.Fg, name).Shrinking()}
	if detail != "" {
		texts = append(texts, look.NewLabel(look.Small, look.Fg3, detail).Shrinking())
	}
	return Row(12, Grow(Column(0, texts...)), control)
}
