package embed

import (
	"errors"
	"fmt"
	"html"
	"net/url"
	"regexp"
	"strings"
	"time"

	"golang.org/x/text/language"

	"spool/library"
)

// Preload is how much the player loads before it is started.
type Preload string

// What the player takes (Cloudflare docs, Stream, "Use the Stream player").
const (
	PreloadNone     Preload = "none"
	PreloadMetadata Preload = "metadata"
	PreloadAuto     Preload = "auto"
)

// Player is how Stream's player is set up. The zero value is the player as
// Stream shows it by itself.
type Player struct {
	Autoplay, Loop, Muted bool
	// HideControls leaves only the picture.
	HideControls bool
	// DVR lets viewers of a live video go back (HLS only).
	DVR     bool
	Preload Preload
	// Start is where playback begins.
	Start time.Duration
	// TextTrack is the BCP 47 tag of the captions shown from the start.
	TextTrack string
	// PrimaryColor and LetterboxColor are CSS colours; Letterbox also takes
	// transparent.
	PrimaryColor, LetterboxColor string
	// Poster is the address of a picture, or empty. PosterStill, where set, is
	// a still of the video itself, whose address gets the token by itself.
	Poster      string
	PosterStill *Still
	// AdURL is the address of a VAST tag.
	AdURL string
}

// colour is what may stand in a player's address; more than CSS colours, but
// nothing that could end the value.
var colour = regexp.MustCompile(`^(#[0-9A-Fa-f]{3,8}|[A-Za-z]+|(rgb|rgba|hsl|hsla)\([0-9.,%/ degratun-]+\))$`)

// Check reports the first setting that the player would not understand.
func (p Player) Check() error {
	switch p.Preload {
	case "", PreloadNone, PreloadMetadata, PreloadAuto:
	default:
		return fmt.Errorf("preload is none, metadata or auto, not %q", p.Preload)
	}
	for name, value := range map[string]string{"accent": p.PrimaryColor, "letterbox": p.LetterboxColor} {
		if value != "" && !colour.MatchString(value) {
			return fmt.Errorf("the %s colour %.40q is no CSS colour: write #F2C14E", name, value)
		}
	}
	if p.TextTrack != "" {
		if _, err := language.Parse(p.TextTrack); err != nil {
			return fmt.Errorf("the captions' language %.40q is no language tag: write de or en-GB", p.TextTrack)
		}
	}
	for name, value := range map[string]string{"poster": p.Poster, "ad": p.AdURL} {
		if u, err := url.Parse(value); value != "" && (err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http")) {
			return fmt.Errorf("the %s's address %.60q must begin with https", name, value)
		}
	}
	if p.Start < 0 {
		return errors.New("the player can't start before the video does")
	}
	if p.Poster != "" && p.PosterStill != nil {
		return errors.New("the poster is a still of the video or a picture of your own, not both")
	}
	return nil
}

// Iframe is the address of the player for an iframe. id is the uid or a token.
func (d Delivery) Iframe(id string, p Player) string {
	return d.address(id, "iframe", p.query(d, id))
}

func (p Player) query(d Delivery, id string) url.Values {
	q := url.Values{}
	for name, on := range map[string]bool{"autoplay": p.Autoplay, "loop": p.Loop, "muted": p.Muted, "dvrEnabled": p.DVR} {
		// The player takes any value of autoplay, even false, for on.
		if on {
			q.Set(name, "true")
		}
	}
	if p.HideControls {
		q.Set("controls", "false")
	}
	poster := p.Poster
	if p.PosterStill != nil {
		poster = d.Thumbnail(id, *p.PosterStill)
	}
	for name, value := range map[string]string{
		"preload": string(p.Preload), "defaultTextTrack": p.TextTrack, "primaryColor": p.PrimaryColor,
		"letterboxColor": p.LetterboxColor, "poster": poster, "ad-url": p.AdURL,
	} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if p.Start > 0 {
		q.Set("startTime", seconds(p.Start))
	}
	return q
}

// Size is the room an embed code takes. The zero value follows the width of
// the page around it, in the video's own proportions.
type Size struct {
	// Fixed is for a player that keeps its size. Width and Height are in CSS
	// pixels; what is 0 follows from the other and the video's proportions,
	// and both from 1280 wide.
	Fixed         bool
	Width, Height int
}

// defaultWidth is the width of the code in Stream's documentation.
const defaultWidth = 1280

// pixels is the size of a fixed player for a video.
func (s Size) pixels(v *library.Video) (width, height int) {
	w, h := proportions(v)
	width, height = s.Width, s.Height
	if width <= 0 && height <= 0 {
		// A portrait video of that width would leave every screen.
		if width = defaultWidth; h > w {
			width = int(float64(defaultWidth)*w/h + 0.5)
		}
	}
	if height <= 0 {
		height = int(float64(width)*h/w + 0.5)
	}
	if width <= 0 {
		width = int(float64(height)*w/h + 0.5)
	}
	return max(width, 1), max(height, 1)
}

// proportions are the video's own, and 16:9 where Stream does not know them.
func proportions(v *library.Video) (w, h float64) {
	if v.Width > 0 && v.Height > 0 {
		return float64(v.Width), float64(v.Height)
	}
	return 16, 9
}

// allow are the rights the player asks of the page
// (Cloudflare docs, Stream, "Use the Stream player").
const allow = "accelerometer; gyroscope; autoplay; encrypted-media; picture-in-picture;"

// Code is the HTML that shows the player on a page. id is the uid or a token.
func (d Delivery) Code(v *library.Video, id string, p Player, s Size) string {
	source, title := html.EscapeString(d.Iframe(id, p)), html.EscapeString(titleOf(v))
	if s.Fixed {
		width, height := s.pixels(v)
		return fmt.Sprintf(`<iframe src="%s" title="%s" style="border: none" width="%d" height="%d" allow="%s" allowfullscreen></iframe>`,
			source, title, width, height, allow)
	}
	w, h := proportions(v)
	return fmt.Sprintf(`<div style="position: relative; padding-top: %s%%"><iframe src="%s" title="%s" `+
		`style="border: none; position: absolute; top: 0; left: 0; height: 100%%; width: 100%%" allow="%s" allowfullscreen></iframe></div>`,
		percent(100*h/w), source, title, allow)
}

// percent has at most four decimals, so that 56.25 stays 56.25.
func percent(f float64) string {
	return strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.4f", f), "0"), ".")
}

// titleOf is a video's name for people, its uid where it has none.
func titleOf(v *library.Video) string {
	if name := v.Name(); name != "" {
		return name
	}
	return v.UID
}
