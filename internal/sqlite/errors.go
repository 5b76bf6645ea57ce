package sqlite

import (
	"errors"
	"fmt"

	sqlite3 "github.com/mattn/go-sqlite3"
)

// ErrFull reports that the disk has no room for a commit.
var ErrFull = errors.New("the disk is full")

// ErrReadOnly reports that the database cannot be written to.
var ErrReadOnly = errors.New("the database cannot be written to")

// mapError gives the driver's codes that callers decide by their own names.
func mapError(err error) error {
	var se sqlite3.Error
	if !errors.As(err, &se) {
		return err
	}
	switch se.Code {
	case sqlite3.ErrCorrupt, sqlite3.ErrNotADB:
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	case sqlite3.ErrFull:
		return fmt.Errorf("%w: %w", ErrFull, err)
	case sqlite3.ErrReadonly, sqlite3.ErrCantOpen, sqlite3.ErrPerm:
		return fmt.Errorf("%w: %w", ErrReadOnly, err)
	}
	return err
}

// BreaksConstraint reports a statement whose row the schema refused, such as a
// second one where one may be. Its transaction goes on.
func BreaksConstraint(err error) bool {
	var se sqlite3.Error
	return errors.As(err, &se) && (se.Code == sqlite3.ErrConstraint || se.Code == sqlite3.ErrMismatch)
}
