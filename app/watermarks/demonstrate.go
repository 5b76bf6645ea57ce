package watermarks

import (
	"image"

	"spool/library"
)

// Demonstrate begins a draft with a picture, for pictures of the page.
func (p *Page) Demonstrate(w library.Watermark, source string, png []byte, mark image.Image) {
	p.start(&draft{Watermark: w, source: source, data: png, mark: mark})
}
