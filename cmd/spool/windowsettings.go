package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"spool/app"
	"spool/uploader"
)

// windowFile is what the window remembers, in the data folder. No token is in
// it.
type windowFile struct {
	Window   app.Settings   `json:"window"`
	Accounts []savedAccount `json:"accounts,omitempty"`
	// Current is the account that was open last.
	Current uploader.Account `json:"current,omitzero"`
}

// savedAccount is an account that was opened before.
type savedAccount struct {
	uploader.Account
	Name  string `json:"name"`
	Local bool   `json:"local,omitempty"`
	// Memory marks an account whose token no keyring took.
	Memory bool `json:"memory,omitempty"`
}

// readWindowFile reads what an earlier run kept. A file that is none is set
// aside and said in note: nothing in it is worth a window that does not open.
func readWindowFile(path string) (f windowFile, note string, err error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return f, "", nil
	}
	if err != nil {
		return f, "", fmt.Errorf("read the window's settings: %w", err)
	}
	if err := json.Unmarshal(data, &f); err != nil {
		aside := path + ".damaged"
		return windowFile{}, fmt.Sprintf("the window's settings were damaged (%v) and are now %s", err, aside), os.Rename(path, aside)
	}
	return f, "", nil
}

// write replaces the file whole or not at all.
func (f windowFile) write(path string) error {
	data, err := json.MarshalIndent(f, "", "\t")
	if err != nil {
		return err
	}
	part, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".part-*")
	if err != nil {
		return fmt.Errorf("keep the window's settings: %w", err)
	}
	_, err = part.Write(append(data, '\n'))
	if err = errors.Join(err, part.Close()); err == nil {
		err = os.Rename(part.Name(), path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("keep the window's settings: %w", err), os.Remove(part.Name()))
	}
	return nil
}

// take adds an account, or its new name, and makes it the current one.
func (f *windowFile) take(a savedAccount) {
	f.Current = a.Account
	for i := range f.Accounts {
		if f.Accounts[i].Account == a.Account {
			f.Accounts[i] = a
			return
		}
	}
	f.Accounts = append(slices.Clip(f.Accounts), a)
}

func (f *windowFile) find(a uploader.Account) (savedAccount, bool) {
	i := slices.IndexFunc(f.Accounts, func(s savedAccount) bool { return s.Account == a })
	if i < 0 {
		return savedAccount{}, false
	}
	return f.Accounts[i], true
}
