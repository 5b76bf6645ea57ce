package library

// Journal keeps what was changed.
type Journal interface{}
