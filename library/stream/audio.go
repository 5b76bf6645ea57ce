package stream

import (
	"context"
	"net/http"

	"github.com/cloudflare/cloudflare-go/v6/option"
	sdk "github.com/cloudflare/cloudflare-go/v6/stream"
	"github.com/tidwall/gjson"

	"spool/library"
)

// AudioTracks lists a video's additional audio tracks.
func (c *Client) AudioTracks(ctx context.Context, uid string) ([]library.AudioTrack, error) {
	if err := checkIDs(uid); err != nil {
		return nil, err
	}
	var p sdk.AudioTrackGetParams
	p.AccountID.Value, p.AccountID.Present = c.account, true
	a, err := c.call(ctx, again, func(ctx context.Context, opts ...option.RequestOption) error {
		_, err := c.api.AudioTracks.Get(ctx, uid, p, opts...)
		return err
	})
	if err != nil {
		return nil, err
	}
	// An object with the list in it today, the bare list in older answers.
	rows := a.result
	if rows.IsObject() {
		rows = rows.Get("audio")
	}
	var list []library.AudioTrack
	for _, r := range rows.Array() {
		list = append(list, audioTrack(r))
	}
	return list, nil
}

// AddAudioURL adds a track from a public address. Labels are unique within a
// video.
func (c *Client) AddAudioURL(ctx context.Context, uid, label, from string) (library.AudioTrack, error) {
	if err := checkIDs(uid); err != nil {
		return library.AudioTrack{}, err
	}
	var p sdk.AudioTrackCopyParams
	p.AccountID.Value, p.AccountID.Present = c.account, true
	p.Label.Value, p.Label.Present = label, true
	p.URL.Value, p.URL.Present = from, true
	a, err := c.call(ctx, once, func(ctx context.Context, opts ...option.RequestOption) error {
		_, err := c.api.AudioTracks.Copy(ctx, uid, p, opts...)
		return err
	})
	return audioTrack(a.result), err
}

// AddAudioFile adds a track from a file, at most 200 MB
// (Cloudflare docs, Stream, "Add additional audio tracks").
func (c *Client) AddAudioFile(ctx context.Context, uid, label string, file library.File) (library.AudioTrack, error) {
	if err := checkIDs(uid); err != nil {
		return library.AudioTrack{}, err
	}
	a, err := c.upload(ctx, c.path(uid, "audio"), map[string]string{"label": label}, file)
	return audioTrack(a.result), err
}

// EditAudio changes a track's label, or makes it the default and all others
// not.
func (c *Client) EditAudio(ctx context.Context, uid, track string, edit library.AudioEdit) (library.AudioTrack, error) {
	if err := checkIDs(uid, track); err != nil {
		return library.AudioTrack{}, err
	}
	var p sdk.AudioTrackEditParams
	p.AccountID.Value, p.AccountID.Present = c.account, true
	if edit.Label != nil {
		p.Label.Value, p.Label.Present = *edit.Label, true
	}
	if edit.Default != nil {
		p.Default.Value, p.Default.Present = *edit.Default, true
	}
	a, err := c.call(ctx, again, func(ctx context.Context, opts ...option.RequestOption) error {
		_, err := c.api.AudioTracks.Edit(ctx, uid, track, p, opts...)
		return err
	})
	return audioTrack(a.result), err
}

// DeleteAudio removes a track. Stream refuses it for the default track.
func (c *Client) DeleteAudio(ctx context.Context, uid, track string) error {
	if err := checkIDs(uid, track); err != nil {
		return err
	}
	var p sdk.AudioTrackDeleteParams
	p.AccountID.Value, p.AccountID.Present = c.account, true
	_, err := c.call(ctx, again, func(ctx context.Context, opts ...option.RequestOption) error {
		_, err := c.api.AudioTracks.Delete(ctx, uid, track, p, opts...)
		return err
	})
	return err
}

func audioTrack(r gjson.Result) library.AudioTrack {
	return library.AudioTrack{
		UID: text(r.Get("uid")), Label: text(r.Get("label")),
		Default: r.Get("default").Bool(), Status: text(r.Get("status")),
	}
}

// Downloads are the files Stream made or makes of a video, empty when there
// are none.
func (c *Client) Downloads(ctx context.Context, uid string) (map[library.DownloadKind]library.Download, error) {
	if err := checkIDs(uid); err != nil {
		return nil, err
	}
	var p sdk.DownloadGetParams
	p.AccountID.Value, p.AccountID.Present = c.account, true
	a, err := c.call(ctx, again, func(ctx context.Context, opts ...option.RequestOption) error {
		_, err := c.api.Downloads.Get(ctx, uid, p, opts...)
		return err
	})
	return downloads(a), err
}

// CreateDownload has Stream make a file of a ready video.
func (c *Client) CreateDownload(ctx context.Context, uid string, kind library.DownloadKind) (map[library.DownloadKind]library.Download, error) {
	if err := checkIDs(uid, string(kind)); err != nil {
		return nil, err
	}
	a, err := c.plain(ctx, again, http.MethodPost, c.path(uid, "downloads", string(kind)), "", nil)
	return downloads(a), err
}

// DeleteDownload deletes the file at Stream.
func (c *Client) DeleteDownload(ctx context.Context, uid string, kind library.DownloadKind) error {
	if err := checkIDs(uid, string(kind)); err != nil {
		return err
	}
	_, err := c.plain(ctx, again, http.MethodDelete, c.path(uid, "downloads", string(kind)), "", nil)
	return err
}

// downloads reads the kinds; the answer to a creation may be the bare file.
func downloads(a answer) map[library.DownloadKind]library.Download {
	m := map[library.DownloadKind]library.Download{}
	a.result.ForEach(func(key, r gjson.Result) bool {
		if r.IsObject() {
			m[library.DownloadKind(text(key))] = library.Download{
				Status: text(r.Get("status")), URL: text(r.Get("url")), Percent: r.Get("percentComplete").Float(),
			}
		}
		return true
	})
	return m
}
