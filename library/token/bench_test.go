package token_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"fmt"
	"testing"
	"time"

	"spool/library/token"
)

// BenchmarkTokenAgainstBareSignature signs each text both ways in turn, so that
// whatever slows the machine slows both, and reports the rate of tokens as a
// share of the rate of bare RSA signatures.
func BenchmarkTokenAgainstBareSignature(b *testing.B) {
	key, terms := testKey(b), token.Terms{Expires: noon.Add(time.Hour)}
	sum := sha256.Sum256([]byte("as long as any text once it is hashed"))
	var bare, signed time.Duration
	for b.Loop() {
		start := time.Now()
		if _, err := rsa.SignPKCS1v15(rand.Reader, rsaKey(), crypto.SHA256, sum[:]); err != nil {
			b.Fatal(err)
		}
		between := time.Now()
		if _, err := key.Sign(uid, terms, noon); err != nil {
			b.Fatal(err)
		}
		bare, signed = bare+between.Sub(start), signed+time.Since(between)
	}
	b.ReportMetric(bare.Seconds()/signed.Seconds(), "of-bare-rate")
	b.ReportMetric(float64(b.N)/signed.Seconds(), "tokens/s")
}

// BenchmarkBatchOf10000 is a batch on all cores.
func BenchmarkBatchOf10000(b *testing.B) {
	key, terms := testKey(b), token.Terms{Expires: noon.Add(time.Hour)}
	uids := make([]string, 10_000)
	for i := range uids {
		uids[i] = fmt.Sprintf("%032x", i)
	}
	for b.Loop() {
		if _, err := key.SignAll(b.Context(), uids, terms, noon); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N*len(uids))/b.Elapsed().Seconds(), "tokens/s")
}
