// Command sample films one of Spool's scenes into a video file, for a first
// upload: go run ./scripts/sample FILE. The file is named after the scene.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"

	"spool/internal/scenes"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "sample:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("name one file to write")
	}
	slug := strings.TrimSuffix(filepath.Base(args[0]), filepath.Ext(args[0]))
	i := slices.IndexFunc(scenes.All, func(s scenes.Scene) bool { return s.Slug == slug })
	if i < 0 {
		return fmt.Errorf("no scene is called %q", slug)
	}
	return scenes.Encode(ctx, scenes.All[i], args[0], scenes.Options{Audio: true})
}
