package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

// BannerKind is what a banner is about.
type BannerKind uint8

// The kinds of banner.
const (
	BannerInfo BannerKind = iota
	BannerWarning
	BannerError
)

var bannerStyles = [...]struct {
	fill, tone fyne.ThemeColorName
	icon       look.IconName
}{
	BannerInfo:    {look.AccentSoft, look.AccentFg, look.IconInfo},
	BannerWarning: {look.WarningSoft, look.Warning, look.IconWarning},
	BannerError:   {look.ErrorSoft, look.Error, look.IconError},
}

const (
	bannerPadX  float32 = 12
	bannerPadY  float32 = 9
	bannerEnd   float32 = 10 // right of the button
	bannerLines         = 4
)

// Banner tells a condition of the page it stands in, until that has passed.
type Banner struct {
	widget.BaseWidget
	kind   BannerKind
	box    *look.Box
	icon   *look.Icon
	title  *look.Text
	detail *look.Paragraph
	action *Button
}

var _ fyne.Widget = (*Banner)(nil)

// NewBanner returns a banner with a title and a sentence; the sentence may be "".
func NewBanner(kind BannerKind, title, detail string) *Banner {
	s := bannerStyles[kind]
	b := &Banner{
		kind:   kind,
		box:    look.NewBox(s.fill, "", look.RadiusThumb),
		icon:   look.NewIcon(s.icon, look.IconSize, s.tone),
		title:  look.NewText(look.BodyMedium, look.Fg, title),
		detail: look.NewParagraph(look.Small, look.Fg2, detail).AtMost(bannerLines),
	}
	b.ExtendBaseWidget(b)
	return b
}

// WithIcon replaces the icon of the kind. It returns b.
func (b *Banner) WithIcon(name look.IconName) *Banner {
	b.icon.Set(name)
	return b
}

// WithAction adds a button with the remedy. It returns b.
func (b *Banner) WithAction(label string, run func()) *Banner {
	b.action = NewSmallButton(Neutral, label, run)
	b.Refresh()
	return b
}

// SetText changes what the banner says.
func (b *Banner) SetText(title, detail string) {
	b.title.Set(title)
	b.detail.SetText(detail)
	b.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (b *Banner) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(b, b) }

// Objects implements look.Drawn.
func (b *Banner) Objects() []fyne.CanvasObject {
	o := []fyne.CanvasObject{b.box.Object, b.icon.Object, b.title.Object, b.detail}
	if b.action != nil {
		o = append(o, b.action)
	}
	return o
}

// Min implements look.Drawn: the sentence wraps, so any width will do.
func (b *Banner) Min(look.Paint) fyne.Size {
	return fyne.NewSize(b.left()+b.right(), b.HeightFor(max(b.Size().Width, b.left()+b.right())))
}

func (b *Banner) left() float32 { return 2*bannerPadX + b.icon.Size() }

func (b *Banner) right() float32 {
	if b.action == nil {
		return bannerPadX
	}
	return bannerPadX + b.action.MinSize().Width + bannerEnd
}

// HeightFor is the height the banner takes in that width.
func (b *Banner) HeightFor(width float32) float32 {
	h := b.title.Line()
	if b.detail.Text() != "" {
		h += b.detail.HeightFor(max(width-b.left()-b.right(), 1))
	}
	return max(h+2*bannerPadY, look.Compact+2*bannerPadY)
}

// Repaint implements look.Drawn.
func (b *Banner) Repaint(p look.Paint) {
	b.box.Repaint(p)
	b.icon.Repaint(p)
	b.title.Repaint(p)
	b.detail.Refresh()
	if b.action != nil {
		b.action.Refresh()
	}
}

// Arrange implements look.Drawn.
func (b *Banner) Arrange(p look.Paint, size fyne.Size) {
	b.box.Place(p, 0, 0, size.Width, size.Height)
	b.icon.Place(p, bannerPadX, whole((size.Height-b.icon.Size())/2))
	room := max(size.Width-b.left()-b.right(), 0)
	text := b.title.Line()
	if b.detail.Text() != "" {
		text += b.detail.HeightFor(max(room, 1))
	}
	y := whole((size.Height - text) / 2)
	b.title.Place(p, b.left(), y, room)
	b.detail.Move(fyne.NewPos(b.left(), y+b.title.Line()))
	b.detail.Resize(fyne.NewSize(room, max(text-b.title.Line(), 0)))
	setVisible(b.detail, b.detail.Text() != "")
	if b.action != nil {
		least := b.action.MinSize()
		b.action.Move(fyne.NewPos(size.Width-bannerEnd-least.Width, whole((size.Height-least.Height)/2)))
		b.action.Resize(least)
	}
}
