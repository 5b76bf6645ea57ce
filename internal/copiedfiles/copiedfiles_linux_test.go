package copiedfiles

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// TestMain stays connected, as an X server starts anew when its last client leaves.
func TestMain(m *testing.M) {
	conn, err := xgb.NewConn()
	if err != nil {
		fmt.Fprintln(os.Stderr, "the tests need an X server:", err)
		os.Exit(1)
	}
	code := m.Run()
	conn.Close()
	os.Exit(code)
}

// offer makes a program the owner of the clipboard, which gives a list of files, in
// pieces where piece is not 0, or nothing at all where list is "". One that hangs
// never answers.
func offer(t *testing.T, list string, piece int, hangs bool) {
	t.Helper()
	conn, err := xgb.NewConn()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(conn.Close)
	r, err := newReader(conn)
	if err != nil {
		t.Fatal(err)
	}
	xproto.SetSelectionOwner(conn, r.window, r.clipboard, xproto.TimeCurrentTime)
	if owner, err := xproto.GetSelectionOwner(conn, r.clipboard).Reply(); err != nil || owner.Owner != r.window {
		t.Fatalf("the clipboard is not to be had: %v", err)
	}
	go func() {
		for {
			event, _ := conn.WaitForEvent()
			if event == nil {
				return
			}
			if asked, ok := event.(xproto.SelectionRequestEvent); ok && !hangs {
				give(r, asked, list, piece)
			}
		}
	}()
}

func give(r *reader, asked xproto.SelectionRequestEvent, list string, piece int) {
	answer := xproto.SelectionNotifyEvent{Time: asked.Time, Requestor: asked.Requestor, Selection: asked.Selection, Target: asked.Target, Property: asked.Property}
	set := func(kind xproto.Atom, value string) {
		xproto.ChangeProperty(r.conn, xproto.PropModeReplace, asked.Requestor, asked.Property, kind, 8, uint32(len(value)), []byte(value))
	}
	taken := func() {
		for {
			event, _ := r.conn.WaitForEvent()
			if change, ok := event.(xproto.PropertyNotifyEvent); event == nil || ok && change.State == xproto.PropertyDelete {
				return
			}
		}
	}
	switch {
	case list == "" || asked.Target != r.list:
		answer.Property = xproto.AtomNone
	case piece == 0:
		set(r.list, list)
	default:
		xproto.ChangeWindowAttributes(r.conn, asked.Requestor, xproto.CwEventMask, []uint32{xproto.EventMaskPropertyChange})
		xproto.ChangeProperty(r.conn, xproto.PropModeReplace, asked.Requestor, asked.Property, r.pieces, 32, 1, []byte{0, 0, 0, 0})
	}
	xproto.SendEvent(r.conn, false, asked.Requestor, 0, string(answer.Bytes()))
	if piece == 0 {
		return
	}
	for len(list) > 0 {
		taken()
		n := min(piece, len(list))
		set(r.list, list[:n])
		list = list[n:]
	}
	taken()
	set(r.list, "")
}

func TestCopiedFilesAreRead(t *testing.T) {
	long := strings.Repeat("file:///film%20of%20the%20day.mp4\r\n", 20_000)
	for name, c := range map[string]struct {
		list  string
		piece int
	}{"one": {"file:///a%20b.mp4\r\n", 0}, "no files": {"", 0}, "as pcmanfm has it": {"file:///a.mp4\x00", 0}, "many in pieces": {long, 65_536}} {
		offer(t, c.list, c.piece, false)
		ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
		got, err := Read(ctx)
		stop()
		if err != nil || got != strings.TrimSuffix(c.list, "\x00") {
			t.Errorf("%s: %d bytes of %d are read (%v)", name, len(got), len(c.list), err)
		}
	}
}

func TestAProgramThatHangsIsNotWaitedForLong(t *testing.T) {
	offer(t, "file:///a.mp4", 0, true)
	ctx, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer stop()
	if _, err := Read(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("it ends with %v", err)
	}
}

func TestWithoutAnXServerThereIsNone(t *testing.T) {
	t.Setenv("DISPLAY", ":7777")
	if _, err := Read(t.Context()); !errors.Is(err, ErrUnavailable) {
		t.Errorf("it ends with %v", err)
	}
}
