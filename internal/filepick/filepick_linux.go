package filepick

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/godbus/dbus/v5"
)

// The portal's names (XDG Desktop Portal, FileChooser and Request).
const (
	portalName    = "org.freedesktop.portal.Desktop"
	portalPath    = "/org/freedesktop/portal/desktop"
	chooser       = "org.freedesktop.portal.FileChooser.OpenFile"
	requestFace   = "org.freedesktop.portal.Request"
	responseName  = requestFace + ".Response"
	requestClose  = requestFace + ".Close"
	requestPrefix = "/org/freedesktop/portal/desktop/request/"
)

// The answers of a request.
const (
	answered  = 0
	cancelled = 1
)

// Pick returns the paths a person chose, none when they changed their mind. It
// waits for them as long as ctx lasts; when that ends, the chooser closes.
func Pick(ctx context.Context, o Options) ([]string, error) {
	conn, err := dbus.ConnectSessionBus(dbus.WithContext(ctx))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	defer conn.Close() // nothing is written over it any more
	return pick(ctx, conn, o)
}

func pick(ctx context.Context, conn *dbus.Conn, o Options) ([]string, error) {
	token, err := newToken()
	if err != nil {
		return nil, err
	}
	// The answer may come before the call returns, so it is listened for first,
	// under the path that the token gives the request.
	path := requestPath(conn.Names()[0], token)
	answers := make(chan *dbus.Signal, 4)
	conn.Signal(answers)
	err = conn.AddMatchSignalContext(ctx, dbus.WithMatchObjectPath(path), dbus.WithMatchInterface(requestFace), dbus.WithMatchMember("Response"))
	if err != nil {
		return nil, unavailable(ctx, err)
	}
	call := conn.Object(portalName, portalPath).CallWithContext(ctx, chooser, 0, "", o.Title, o.arguments(token))
	if call.Err != nil {
		return nil, unavailable(ctx, call.Err)
	}
	for {
		select {
		case <-ctx.Done():
			conn.Object(portalName, path).Go(requestClose, dbus.FlagNoReplyExpected, nil)
			return nil, ctx.Err()
		case s, open := <-answers:
			if !open {
				return nil, fmt.Errorf("%w: the session bus went away", ErrUnavailable)
			}
			if s.Name == responseName && s.Path == path {
				return response(s.Body)
			}
		}
	}
}

func unavailable(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return fmt.Errorf("%w: %w", ErrUnavailable, err)
}

func newToken() (string, error) {
	b := make([]byte, 12)
	if _, err := rand.Read(b); err != nil {
		return "", err
	}
	return "spool" + hex.EncodeToString(b), nil
}

// requestPath is where the portal puts a request of ours: below our own bus
// name, without its colon and with its dots as underscores.
func requestPath(name, token string) dbus.ObjectPath {
	sender := strings.ReplaceAll(strings.TrimPrefix(name, ":"), ".", "_")
	return dbus.ObjectPath(requestPrefix + sender + "/" + token)
}

func (o Options) arguments(token string) map[string]dbus.Variant {
	args := map[string]dbus.Variant{
		"handle_token": dbus.MakeVariant(token),
		"modal":        dbus.MakeVariant(true),
		"multiple":     dbus.MakeVariant(o.Many),
		"directory":    dbus.MakeVariant(o.Folder),
	}
	if o.Accept != "" {
		args["accept_label"] = dbus.MakeVariant(o.Accept)
	}
	if o.Start != "" {
		// A path in this protocol is bytes and ends in a zero.
		args["current_folder"] = dbus.MakeVariant(append([]byte(o.Start), 0))
	}
	return args
}

// response reads the answer: a code and, with code 0, what was chosen.
func response(body []any) ([]string, error) {
	var code uint32
	var results map[string]dbus.Variant
	if err := dbus.Store(body, &code, &results); err != nil {
		return nil, fmt.Errorf("%w: it answered something else: %w", ErrUnavailable, err)
	}
	switch code {
	case answered:
	case cancelled:
		return nil, nil
	default:
		return nil, fmt.Errorf("%w: it ended without an answer", ErrUnavailable)
	}
	var uris []string
	if v, ok := results["uris"]; ok {
		if err := v.Store(&uris); err != nil {
			return nil, fmt.Errorf("%w: it answered something else: %w", ErrUnavailable, err)
		}
	}
	return paths(uris)
}

var errElsewhere = errors.New("it is not on this computer")

// paths turns file addresses into paths.
func paths(uris []string) ([]string, error) {
	var out []string
	for _, uri := range uris {
		u, err := url.Parse(uri)
		if err != nil {
			return nil, fmt.Errorf("the chosen file %q: %w", uri, err)
		}
		if u.Scheme != "file" || u.Host != "" && u.Host != "localhost" {
			return nil, fmt.Errorf("the chosen file %q: %w", uri, errElsewhere)
		}
		out = append(out, u.Path)
	}
	return out, nil
}
