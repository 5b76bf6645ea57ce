package uploader

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestWalkFollowsItsRootAndNamesOtherLinks(t *testing.T) {
	dir := t.TempDir()
	folder := filepath.Join(dir, "folder")
	check(t, os.MkdirAll(filepath.Join(folder, "deep"), 0o700))
	// An ftyp box is how an MP4 begins.
	check(t, os.WriteFile(filepath.Join(folder, "deep", "film"), []byte("\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2"), 0o600))
	check(t, os.WriteFile(filepath.Join(folder, "notes"), []byte("only a text"), 0o600))
	check(t, os.WriteFile(filepath.Join(folder, ".hidden"), nil, 0o600))
	for link, to := range map[string]string{
		"to folder": folder, "to film": filepath.Join(folder, "deep", "film"), "to nothing": filepath.Join(dir, "missing"),
		"folder/up": dir, "folder/.hidden link": folder,
	} {
		check(t, os.Symlink(to, filepath.Join(dir, link)))
	}
	all := []string{"film video", "notes", "up link"}
	for root, want := range map[string][]string{
		"folder": all, "to folder": all, "to film": {"film video"}, "folder/notes": {"notes"}, "to nothing": {"to nothing is missing"},
	} {
		var got []string
		check(t, Walk(t.Context(), filepath.Join(dir, root), func(f Found) bool {
			said := filepath.Base(f.Path)
			switch {
			case errors.Is(f.Err, fs.ErrNotExist):
				said += " is missing"
			case f.Err != nil:
				said += fmt.Sprint(f.Err)
			case f.Link:
				said += " link"
			case f.Video:
				said += " video"
			}
			got = append(got, said)
			return true
		}))
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", root, got, want)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := Walk(ctx, folder, func(Found) bool { return true }); !errors.Is(err, context.Canceled) {
		t.Errorf("after its end it says %v", err)
	}
}
