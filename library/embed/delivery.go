package embed

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"spool/library"
)

// ErrNoDelivery reports a video with which Stream has given no address yet. It
// does so once the video is ready, at the latest.
var ErrNoDelivery = errors.New("no delivery address from Stream yet")

// Delivery is where an account's videos are delivered from.
type Delivery struct {
	// base has no slash at its end; a video's id follows after one.
	base string
}

// DeliveryOf takes the place of delivery from the addresses of a video.
func DeliveryOf(v *library.Video) (Delivery, error) {
	for _, address := range []string{v.HLS, v.DASH, v.Preview, v.Thumbnail} {
		if d, ok := deliveryIn(address, v.UID); ok {
			return d, nil
		}
	}
	return Delivery{}, fmt.Errorf("%s: %w", v.UID, ErrNoDelivery)
}

// deliveryIn finds what stands before the path element that is the id.
func deliveryIn(address, id string) (Delivery, bool) {
	u, err := url.Parse(address)
	if err != nil || id == "" || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return Delivery{}, false
	}
	elements := strings.Split(u.Path, "/")
	for i, element := range elements {
		if element == id {
			base := url.URL{Scheme: u.Scheme, Host: u.Host, Path: strings.Join(elements[:i], "/")}
			return Delivery{base: base.String()}, true
		}
	}
	return Delivery{}, false
}

// address is an address below a video's id or token.
func (d Delivery) address(id, path string, query url.Values) string {
	s := d.base + "/" + id + "/" + path
	if len(query) > 0 {
		s += "?" + query.Encode()
	}
	return s
}

// Fit is how a picture is brought to a size.
type Fit string

// The fits Stream knows (Cloudflare docs, Stream, "Display thumbnails").
const (
	FitCrop  Fit = "crop"
	FitClip  Fit = "clip"
	FitScale Fit = "scale"
	FitFill  Fit = "fill"
)

// Still says which picture of a video. With no time it is the video's own
// thumbnail.
type Still struct {
	// At is the place in the video, used where HasAt is set.
	At    time.Duration
	HasAt bool
	// Width and Height are in pixels, 0 where Stream is to choose.
	Width, Height int
	Fit           Fit
}

func (s Still) query() url.Values {
	q := url.Values{}
	if s.HasAt {
		q.Set("time", seconds(s.At)+"s")
	}
	setSize(q, s.Width, s.Height)
	if s.Fit != "" {
		q.Set("fit", string(s.Fit))
	}
	return q
}

// Animation says which part of a video becomes a GIF. Zero values leave
// Stream's defaults: from the start, 5 s, 8 pictures a second.
type Animation struct {
	Start, Length time.Duration
	FPS           int
	Width, Height int
}

func (a Animation) query() url.Values {
	q := url.Values{}
	if a.Start > 0 {
		q.Set("time", seconds(a.Start)+"s")
	}
	if a.Length > 0 {
		q.Set("duration", seconds(a.Length)+"s")
	}
	if a.FPS > 0 {
		q.Set("fps", fmt.Sprint(a.FPS))
	}
	setSize(q, a.Width, a.Height)
	return q
}

func setSize(q url.Values, width, height int) {
	if width > 0 {
		q.Set("width", fmt.Sprint(width))
	}
	if height > 0 {
		q.Set("height", fmt.Sprint(height))
	}
}

// Thumbnail is the address of a still. id is the uid or a token.
func (d Delivery) Thumbnail(id string, s Still) string {
	return d.address(id, "thumbnails/thumbnail.jpg", s.query())
}

// GIF is the address of an animation.
func (d Delivery) GIF(id string, a Animation) string {
	return d.address(id, "thumbnails/thumbnail.gif", a.query())
}

// Download is the address of a file Stream made on request. name is what
// browsers save it as: at most 120 letters, digits, - and _, so anything else
// becomes _, and a name of nothing else is left out; Stream adds the extension
// (Cloudflare docs, Stream, "Download videos").
func (d Delivery) Download(id string, kind library.DownloadKind, name string) string {
	file := "default.mp4"
	if kind == library.DownloadAudio {
		file = "audio.m4a"
	}
	q := url.Values{}
	if name = downloadName(name); strings.Trim(name, "_") != "" {
		q.Set("filename", name)
	}
	return d.address(id, "downloads/"+file, q)
}

func downloadName(name string) string {
	const longest = 120
	out := make([]byte, 0, longest)
	for _, r := range name {
		if len(out) == longest {
			break
		}
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_':
			out = append(out, byte(r))
		default:
			out = append(out, '_')
		}
	}
	return string(out)
}

// seconds is a length in seconds with as many decimals as it needs, at most
// three.
func seconds(d time.Duration) string {
	s := fmt.Sprintf("%.3f", d.Seconds())
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}
