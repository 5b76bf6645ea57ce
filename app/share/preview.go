package share

import (
	"image"
	"image/color"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"spool/library/embed"
	"spool/widgets/look"
)

const (
	barHeight  float32 = 34
	previewMin float32 = 200
	// highest keeps the rest of the page in sight where there is one column.
	highest float32 = 270
)

// preview is what viewers will see before they start the player: the poster
// with the player's controls as they are set.
type preview struct {
	widget.BaseWidget
	picture *canvas.Image
	ground  *canvas.Rectangle
	shade   *canvas.Rectangle
	track   *canvas.Rectangle
	played  *canvas.Rectangle
	icons   []*look.Icon
	time    *look.Text
	plate   *look.Box
	caption *look.Text
	aspect  float32
	player  embed.Player
	share   float32 // of the video before its start
	said    string
}

func newPreview() *preview {
	v := &preview{
		picture: &canvas.Image{FillMode: canvas.ImageFillContain, ScaleMode: canvas.ImageScaleFastest},
		ground:  &canvas.Rectangle{}, shade: &canvas.Rectangle{}, track: &canvas.Rectangle{}, played: &canvas.Rectangle{},
		time: look.NewText(look.MonoSmall, look.OnImage, ""), plate: look.NewBox(look.ImageShade, "", look.RadiusBadge),
		caption: look.NewText(look.Body, look.OnImage, "").Centered(), aspect: 16.0 / 9,
	}
	for _, name := range []look.IconName{look.IconPlayFilled, look.IconSound, look.IconCaptions, look.IconSettings, look.IconFullscreen} {
		v.icons = append(v.icons, look.NewIcon(name, look.IconCompact, look.OnImage))
	}
	v.ExtendBaseWidget(v)
	return v
}

// set shows a player before a video of a size and length.
func (v *preview) set(p embed.Player, width, height int, length time.Duration, caption string) {
	v.player, v.said = p, caption
	v.aspect = 16.0 / 9
	if width > 0 && height > 0 {
		v.aspect = float32(width) / float32(height)
	}
	v.share = 0
	if length > 0 {
		v.share = min(1, float32(p.Start)/float32(length))
	}
	v.time.Set(stamp(p.Start) + " / " + stamp(length))
	v.Refresh()
}

func (v *preview) setPicture(m image.Image) {
	v.picture.Image = m
	v.picture.Refresh()
}

// stamp is a moment as players write it.
func stamp(d time.Duration) string {
	s := int(d.Seconds())
	two := func(n int) string { return strings.Repeat("0", max(0, 2-len(strconv.Itoa(n)))) + strconv.Itoa(n) }
	if s >= 3600 {
		return strconv.Itoa(s/3600) + ":" + two(s/60%60) + ":" + two(s%60)
	}
	return two(s/60) + ":" + two(s%60)
}

// CreateRenderer implements fyne.Widget.
func (v *preview) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(v, v) }

// Objects implements look.Drawn.
func (v *preview) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{v.ground, v.picture, v.shade, v.track, v.played, v.plate.Object, v.caption.Object, v.time.Object}
	for _, i := range v.icons {
		objects = append(objects, i.Object)
	}
	return objects
}

// HeightFor is the height in that width, 16 to 9 up to a height: what the picture
// leaves is the letterbox.
func (v *preview) HeightFor(width float32) float32 { return min(highest, float32(int(width*9/16))) }

// Min implements look.Drawn.
func (v *preview) Min(look.Paint) fyne.Size {
	return fyne.NewSize(previewMin, v.HeightFor(previewMin))
}

// Arrange implements look.Drawn.
func (v *preview) Arrange(p look.Paint, size fyne.Size) {
	v.ground.Resize(size)
	v.picture.Resize(size)
	bar := size.Height - barHeight
	v.shade.Move(fyne.NewPos(0, bar))
	v.shade.Resize(fyne.NewSize(size.Width, barHeight))
	v.track.Move(fyne.NewPos(0, bar))
	v.track.Resize(fyne.NewSize(size.Width, 3))
	v.played.Move(fyne.NewPos(0, bar))
	v.played.Resize(fyne.NewSize(max(3, size.Width*v.share), 3))
	for i, x := range []float32{14, 42, size.Width - 90, size.Width - 60, size.Width - 30} {
		v.icons[i].Place(p, x, bar+11)
	}
	v.time.Place(p, 70, bar+11, max(0, size.Width-170))
	width := min(size.Width-40, v.caption.Natural(p)+16)
	v.plate.Place(p, (size.Width-width)/2, bar-30, width, 24)
	v.caption.Place(p, (size.Width-width)/2+8, bar-27, width-16)
}

// Repaint implements look.Drawn.
func (v *preview) Repaint(p look.Paint) {
	controls := !v.player.HideControls
	accent := colorOf(v.player.PrimaryColor, p.Color(look.Accent))
	v.ground.FillColor = colorOf(v.player.LetterboxColor, p.Color(look.Well))
	v.shade.FillColor, v.played.FillColor = p.Color(look.ImageShade), accent
	v.track.FillColor = color.NRGBA{0xff, 0xff, 0xff, 0x60}
	for _, r := range []*canvas.Rectangle{v.ground, v.shade, v.track, v.played} {
		shown(r, controls || r == v.ground)
		r.Refresh()
	}
	sound := look.IconSound
	if v.player.Muted {
		sound = look.IconAudio
	}
	v.icons[1].Set(sound)
	for i, icon := range v.icons {
		icon.Show(controls && (i != 2 || v.player.TextTrack != ""))
		icon.Repaint(p)
	}
	shown(v.time.Object, controls)
	v.time.Repaint(p)
	v.caption.Set(v.said)
	v.plate.Show(v.said != "")
	shown(v.caption.Object, v.said != "")
	v.plate.Repaint(p)
	v.caption.Repaint(p)
}

// colorOf is a colour written as #F2C14E, or another where it is none.
func colorOf(written string, other color.Color) color.Color {
	digits := strings.TrimPrefix(written, "#")
	if len(digits) == 3 {
		digits = strings.Repeat(digits[:1], 2) + strings.Repeat(digits[1:2], 2) + strings.Repeat(digits[2:], 2)
	}
	n, err := strconv.ParseUint(digits, 16, 32)
	if err != nil || len(digits) != 6 || !strings.HasPrefix(written, "#") {
		return other
	}
	return color.NRGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 0xff}
}
