package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"spool/app/welcome"
	"spool/library"
	"spool/library/stream"
	"spool/uploader"
)

// checkTime bounds the test of a token.
const checkTime = 30 * time.Second

// noVideo is a uid that no video has.
const noVideo = "00000000000000000000000000000000"

// checkToken asks Stream what a token can do. Whether it may write is asked by
// an edit of a video that does not exist: without the permission Stream refuses
// it before it looks for the video, and nothing can come of it.
func checkToken(ctx context.Context, a uploader.Account, token string) (welcome.Report, error) {
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	var r welcome.Report
	client, err := stream.New(stream.Config{BaseURL: a.BaseURL, AccountID: a.ID, Token: token, UserAgent: "spool/" + version})
	if err != nil {
		return r, err
	}
	state, err := client.VerifyToken(ctx)
	switch {
	case errors.Is(err, library.ErrUnauthorized), errors.Is(err, library.ErrRefused):
		return r, nil
	case err != nil:
		return r, unreachable(err)
	}
	r.Active, r.Expires = state.Status == "active", state.Expires
	if !r.Active {
		return r, nil
	}
	usage, err := client.Usage(ctx, "")
	switch {
	case err == nil:
		r.Read, r.Videos, r.Minutes, r.Limit = true, usage.Videos, usage.Minutes, usage.MinutesLimit
	case !refused(err):
		return r, unreachable(err)
	}
	_, err = client.Edit(ctx, noVideo, library.Patch{library.FieldRequireSignedURLs: json.RawMessage("false")})
	switch {
	case errors.Is(err, library.ErrNotFound):
		r.Write = true
	case !refused(err):
		return r, unreachable(err)
	}
	return r, nil
}

// refused reports that Stream answered, and said no.
func refused(err error) bool {
	return errors.Is(err, library.ErrUnauthorized) || errors.Is(err, library.ErrNotFound) || errors.Is(err, library.ErrRefused)
}

func unreachable(err error) error {
	return fmt.Errorf("the token could not be checked: %w", err)
}
