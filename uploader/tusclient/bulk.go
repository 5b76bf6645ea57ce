package tusclient

import (
	"context"
	"errors"
	"io"
	"net"
)

// bulkStep is how much of a file goes to the kernel in one call; progress and
// cancelling are as fine as this.
const bulkStep = 256 << 10

// bulkConn sends a request's body in large steps, where net/http would take
// 32 KiB at a time. Handing the file itself to the kernel (sendfile) is slower by
// a third on loopback: the receiver then takes the data page by page. TLS
// connections sit on top of it and cut the body into records of their own.
type bulkConn struct {
	*net.TCPConn
	buf []byte
}

func bulkDial(d *net.Dialer) func(ctx context.Context, network, addr string) (net.Conn, error) {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		c, err := d.DialContext(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		return &bulkConn{TCPConn: c.(*net.TCPConn)}, nil
	}
}

// ReadFrom implements io.ReaderFrom, through which net/http copies a body.
func (c *bulkConn) ReadFrom(r io.Reader) (int64, error) {
	if c.buf == nil {
		c.buf = make([]byte, bulkStep)
	}
	return io.CopyBuffer(struct{ io.Writer }{c.TCPConn}, r, c.buf)
}

// errShort reports a file that somebody cut.
var errShort = errors.New("the file ends before the part that is to be sent")
