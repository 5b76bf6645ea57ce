// Package instance lets a program run once per data folder: who comes first
// holds a lock and listens, who comes later hands over what it was asked for.
//
// The lock decides, and the system frees it when its holder dies. The socket is
// only how the two speak; its address stands in a file beside the lock, as the
// path of a Unix socket must be short and a data folder's need not be.
package instance

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/gofrs/flock"
)

// Request is what a later start asks of the first.
type Request struct {
	// Paths are absolute: the two need not share a working directory.
	Paths []string `json:"paths,omitempty"`
	// Account is whose they are to become, empty for whichever is open.
	Account Account `json:"account,omitzero"`
}

// Account is an account by its API and its ID. The two starts may have been
// given different ones.
type Account struct {
	BaseURL string `json:"base_url"`
	ID      string `json:"id"`
}

// answer is what the first start says to a request.
type answer struct {
	Refusal string `json:"refusal,omitempty"`
}

// ErrRunning: another process holds the folder.
var ErrRunning = errors.New("it is running already")

// handOver bounds how long two processes speak.
const handOver = 10 * time.Second

// maxRequest bounds what is read from another process.
const maxRequest = 64 << 20

// Instance is the one process of its folder.
type Instance struct {
	lock     *flock.Flock
	listener net.Listener
	address  string // the file that holds the socket's path
	socket   string // the folder of the socket, our own
	work     context.Context
	end      context.CancelFunc
	served   sync.WaitGroup
}

// Claim makes this process the one of the folder, or answers ErrRunning.
func Claim(dir string) (*Instance, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the data folder: %w", err)
	}
	lock := flock.New(filepath.Join(dir, "window.lock"))
	got, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("ask who uses the data folder: %w", err)
	}
	if !got {
		return nil, ErrRunning
	}
	i := &Instance{lock: lock, address: addressFile(dir)}
	if err := i.listen(); err != nil {
		return nil, errors.Join(fmt.Errorf("listen for later starts: %w", err), lock.Close())
	}
	i.work, i.end = context.WithCancel(context.Background())
	return i, nil
}

func addressFile(dir string) string { return filepath.Join(dir, "window.address") }

// folder is how the name of a socket's folder begins.
const folder = "spool-"

// sweep takes away the socket of a process that was killed, with its folder. What
// cannot be removed is no reason not to start.
func (i *Instance) sweep() {
	path, err := os.ReadFile(i.address)
	dir := filepath.Dir(string(path))
	if err != nil || !strings.HasPrefix(filepath.Base(dir), folder) {
		return
	}
	_ = os.Remove(string(path))
	_ = os.Remove(dir) // fails if it holds anything else
}

func (i *Instance) listen() error {
	i.sweep()
	dir, err := os.MkdirTemp("", folder) // for this user only
	if err != nil {
		return err
	}
	i.socket = dir
	path := filepath.Join(dir, "s")
	if i.listener, err = net.Listen("unix", path); err == nil {
		err = os.WriteFile(i.address, []byte(path), 0o600)
	}
	if err != nil {
		return errors.Join(err, os.RemoveAll(dir))
	}
	return nil
}

// Serve hands every request to take, one at a time, until Close. The error of
// take is a sentence for whoever asked; the context ends when nobody waits for it
// any more. Serve returns at once.
func (i *Instance) Serve(take func(context.Context, Request) error) {
	i.served.Go(func() {
		for {
			conn, err := i.listener.Accept()
			if err != nil {
				return // closed
			}
			i.serve(conn, take)
		}
	})
}

func (i *Instance) serve(conn net.Conn, take func(context.Context, Request) error) {
	defer conn.Close() // whoever asked sees a missing answer
	ctx, cancel := context.WithTimeout(i.work, handOver)
	defer cancel()
	if err := conn.SetDeadline(time.Now().Add(handOver)); err != nil {
		return
	}
	var r Request
	if err := json.NewDecoder(io.LimitReader(conn, maxRequest)).Decode(&r); err != nil {
		return
	}
	var a answer
	if err := take(ctx, r); err != nil {
		a.Refusal = err.Error()
	}
	// A write that fails shows there as a missing answer.
	_ = json.NewEncoder(conn).Encode(a)
}

// Close lets the next start be the first.
func (i *Instance) Close() error {
	i.end()
	err := i.listener.Close()
	i.served.Wait()
	return errors.Join(err, os.Remove(i.address), os.RemoveAll(i.socket), i.lock.Close())
}

// Send hands a request to the process that holds the folder and returns once it
// has taken it, or why it refused it.
func Send(ctx context.Context, dir string, r Request) error {
	ctx, cancel := context.WithTimeout(ctx, handOver)
	defer cancel()
	for {
		a, err := send(ctx, dir, r)
		switch {
		case err == nil && a.Refusal != "":
			return errors.New(a.Refusal)
		case err == nil:
			return nil
		}
		// It may just be starting, and not listen yet.
		select {
		case <-ctx.Done():
			return fmt.Errorf("the window that is open does not answer: %w", err)
		case <-time.After(askAgain):
		}
	}
}

// askAgain is the time between two tries to reach the first process.
const askAgain = 50 * time.Millisecond

func send(ctx context.Context, dir string, r Request) (a answer, err error) {
	address, err := os.ReadFile(addressFile(dir))
	if err != nil {
		return a, err
	}
	var d net.Dialer
	conn, err := d.DialContext(ctx, "unix", string(address))
	if err != nil {
		return a, err
	}
	defer conn.Close() // everything was said and answered
	if deadline, ok := ctx.Deadline(); ok {
		if err := conn.SetDeadline(deadline); err != nil {
			return a, err
		}
	}
	if err := json.NewEncoder(conn).Encode(r); err != nil {
		return a, err
	}
	return a, json.NewDecoder(conn).Decode(&a)
}
