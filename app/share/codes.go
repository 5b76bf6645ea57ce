package share

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/signing"
	"spool/library/embed"
	"spool/widgets"
	"spool/widgets/look"
)

// codes lists the codes and links with a button each.
type codes struct {
	content *fyne.Container
	more    *fyne.Container
	toggle  *widgets.Button
	boxes   map[embed.Kind]*widgets.CodeBox
	buttons map[embed.Kind]*widgets.Button
	theirs  *widgets.CodeBox // the code Stream's own endpoint gives
	eye     *widgets.Button
}

// firstCodes are in sight, moreCodes behind a button.
var (
	firstCodes = []embed.Kind{embed.HLS, embed.DASH, embed.Watch}
	moreCodes  = []embed.Kind{embed.IframeURL, embed.Thumbnail, embed.GIF, embed.MP4, embed.M4A, embed.UID}
)

// codeKeys copy while nothing on the page has the keyboard.
var codeKeys = map[embed.Kind]fyne.KeyName{embed.Responsive: fyne.KeyE, embed.Watch: fyne.KeyL, embed.HLS: fyne.KeyH, embed.UID: fyne.KeyU}

func newCodes(copyKind func(embed.Kind), copyTheirs, reveal, expand func()) *codes {
	c := &codes{boxes: map[embed.Kind]*widgets.CodeBox{}, buttons: map[embed.Kind]*widgets.Button{}, theirs: widgets.NewCodeBox()}
	c.eye = widgets.NewIconButton(widgets.Faint, widgets.Small, look.IconEye, widgets.Tip{Text: lang.L("Show the tokens for 30 s")}, reveal)
	embedCode := widgets.NewCodeBox()
	c.boxes[embed.Responsive] = embedCode
	c.buttons[embed.Responsive] = copyButton(func() { copyKind(embed.Responsive) })
	head := widgets.Row(8, look.NewLabel(look.Small, look.Fg2, lang.L("Embed code")), widgets.NewKeyCap("E"), c.eye)
	parts := []fyne.CanvasObject{widgets.Column(4, head, beside(embedCode, c.buttons[embed.Responsive]))}
	for _, k := range firstCodes {
		parts = append(parts, c.line(k, copyKind))
	}
	c.toggle = widgets.NewSmallButton(widgets.Link, lang.L("More links and Stream’s own code"), expand).WithIcon(look.IconDown)
	c.more = widgets.Column(14)
	for _, k := range moreCodes {
		c.more.Add(c.line(k, copyKind))
	}
	c.more.Add(widgets.Column(6, look.NewLabel(look.Small, look.Fg2, lang.L("The embed code that Stream gives")), beside(c.theirs, copyButton(copyTheirs))))
	c.more.Hide()
	c.content = widgets.Column(16, append(parts, widgets.Row(0, c.toggle, widgets.Space()), c.more)...)
	return c
}

func copyButton(run func()) *widgets.Button {
	return widgets.NewButton(widgets.Neutral, lang.L("Copy"), run).WithIcon(look.IconCopy)
}

// beside puts a button at the top right of a code box.
func beside(box, button fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Stretched(8, widgets.Grow(box), widgets.Column(0, button))
}

func (c *codes) line(k embed.Kind, copyKind func(embed.Kind)) fyne.CanvasObject {
	box, button := widgets.NewCodeLine(), copyButton(func() { copyKind(k) })
	c.boxes[k], c.buttons[k] = box, button
	head := widgets.Row(8, look.NewLabel(look.Small, look.Fg2, lang.L(k.Label())), widgets.NewKeyCap(string(codeKeys[k])))
	return widgets.Column(6, head, beside(box, button))
}

// set shows links; signed is the token in them, which is shown in short unless
// revealed.
func (c *codes) set(l embed.Links, first embed.Kind, signed string, revealed bool) {
	for k, box := range c.boxes {
		text := l.Get(k)
		if k == embed.Responsive {
			text = l.Get(first)
		}
		if signed != "" && !revealed {
			text = strings.ReplaceAll(text, signed, signing.Short(signed))
		}
		token := signed
		if !revealed {
			token = signing.Short(signed)
		}
		box.Set(runsOf(text, token), runsOf(shortHost(text), token))
		c.buttons[k].Enable()
	}
	shown(c.eye, signed != "")
}

// none shows that there are no links yet.
func (c *codes) none(why string) {
	for k, box := range c.boxes {
		box.Set([]widgets.CodeRun{{Text: why, Color: look.Fg3}}, nil)
		c.buttons[k].Disable()
	}
	shown(c.eye, false)
}

// runsOf colours a code or an address: texts in quotes, and the token.
func runsOf(text, token string) []widgets.CodeRun {
	var runs []widgets.CodeRun
	isCode := strings.HasPrefix(text, "<")
	for i, part := range strings.Split(text, `"`) {
		color := look.Fg2
		switch {
		case isCode && i%2 == 1:
			color, part = look.Success, `"`+part+`"`
		case !isCode:
			color = look.Fg
		}
		runs = append(runs, marked(part, token, color)...)
	}
	return runs
}

func marked(text, token string, color fyne.ThemeColorName) []widgets.CodeRun {
	if token == "" {
		return []widgets.CodeRun{{Text: text, Color: color}}
	}
	var runs []widgets.CodeRun
	for {
		before, after, found := strings.Cut(text, token)
		runs = append(runs, widgets.CodeRun{Text: before, Color: color})
		if !found {
			return runs
		}
		runs = append(runs, widgets.CodeRun{Text: token, Color: look.Warning})
		text = after
	}
}

// shortHost leaves out the middle of a long host, which is the same for all.
func shortHost(address string) string {
	scheme, rest, found := strings.Cut(address, "://")
	host, path, _ := strings.Cut(rest, "/")
	const start, end = 14, 10
	if !found || len(host) <= start+end+1 {
		return address
	}
	return scheme + "://" + host[:start] + "…" + host[len(host)-end:] + "/" + path
}
