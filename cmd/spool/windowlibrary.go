package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"spool/app"
	"spool/library"
	"spool/library/embed"
	"spool/library/stream"
)

// windowLibrary is an account's videos as the window asks for them.
type windowLibrary struct{ client *stream.Client }

var _ app.Library = windowLibrary{}

// openWindowVideos opens the account's library for the window, which shows it
// also while the token is missing.
func openWindowVideos(ctx context.Context, env environment, token app.TokenPlace) (*videoLibrary, error) {
	if !token.InHand() {
		return openVideoLibrary(ctx, env, nil)
	}
	client, err := stream.New(stream.Config{
		BaseURL: env.Account.BaseURL, AccountID: env.Account.ID, Token: env.Token, UserAgent: "spool/" + version,
		BudgetFile: env.budgetFile(),
	})
	if err != nil {
		return nil, err
	}
	return openVideoLibrary(ctx, env, client)
}

// Get implements app.Library.
func (l windowLibrary) Get(ctx context.Context, uid string) (library.Video, error) {
	return l.client.Get(ctx, uid)
}

// Usage implements app.Library.
func (l windowLibrary) Usage(ctx context.Context) (library.Usage, error) {
	return l.client.Usage(ctx, "")
}

// viewTime is how long a link to a signed video works that the window opens or
// loads a picture by.
const viewTime = time.Hour

// token is what stands for the uid of a signed video, "" for others.
func (l windowLibrary) token(ctx context.Context, v *library.Video) (string, error) {
	if !v.RequireSignedURLs {
		return "", nil
	}
	return l.client.SignToken(ctx, v.UID, library.TokenRequest{Expires: time.Now().Add(viewTime)})
}

// WatchURL implements app.Library.
func (l windowLibrary) WatchURL(ctx context.Context, v library.Video) (string, error) {
	token, err := l.token(ctx, &v)
	if err != nil {
		return "", err
	}
	links, err := embed.LinksOf(&v, token, embed.Settings{})
	return links.Watch, err
}

// PlayerURL implements app.Library.
func (l windowLibrary) PlayerURL(ctx context.Context, v library.Video, at time.Duration) (string, error) {
	token, err := l.token(ctx, &v)
	if err != nil {
		return "", err
	}
	links, err := embed.LinksOf(&v, token, embed.Settings{Player: embed.Player{Start: at, Autoplay: true}})
	return links.Iframe, err
}

// FrameURL implements app.Library.
func (l windowLibrary) FrameURL(ctx context.Context, v library.Video, at time.Duration) (string, error) {
	token, err := l.token(ctx, &v)
	if err != nil {
		return "", err
	}
	links, err := embed.LinksOf(&v, token, embed.Settings{Still: embed.Still{At: at, HasAt: true}})
	return links.Thumbnail, err
}

// pictureTime and maxPicture bound one picture.
const (
	pictureTime = 30 * time.Second
	maxPicture  = 8 << 20
)

// pictureClient has no token: thumbnails are public, or signed by their
// address.
var pictureClient = &http.Client{Timeout: pictureTime}

// Thumbnail implements app.Library.
func (l windowLibrary) Thumbnail(ctx context.Context, v library.Video, width, height int) ([]byte, error) {
	return l.still(ctx, v, embed.Still{Width: width, Height: height, Fit: embed.FitCrop})
}

// still gets a picture of a video.
func (l windowLibrary) still(ctx context.Context, v library.Video, s embed.Still) ([]byte, error) {
	token, err := l.token(library.WithPriority(ctx, library.Background), &v)
	if err != nil {
		return nil, err
	}
	links, err := embed.LinksOf(&v, token, embed.Settings{Still: s})
	if err != nil {
		return nil, err
	}
	return fetchPicture(ctx, v.UID, links.Thumbnail)
}

// fetchPicture gets a picture of the video with that uid.
func fetchPicture(ctx context.Context, uid, address string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	res, err := pictureClient.Do(req)
	if err != nil {
		return nil, fmt.Errorf("the picture of %s: %w", uid, err)
	}
	defer res.Body.Close() // only read from
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the picture of %s: Stream answers %s", uid, res.Status)
	}
	return io.ReadAll(io.LimitReader(res.Body, maxPicture))
}

// noLibrary is the library of an account whose token is not here.
type noLibrary struct{}

// Get implements app.Library.
func (noLibrary) Get(context.Context, string) (library.Video, error) {
	return library.Video{}, errNoToken
}

// Usage implements app.Library.
func (noLibrary) Usage(context.Context) (library.Usage, error) { return library.Usage{}, errNoToken }

// FrameURL implements app.Library.
func (noLibrary) FrameURL(context.Context, library.Video, time.Duration) (string, error) {
	return "", errNoToken
}

// PlayerURL implements app.Library.
func (noLibrary) PlayerURL(context.Context, library.Video, time.Duration) (string, error) {
	return "", errNoToken
}

// WatchURL implements app.Library.
func (noLibrary) WatchURL(context.Context, library.Video) (string, error) { return "", errNoToken }

// Thumbnail implements app.Library.
func (noLibrary) Thumbnail(context.Context, library.Video, int, int) ([]byte, error) {
	return nil, errNoToken
}
