// Package widgets holds the parts every page is made of. They know nothing of
// Stream: models and texts go in, callbacks come out.
//
// Everything is called on Fyne's goroutine. Constructors take what a control
// shows and what it does; a SetX method changes it and never calls back. Every
// control is worked by mouse and by keyboard, shows a ring when the keyboard is
// at it, and hands keys it does not use to the window. Texts that do not fit end
// in an ellipsis and show in full as a tooltip.
//
// A page is laid out with Row, Column, Grow and Inset. This is the frame of the
// queue; package gallery has the whole of it:
//
//	bar := widgets.NewPageBar("Queue",
//		widgets.NewButton(widgets.Outline, "Pause all", pause).WithIcon(look.IconPause),
//		widgets.NewButton(widgets.Main, "Add videos…", add).WithIcon(look.IconPlus))
//	bar.SetNote("3 uploading, 3 waiting")
//	status := widgets.NewStatusBar()
//	status.SetText(look.IconDownload, "Drop videos or folders anywhere in this window")
//	list := widgets.NewList(model)
//	page := widgets.Column(0, bar, widgets.Grow(list), status)
//	window.SetPadded(false)
//	window.SetContent(container.NewStack(
//		widgets.Stretched(0, sidebar, widgets.Grow(page)), toasts, widgets.NewTipLayer()))
//
// Rows of a List are no widgets: a RowView draws itself with look's parts and
// with ButtonFace and BadgeFace, and names its clickable zones.
package widgets
