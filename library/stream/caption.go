package stream

import (
	"context"
	"net/http"
	"strings"

	"github.com/cloudflare/cloudflare-go/v6/option"
	sdk "github.com/cloudflare/cloudflare-go/v6/stream"
	"github.com/tidwall/gjson"

	"spool/library"
)

// Captions lists a video's captions, those in progress and failed as well.
func (c *Client) Captions(ctx context.Context, uid string) ([]library.Caption, error) {
	if err := checkIDs(uid); err != nil {
		return nil, err
	}
	var p sdk.CaptionGetParams
	p.AccountID.Value, p.AccountID.Present = c.account, true
	a, err := c.call(ctx, again, func(ctx context.Context, opts ...option.RequestOption) error {
		_, err := c.api.Captions.Get(ctx, uid, p, opts...)
		return err
	})
	if err != nil {
		return nil, err
	}
	var list []library.Caption
	for _, r := range a.result.Array() {
		list = append(list, caption(r))
	}
	return list, nil
}

// Caption is the caption in one language.
func (c *Client) Caption(ctx context.Context, uid, language string) (library.Caption, error) {
	if err := checkIDs(uid, language); err != nil {
		return library.Caption{}, err
	}
	var p sdk.CaptionLanguageGetParams
	p.AccountID.Value, p.AccountID.Present = c.account, true
	a, err := c.call(ctx, again, func(ctx context.Context, opts ...option.RequestOption) error {
		_, err := c.api.Captions.Language.Get(ctx, uid, language, p, opts...)
		return err
	})
	return caption(a.result), err
}

// PutCaption uploads WebVTT, replacing the language's caption if there is
// one.
func (c *Client) PutCaption(ctx context.Context, uid, language string, vtt []byte) (library.Caption, error) {
	if err := checkIDs(uid, language); err != nil {
		return library.Caption{}, err
	}
	form := newForm()
	form.file("file", language+".vtt", vtt)
	a, err := c.plain(ctx, again, http.MethodPut, c.path(uid, "captions", language), form.contentType(), form.body)
	return caption(a.result), err
}

// GenerateCaption has Stream write captions from the speech. It is refused
// where the language has a caption already.
func (c *Client) GenerateCaption(ctx context.Context, uid, language string) (library.Caption, error) {
	if err := checkIDs(uid, language); err != nil {
		return library.Caption{}, err
	}
	var p sdk.CaptionLanguageNewParams
	p.AccountID.Value, p.AccountID.Present = c.account, true
	a, err := c.call(ctx, once, func(ctx context.Context, opts ...option.RequestOption) error {
		_, err := c.api.Captions.Language.New(ctx, uid, language, p, opts...)
		return err
	})
	return caption(a.result), err
}

// DeleteCaption removes the caption in one language.
func (c *Client) DeleteCaption(ctx context.Context, uid, language string) error {
	if err := checkIDs(uid, language); err != nil {
		return err
	}
	var p sdk.CaptionLanguageDeleteParams
	p.AccountID.Value, p.AccountID.Present = c.account, true
	_, err := c.call(ctx, again, func(ctx context.Context, opts ...option.RequestOption) error {
		_, err := c.api.Captions.Language.Delete(ctx, uid, language, p, opts...)
		return err
	})
	return err
}

// CaptionVTT is the caption's text, byte for byte as Stream keeps it.
func (c *Client) CaptionVTT(ctx context.Context, uid, language string) ([]byte, error) {
	if err := checkIDs(uid, language); err != nil {
		return nil, err
	}
	var p sdk.CaptionLanguageVttGetParams
	p.AccountID.Value, p.AccountID.Present = c.account, true
	body, err := c.text(ctx, again, func(ctx context.Context, opts ...option.RequestOption) error {
		_, err := c.api.Captions.Language.Vtt.Get(ctx, uid, language, p, opts...)
		return err
	})
	return []byte(body), err
}

// Embed is the HTML Stream itself offers for a video.
func (c *Client) Embed(ctx context.Context, uid string) (string, error) {
	if err := checkIDs(uid); err != nil {
		return "", err
	}
	var p sdk.EmbedGetParams
	p.AccountID.Value, p.AccountID.Present = c.account, true
	return c.text(ctx, again, func(ctx context.Context, opts ...option.RequestOption) error {
		_, err := c.api.Embed.Get(ctx, uid, p, opts...)
		return err
	})
}

func caption(r gjson.Result) library.Caption {
	return library.Caption{
		Language: text(r.Get("language")), Label: text(r.Get("label")),
		Generated: r.Get("generated").Bool(), Status: text(r.Get("status")),
	}
}

// path is a path below the account's videos for a call the SDK lacks.
func (c *Client) path(parts ...string) string {
	return "accounts/" + c.account + "/stream/" + strings.Join(parts, "/")
}
