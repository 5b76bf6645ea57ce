package token

import (
	"crypto/rsa"
	"time"
)

// Issue is the record of a token that was made: what it allows, and not the
// token, unless its maker asked for that.
type Issue struct {
	// ID is the record's own number, Batch the same for all tokens that were
	// made together and empty for one made alone.
	ID    int64
	Batch string
	// KeyID is the key that signed; ByAPI says that Stream did.
	KeyID string
	ByAPI bool
	// UID is the video's, Name what it was called then.
	UID, Name string
	IssuedAt  time.Time
	Terms
	// Note is the maker's own, such as for whom it is.
	Note string
	// Token is the token itself where it was to be kept, else empty.
	Token string
}

// Query chooses from the record. Its zero value is everything, newest first.
type Query struct {
	// Text is searched in names, uids, notes, rules and countries.
	Text       string
	KeyID, UID string
	// Since leaves out what was issued earlier; ValidAt what is over at that
	// moment.
	Since, ValidAt time.Time
	// Limit is the most that are returned; 0 is all.
	Limit int
}

// Consequence is what deleting a key would end, as far as it is on record
// here: tokens made elsewhere with the same key end as well.
type Consequence struct {
	Tokens, Videos int
	// Last is when the longest of them would end by itself.
	Last time.Time
}

// KnownKey is what this computer knows of a signing key, none of it secret.
type KnownKey struct {
	ID string
	// Label is the person's own name for it.
	Label string
	// Created is when Stream made it, LastUsed when it last signed here.
	Created, LastUsed time.Time
	Public            *rsa.PublicKey
	// Kept says that the private part was put into the system keyring.
	Kept bool
}
