package tusclient

import (
	"context"
	"io"
	"net"
	"sync"
)

// bulkBuffer is how much goes to the kernel in one call.
const bulkBuffer = 256 << 10

var bulkBuffers = sync.Pool{New: func() any { b := make([]byte, bulkBuffer); return &b }}

// bulkConn copies a request's body in large steps, where net/http's own are
// 32 KiB. TLS connections sit on top of it and do not use it.
type bulkConn struct{ net.Conn }

func bulkDial(d *net.Dialer) func(ctx context.Context, network, addr string) (net.Conn, error) {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		c, err := d.DialContext(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		return &bulkConn{c}, nil
	}
}

// ReadFrom implements io.ReaderFrom.
func (c *bulkConn) ReadFrom(r io.Reader) (int64, error) {
	b := bulkBuffers.Get().(*[]byte)
	defer bulkBuffers.Put(b)
	// The wrapped connection's own ReadFrom would fall back to small steps.
	return io.CopyBuffer(struct{ io.Writer }{c.Conn}, r, *b)
}
