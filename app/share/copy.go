package share

import (
	"context"
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/signing"
	"spool/app/words"
	"spool/library"
	"spool/library/embed"
	"spool/library/token"
	"spool/widgets"
	"spool/widgets/look"
)

// Copier copies links and codes of videos. A copy that plays nowhere without a
// token gets one.
type Copier struct {
	Params
	// Window is what the sheet of Copy as… opens over.
	Window fyne.CanvasObject
}

// Source reads the videos to copy of, off Fyne's goroutine.
type Source func(ctx context.Context) ([]library.Video, error)

// These gives videos that are here already.
func These(videos ...library.Video) Source {
	return func(context.Context) ([]library.Video, error) { return videos, nil }
}

// Command copies something of the videos it is given, by a line of a menu or by
// a key.
type Command struct {
	Label string
	Icon  look.IconName
	Key   fyne.KeyName
	Shift bool
	Run   func(of Source)
}

// Commands are what can be copied, in the order of the menus.
func (c *Copier) Commands() []Command {
	var all []Command
	for _, how := range copyings {
		all = append(all, Command{lang.L(how.label), how.icon, how.key, how.shift, func(of Source) { c.copy(how, of) }})
	}
	return append(all, Command{lang.L("Copy as…"), look.IconCopy, fyne.KeyC, true, c.As})
}

// CopyKind copies what the key of a kind copies in the library.
func (c *Copier) CopyKind(kind embed.Kind, of Source) {
	at := slices.IndexFunc(copyings, func(how copying) bool { return how.kind == kind })
	c.copy(copyings[at], of)
}

// copying is how a kind is copied and spoken of.
type copying struct {
	kind      embed.Kind
	label     string // in a menu
	one, many string // when it is done
	icon      look.IconName
	key       fyne.KeyName
	shift     bool
	tokens    tokens
}

// tokens says which videos get a token when something of them is copied.
type tokens int

const (
	never  tokens = iota // it is as bare as it was asked for
	needed               // those that play nowhere without one
	always
)

// copyings are what is copied by one key or one line of a menu.
var copyings = []copying{
	{embed.Responsive, "Copy embed code", "Embed code copied", "%s embed codes copied", look.IconCode, fyne.KeyE, false, needed},
	{embed.Watch, "Copy link", "Link copied", "%s links copied", look.IconLink, fyne.KeyL, false, never},
	signedLink,
	{embed.HLS, "Copy HLS address", "HLS address copied", "%s HLS addresses copied", look.IconPlay, fyne.KeyH, false, needed},
	{embed.UID, "Copy UID", "UID copied", "%s UIDs copied", look.IconTag, fyne.KeyU, false, never},
}

var signedLink = copying{embed.Watch, "Copy signed link", "Signed link copied", "%s signed links copied", look.IconKey, fyne.KeyL, true, always}

// copied is the outcome of copying.
type copied struct {
	videos []library.Video
	links  []embed.Links
	made   *made
}

// copy copies one kind of link of each video.
func (c *Copier) copy(how copying, of Source) {
	terms := token.Terms{Expires: c.Now().Add(c.Habits.life())}
	byStream := c.Habits.Stream
	var got copied
	c.Do(func(ctx context.Context) (err error) {
		if got.videos, err = of(ctx); err != nil {
			return err
		}
		var toSign []library.Video
		for _, v := range got.videos {
			if how.tokens == always || how.tokens == needed && v.RequireSignedURLs {
				toSign = append(toSign, v)
			}
		}
		if got.made, err = c.signFor(ctx, byStream, terms, toSign); err != nil {
			return err
		}
		if got.links, err = linksOf(got.videos, got.made); err != nil {
			return err
		}
		return got.made.remember(ctx, "")
	}, func(err error) {
		if err != nil {
			c.Toast(widgets.Toast{Text: words.F("Nothing was copied: %s", err.Error()), Failed: true})
			return
		}
		lines := make([]string, len(got.links))
		for i, l := range got.links {
			lines[i] = l.Get(how.kind)
		}
		c.put(strings.Join(lines, "\n"), got.made != nil)
		c.say(how, got)
	})
}

// signFor makes tokens for those videos that are to have one, if any.
func (c *Copier) signFor(ctx context.Context, byStream bool, t token.Terms, videos []library.Video) (*made, error) {
	if len(videos) == 0 {
		return nil, nil
	}
	return sign(ctx, c.Desk, byStream, t, videos)
}

// linksOf are the links of those videos that have an address at Stream.
func linksOf(videos []library.Video, m *made) ([]embed.Links, error) {
	var links []embed.Links
	for i := range videos {
		l, err := embed.LinksOf(&videos[i], m.of(videos[i].UID), embed.Settings{})
		if errors.Is(err, embed.ErrNoDelivery) {
			continue
		}
		if err != nil {
			return nil, err
		}
		links = append(links, l)
	}
	if len(links) == 0 {
		return nil, errNothing
	}
	return links, nil
}

// put puts text on the clipboard.
func (c *Copier) put(text string, secret bool) {
	if secret {
		c.CopySecret(text)
	} else {
		c.Copy(text)
	}
}

// say tells what was copied, and what will keep it from playing.
func (c *Copier) say(how copying, got copied) {
	said := lang.L(how.one)
	if len(got.links) > 1 {
		said = words.N(len(got.links), how.one, how.many)
	}
	if got.made != nil {
		said = words.List(said, words.F("plays until %s", signing.Clock(got.made.maker.Terms().Expires, c.Now())))
	}
	toast := widgets.Toast{Text: said}
	bare := 0
	for _, v := range got.videos {
		if v.RequireSignedURLs && got.made.of(v.UID) == "" {
			bare++
		}
	}
	switch left := len(got.videos) - len(got.links); {
	case bare > 0 && how.kind == embed.Watch:
		toast.Text = words.List(said, words.N(bare, "but %s video plays with a token only", "but %s videos play with a token only"))
		toast.Icon, toast.Tone = look.IconWarning, look.Warning
		toast.Action, toast.OnAction = lang.L("Copy signed link"), func() { c.copy(signedLink, These(got.videos...)) }
	case left > 0:
		toast.Text = words.List(said, words.N(left, "%s video has no address yet", "%s videos have no address yet"))
		toast.Icon, toast.Tone = look.IconWarning, look.Warning
	}
	c.Toast(toast)
}
