package widgets

// Seeker is a model that finds rows by the start of their names in its own way,
// as it has too many to look through them one by one. Of Named and Seeker a
// model is one.
type Seeker interface {
	// Seek looks for the first row, from a row on and then from the first, whose
	// name starts with text, and hands its key to found, now or later.
	Seek(text string, from int, found func(Key))
}

// seek lets the model look for what was typed.
func (l *List) seek(s Seeker, r rune) {
	at, _ := l.focusIndex()
	from := l.typed.add(r, l.now(), at)
	text := l.typed.text
	s.Seek(text, from%l.flow.total, func(k Key) {
		if i, ok := l.indexOf(k); ok && l.typed.text == text {
			l.arrive(i, reach{})
			l.typed.text = text
		}
	})
}
