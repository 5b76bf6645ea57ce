package widgets

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"spool/widgets/look"
)

func newThumbnail(t *testing.T, size fyne.Size) *Thumbnail {
	t.Helper()
	newTapeApp(t)
	thumb := NewThumbnail()
	test.WidgetRenderer(thumb)
	thumb.Resize(size)
	return thumb
}

func TestThumbnailStates(t *testing.T) {
	thumb := newThumbnail(t, fyne.NewSize(194, 109))
	shows := func(what string, picture bool, icon look.IconName) {
		t.Helper()
		if thumb.image.Visible() != picture {
			t.Errorf("%s: the picture shows: %v", what, thumb.image.Visible())
		}
		if visible := thumb.icon.Object.Visible(); visible != (icon != "") || visible && thumb.icon.Name() != icon {
			t.Errorf("%s: the icon %q shows: %v", what, thumb.icon.Name(), visible)
		}
	}
	shows("new", false, look.IconFilm)
	thumb.SetWaiting()
	shows("waiting", false, "")
	thumb.SetImage(image.NewRGBA(image.Rect(0, 0, 388, 218)))
	shows("picture", true, "")
	thumb.SetBroken()
	shows("broken", false, look.IconWarning)
	thumb.SetImage(nil)
	shows("none", false, look.IconFilm)
}

func TestThumbnailLeavesWordsOutWhenSmall(t *testing.T) {
	thumb := newThumbnail(t, fyne.NewSize(72, 40))
	thumb.Set(ThumbnailState{Length: "42:10", Mark: "Edited", Progress: .5, Selected: true})
	if thumb.length.text.Object.Visible() || thumb.mark.text.Object.Visible() || thumb.check.Object.Visible() {
		t.Error("a thumbnail 72 wide has words or a check box on it")
	}
	if thumb.image.CornerRadius != look.RadiusBadge {
		t.Errorf("its corners are %v", thumb.image.CornerRadius)
	}
	thumb.Resize(fyne.NewSize(194, 109))
	if !thumb.length.text.Object.Visible() || !thumb.check.Object.Visible() || thumb.image.CornerRadius != look.RadiusThumb {
		t.Error("grown to 194, it does not show its length, its check box and the larger corners")
	}
}

func TestThumbnailBadInput(t *testing.T) {
	for _, size := range []fyne.Size{{}, fyne.NewSize(1, 1), fyne.NewSize(90, 2), fyne.NewSize(10_000, 10_000)} {
		thumb := newThumbnail(t, size)
		thumb.SetImage(image.NewRGBA(image.Rectangle{}))
		if !thumb.broken {
			t.Error("an empty picture does not count as broken")
		}
		thumb.SetImage(image.NewRGBA(image.Rect(0, 0, 1, 1)))
		thumb.SetImage(image.NewUniform(image.Black.C))
		thumb.SetImage(image.NewGray(image.Rect(-10_000, 0, 10_000, 3)))
		if b := thumb.image.Image.Bounds(); b.Dx() > imageMost || b.Dy() < 1 {
			t.Errorf("a picture 20,000 wide reaches the graphics card with %v", b)
		}
		thumb.Set(ThumbnailState{Length: "1000:00:00", Mark: "Processing on Stream for a long time", MarkIcon: look.IconHourglass, Progress: 7, Check: true})
		for name, o := range map[string]fyne.CanvasObject{"length": thumb.length.box.Object, "mark": thumb.mark.box.Object} {
			if o.Visible() && (o.Position().X < 0 || o.Position().X+o.Size().Width > size.Width) {
				t.Errorf("%v: the %s sticks out, from %v with %v", size, name, o.Position(), o.Size())
			}
		}
	}
}
