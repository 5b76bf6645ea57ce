package main

import (
	"fmt"
	"slices"
	"testing"
)

const output = `goos: linux
pkg: spool/widgets
cpu: any
BenchmarkJump-2      	     100	   1500000 ns/op	  12 B/op
BenchmarkBareJump-2  	     100	   2500000 ns/op
BenchmarkFrame       	     100	       800 ns/op	   3.5 ms/frame
BenchmarkJump-2      	     100	   1700000 ns/op	  12 B/op
BenchmarkJump-2      	     100	   1600000 ns/op	  12 B/op
PASS
ok  	spool/widgets	1.2s
`

func TestBenchmarksBecomeFigures(t *testing.T) {
	claims := []claim{{
		name: "List jump", required: "under 2 ms", pkg: "spool/widgets", benchmark: "BenchmarkJump", unit: "ns/op",
		limit: 2e6, peer: "BenchmarkBareJump", peerName: "widget.List",
	}}
	figures, err := figuresOf(parseBenchmarks(output), claims)
	if err != nil {
		t.Fatal(err)
	}
	want := []figure{{name: "List jump", required: "under 2 ms", measured: "1.6 ms", peer: "widget.List 2.5 ms", held: true}}
	if !slices.Equal(figures, want) {
		t.Errorf("got  %+v\nwant %+v", figures, want)
	}
}

func TestAPackageRunsOnceWithAllThatIsAskedOfIt(t *testing.T) {
	runs := runsOf([]claim{
		{pkg: "spool/widgets", benchmark: "BenchmarkJump", peer: "BenchmarkBareJump"},
		{pkg: "spool/library", benchmark: "BenchmarkSync/videos=100"},
		{pkg: "spool/widgets", benchmark: "BenchmarkJump"},
	})
	want := "[{spool/widgets [BenchmarkJump BenchmarkBareJump]} {spool/library [BenchmarkSync]}]"
	if got := fmt.Sprint(runs); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestAMissedLimitIsNotHeld(t *testing.T) {
	tests := map[string]claim{
		"too slow": {limit: 1e6},
		"too few":  {limit: 2e6, atLeast: true},
	}
	for name, c := range tests {
		t.Run(name, func(t *testing.T) {
			c.pkg, c.benchmark, c.unit = "spool/widgets", "BenchmarkJump", "ns/op"
			figures, err := figuresOf(parseBenchmarks(output), []claim{c})
			if err != nil {
				t.Fatal(err)
			}
			if figures[0].held {
				t.Errorf("held: %+v", figures[0])
			}
		})
	}
}

func TestAClaimWithoutItsBenchmarkIsAnError(t *testing.T) {
	if _, err := figuresOf(nil, []claim{{pkg: "spool/widgets", benchmark: "BenchmarkGone"}}); err == nil {
		t.Error("no error")
	}
}
