package token

import (
	"fmt"
	"slices"
	"time"

	"spool/library"
)

// Reason is one thing that matters for whether a token plays.
type Reason struct {
	// Code names the reason for programs.
	Code string `json:"code"`
	// Text says it in a sentence.
	Text string `json:"text"`
	// Stops is set where Stream refuses to play because of it; else it is
	// something to know.
	Stops bool `json:"stops"`
}

// Surroundings are what is known beyond the token. Only Now must be set.
type Surroundings struct {
	Now time.Time
	// Skew is how far the clock here is ahead of Stream's.
	Skew time.Duration
	// Video is the video the token is for, nil where that is not known;
	// VideoGone is set where Stream says there is none.
	Video     *library.Video
	VideoGone bool
	// Keys are the account's keys at Stream; KeysKnown tells an account without
	// keys from one that was not asked.
	Keys      []library.SigningKey
	KeysKnown bool
}

// Reasons says why the token won't play, and what else there is to know, those
// that stop it first. Times are told relative to now.
func (d Decoded) Reasons(s Surroundings) []Reason {
	var all []Reason
	add := func(stops bool, code, format string, args ...any) {
		all = append(all, Reason{Code: code, Text: fmt.Sprintf(format, args...), Stops: stops})
	}
	d.formReasons(add)
	d.keyReasons(s, add)
	d.timeReasons(s, add)
	d.videoReasons(s, add)
	slices.SortStableFunc(all, func(a, b Reason) int {
		switch {
		case a.Stops == b.Stops:
			return 0
		case a.Stops:
			return -1
		}
		return 1
	})
	return all
}

type addReason func(stops bool, code, format string, args ...any)

func (d Decoded) formReasons(add addReason) {
	if d.Algorithm != "RS256" {
		add(true, "algorithm", "It is signed with %.20q, Stream takes RS256 only.", d.Algorithm)
	}
	if d.Subject == "" {
		add(false, "no_subject", "It names no video.")
	}
	if d.RulesUnread {
		add(true, "rule", "Its access rules can't be read.")
	}
	if len(d.Rules) > MaxRules {
		add(true, "too_many_rules", "It has %d rules, Stream takes %d.", len(d.Rules), MaxRules)
	}
	for i, r := range d.Rules {
		if _, err := CleanRule(r); err != nil {
			add(true, "rule", "Rule %d is wrong: %v.", i+1, err)
		}
	}
	if d.Download && !d.Downloadable {
		add(true, "not_downloadable", "It does not allow the download, so this link can't be saved.")
	}
}

func (d Decoded) keyReasons(s Surroundings, add addReason) {
	id := d.KeyID
	switch {
	case id == "":
		add(true, "no_key", "It does not say which key signed it.")
	case d.ClaimedKeyID != "" && d.ClaimedKeyID != id:
		add(true, "two_keys", "Its two parts name different keys, %s and %s.", id, d.ClaimedKeyID)
	}
	here := slices.ContainsFunc(s.Keys, func(k library.SigningKey) bool { return k.ID == id })
	switch {
	case d.Signature == SignatureBad:
		add(true, "bad_signature", "The signature is wrong: the token was changed, or another key signed it.")
	case s.KeysKnown && !here && d.Signature == SignatureGood:
		add(true, "key_revoked", "Its key %s was deleted at Stream.", id)
	case s.KeysKnown && !here && id != "":
		add(false, "key_not_listed", "The account lists no key %s: it was deleted, is another account's, or is Stream's own.", id)
	case d.Signature == SignatureUnchecked && id != "":
		add(false, "key_not_here", "Key %s is not on this computer, so the signature can't be checked.", id)
	}
}

// slight is as much as clocks usually differ.
const slight = 2 * time.Minute

func (d Decoded) timeReasons(s Surroundings, add addReason) {
	now := s.Now.Add(-s.Skew)
	if d.Expires.IsZero() {
		add(true, "no_expiry", "It has no end, which Stream requires.")
	} else if ago := now.Sub(d.Expires); ago >= 0 {
		add(true, "expired", "It ended %s ago.", spell(ago))
	} else if -ago > MaxLife+slight {
		add(true, "too_long", "It ends in %s, more than the 24 h Stream allows.", spell(-ago))
	}
	if wait := d.NotBefore.Sub(now); !d.NotBefore.IsZero() && wait > 0 {
		add(true, "not_yet", "It begins in %s.", spell(wait))
		if wait < slight {
			add(false, "clock", "If it was made just now, the clock of its maker is ahead.")
		}
	}
	if !d.NotBefore.IsZero() && !d.Expires.IsZero() && !d.NotBefore.Before(d.Expires) {
		add(true, "never", "It begins after its end.")
	}
	if text := SkewNote(s.Skew); text != "" {
		add(false, "clock", "%s", text)
	}
}

// SkewNote warns of a clock that is off by an amount that matters for tokens;
// empty where it is not. Skew is how far this computer is ahead.
func SkewNote(skew time.Duration) string {
	const matters = 30 * time.Second
	switch {
	case skew > matters:
		return fmt.Sprintf("The clock of this computer is %s ahead of Stream's. Set it right, or tokens begin late and live too long.", spell(skew))
	case skew < -matters:
		return fmt.Sprintf("The clock of this computer is %s behind Stream's. Set it right, or tokens end early.", spell(-skew))
	}
	return ""
}

func (d Decoded) videoReasons(s Surroundings, add addReason) {
	v := s.Video
	switch {
	case s.VideoGone:
		add(true, "video_gone", "Stream has no video %s in this account: it was deleted, or is another account's.", d.Subject)
	case v == nil:
	case d.Subject != "" && d.Subject != v.UID:
		add(true, "other_video", "It is for %s, not for this video.", d.Subject)
	case v.Status.State == library.StateError:
		add(true, "video_failed", "Stream couldn't process the video.")
	case !v.Ready:
		add(true, "video_not_ready", "The video is not ready to play yet.")
	case !v.RequireSignedURLs:
		add(false, "not_required", "The video plays without a token as well.")
	}
}
