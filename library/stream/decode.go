package stream

import (
	"encoding/json"
	"math"
	"time"

	"github.com/tidwall/gjson"

	"spool/library"
)

// decodeVideos reads the rows of a list; what is no video is passed over.
func decodeVideos(rows gjson.Result, decode func(gjson.Result) library.Video) []library.Video {
	list := make([]library.Video, 0, library.MaxPage)
	rows.ForEach(func(_, row gjson.Result) bool {
		if v := decode(row); v.UID != "" {
			list = append(list, v)
		}
		return true
	})
	return list
}

// decodeLightly reads only what paging needs.
func decodeLightly(r gjson.Result) library.Video {
	return library.Video{UID: text(r.Get("uid")), Created: instant(r.Get("created"))}
}

// decodeVideo reads a video in one pass. Numbers may come as strings, a
// missing or null field is its zero value, and unknown fields stay in Raw.
func decodeVideo(r gjson.Result) library.Video {
	v := library.Video{Duration: -1, Width: -1, Height: -1}
	if !r.IsObject() {
		return v
	}
	v.Raw = r.Raw
	r.ForEach(func(key, val gjson.Result) bool {
		switch key.Str {
		case "uid":
			v.UID = text(val)
		case "created":
			v.Created = instant(val)
		case "modified":
			v.Modified = instant(val)
		case "uploaded":
			v.Uploaded = instant(val)
		case "uploadExpiry":
			v.UploadExpiry = instant(val)
		case "readyToStreamAt":
			v.ReadyAt = instant(val)
		case "readyToStream":
			v.Ready = val.Bool()
		case "scheduledDeletion":
			v.ScheduledDeletion = instant(val)
		case "status":
			v.Status = status(val)
		case "meta":
			v.Meta = meta(val)
			if v.Meta == nil && val.Type != gjson.Null {
				v.OddMeta = val.Raw
			}
		case "creator":
			v.Creator = text(val)
		case "allowedOrigins":
			v.AllowedOrigins = texts(val)
		case "requireSignedURLs":
			v.RequireSignedURLs = val.Bool()
		case "thumbnailTimestampPct":
			v.ThumbnailPct = val.Float()
		case "maxDurationSeconds":
			v.MaxDurationSeconds = int(max(0, val.Int()))
		case "maxSizeBytes":
			v.MaxSizeBytes = max(0, val.Int())
		case "publicDetails":
			v.PublicDetails = publicDetails(val)
		case "duration":
			v.Duration = known(val)
		case "size":
			v.Size = int64(known(val))
		case "input":
			v.Width, v.Height = int(known(val.Get("width"))), int(known(val.Get("height")))
		default:
			references(&v, key.Str, val)
		}
		return true
	})
	return v
}

// references reads the fields that point elsewhere.
func references(v *library.Video, key string, val gjson.Result) {
	switch key {
	case "liveInput":
		v.LiveInput = text(val)
	case "clippedFrom", "clippedFromVideoUID":
		v.ClippedFrom = text(val)
	case "watermark":
		v.WatermarkUID, v.WatermarkName = text(val.Get("uid")), text(val.Get("name"))
	case "playback":
		v.HLS, v.DASH = text(val.Get("hls")), text(val.Get("dash"))
	case "preview":
		v.Preview = text(val)
	case "thumbnail":
		v.Thumbnail = text(val)
	}
}

// status is an object, in the clip model a plain word. The error fields are
// spelled errReason… in one sample of the webhook page.
func status(r gjson.Result) library.Status {
	if r.Type == gjson.String {
		return library.Status{State: library.State(text(r))}
	}
	first := func(names ...string) string {
		for _, n := range names {
			if s := text(r.Get(n)); s != "" {
				return s
			}
		}
		return ""
	}
	return library.Status{
		State:     library.State(first("state")),
		Step:      first("step"),
		Percent:   min(max(r.Get("pctComplete").Float(), 0), 100),
		ErrorCode: first("errorReasonCode", "errReasonCode"),
		ErrorText: first("errorReasonText", "errReasonText"),
	}
}

func publicDetails(r gjson.Result) library.PublicDetails {
	return library.PublicDetails{
		Title:       text(r.Get("title")),
		ShareLink:   text(r.Get("share_link")),
		ChannelLink: text(r.Get("channel_link")),
		Logo:        text(r.Get("logo")),
	}
}

// meta keeps each value as the JSON it came in.
func meta(r gjson.Result) library.Meta {
	if !r.IsObject() {
		return nil
	}
	m := library.Meta{}
	r.ForEach(func(key, val gjson.Result) bool {
		m[key.String()] = json.RawMessage(val.Raw)
		return true
	})
	return m
}

func text(r gjson.Result) string {
	if r.Type == gjson.Null {
		return ""
	}
	return r.String()
}

func texts(r gjson.Result) []string {
	if !r.IsArray() {
		return nil
	}
	var list []string
	for _, item := range r.Array() {
		list = append(list, text(item))
	}
	return list
}

// known is a number that may be unknown: null, missing, negative are all -1.
func known(r gjson.Result) float64 {
	f := r.Float()
	if !r.Exists() || r.Type == gjson.Null || f < 0 || math.IsNaN(f) {
		return -1
	}
	return f
}

// instant reads RFC 3339 with up to nine digits of a second; anything else is
// the zero time.
func instant(r gjson.Result) time.Time {
	if r.Type != gjson.String {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339Nano, r.Str)
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

// count is a total or range: an integer in the API's description, a string in
// samples of the docs.
func count(r gjson.Result) int {
	if !r.Exists() || r.Type == gjson.Null {
		return -1
	}
	return int(r.Int())
}
