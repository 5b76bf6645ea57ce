package main

// claim is what a Go benchmark has to show. It is held when the median of its
// unit is at most limit, or, with overPeer, at most limit over its peer's.
type claim struct {
	name, required string
	pkg, benchmark string
	unit           string // as in go test's output: ns/op, or one of b.ReportMetric
	limit          float64
	peer, peerName string // another benchmark of the package, and what to call it
	overPeer       bool
}

var claims = []claim{}
