package main

import (
	"context"
	"time"

	"spool/library"
	"spool/library/embed"
	"spool/library/token/desk"
)

// Signing implements app.Session.
func (s *session) Signing() *desk.Desk { return s.signing.Desk }

// KeyringWorks implements app.Session: nil where a new key can be kept.
func (s *session) KeyringWorks(ctx context.Context) error { return s.signing.vault.probe(ctx) }

// CaptionLanguages implements app.Session.
func (s *session) CaptionLanguages(ctx context.Context, uid string) ([]string, error) {
	if s.videos.client == nil {
		return nil, errNoToken
	}
	captions, err := s.videos.client.Captions(ctx, uid)
	languages := make([]string, len(captions))
	for i, c := range captions {
		languages[i] = c.Language
	}
	return languages, err
}

// Still implements app.Session.
func (s *session) Still(ctx context.Context, v library.Video, at time.Duration, width, height int) ([]byte, error) {
	if s.desks == nil {
		return nil, errNoToken
	}
	return s.desks.still(ctx, v, embed.Still{At: max(0, at), HasAt: at >= 0, Width: width, Height: height, Fit: embed.FitCrop})
}
