package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/widgets/look"
)

// Dialog asks before something that cannot be undone.
type Dialog struct {
	// Title is the question and names the thing, Text says what follows.
	Title, Text string
	// Content stands under the text, for what has to be chosen; may be nil.
	Content fyne.CanvasObject
	// Confirm is the verb and its object: "Delete 3 videos".
	Confirm string
	// Danger is for what destroys.
	Danger bool
	// Width is 336 unless set.
	Width float32
	// OnConfirm and OnCancel run when the dialog is gone; each may be nil.
	OnConfirm, OnCancel func()
}

const (
	dialogWidth float32 = 336
	dialogPad   float32 = 16 // inside the edge of 1
	dialogTitle         = 3  // lines at most, so that the buttons stay in sight
	dialogText          = 12
)

// ShowDialog opens a dialog over the window that from is in. Cancel has the
// focus, Esc cancels, and Enter presses the button that has the focus.
func ShowDialog(from fyne.CanvasObject, d Dialog) *Overlay {
	var o *Overlay
	confirmed := false
	panel, cancel := d.panel(func() { o.Close() }, func() { confirmed = true; o.Close() })
	o = ShowOverlay(from, OverlayOptions{
		Content: panel, First: cancel, Scrim: true, Radius: look.RadiusCard,
		Place: func(window, _ fyne.Size) (fyne.Position, fyne.Size) {
			width := min(d.width(), window.Width-2*look.Inset)
			return inMiddle(window, fyne.NewSize(width, heightFor(panel, width-2)+2))
		},
		OnClose: func() {
			switch {
			case confirmed && d.OnConfirm != nil:
				d.OnConfirm()
			case !confirmed && d.OnCancel != nil:
				d.OnCancel()
			}
		},
	})
	return o
}

func (d *Dialog) width() float32 {
	if d.Width > 0 {
		return d.Width
	}
	return dialogWidth
}

// panel is what a dialog shows, and its Cancel button.
func (d *Dialog) panel(cancelled, confirmed func()) (fyne.CanvasObject, *Button) {
	cancel := NewButton(Outline, lang.L("Cancel"), cancelled)
	kind := Main
	if d.Danger {
		kind = Danger
	}
	parts := []fyne.CanvasObject{look.NewParagraph(look.Subheading, look.Fg, d.Title).AtMost(dialogTitle)}
	if d.Text != "" {
		parts = append(parts, Inset(4, 0, 0, 0, look.NewParagraph(look.Small, look.Fg2, d.Text).AtMost(dialogText)))
	}
	if d.Content != nil {
		parts = append(parts, Inset(12, 0, 0, 0, d.Content))
	}
	buttons := Row(8, Space(), cancel, NewButton(kind, d.Confirm, confirmed))
	parts = append(parts, Inset(14, 0, 0, 0, buttons))
	return Inset(dialogPad, dialogPad, dialogPad, dialogPad, Column(0, parts...)), cancel
}

// NewDialogPanel is a dialog's panel without the overlay, to look at, as it
// opens: with the focus on Cancel.
func NewDialogPanel(d Dialog) fyne.CanvasObject {
	panel, cancel := d.panel(nil, nil)
	cancel.FocusGained()
	return newPanel(panel, look.BorderStrong, look.RadiusCard, fyne.NewSize(d.width(), 0))
}
