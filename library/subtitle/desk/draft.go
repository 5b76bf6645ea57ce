package desk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"spool/library/subtitle"
)

const draftEnd = ".draft.vtt"

func (d *Desk) draftPath(uid, language string) string {
	return filepath.Join(d.kept.folder, uid+"."+language+draftEnd)
}

// KeepDraft keeps what is being written for a language on this computer, in the
// place of the draft there was.
func (d *Desk) KeepDraft(uid, language string, doc *subtitle.Document) error {
	path := d.draftPath(uid, language)
	if err := os.MkdirAll(d.kept.folder, 0o700); err != nil {
		return fmt.Errorf("keep the draft: %w", err)
	}
	// A half written draft must not take the place of a whole one.
	if err := os.WriteFile(path+".new", doc.Bytes(), 0o600); err != nil {
		return fmt.Errorf("keep the draft: %w", err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		return fmt.Errorf("keep the draft: %w", err)
	}
	return nil
}

// Draft is the draft of a language; found is false where there is none.
func (d *Desk) Draft(uid, language string) (doc *subtitle.Document, found bool, err error) {
	text, err := os.ReadFile(d.draftPath(uid, language))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("read the draft: %w", err)
	}
	return subtitle.ParseVTT(string(text)), true, nil
}

// DropDraft deletes the draft of a language, if there is one.
func (d *Desk) DropDraft(uid, language string) error {
	err := os.Remove(d.draftPath(uid, language))
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return fmt.Errorf("delete the draft: %w", err)
}

// Drafts are the languages of a video that have a draft.
func (d *Desk) Drafts(uid string) ([]string, error) {
	entries, err := os.ReadDir(d.kept.folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("look for drafts: %w", err)
	}
	var languages []string
	for _, e := range entries {
		if name, is := strings.CutPrefix(e.Name(), uid+"."); is {
			if language, is := strings.CutSuffix(name, draftEnd); is {
				languages = append(languages, language)
			}
		}
	}
	return languages, nil
}
