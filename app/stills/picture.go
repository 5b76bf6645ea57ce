package stills

import (
	"image"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// Picture shows one moment of a video as large as there is room. Until the
// picture of a new moment is there, the one before stays.
type Picture struct {
	widget.BaseWidget

	source Source
	thumb  *widgets.Thumbnail
	least  fyne.Size
	video  library.Video
	at     time.Duration
	shown  image.Image
	scale  float32
	size   fyne.Size
	waits  bool  // the picture of at is on its way
	roll   *roll // while the video plays
}

// NewPicture returns an empty picture of at least a size.
func NewPicture(source Source, least fyne.Size) *Picture {
	p := &Picture{source: source, thumb: widgets.NewThumbnail(), least: least}
	p.ExtendBaseWidget(p)
	return p
}

// lastFrame is how long before the end of a video there is still a picture.
const lastFrame = 40 * time.Millisecond

// Set shows a moment of a video, at its end the last picture. One that was asked
// for before and did not come yet is given up.
func (p *Picture) Set(v library.Video, at time.Duration) {
	if length := Length(&v); length > 0 {
		at = max(0, min(at, length-lastFrame))
	}
	if v.UID != p.video.UID || at != p.at {
		p.Rest()
	}
	if v.UID != p.video.UID {
		p.shown = nil
		p.thumb.SetWaiting()
	}
	p.video, p.at = v, at
	p.load()
}

// At is the moment it shows.
func (p *Picture) At() time.Duration { return p.at }

// Image is the picture that shows, nil while there is none.
func (p *Picture) Image() image.Image { return p.shown }

func (p *Picture) load() {
	if p.source == nil || p.video.UID == "" || p.size.IsZero() || p.waits {
		return
	}
	uid, at := p.video.UID, p.at
	img, ok := p.source.Still(p.video, at, p.pixels(p.size.Width), p.pixels(p.size.Height), func() {
		if p.waits && p.video.UID == uid && p.at == at {
			p.waits = false
			p.load()
		}
	})
	p.waits = !ok
	if ok {
		p.display(img)
	}
}

func (p *Picture) display(img image.Image) {
	if img != p.shown {
		p.shown = img
		p.thumb.SetImage(img)
		p.Refresh()
	}
}

func (p *Picture) pixels(side float32) int { return int(side * p.scale) }

// CreateRenderer implements fyne.Widget.
func (p *Picture) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(p, p) }

// Objects implements look.Drawn.
func (p *Picture) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{p.thumb} }

// Min implements look.Drawn.
func (p *Picture) Min(look.Paint) fyne.Size { return p.least }

// Repaint implements look.Drawn.
func (p *Picture) Repaint(look.Paint) { p.thumb.Refresh() }

// Arrange implements look.Drawn.
func (p *Picture) Arrange(paint look.Paint, size fyne.Size) {
	p.thumb.Resize(size)
	if size != p.size || paint.Scale != p.scale {
		p.Rest() // what is on its way has another size
		p.size, p.scale = size, paint.Scale
		p.load()
	}
}
