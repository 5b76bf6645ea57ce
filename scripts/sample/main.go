// Command sample films one of Spool's scenes into a video file, for a first
// upload: go run ./scripts/sample FILE.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"

	"spool/internal/scenes"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := scenes.Encode(ctx, scenes.All[0], os.Args[1], scenes.Options{Audio: true}); err != nil {
		fmt.Fprintln(os.Stderr, "sample:", err)
		os.Exit(1)
	}
}
