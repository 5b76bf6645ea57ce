package look

import (
	"sync"

	"fyne.io/fyne/v2"

	"spool/assets"
)

// Role is a place in the type scale.
type Role uint8

// The roles, largest first. Names are set in BodyMedium.
const (
	Display Role = iota
	Heading
	Subheading
	Lead // onboarding's sentences
	Body
	BodyMedium
	BodySemibold
	Small
	SmallMedium
	SmallSemibold
	Caption
	CaptionMedium
	CaptionSemibold
	Mono
	MonoSmall // in overlays and on pictures
)

type weight uint8

const (
	regular weight = iota
	medium
	semibold
	mono
)

var scale = [...]struct {
	size, line float32
	weight     weight
}{
	Display:         {28, 34, semibold},
	Heading:         {20, 26, semibold},
	Subheading:      {15, 20, semibold},
	Lead:            {15, 23, regular},
	Body:            {13, 18, regular},
	BodyMedium:      {13, 18, medium},
	BodySemibold:    {13, 18, semibold},
	Small:           {12, 16, regular},
	SmallMedium:     {12, 16, medium},
	SmallSemibold:   {12, 16, semibold},
	Caption:         {11, 14, regular},
	CaptionMedium:   {11, 14, medium},
	CaptionSemibold: {11, 14, semibold},
	Mono:            {12, 18, mono},
	MonoSmall:       {11, 14, mono},
}

// Size is the role's text size.
func (r Role) Size() float32 { return scale[r].size }

// Line is the height of the role's line box.
func (r Role) Line() float32 { return scale[r].line }

// style is what stands for the role where only Fyne's fonts are there; they
// have no medium, and regular is nearer to it than bold.
func (r Role) style() fyne.TextStyle {
	switch scale[r].weight {
	case semibold:
		return fyne.TextStyle{Bold: true}
	case mono:
		return fyne.TextStyle{Monospace: true}
	default:
		return fyne.TextStyle{}
	}
}

// faces are the fonts of a theme by weight; a nil face stands for Fyne's own.
// Fyne caches faces by pointer and textures by name, so the resources are
// shared by all themes and each has its own name.
type faces [4]fyne.Resource

var embedded = sync.OnceValue(func() *faces {
	var f faces
	for w, file := range [...]string{
		regular:  "Inter-Regular.otf",
		medium:   "Inter-Medium.otf",
		semibold: "Inter-SemiBold.otf",
		mono:     "JetBrainsMono-Regular.ttf",
	} {
		if data, ok := assets.Font(file); ok {
			f[w] = fyne.NewStaticResource(file, data)
		}
	}
	return &f
})

func (f *faces) slot(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Symbol, style.Italic:
		return nil
	case style.Monospace:
		return f[mono]
	case style.Bold:
		return f[semibold]
	default:
		return f[regular]
	}
}
