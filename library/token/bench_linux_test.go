package token_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"spool/library/token"
)

// BenchmarkTokensAgainstBareSignatures signs as much both ways in turn, on one
// core, and reports the rate of tokens as a share of the rate of bare RSA
// signatures. It counts the time of the core, not the clock's, and compares the
// medians: what else runs on the machine then takes from neither.
func BenchmarkTokensAgainstBareSignatures(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	key, terms := testKey(b), token.Terms{Expires: noon.Add(time.Hour)}
	sum := sha256.Sum256([]byte("as long as any text once it is hashed"))
	uids := manyUIDs(20)
	var bare, signed []time.Duration
	for b.Loop() {
		start := coreTime(b)
		for range uids {
			if _, err := rsa.SignPKCS1v15(rand.Reader, rsaKey(), crypto.SHA256, sum[:]); err != nil {
				b.Fatal(err)
			}
		}
		between := coreTime(b)
		if _, err := key.SignAll(b.Context(), uids, terms, noon); err != nil {
			b.Fatal(err)
		}
		bare, signed = append(bare, between-start), append(signed, coreTime(b)-between)
	}
	b.ReportMetric(median(bare).Seconds()/median(signed).Seconds(), "of-bare-rate")
	b.ReportMetric(float64(len(uids))/median(signed).Seconds(), "tokens/s")
}

func manyUIDs(n int) []string {
	uids := make([]string, n)
	for i := range uids {
		uids[i] = fmt.Sprintf("%032x", i)
	}
	return uids
}

func median(d []time.Duration) time.Duration {
	slices.Sort(d)
	return d[len(d)/2]
}

// coreTime is how long this process has run so far.
func coreTime(b *testing.B) time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_PROCESS_CPUTIME_ID, &t); err != nil {
		b.Fatal(err)
	}
	return time.Duration(t.Nano())
}

// BenchmarkBatchOf10000 is a batch on all cores.
func BenchmarkBatchOf10000(b *testing.B) {
	key, terms := testKey(b), token.Terms{Expires: noon.Add(time.Hour)}
	uids := manyUIDs(10_000)
	start := coreTime(b)
	for b.Loop() {
		if _, err := key.SignAll(b.Context(), uids, terms, noon); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N*len(uids))/b.Elapsed().Seconds(), "tokens/s")
	b.ReportMetric((coreTime(b)-start).Seconds()/b.Elapsed().Seconds()/float64(runtime.NumCPU()), "of-cores")
}
