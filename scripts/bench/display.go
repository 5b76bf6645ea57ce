package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"image"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
	"github.com/jezek/xgb/xtest"
)

// display is an X server of the bench's own and a session bus, without a window
// manager: windows stand at its upper left corner.
type display struct {
	server, bus *exec.Cmd
	conn        *xgb.Conn
	root        xproto.Window
	env         []string
}

const displaySize = "1600x1000x24"

func startDisplay(ctx context.Context, runtime string) (d *display, err error) {
	d = &display{}
	if d.conn, err = d.start(ctx); err != nil {
		return nil, errors.Join(err, d.stop())
	}
	if err := xtest.Init(d.conn); err != nil {
		return nil, errors.Join(err, d.stop())
	}
	d.root = xproto.Setup(d.conn).DefaultScreen(d.conn).Root
	d.bus = exec.CommandContext(ctx, "dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1")
	address, err := firstLine(d.bus)
	if err != nil {
		return nil, errors.Join(err, d.stop())
	}
	d.env = append(d.env, "DBUS_SESSION_BUS_ADDRESS="+address, "XDG_RUNTIME_DIR="+runtime, "WAYLAND_DISPLAY=",
		"LIBGL_ALWAYS_SOFTWARE=1", "FYNE_SCALE=1", "FYNE_THEME=dark")
	return d, nil
}

// start starts the server on a free number and connects to it.
func (d *display) start(ctx context.Context) (*xgb.Conn, error) {
	read, write, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer read.Close() // only read from
	d.server = exec.CommandContext(ctx, "Xvfb", "-displayfd", "3", "-screen", "0", displaySize, "-nolisten", "tcp", "-noreset")
	d.server.ExtraFiles = []*os.File{write}
	err = d.server.Start()
	if err = errors.Join(err, write.Close()); err != nil {
		return nil, err
	}
	number, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("start Xvfb: %w", err)
	}
	name := ":" + strings.TrimSpace(number)
	d.env = []string{"DISPLAY=" + name}
	return xgb.NewConnDisplay(name)
}

// firstLine starts a program and returns what it says first.
func firstLine(command *exec.Cmd) (string, error) {
	out, err := command.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := command.Start(); err != nil {
		return "", err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	return strings.TrimSpace(line), err
}

// stop ends the server and the bus.
func (d *display) stop() error {
	if d.conn != nil {
		d.conn.Close()
	}
	var errs []error
	for _, c := range []*exec.Cmd{d.bus, d.server} {
		if c == nil || c.Process == nil {
			continue
		}
		errs = append(errs, c.Process.Kill())
		_ = c.Wait() // killed, as asked
	}
	return errors.Join(errs...)
}

// grab is the brightness of every pixel of a part of the screen, row by row.
func (d *display) grab(part image.Rectangle) ([]byte, error) {
	reply, err := xproto.GetImage(d.conn, xproto.ImageFormatZPixmap, xproto.Drawable(d.root), int16(part.Min.X), int16(part.Min.Y),
		uint16(part.Dx()), uint16(part.Dy()), 1<<32-1).Reply()
	if err != nil {
		return nil, err
	}
	bright := make([]byte, 0, len(reply.Data)/4)
	for i := 0; i+3 < len(reply.Data); i += 4 {
		bright = append(bright, max(reply.Data[i], reply.Data[i+1], reply.Data[i+2]))
	}
	return bright, nil
}

// Text is told from what is behind it by this much brightness and this many
// pixels.
const (
	contrast   = 90
	textPixels = 300
)

// hasText reports whether something is written there.
func (d *display) hasText(part image.Rectangle) (bool, error) {
	pixels, err := d.grab(part)
	if err != nil {
		return false, err
	}
	n := 0
	for _, p := range pixels {
		if max(p, pixels[0])-min(p, pixels[0]) > contrast {
			n++
		}
	}
	return n >= textPixels, nil
}

// await asks done again and again, a display can say no sooner; it returns how
// long that took since start.
func await(ctx context.Context, start time.Time, done func() (bool, error)) (time.Duration, error) {
	const patience = 30 * time.Second
	for {
		ok, err := done()
		took := time.Since(start)
		switch {
		case err != nil || ok:
			return took, err
		case ctx.Err() != nil:
			return took, ctx.Err()
		case took > patience:
			return took, errors.New("the window shows nothing for " + patience.String())
		}
		time.Sleep(4 * time.Millisecond)
	}
}

// press presses keys together, the last one first to be let go.
func (d *display) press(keys ...xproto.Keysym) error {
	codes := make([]byte, len(keys))
	for i, k := range keys {
		code, err := d.code(k)
		if err != nil {
			return err
		}
		codes[i] = code
	}
	for _, c := range codes {
		if err := xtest.FakeInputChecked(d.conn, xproto.KeyPress, c, 0, d.root, 0, 0, 0).Check(); err != nil {
			return err
		}
	}
	for i := len(codes) - 1; i >= 0; i-- {
		if err := xtest.FakeInputChecked(d.conn, xproto.KeyRelease, codes[i], 0, d.root, 0, 0, 0).Check(); err != nil {
			return err
		}
	}
	return nil
}

// code finds the key that makes a symbol.
func (d *display) code(k xproto.Keysym) (byte, error) {
	setup := xproto.Setup(d.conn)
	first, last := setup.MinKeycode, setup.MaxKeycode
	reply, err := xproto.GetKeyboardMapping(d.conn, first, byte(last-first+1)).Reply()
	if err != nil {
		return 0, err
	}
	for i, symbol := range reply.Keysyms {
		if symbol == k {
			return byte(i/int(reply.KeysymsPerKeycode)) + byte(first), nil
		}
	}
	return 0, errors.New("no key makes the symbol " + strconv.Itoa(int(k)))
}

// point puts the pointer into a window, which then has the keyboard too.
func (d *display) point(x, y int) error {
	return xproto.WarpPointerChecked(d.conn, 0, d.root, 0, 0, 0, 0, int16(x), int16(y)).Check()
}
