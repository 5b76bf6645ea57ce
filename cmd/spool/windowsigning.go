package main

import (
	"context"

	"spool/library"
	"spool/library/token/desk"
)

// Signing implements app.Session.
func (s *session) Signing() *desk.Desk { return s.signing.Desk }

// KeyringWorks implements app.Session: nil where a new key can be kept.
func (s *session) KeyringWorks(ctx context.Context) error { return s.signing.vault.probe(ctx) }

// Change implements app.Session.
func (s *session) Change(ctx context.Context, uid string, patch library.Patch) (library.Video, error) {
	if s.videos.client == nil {
		return library.Video{}, errNoToken
	}
	return s.videos.client.Edit(ctx, uid, patch)
}
