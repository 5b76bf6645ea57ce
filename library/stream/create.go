package stream

import (
	"context"
	"encoding/json"

	"github.com/cloudflare/cloudflare-go/v6/option"
	sdk "github.com/cloudflare/cloudflare-go/v6/stream"

	"spool/library"
)

// CreateUpload makes a one-time link for a file below 200 MB. The link's URL
// is a credential; it must be posted to without the API token.
func (c *Client) CreateUpload(ctx context.Context, u library.UploadLink) (library.UploadTarget, error) {
	body := settings(u.Settings)
	body["maxDurationSeconds"] = u.MaxDurationSeconds
	if !u.Expiry.IsZero() {
		body["expiry"] = formatTime(u.Expiry)
	}
	var p sdk.DirectUploadNewParams
	p.AccountID.Value, p.AccountID.Present = c.account, true
	a, err := c.call(ctx, once, func(ctx context.Context, opts ...option.RequestOption) error {
		_, err := c.api.DirectUpload.New(ctx, p, withJSON(opts, body)...)
		return err
	})
	if err != nil {
		return library.UploadTarget{}, err
	}
	r := a.result
	return library.UploadTarget{UID: text(r.Get("uid")), URL: text(r.Get("uploadURL"))}, nil
}

// Copy makes a video from a public address. The old name url of the parameter
// is the one every version of the API takes.
func (c *Client) Copy(ctx context.Context, from string, s library.Settings) (library.Video, error) {
	body := settings(s)
	body["url"] = from
	var p sdk.CopyNewParams
	p.AccountID.Value, p.AccountID.Present = c.account, true
	return c.video(ctx, once, func(ctx context.Context, opts ...option.RequestOption) error {
		_, err := c.api.Copy.New(ctx, p, withJSON(opts, body)...)
		return err
	})
}

// Clip makes a video of a part of another. Scheduled deletion is not
// inherited (Cloudflare docs, Stream, "Clip videos").
func (c *Client) Clip(ctx context.Context, clip library.Clip) (library.Video, error) {
	body := settings(clip.Settings)
	body["clippedFromVideoUID"] = clip.Source
	body["startTimeSeconds"] = clip.Start
	body["endTimeSeconds"] = clip.End
	var p sdk.ClipNewParams
	p.AccountID.Value, p.AccountID.Present = c.account, true
	return c.video(ctx, once, func(ctx context.Context, opts ...option.RequestOption) error {
		_, err := c.api.Clip.New(ctx, p, withJSON(opts, body)...)
		return err
	})
}

// settings leaves out what is not set, so that Stream's defaults hold.
func settings(s library.Settings) map[string]any {
	body := map[string]any{}
	if len(s.Meta) > 0 {
		body["meta"] = s.Meta
	}
	if s.Creator != "" {
		body["creator"] = s.Creator
	}
	if len(s.AllowedOrigins) > 0 {
		body["allowedOrigins"] = s.AllowedOrigins
	}
	if s.RequireSignedURLs {
		body["requireSignedURLs"] = true
	}
	if s.ThumbnailPct != 0 {
		body["thumbnailTimestampPct"] = s.ThumbnailPct
	}
	if !s.ScheduledDeletion.IsZero() {
		body["scheduledDeletion"] = formatTime(s.ScheduledDeletion)
	}
	if s.WatermarkUID != "" {
		body["watermark"] = map[string]string{"uid": s.WatermarkUID}
	}
	return body
}

// withJSON replaces the body the SDK would send: its typed fields know no
// fractions of a second in times and clips.
func withJSON(opts []option.RequestOption, body any) []option.RequestOption {
	data, err := json.Marshal(body)
	if err != nil {
		// Only maps of plain values and valid JSON come here.
		panic(err)
	}
	return append(opts, option.WithRequestBody("application/json", data))
}
