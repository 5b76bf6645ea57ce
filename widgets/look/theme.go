package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Mode says which palette a theme shows.
type Mode uint8

// The modes. System follows the desktop, also when it changes.
const (
	System Mode = iota
	Light
	Dark
)

// Theme is the look of the app. It is immutable: to change it, set another.
type Theme struct {
	mode  Mode
	faces *faces
}

var _ fyne.Theme = (*Theme)(nil)

// New returns the theme in Inter and JetBrains Mono where the build has them,
// in Fyne's own fonts otherwise.
func New(mode Mode) *Theme { return &Theme{mode: mode, faces: embedded()} }

// NewPlain returns the theme in Fyne's own fonts whatever the build has, so
// that a picture of it is the same on every machine.
func NewPlain(mode Mode) *Theme { return &Theme{mode: mode, faces: &faces{}} }

// Mode is the mode the theme was made with.
func (t *Theme) Mode() Mode { return t.mode }

// Color implements fyne.Theme. Any variant but the light one counts as dark.
func (t *Theme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	switch t.mode {
	case Light:
		variant = theme.VariantLight
	case Dark:
		variant = theme.VariantDark
	}
	c, ok := palette[name]
	switch {
	case !ok:
		return theme.DefaultTheme().Color(name, variant)
	case variant == theme.VariantLight:
		return c.light
	default:
		return c.dark
	}
}

// Font implements fyne.Theme for the stock widgets inside ours; the bold slot
// is semibold.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource {
	if face := t.faces.slot(style); face != nil {
		return face
	}
	return theme.DefaultTheme().Font(style)
}

// Icon implements fyne.Theme. Stock widgets keep Fyne's icons, ours draw [Icon].
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource {
	return theme.DefaultTheme().Icon(name)
}

// Size implements fyne.Theme.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	if size, ok := sizes[name]; ok {
		return size
	}
	return theme.DefaultTheme().Size(name)
}
