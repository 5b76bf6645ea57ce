package main

import (
	"time"

	"spool/uploader"
)

// jobJSON is a job as --json prints it. Sizes are bytes, percent is 0..100.
type jobJSON struct {
	Event   string         `json:"event,omitempty"`
	ID      int64          `json:"id"`
	Path    string         `json:"path"`
	Name    string         `json:"name"`
	State   uploader.State `json:"state"`
	Size    int64          `json:"size"`
	Offset  int64          `json:"offset"`
	Speed   float64        `json:"speed,omitempty"`
	Percent float64        `json:"percent,omitempty"`
	UID     string         `json:"uid,omitempty"`
	Preview string         `json:"preview,omitempty"`
	Cause   *causeJSON     `json:"cause,omitempty"`
	// Note is what spool queue list says beside the state.
	Note      string            `json:"note,omitempty"`
	RetryAt   time.Time         `json:"retry_at,omitzero"`
	AccountID string            `json:"account_id"`
	BaseURL   string            `json:"base_url"`
	Settings  uploader.Settings `json:"settings"`
	AddedAt   time.Time         `json:"added_at"`
	SentAt    time.Time         `json:"sent_at,omitzero"`
	ReadyAt   time.Time         `json:"ready_at,omitzero"`
}

type causeJSON struct {
	uploader.Cause
	Title  string          `json:"title"`
	Text   string          `json:"text,omitempty"`
	Remedy uploader.Remedy `json:"remedy,omitempty"`
}

func newJobJSON(event string, j uploader.Job) jobJSON {
	out := jobJSON{
		Event: event, ID: j.ID, Path: j.Path, Name: j.Name(), State: j.State, Size: j.Size, Offset: j.Offset,
		Percent: j.Percent, UID: j.UID, Preview: j.Preview, RetryAt: j.RetryAt,
		AccountID: j.Account.ID, BaseURL: j.Account.BaseURL, Settings: j.Settings,
		AddedAt: j.AddedAt, SentAt: j.SentAt, ReadyAt: j.ReadyAt,
	}
	if j.Cause.Code != uploader.CodeNone {
		e := j.Explain(time.Now())
		out.Cause = &causeJSON{Cause: j.Cause, Title: e.Title, Text: e.Detail, Remedy: e.Remedy}
	}
	return out
}
