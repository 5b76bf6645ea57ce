package stream

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strconv"

	"github.com/cloudflare/cloudflare-go/v6/option"
	sdk "github.com/cloudflare/cloudflare-go/v6/stream"
	"github.com/tidwall/gjson"

	"spool/library"
)

// Watermarks lists the account's watermark profiles.
func (c *Client) Watermarks(ctx context.Context) ([]library.Watermark, error) {
	var p sdk.WatermarkListParams
	p.AccountID.Value, p.AccountID.Present = c.account, true
	a, err := c.call(ctx, again, func(ctx context.Context, opts ...option.RequestOption) error {
		_, err := c.api.Watermarks.List(ctx, p, opts...)
		return err
	})
	if err != nil {
		return nil, err
	}
	var list []library.Watermark
	for _, r := range a.result.Array() {
		list = append(list, watermark(r))
	}
	return list, nil
}

// Watermark is one profile.
func (c *Client) Watermark(ctx context.Context, uid string) (library.Watermark, error) {
	if err := checkIDs(uid); err != nil {
		return library.Watermark{}, err
	}
	var p sdk.WatermarkGetParams
	p.AccountID.Value, p.AccountID.Present = c.account, true
	a, err := c.call(ctx, again, func(ctx context.Context, opts ...option.RequestOption) error {
		_, err := c.api.Watermarks.Get(ctx, uid, p, opts...)
		return err
	})
	return watermark(a.result), err
}

// CreateWatermark makes a profile from a PNG of at most 2 MiB. Of w only
// Name, Opacity, Padding, Scale and Position count, and all of them are sent.
func (c *Client) CreateWatermark(ctx context.Context, w library.Watermark, png []byte) (library.Watermark, error) {
	form := newForm()
	form.field("name", w.Name)
	for name, value := range map[string]float64{"opacity": w.Opacity, "padding": w.Padding, "scale": w.Scale} {
		form.field(name, strconv.FormatFloat(value, 'f', -1, 64))
	}
	form.field("position", w.Position)
	form.file("file", "watermark.png", png)
	a, err := c.plain(ctx, once, http.MethodPost, c.path("watermarks"), form.contentType(), form.body)
	return watermark(a.result), err
}

// CreateWatermarkURL is CreateWatermark with a picture Stream fetches itself.
func (c *Client) CreateWatermarkURL(ctx context.Context, w library.Watermark, from string) (library.Watermark, error) {
	body, err := json.Marshal(map[string]any{
		"url": from, "name": w.Name, "opacity": w.Opacity, "padding": w.Padding, "scale": w.Scale, "position": w.Position,
	})
	if err != nil {
		return library.Watermark{}, err
	}
	a, err := c.plain(ctx, once, http.MethodPost, c.path("watermarks"), "application/json",
		func() io.Reader { return bytes.NewReader(body) })
	return watermark(a.result), err
}

// DeleteWatermark deletes a profile; videos that carry it keep it.
func (c *Client) DeleteWatermark(ctx context.Context, uid string) error {
	if err := checkIDs(uid); err != nil {
		return err
	}
	var p sdk.WatermarkDeleteParams
	p.AccountID.Value, p.AccountID.Present = c.account, true
	_, err := c.call(ctx, again, func(ctx context.Context, opts ...option.RequestOption) error {
		_, err := c.api.Watermarks.Delete(ctx, uid, p, opts...)
		return err
	})
	return err
}

func watermark(r gjson.Result) library.Watermark {
	return library.Watermark{
		UID: text(r.Get("uid")), Name: text(r.Get("name")), Created: instant(r.Get("created")),
		Size: r.Get("size").Int(), Width: int(r.Get("width").Int()), Height: int(r.Get("height").Int()),
		DownloadedFrom: text(r.Get("downloadedFrom")), Opacity: r.Get("opacity").Float(),
		Padding: r.Get("padding").Float(), Scale: r.Get("scale").Float(), Position: text(r.Get("position")),
	}
}
