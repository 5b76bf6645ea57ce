package main

import (
	"context"
	"errors"

	"spool/library"
	"spool/library/stream"
	"spool/uploader"
)

// streamVideos lets the upload engine ask the account's API about its videos.
type streamVideos struct{ client *stream.Client }

var _ uploader.Videos = streamVideos{}

func (v streamVideos) Statuses(ctx context.Context, uids []string) (map[string]uploader.Status, error) {
	page, err := v.client.List(ctx, library.Listing{IDs: uids})
	if err != nil {
		return nil, apiFault(ctx, err)
	}
	out := make(map[string]uploader.Status, len(page.Videos))
	for _, video := range page.Videos {
		out[video.UID] = uploader.Status{
			State: string(video.Status.State), Percent: video.Status.Percent, Playable: video.Ready,
			ErrorCode: video.Status.ErrorCode, ErrorText: video.Status.ErrorText,
			Preview: video.Preview, Seconds: video.Duration,
		}
	}
	return out, nil
}

func (v streamVideos) Pending(ctx context.Context) (map[string]string, error) {
	out := map[string]string{}
	for video, err := range v.client.All(ctx, library.Listing{States: []library.State{library.StatePending}}) {
		if err != nil {
			return nil, apiFault(ctx, err)
		}
		if mark := video.Meta.Text(uploader.MarkKey); mark != "" {
			out[video.UID] = mark
		}
	}
	return out, nil
}

func (v streamVideos) Delete(ctx context.Context, uid string) error {
	err := v.client.Delete(ctx, uid)
	if err == nil || errors.Is(err, library.ErrNotFound) {
		return nil
	}
	return apiFault(ctx, err)
}

// apiFault says what the API's error means for a job.
func apiFault(ctx context.Context, err error) error {
	var refusal *stream.Error
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &refusal):
		return uploader.Answer{
			Status: refusal.Status, Code: refusal.Code, Message: refusal.Message, RetryAfter: refusal.RetryAfter,
		}.Fault()
	}
	return uploader.NewFault(uploader.CodeConnection, err)
}
