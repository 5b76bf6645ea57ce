package stream

import (
	"context"

	"github.com/cloudflare/cloudflare-go/v6/option"
	sdk "github.com/cloudflare/cloudflare-go/v6/stream"
	"github.com/tidwall/gjson"

	"spool/library"
)

// Keys lists the account's signing keys without their private parts.
func (c *Client) Keys(ctx context.Context) ([]library.SigningKey, error) {
	var p sdk.KeyGetParams
	p.AccountID.Value, p.AccountID.Present = c.account, true
	a, err := c.call(ctx, again, func(ctx context.Context, opts ...option.RequestOption) error {
		_, err := c.api.Keys.Get(ctx, p, opts...)
		return err
	})
	if err != nil {
		return nil, err
	}
	var list []library.SigningKey
	for _, r := range a.result.Array() {
		list = append(list, signingKey(r))
	}
	return list, nil
}

// CreateKey makes a signing key. Its private parts are never shown again.
func (c *Client) CreateKey(ctx context.Context) (library.SigningKey, error) {
	var p sdk.KeyNewParams
	p.AccountID.Value, p.AccountID.Present = c.account, true
	p.Body = map[string]any{}
	a, err := c.call(ctx, once, func(ctx context.Context, opts ...option.RequestOption) error {
		_, err := c.api.Keys.New(ctx, p, opts...)
		return err
	})
	return signingKey(a.result), err
}

// DeleteKey revokes a key and with it every token it signed.
func (c *Client) DeleteKey(ctx context.Context, id string) error {
	if err := checkIDs(id); err != nil {
		return err
	}
	var p sdk.KeyDeleteParams
	p.AccountID.Value, p.AccountID.Present = c.account, true
	_, err := c.call(ctx, again, func(ctx context.Context, opts ...option.RequestOption) error {
		_, err := c.api.Keys.Delete(ctx, id, p, opts...)
		return err
	})
	return err
}

func signingKey(r gjson.Result) library.SigningKey {
	id := text(r.Get("id"))
	if id == "" {
		id = text(r.Get("key_id"))
	}
	return library.SigningKey{
		ID: id, Created: instant(r.Get("created")), PEM: text(r.Get("pem")), JWK: text(r.Get("jwk")),
	}
}

// SignToken has Stream sign a token for a video; meant for fewer than 10,000
// a day (Cloudflare docs, Stream, "Secure your Stream").
func (c *Client) SignToken(ctx context.Context, uid string, t library.TokenRequest) (string, error) {
	if err := checkIDs(uid); err != nil {
		return "", err
	}
	body := map[string]any{}
	if t.KeyID != "" {
		body["id"], body["pem"] = t.KeyID, t.PEM
	}
	if !t.Expires.IsZero() {
		body["exp"] = t.Expires.Unix()
	}
	if !t.NotBefore.IsZero() {
		body["nbf"] = t.NotBefore.Unix()
	}
	if t.Downloadable {
		body["downloadable"] = true
	}
	if t.Original {
		body["flags"] = map[string]any{"original": true}
	}
	if len(t.Rules) > 0 {
		body["accessRules"] = t.Rules
	}
	var p sdk.TokenNewParams
	p.AccountID.Value, p.AccountID.Present = c.account, true
	a, err := c.call(ctx, again, func(ctx context.Context, opts ...option.RequestOption) error {
		_, err := c.api.Token.New(ctx, uid, p, withJSON(opts, body)...)
		return err
	})
	return text(a.result.Get("token")), err
}
