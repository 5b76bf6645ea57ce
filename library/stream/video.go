package stream

import (
	"context"
	"encoding/json"
	"iter"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/cloudflare/cloudflare-go/v6/option"
	sdk "github.com/cloudflare/cloudflare-go/v6/stream"

	"spool/library"
)

// List is one page of videos.
func (c *Client) List(ctx context.Context, l library.Listing) (library.Page, error) {
	var p sdk.StreamListParams
	p.AccountID.Value, p.AccountID.Present = c.account, true
	query := listQuery(l)
	a, err := c.call(ctx, again, func(ctx context.Context, opts ...option.RequestOption) error {
		_, err := c.api.List(ctx, p, append(opts, query...)...)
		return err
	})
	if err != nil {
		return library.Page{}, err
	}
	page := library.Page{Total: a.total, Range: a.left}
	if l.Lazy {
		page.Videos = decodeVideos(a.result, decodeLightly)
		page.Rest = func() []library.Video { return decodeVideos(a.result, decodeVideo) }
		return page, nil
	}
	page.Videos = decodeVideos(a.result, decodeVideo)
	return page, nil
}

// listQuery goes past the SDK's typed parameters because those cut times to
// seconds, which would lose videos at the edge of a page.
func listQuery(l library.Listing) []option.RequestOption {
	var opts []option.RequestOption
	add := func(key, value string) {
		if value != "" {
			opts = append(opts, option.WithQuery(key, value))
		}
	}
	states := make([]string, len(l.States))
	for i, s := range l.States {
		states[i] = string(s)
	}
	add("id", strings.Join(l.IDs, ","))
	add("name", strings.Join(l.Names, ","))
	add("search", l.Search)
	add("video_name", l.ExactName)
	add("creator", l.Creator)
	add("status", strings.Join(states, ","))
	add("type", l.Type)
	add("live_input_id", l.LiveInput)
	add("after", formatTime(l.After))
	add("before", formatTime(l.Before))
	if l.Ascending {
		add("asc", "true")
	}
	if l.Limit > 0 {
		add("limit", strconv.Itoa(l.Limit))
	}
	if l.Counts {
		add("include_counts", "true")
	}
	return opts
}

// All lists every video that matches, page after page, each once. Limit is
// the size of a page. The sequence ends as library.Walk does.
func (c *Client) All(ctx context.Context, l library.Listing) iter.Seq2[library.Video, error] {
	return library.Walk(ctx, c, l)
}

// Get is one video; library.ErrNotFound when there is none.
func (c *Client) Get(ctx context.Context, uid string) (library.Video, error) {
	if err := checkIDs(uid); err != nil {
		return library.Video{}, err
	}
	var p sdk.StreamGetParams
	p.AccountID.Value, p.AccountID.Present = c.account, true
	return c.video(ctx, again, func(ctx context.Context, opts ...option.RequestOption) error {
		_, err := c.api.Get(ctx, uid, p, opts...)
		return err
	})
}

// Edit changes the fields of the patch and no others, and returns the video
// as it is then.
func (c *Client) Edit(ctx context.Context, uid string, patch library.Patch) (library.Video, error) {
	if err := checkIDs(uid); err != nil {
		return library.Video{}, err
	}
	body, err := json.Marshal(patch)
	if err != nil {
		return library.Video{}, err
	}
	var p sdk.StreamEditParams
	p.AccountID.Value, p.AccountID.Present = c.account, true
	return c.video(ctx, again, func(ctx context.Context, opts ...option.RequestOption) error {
		_, err := c.api.Edit(ctx, uid, p, append(opts, option.WithRequestBody("application/json", body))...)
		return err
	})
}

// Delete deletes a video for good. A video that is gone already is
// library.ErrNotFound.
func (c *Client) Delete(ctx context.Context, uid string) error {
	if err := checkIDs(uid); err != nil {
		return err
	}
	var p sdk.StreamDeleteParams
	p.AccountID.Value, p.AccountID.Present = c.account, true
	_, err := c.call(ctx, again, func(ctx context.Context, opts ...option.RequestOption) error {
		return c.api.Delete(ctx, uid, p, opts...)
	})
	return err
}

// Usage is how much storage the account, or one creator in it, takes.
func (c *Client) Usage(ctx context.Context, creator string) (library.Usage, error) {
	var p sdk.VideoStorageUsageParams
	p.AccountID.Value, p.AccountID.Present = c.account, true
	if creator != "" {
		p.Creator.Value, p.Creator.Present = creator, true
	}
	a, err := c.call(ctx, again, func(ctx context.Context, opts ...option.RequestOption) error {
		_, err := c.api.Videos.StorageUsage(ctx, p, opts...)
		return err
	})
	if err != nil {
		return library.Usage{}, err
	}
	r := a.result
	return library.Usage{
		Minutes:      r.Get("totalStorageMinutes").Float(),
		MinutesLimit: r.Get("totalStorageMinutesLimit").Float(),
		Videos:       int(r.Get("videoCount").Int()),
		Creator:      r.Get("creator").String(),
	}, nil
}

// VerifyToken asks whether the token is active, first as a token of the
// account, then as one of a user: only its maker knows which it is.
func (c *Client) VerifyToken(ctx context.Context) (library.TokenState, error) {
	a, err := c.plain(ctx, again, http.MethodGet, "accounts/"+c.account+"/tokens/verify", "", nil)
	if err != nil {
		if a, err = c.plain(ctx, again, http.MethodGet, "user/tokens/verify", "", nil); err != nil {
			return library.TokenState{}, err
		}
	}
	r := a.result
	return library.TokenState{
		ID: r.Get("id").String(), Status: r.Get("status").String(), Expires: instant(r.Get("expires_on")),
	}, nil
}

// video is call for the answers that hold one video.
func (c *Client) video(ctx context.Context, r replay, send sdkCall) (library.Video, error) {
	a, err := c.call(ctx, r, send)
	if err != nil {
		return library.Video{}, err
	}
	v := decodeVideo(a.result)
	if v.UID == "" {
		return v, &Error{Status: http.StatusOK, Message: "Stream's answer holds no video"}
	}
	return v, nil
}

func formatTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}
