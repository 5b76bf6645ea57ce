package embed

import (
	"fmt"
	"slices"
	"strings"

	"spool/library"
)

// Kind is a thing that can be copied of a video.
type Kind string

// Everything that can be copied.
const (
	Responsive Kind = "embed"
	Fixed      Kind = "embed-fixed"
	Watch      Kind = "watch"
	IframeURL  Kind = "iframe"
	HLS        Kind = "hls"
	DASH       Kind = "dash"
	Thumbnail  Kind = "thumbnail"
	GIF        Kind = "gif"
	MP4        Kind = "mp4"
	M4A        Kind = "m4a"
	UID        Kind = "uid"
)

// Kinds are all of them, in the order people see them.
var Kinds = []Kind{Responsive, Fixed, Watch, IframeURL, HLS, DASH, Thumbnail, GIF, MP4, M4A, UID}

// ParseKind reads a kind by its name.
func ParseKind(s string) (Kind, error) {
	if k := Kind(strings.ToLower(strings.TrimSpace(s))); slices.Contains(Kinds, k) {
		return k, nil
	}
	names := make([]string, len(Kinds))
	for i, k := range Kinds {
		names[i] = string(k)
	}
	return "", fmt.Errorf("%.40q can't be copied: say %s", s, strings.Join(names, ", "))
}

// Links are all addresses and codes of one video. The downloads' work once
// Stream made the files.
type Links struct {
	UID        string `json:"uid"`
	Name       string `json:"name"`
	Responsive string `json:"embed"`
	Fixed      string `json:"embed_fixed"`
	Watch      string `json:"watch"`
	Iframe     string `json:"iframe"`
	HLS        string `json:"hls"`
	DASH       string `json:"dash"`
	Thumbnail  string `json:"thumbnail"`
	GIF        string `json:"gif"`
	MP4        string `json:"mp4"`
	M4A        string `json:"m4a"`
}

// Settings shape the links.
type Settings struct {
	Player Player
	// Size is that of the fixed code.
	Size  Size
	Still Still
	GIF   Animation
}

// LinksOf writes the links of a video. token stands in place of the uid in
// every address where it is not empty.
func LinksOf(v *library.Video, token string, s Settings) (Links, error) {
	d, err := DeliveryOf(v)
	if err != nil {
		return Links{}, err
	}
	id := v.UID
	if token != "" {
		id = token
	}
	fixed := s.Size
	fixed.Fixed = true
	return Links{
		UID:        v.UID,
		Name:       v.Name(),
		Responsive: d.Code(v, id, s.Player, Size{}),
		Fixed:      d.Code(v, id, s.Player, fixed),
		Watch:      d.address(id, "watch", nil),
		Iframe:     d.Iframe(id, s.Player),
		HLS:        d.address(id, "manifest/video.m3u8", nil),
		DASH:       d.address(id, "manifest/video.mpd", nil),
		Thumbnail:  d.Thumbnail(id, s.Still),
		GIF:        d.GIF(id, s.GIF),
		MP4:        d.Download(id, library.DownloadMP4, v.Name()),
		M4A:        d.Download(id, library.DownloadAudio, v.Name()),
	}, nil
}

// Get is the link of a kind.
func (l Links) Get(k Kind) string {
	switch k {
	case Responsive:
		return l.Responsive
	case Fixed:
		return l.Fixed
	case Watch:
		return l.Watch
	case IframeURL:
		return l.Iframe
	case HLS:
		return l.HLS
	case DASH:
		return l.DASH
	case Thumbnail:
		return l.Thumbnail
	case GIF:
		return l.GIF
	case MP4:
		return l.MP4
	case M4A:
		return l.M4A
	}
	return l.UID
}
