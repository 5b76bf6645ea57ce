package localstream

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"spool/internal/localstream/rules"
	"spool/internal/localstream/store"
)

// folders is the layout of a data folder. Names of files in it begin with the
// uid of their video and are never taken from a request as they are.
type folders struct{ root string }

func (f folders) database() string { return filepath.Join(f.root, "stream.db") }
func (f folders) lock() string     { return filepath.Join(f.root, "lock") }

// rateLimit holds what is left of the calls of the last five minutes.
func (f folders) rateLimit() string { return filepath.Join(f.root, "rate-limit") }

// uploads holds what is not complete: tusd's files and received forms.
func (f folders) uploads() string { return filepath.Join(f.root, "uploads") }

// originals holds each complete upload as one plain file, <uid><extension>.
func (f folders) originals() string { return filepath.Join(f.root, "originals") }

// watermarks holds the pictures of watermark profiles, <uid>.png.
func (f folders) watermarks() string { return filepath.Join(f.root, "watermarks") }

// media holds what is made of a video, in a folder per uid.
func (f folders) media() string { return filepath.Join(f.root, "media") }

// cache holds what can be made again; it is emptied at start.
func (f folders) cache() string { return filepath.Join(f.root, "cache") }

// of returns the folder for what is made of one video. It may not exist yet.
func (f folders) of(uid string) string { return filepath.Join(f.media(), uid) }

// part returns where one attempt at a thing of a video is made, before it is
// renamed. It takes the place of earlier attempts, each of which had another:
// their ffmpeg may have outlived a killed server.
func (f folders) part(job store.Job, name string) (string, error) {
	path := filepath.Join(f.of(job.Video), name)
	earlier, err := filepath.Glob(path + ".*.part")
	for _, part := range earlier {
		err = errors.Join(err, os.RemoveAll(part))
	}
	err = errors.Join(err, os.MkdirAll(f.of(job.Video), 0o700))
	return fmt.Sprintf("%s.%d-%d.part", path, job.ID, job.Attempts), err
}

// original returns the path of a video's uploaded file, "" when it has none.
func (f folders) original(v *store.Video) string {
	if v.Original == "" {
		return ""
	}
	return filepath.Join(f.originals(), v.Original)
}

func (f folders) make() error {
	if err := os.RemoveAll(f.cache()); err != nil {
		return fmt.Errorf("empty the cache: %w", err)
	}
	for _, dir := range []string{f.root, f.uploads(), f.originals(), f.media(), f.watermarks(), f.cache()} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return fmt.Errorf("make the data folder: %w", err)
		}
	}
	return nil
}

// remove deletes every file of a video.
func (f folders) remove(v *store.Video) error {
	errs := []error{
		os.RemoveAll(f.of(v.UID)),
		os.RemoveAll(filepath.Join(f.cache(), v.UID)),
		f.removeUpload(v.UID),
	}
	if v.Original != "" {
		errs = append(errs, removeFile(f.original(v)))
	}
	return errors.Join(errs...)
}

// removeUpload deletes what an unfinished upload left, and sounds that wait to
// become tracks.
func (f folders) removeUpload(uid string) error {
	path := filepath.Join(f.uploads(), uid)
	parts, err := filepath.Glob(path + ".*")
	errs := []error{err, removeFile(path)}
	for _, part := range parts {
		errs = append(errs, removeFile(part))
	}
	return errors.Join(errs...)
}

func removeFile(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// strays calls f for every uid that files in the folders belong to.
func (f folders) strays(visit func(uid, path string) error) error {
	for _, dir := range []string{f.uploads(), f.originals(), f.media()} {
		entries, err := os.ReadDir(dir)
		if err != nil {
			return err
		}
		for _, e := range entries {
			uid, _, _ := strings.Cut(e.Name(), ".")
			if !rules.IsUID(uid) {
				continue
			}
			if err := visit(uid, filepath.Join(dir, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

var extensionPattern = regexp.MustCompile(`^\.[A-Za-z0-9]{1,8}$`)

// plainExtension returns a file name's extension in lower case, or nothing
// where it is not a plain one.
func plainExtension(name string) string {
	if ext := filepath.Ext(name); extensionPattern.MatchString(ext) {
		return strings.ToLower(ext)
	}
	return ""
}

// originalName is the name a video's upload is kept under: its uid, with the
// extension of the file name the client told, where that is a plain one.
func originalName(v *store.Video) string {
	for _, key := range []string{"filename", "name"} {
		if name, ok := v.Meta[key].(string); ok {
			if ext := plainExtension(name); ext != "" {
				return v.UID + ext
			}
		}
	}
	return v.UID
}
