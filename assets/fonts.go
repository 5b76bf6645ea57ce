package assets

import (
	"embed"
	"io/fs"
)

// The pattern always matches: README.md is committed, the fonts are put there
// by the set-up and ignored by git.
//
//go:embed fonts/*
var fonts embed.FS

// Font returns the font file of that name, such as "Inter-Regular.otf", and
// false when this build was made without it.
func Font(name string) ([]byte, bool) {
	data, err := fs.ReadFile(fonts, "fonts/"+name)
	return data, err == nil
}
