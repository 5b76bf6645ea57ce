// Package signing is the page of signing keys: the account's keys, the tokens
// that were issued, who may watch with one, and what any pasted token is worth.
// The Share tab shows tokens with the same parts.
package signing
