package widgets

import "fyne.io/fyne/v2"

// actionZone stands for the link in a group's header among the zones that the
// keyboard reaches.
const actionZone = "\x00action"

// zoneKey moves through the buttons of the row the keyboard is at, and on to the
// link of its group: Right onto them, Left back to the row.
func (l *List) zoneKey(name fyne.KeyName) bool {
	r := l.shown(l.sel.focus)
	if r == nil || l.grid != nil {
		return false
	}
	stops := l.zoneStops(r)
	at := -1
	for i, id := range stops {
		if l.held.zone == id && l.held.key == r.key {
			at = i
		}
	}
	switch name {
	case fyne.KeyRight:
		at = min(at+1, len(stops)-1)
	case fyne.KeyLeft:
		at = max(at-1, -1)
	default:
		return false
	}
	l.byMouse = false
	l.held = zoneOf{}
	if at >= 0 {
		l.held = zoneOf{r.key, stops[at]}
	}
	l.showStates()
	l.showHeldTip(r)
	return true
}

// zoneStops is the zones of a row that do something, and the link of its group.
func (l *List) zoneStops(r *row) []string {
	var stops []string
	for _, z := range r.view.Zones() {
		if z.Tap != nil && !z.Disabled {
			stops = append(stops, z.ID)
		}
	}
	if l.groups[l.flow.group(r.index)].Action != "" {
		stops = append(stops, actionZone)
	}
	return stops
}

// runHeld does what the button says that the keyboard is at.
func (l *List) runHeld() bool {
	r := l.shown(l.held.key)
	if r == nil || l.held.key != l.sel.focus {
		return false
	}
	if l.held.zone == actionZone {
		if act := l.groups[l.flow.group(r.index)].OnAction; act != nil {
			act()
		}
		return true
	}
	for _, z := range r.view.Zones() {
		if z.ID == l.held.zone && z.Tap != nil && !z.Disabled {
			z.Tap()
			return true
		}
	}
	return false
}

// showHeldTip shows the tip of the button that the keyboard came to.
func (l *List) showHeldTip(r *row) {
	tipGone(l.self)
	for _, z := range r.view.Zones() {
		if t := tipLayer(l.self); t != nil && z.ID == l.held.zone && z.Tip != "" {
			t.now(l.self, Tip{Text: z.Tip, Key: z.Key}, r.Position().Add(z.Position), z.Size)
		}
	}
}

// letGo leaves the buttons for the row.
func (l *List) letGo() {
	if l.held != (zoneOf{}) {
		l.held = zoneOf{}
		tipGone(l.self)
	}
}
