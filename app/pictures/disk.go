package pictures

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// disk keeps pictures in files that are named by a hash, as keys hold what no
// file name may. A file's time is that of its last use.
type disk struct {
	dir  string
	most int64

	mu   sync.Mutex
	used int64
}

// keptAfterPruning is the share of the bound that is left, so that pruning is
// rare.
const keptAfterPruning = 0.8

func openDisk(dir string, most int64) (*disk, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of pictures: %w", err)
	}
	d := &disk{dir: dir, most: most}
	d.mu.Lock()
	defer d.mu.Unlock()
	return d, d.prune()
}

func (d *disk) path(k id) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%d\n%d", k.key, k.width, k.height))
	return filepath.Join(d.dir, hex.EncodeToString(sum[:16]))
}

// get reads a picture and marks it as used.
func (d *disk) get(k id) ([]byte, bool) {
	path := d.path(k)
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, false
	}
	now := time.Now()
	return data, os.Chtimes(path, now, now) == nil
}

// put writes a picture, whole or not at all.
func (d *disk) put(k id, data []byte) error {
	path := d.path(k)
	f, err := os.CreateTemp(d.dir, ".part-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.used += int64(len(data))
	if d.used > d.most {
		return d.prune()
	}
	return nil
}

// prune deletes what was not used for longest until enough is free.
func (d *disk) prune() error {
	entries, err := os.ReadDir(d.dir)
	if err != nil {
		return err
	}
	var files []fs.FileInfo
	d.used = 0
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() {
			continue // it went meanwhile, or is none of ours
		}
		files = append(files, info)
		d.used += info.Size()
	}
	if d.used <= d.most {
		return nil
	}
	slices.SortFunc(files, func(a, b fs.FileInfo) int { return a.ModTime().Compare(b.ModTime()) })
	for _, f := range files {
		if float64(d.used) <= keptAfterPruning*float64(d.most) {
			break
		}
		if err := os.Remove(filepath.Join(d.dir, f.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		d.used -= f.Size()
	}
	return nil
}
