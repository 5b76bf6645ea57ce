package download

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"
)

// hidden is where parts wait, below the target folder.
const hidden = ".spool"

// state is what has to be known of a part to go on with it. No address is
// kept, since it may hold a token.
type state struct {
	Source string `json:"source"`
	Name   string `json:"name"`
	// ETag and Modified tell the file at the server from a later one.
	ETag     string `json:"etag,omitempty"`
	Modified string `json:"modified,omitempty"`
	// Length is the whole file's, -1 where the server does not say.
	Length int64 `json:"length"`
}

// partial is a file that arrives. It is locked against other saves of the same
// thing, in this process and others.
type partial struct {
	root *os.Root
	id   string
	lock *flock.Flock
	file *os.File
	state
	size int64 // of what has arrived
}

// ErrBusy reports that the same thing is being saved into the same folder
// already.
var ErrBusy = errors.New("this is being saved into the same folder already")

func partID(source string) string {
	sum := sha256.Sum256([]byte(source))
	return hex.EncodeToString(sum[:12])
}

func (p *partial) path(ext string) string { return hidden + "/" + p.id + ext }

// openPartial takes up a part, or begins one.
func openPartial(root *os.Root, source, name string) (*partial, error) {
	if err := root.MkdirAll(hidden, 0o700); err != nil {
		return nil, err
	}
	p := &partial{root: root, id: partID(source)}
	p.lock = flock.New(filepath.Join(root.Name(), filepath.FromSlash(p.path(".lock"))))
	if got, err := p.lock.TryLock(); err != nil {
		return nil, err
	} else if !got {
		return nil, ErrBusy
	}
	if err := p.open(source, name); err != nil {
		return nil, errors.Join(err, p.close())
	}
	return p, nil
}

func (p *partial) open(source, name string) error {
	var err error
	if p.file, err = p.root.OpenFile(p.path(".part"), os.O_RDWR|os.O_CREATE, 0o600); err != nil {
		return err
	}
	info, err := p.file.Stat()
	if err != nil {
		return err
	}
	p.size = info.Size()
	old, err := readState(p.root, p.path(".json"))
	if err != nil || old.Source != source {
		// Without knowing what it is a part of, a part is worth nothing.
		return p.restart(state{Source: source, Name: name, Length: -1})
	}
	p.state = old
	return nil
}

func readState(root *os.Root, path string) (state, error) {
	var s state
	data, err := root.ReadFile(path)
	if err != nil {
		return s, err
	}
	return s, json.Unmarshal(data, &s)
}

// restart throws away what has arrived and remembers what is to arrive.
func (p *partial) restart(s state) error {
	if err := p.file.Truncate(0); err != nil {
		return err
	}
	p.state, p.size = s, 0
	data, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return p.root.WriteFile(p.path(".json"), data, 0o600)
}

// write appends at the end of what has arrived.
func (p *partial) write(b []byte) error {
	n, err := p.file.WriteAt(b, p.size)
	p.size += int64(n)
	return err
}

// finish puts the whole file in its place and gives the name it got.
func (p *partial) finish(name string, existing Existing) (string, error) {
	if err := p.file.Sync(); err != nil {
		return "", err
	}
	if err := p.file.Close(); err != nil {
		return "", err
	}
	p.file = nil
	if dir := filepath.ToSlash(filepath.Dir(name)); dir != "." {
		if err := p.root.MkdirAll(dir, 0o755); err != nil {
			return "", err
		}
	}
	place, err := p.reserve(name, existing)
	if err != nil {
		return "", err
	}
	if err := p.root.Rename(p.path(".part"), place); err != nil {
		if existing != Replace {
			err = errors.Join(err, p.root.Remove(place))
		}
		return "", err
	}
	return place, p.root.Remove(p.path(".json"))
}

// reserve makes sure of a name, so that two saves that end at once never get
// the same.
func (p *partial) reserve(name string, existing Existing) (string, error) {
	if existing == Replace {
		return name, nil
	}
	const most = 10_000
	for n := 1; n < most; n++ {
		place := numbered(name, n)
		f, err := p.root.OpenFile(place, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		return place, f.Close()
	}
	return "", fmt.Errorf("%d files are called %s already", most, name)
}

// discard forgets what has arrived.
func (p *partial) discard() error {
	return errors.Join(p.root.Remove(p.path(".part")), p.root.Remove(p.path(".json")))
}

// close leaves a part for later. Where nothing waits any more, the hidden
// folder goes.
func (p *partial) close() error {
	var errs []error
	if p.file != nil {
		errs = append(errs, p.file.Close())
	}
	// Removed while it is held, nobody can lock a file that is about to go.
	// Windows only removes it afterwards.
	held := p.root.Remove(p.path(".lock"))
	errs = append(errs, p.lock.Unlock())
	if held != nil {
		errs = append(errs, p.root.Remove(p.path(".lock")))
	}
	if err := p.root.Remove(hidden); err != nil && !p.used() {
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// used reports whether something is in the hidden folder, or it has gone.
func (p *partial) used() bool {
	entries, err := fs.ReadDir(p.root.FS(), hidden)
	return err != nil || len(entries) > 0
}

// Unfinished is a save that ended half way.
type Unfinished struct {
	// Source is the Job's, Name the file's below the folder.
	Source, Name string
	// Size has arrived of Length, which is -1 where it is not known.
	Size, Length int64
}

// FindUnfinished lists what waits in a folder for being taken up.
func FindUnfinished(folder string) ([]Unfinished, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	entries, err := fs.ReadDir(root.FS(), hidden)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var all []Unfinished
	for _, e := range entries {
		id, isState := strings.CutSuffix(e.Name(), ".json")
		if !isState {
			continue
		}
		s, err := readState(root, hidden+"/"+e.Name())
		if err != nil {
			continue // a part nobody can take up
		}
		info, err := root.Stat(hidden + "/" + id + ".part")
		if err != nil {
			continue
		}
		all = append(all, Unfinished{Source: s.Source, Name: s.Name, Size: info.Size(), Length: s.Length})
	}
	return all, nil
}
