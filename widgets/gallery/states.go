package gallery

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"spool/widgets"
	"spool/widgets/look"
)

// states shows each control at rest, hovered, pressed, focused and disabled.
func states(Pictures) fyne.CanvasObject {
	columns := []string{"", "Rest", "Hover", "Pressed", "Focus", "Disabled"}
	head := make([]fyne.CanvasObject, len(columns))
	for i, c := range columns {
		head[i] = widgets.Sized(stateWidth(i), 0, look.NewLabel(look.SmallSemibold, look.Fg2, c))
	}
	rows := []fyne.CanvasObject{widgets.Row(16, head...)}
	for _, k := range kinds() {
		row := []fyne.CanvasObject{widgets.Sized(stateWidth(0), 0, look.NewLabel(look.Small, look.Fg3, k.name))}
		for i := 1; i < len(columns); i++ {
			o := k.make()
			put(o, columns[i])
			row = append(row, widgets.Sized(stateWidth(i), 0, container.NewHBox(o)))
		}
		rows = append(rows, widgets.Row(16, row...))
	}
	skeleton := widgets.Sized(360, 0, widgets.NewSkeleton(3, look.WaitingRow, 56))
	rows = append(rows, widgets.Row(24, skeleton, widgets.NewLargeButton(widgets.Main, "Connect account", nil),
		widgets.NewBadge(widgets.Good, look.IconDone, "Ready"), widgets.NewKeyCap("Ctrl K")))
	return container.NewVScroll(widgets.Inset(20, 20, 20, 20, widgets.Column(10, rows...)))
}

func stateWidth(column int) float32 {
	if column == 0 {
		return 96
	}
	return 190
}

type kind struct {
	name string
	make func() fyne.CanvasObject
}

func kinds() []kind {
	button := func(k widgets.ButtonKind, label string) func() fyne.CanvasObject {
		return func() fyne.CanvasObject { return widgets.NewButton(k, label, nil) }
	}
	return []kind{
		{"Main", button(widgets.Main, "Save")},
		{"Neutral", button(widgets.Neutral, "Copy")},
		{"Outline", button(widgets.Outline, "Pause all")},
		{"Quiet", button(widgets.Quiet, "Revert")},
		{"Soft", button(widgets.Soft, "Generate")},
		{"Remove", button(widgets.Remove, "Delete…")},
		{"Danger", button(widgets.Danger, "Delete")},
		{"Link", button(widgets.Link, "Clear finished")},
		{"Icon", func() fyne.CanvasObject {
			return widgets.NewIconButton(widgets.Quiet, widgets.Small, look.IconMore, widgets.Tip{Text: "More"}, nil)
		}},
		{"Chip", func() fyne.CanvasObject { return widgets.NewChip("Creator", "", nil).WithMenu() }},
		{"Check", func() fyne.CanvasObject {
			c := widgets.NewCheck("Send again", nil)
			c.SetState(widgets.On)
			return c
		}},
		{"Radio", func() fyne.CanvasObject { return widgets.NewRadioGroup([]string{"System"}, 0, nil).Buttons[0] }},
		{"Switch", func() fyne.CanvasObject { return widgets.NewSwitch(true, nil) }},
		{"Segments", func() fyne.CanvasObject { return widgets.NewTextSegments([]string{"Allow", "Block"}, 0, nil) }},
		{"Slider", func() fyne.CanvasObject { return widgets.Sized(140, 0, widgets.NewSlider(0, 1, .1, .5, nil)) }},
		{"Stepper", func() fyne.CanvasObject { return widgets.NewStepper(1, 6, 3, nil) }},
		{"Select", func() fyne.CanvasObject { return widgets.NewTextSelect([]string{"English", "Deutsch"}, 0, nil) }},
		{"Field", func() fyne.CanvasObject {
			f := widgets.NewField("Name")
			f.SetText("Harbour")
			return widgets.Sized(180, 0, f)
		}},
		{"Token", func() fyne.CanvasObject { return widgets.NewToken("example.com", nil) }},
	}
}

// put brings a control into a state, as mouse or keyboard would.
func put(o fyne.CanvasObject, state string) {
	if c, ok := o.(interface{ Inner() fyne.CanvasObject }); ok {
		o = c.Inner()
	}
	middle := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
	middle.Position = fyne.NewPos(10, 10)
	switch state {
	case "Hover":
		if h, ok := o.(desktop.Hoverable); ok {
			h.MouseIn(middle)
		}
	case "Pressed":
		if h, ok := o.(desktop.Hoverable); ok {
			h.MouseIn(middle)
		}
		if m, ok := o.(desktop.Mouseable); ok {
			m.MouseDown(middle)
		}
	case "Focus":
		if f, ok := o.(interface{ Focusable() fyne.Focusable }); ok {
			f.Focusable().FocusGained()
		} else if f, ok := o.(fyne.Focusable); ok {
			f.FocusGained()
		}
	case "Disabled":
		if d, ok := o.(fyne.Disableable); ok {
			d.Disable()
		}
	}
}
