package main

import (
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/driver"
	"github.com/spf13/cobra"

	"spool/internal/scenes"
	"spool/widgets/gallery"
	"spool/widgets/look"
)

// galleryOptions are the flags of spool gallery.
type galleryOptions struct {
	page, theme, size, picture string
	scale                      float64
	plain                      bool
}

// newGalleryCommand shows every widget in a window, or writes a picture of one
// page. It is for people who work on the look.
func newGalleryCommand() *cobra.Command {
	var o galleryOptions
	cmd := &cobra.Command{
		Use:    "gallery",
		Short:  "Show every part of the interface",
		Hidden: true,
		Args:   cobra.NoArgs,
		RunE:   func(*cobra.Command, []string) error { return showGallery(o) },
	}
	names := make([]string, 0, len(gallery.Pages()))
	for _, p := range gallery.Pages() {
		names = append(names, p.Name)
	}
	flags := cmd.Flags()
	flags.StringVar(&o.page, "page", names[0], "page to show: "+strings.Join(names, ", "))
	flags.StringVar(&o.theme, "theme", "system", "dark, light or system; some pages show both")
	flags.StringVar(&o.size, "size", "1440x900", "size of the window")
	flags.Float64Var(&o.scale, "scale", 0, "scale of the interface, the system's unless set")
	flags.StringVar(&o.picture, "picture", "", "write a PNG of the page to this file and end")
	flags.BoolVar(&o.plain, "plain", false, "draw with Fyne's own fonts")
	return cmd
}

func showGallery(o galleryOptions) error {
	page, ok := gallery.Find(o.page)
	if !ok {
		return wrongUse("there is no page %q", o.page)
	}
	modes := map[string]look.Mode{"system": look.System, "dark": look.Dark, "light": look.Light}
	mode, ok := modes[o.theme]
	if !ok {
		return wrongUse("--theme is dark, light or system, not %q", o.theme)
	}
	size, err := parseSize(o.size)
	if err != nil {
		return err
	}
	if o.scale > 0 {
		for name, value := range map[string]string{
			"FYNE_SCALE": strconv.FormatFloat(o.scale, 'f', 2, 64), "FYNE_DISABLE_DPI_DETECTION": "true",
		} {
			if err := os.Setenv(name, value); err != nil {
				return fmt.Errorf("set %s: %w", name, err)
			}
		}
	}
	theme := look.New
	if o.plain {
		theme = look.NewPlain
	}
	a := app.NewWithID("stream.spool.gallery")
	a.Settings().SetTheme(theme(mode))
	w := a.NewWindow("Spool gallery")
	w.SetPadded(false)
	w.SetContent(page.New(scenePicture))
	w.Resize(size)
	turnPages(w)
	var failed error
	if o.picture != "" {
		a.Lifecycle().SetOnStarted(func() {
			// The first frames still load fonts and lay out.
			time.AfterFunc(2*time.Second, func() {
				fyne.Do(func() {
					failed = takePicture(w, o.picture)
					a.Quit()
				})
			})
		})
	}
	w.ShowAndRun()
	return failed
}

// turnPages lets the keys 1 to 9 go to a page.
func turnPages(w fyne.Window) {
	pages := gallery.Pages()
	w.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) {
		if n, err := strconv.Atoi(string(ev.Name)); err == nil && n >= 1 && n <= len(pages) {
			w.SetContent(pages[n-1].New(scenePicture))
		}
	})
}

// scenePicture draws one of our sample scenes.
func scenePicture(name string, w, h int) image.Image {
	scene, ok := scenes.ByName(name)
	if !ok {
		return nil
	}
	return scene.Draw(.4, w, h)
}

// takePicture writes a PNG of what the window shows. On X11 the server is asked
// for it, with ImageMagick: software GL does not give a window's front buffer
// back to the program.
func takePicture(w fyne.Window, path string) error {
	native, ok := w.(driver.NativeWindow)
	if !ok {
		return writePicture(w.Canvas(), path)
	}
	var err error
	native.RunNative(func(context any) {
		x11, ok := context.(driver.X11WindowContext)
		if !ok {
			err = writePicture(w.Canvas(), path)
			return
		}
		id := strconv.FormatUint(uint64(x11.WindowHandle), 10)
		if out, failed := exec.Command("import", "-window", id, path).CombinedOutput(); failed != nil {
			err = fmt.Errorf("take a picture with ImageMagick's import: %w: %s", failed, out)
		}
	})
	return err
}

func writePicture(c fyne.Canvas, path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := png.Encode(f, c.Capture()); err != nil {
		return fmt.Errorf("write %s: %w", path, errors.Join(err, f.Close()))
	}
	return f.Close()
}

func parseSize(s string) (fyne.Size, error) {
	var w, h float32
	if n, err := fmt.Sscanf(s, "%gx%g", &w, &h); err != nil || n != 2 || w <= 0 || h <= 0 {
		return fyne.Size{}, wrongUse("--size is WIDTHxHEIGHT, not %q", s)
	}
	return fyne.NewSize(w, h), nil
}
