package desk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// shelf keeps texts as files that people can read: UID.LANGUAGE.TIME.vtt.
type shelf struct {
	folder string
	now    func() time.Time
}

// keepNewest is how many texts of one caption are kept.
const keepNewest = 20

const stamp = "20060102T150405.000000000Z"

func (s shelf) put(uid, language string, text []byte) error {
	if err := os.MkdirAll(s.folder, 0o700); err != nil {
		return fmt.Errorf("keep the old caption: %w", err)
	}
	name := fmt.Sprintf("%s.%s.%s.vtt", uid, language, s.now().UTC().Format(stamp))
	if err := os.WriteFile(filepath.Join(s.folder, name), text, 0o600); err != nil {
		return fmt.Errorf("keep the old caption: %w", err)
	}
	old, err := s.names(uid, language)
	if err != nil || len(old) <= keepNewest {
		return err
	}
	for _, name := range old[:len(old)-keepNewest] {
		if err := os.Remove(filepath.Join(s.folder, name)); err != nil {
			return err
		}
	}
	return nil
}

// take is the newest text, which stays kept.
func (s shelf) take(uid, language string) ([]byte, error) {
	all, err := s.names(uid, language)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, errors.New("no text of this caption was kept here")
	}
	return os.ReadFile(filepath.Join(s.folder, all[len(all)-1]))
}

// names are the kept texts of a caption, oldest first.
func (s shelf) names(uid, language string) ([]string, error) {
	entries, err := os.ReadDir(s.folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var all []string
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), uid+"."+language+".2") && strings.HasSuffix(e.Name(), ".vtt") {
			all = append(all, e.Name())
		}
	}
	slices.Sort(all)
	return all, nil
}
