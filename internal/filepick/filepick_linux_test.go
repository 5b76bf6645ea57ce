package filepick

import (
	"bufio"
	"context"
	"errors"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/godbus/dbus/v5"
)

// bus starts a session bus of the test's own and returns its address.
func bus(t *testing.T) string {
	t.Helper()
	daemon := exec.Command("dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1")
	out, err := daemon.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := daemon.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := daemon.Process.Kill(); err != nil {
			t.Error(err)
		}
		_ = daemon.Wait() // it was killed
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	address := strings.TrimSpace(line)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
	return address
}

// portal is a file chooser that answers as the test wants.
type portal struct {
	conn   *dbus.Conn
	asked  chan map[string]dbus.Variant
	code   uint32
	uris   []string
	silent bool
}

func newPortal(t *testing.T, address string, p portal) *portal {
	t.Helper()
	conn, err := dbus.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := conn.Close(); err != nil {
			t.Error(err)
		}
	})
	p.conn, p.asked = conn, make(chan map[string]dbus.Variant, 1)
	if err := conn.Export(&p, portalPath, "org.freedesktop.portal.FileChooser"); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.RequestName(portalName, dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	return &p
}

// OpenFile is the portal's method.
func (p *portal) OpenFile(sender dbus.Sender, _, _ string, options map[string]dbus.Variant) (dbus.ObjectPath, *dbus.Error) {
	token, _ := options["handle_token"].Value().(string)
	path := requestPath(string(sender), token)
	p.asked <- options
	if p.silent {
		return path, nil
	}
	// Before the call returns: the worst moment for a caller that listens late.
	if err := p.conn.Emit(path, responseName, p.code, map[string]dbus.Variant{"uris": dbus.MakeVariant(p.uris)}); err != nil {
		return "", dbus.MakeFailedError(err)
	}
	return path, nil
}

func TestSeveralFilesWithOddNames(t *testing.T) {
	p := newPortal(t, bus(t), portal{uris: []string{"file:///a%20b/x+y.mp4", "file:///100%25/%C3%BC.mov", "file://localhost/z.mkv"}})
	got, err := Pick(t.Context(), Options{Title: "Add videos", Accept: "Add", Many: true, Start: "/home"})
	if err != nil || !slices.Equal(got, []string{"/a b/x+y.mp4", "/100%/ü.mov", "/z.mkv"}) {
		t.Fatalf("%q, %v", got, err)
	}
	asked := <-p.asked
	if asked["multiple"].Value() != true || asked["directory"].Value() != false || asked["accept_label"].Value() != "Add" {
		t.Errorf("asked for %v", asked)
	}
	if folder, _ := asked["current_folder"].Value().([]byte); string(folder) != "/home\x00" {
		t.Errorf("it begins in %q", folder)
	}
}

func TestAFolder(t *testing.T) {
	p := newPortal(t, bus(t), portal{uris: []string{"file:///videos"}})
	got, err := Pick(t.Context(), Options{Folder: true})
	if err != nil || !slices.Equal(got, []string{"/videos"}) {
		t.Fatalf("%q, %v", got, err)
	}
	if asked := <-p.asked; asked["directory"].Value() != true {
		t.Errorf("asked for %v", asked)
	}
}

func TestChangingOnesMindIsNoError(t *testing.T) {
	newPortal(t, bus(t), portal{code: cancelled})
	if got, err := Pick(t.Context(), Options{}); err != nil || got != nil {
		t.Errorf("%q, %v", got, err)
	}
}

func TestARequestThatEndsWithoutAnAnswer(t *testing.T) {
	newPortal(t, bus(t), portal{code: 2})
	if _, err := Pick(t.Context(), Options{}); !errors.Is(err, ErrUnavailable) {
		t.Errorf("%v", err)
	}
}

func TestFilesElsewhereAreRefused(t *testing.T) {
	newPortal(t, bus(t), portal{uris: []string{"sftp://server/x.mp4"}})
	if _, err := Pick(t.Context(), Options{}); !errors.Is(err, errElsewhere) {
		t.Errorf("%v", err)
	}
}

func TestWithoutABusOrAPortal(t *testing.T) {
	bus(t)
	if _, err := Pick(t.Context(), Options{}); !errors.Is(err, ErrUnavailable) {
		t.Errorf("without a portal: %v", err)
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
	if _, err := Pick(t.Context(), Options{}); !errors.Is(err, ErrUnavailable) {
		t.Errorf("without a bus: %v", err)
	}
}

func TestTheEndOfTheContextEndsTheWait(t *testing.T) {
	p := newPortal(t, bus(t), portal{silent: true})
	ctx, end := context.WithCancel(t.Context())
	go func() {
		<-p.asked
		end()
	}()
	if _, err := Pick(ctx, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
