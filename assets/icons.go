package assets

import (
	"embed"
	"io/fs"
	"strings"
)

//go:embed icons/*.svg
var icons embed.FS

// AppIcon is the app's icon, a PNG of 512 by 512 drawn from icon.svg.
//
//go:embed icon.png
var AppIcon []byte

// Icon returns the SVG text of the icon of that name, and false when there is
// none. Every icon is drawn by us on a 16 by 16 grid as strokes 1.4 wide with
// round caps and joins, in currentColor.
func Icon(name string) (string, bool) {
	data, err := fs.ReadFile(icons, "icons/"+name+".svg")
	return string(data), err == nil
}

// IconNames lists the icons in alphabetical order.
func IconNames() []string {
	entries, err := fs.ReadDir(icons, "icons")
	if err != nil {
		return nil
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = strings.TrimSuffix(e.Name(), ".svg")
	}
	return names
}
