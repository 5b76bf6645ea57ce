package copiedfiles

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// xgb tells on stderr that a server takes it without a password.
func init() { xgb.Logger.SetOutput(io.Discard) }

// uriList is the form every file manager offers (RFC 2483, section 5).
const uriList = "text/uri-list"

// most is how many bytes of a list are taken.
const most = 16 << 20

// Read returns the addresses of the copied files, one on a line, and "" where the
// clipboard holds none. It asks the X server over a connection of its own and waits
// for the program that offers the files, so not on Fyne's goroutine: that may be
// Spool itself. ErrUnavailable means that there is no X server.
func Read(ctx context.Context) (string, error) {
	conn, err := xgb.NewConn()
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	defer conn.Close()
	// Ends a wait for an answer that does not come.
	defer context.AfterFunc(ctx, conn.Close)()
	r, err := newReader(conn)
	if err != nil {
		return "", fmt.Errorf("read the clipboard: %w", err)
	}
	list, err := r.read()
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	if err != nil {
		return "", fmt.Errorf("read the clipboard: %w", err)
	}
	return strings.TrimRight(string(list), "\x00"), nil // pcmanfm ends it as C does
}

// reader is who asks for the clipboard (ICCCM, section 2.4).
type reader struct {
	conn                           *xgb.Conn
	window                         xproto.Window
	clipboard, list, place, pieces xproto.Atom
}

func newReader(conn *xgb.Conn) (*reader, error) {
	r := &reader{conn: conn}
	for name, to := range map[string]*xproto.Atom{"CLIPBOARD": &r.clipboard, uriList: &r.list, "SPOOL_FILES": &r.place, "INCR": &r.pieces} {
		reply, err := xproto.InternAtom(conn, false, uint16(len(name)), name).Reply()
		if err != nil {
			return nil, err
		}
		*to = reply.Atom
	}
	var err error
	if r.window, err = xproto.NewWindowId(conn); err != nil {
		return nil, err
	}
	root := xproto.Setup(conn).DefaultScreen(conn).Root
	return r, xproto.CreateWindowChecked(conn, 0, r.window, root, 0, 0, 1, 1, 0, xproto.WindowClassInputOnly, 0,
		xproto.CwEventMask, []uint32{xproto.EventMaskPropertyChange}).Check()
}

// read asks for the list and waits for it.
func (r *reader) read() ([]byte, error) {
	err := xproto.ConvertSelectionChecked(r.conn, r.window, r.clipboard, r.list, r.place, xproto.TimeCurrentTime).Check()
	if err != nil {
		return nil, err
	}
	for {
		event, err := r.next()
		if err != nil {
			return nil, err
		}
		if answer, ok := event.(xproto.SelectionNotifyEvent); ok {
			if answer.Property == xproto.AtomNone {
				return nil, nil // there is no such thing on it
			}
			break
		}
	}
	kind, list, err := r.take()
	if err != nil || kind != r.pieces {
		return list, err
	}
	return r.rest()
}

// rest puts together what comes in pieces; an empty one is the last.
func (r *reader) rest() ([]byte, error) {
	var list []byte
	for {
		event, err := r.next()
		if err != nil {
			return nil, err
		}
		if change, ok := event.(xproto.PropertyNotifyEvent); !ok || change.Atom != r.place || change.State != xproto.PropertyNewValue {
			continue
		}
		_, piece, err := r.take()
		if err != nil || len(piece) == 0 {
			return list, err
		}
		if list = append(list, piece...); len(list) > most {
			return nil, fmt.Errorf("the list of files is longer than %d bytes", most)
		}
	}
}

// take takes what was put into the window's property, which asks for more.
func (r *reader) take() (kind xproto.Atom, value []byte, err error) {
	reply, err := xproto.GetProperty(r.conn, true, r.window, r.place, xproto.GetPropertyTypeAny, 0, most/4).Reply()
	if err != nil {
		return 0, nil, err
	}
	return reply.Type, reply.Value, nil
}

func (r *reader) next() (xgb.Event, error) {
	event, err := r.conn.WaitForEvent()
	if err != nil {
		return nil, err
	}
	if event == nil {
		return nil, fmt.Errorf("the X server is gone")
	}
	return event, nil
}
