package tusclient

import (
	"context"
	"errors"
	"io"
	"net"
)

// bulkStep is how much of a file goes to the kernel in one call; progress and
// cancelling are as fine as this.
const bulkStep = 1 << 20

// bulkConn hands a request's body to the kernel file to socket, where net/http
// would copy it through memory. TLS connections sit on top of it and read the
// body as any other.
type bulkConn struct{ *net.TCPConn }

func bulkDial(d *net.Dialer) func(ctx context.Context, network, addr string) (net.Conn, error) {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		c, err := d.DialContext(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		return &bulkConn{c.(*net.TCPConn)}, nil
	}
}

// ReadFrom implements io.ReaderFrom, through which net/http copies a body.
func (c *bulkConn) ReadFrom(r io.Reader) (int64, error) {
	limited, isLimited := r.(*io.LimitedReader)
	if !isLimited {
		return c.TCPConn.ReadFrom(r)
	}
	body, isSection := limited.R.(*section)
	if !isSection {
		return c.TCPConn.ReadFrom(r)
	}
	var total int64
	for limited.N > 0 && body.left > 0 {
		n, err := c.TCPConn.ReadFrom(io.LimitReader(body.file, min(bulkStep, limited.N, body.left)))
		total += n
		limited.N -= n
		body.passed(n)
		if err != nil {
			return total, err
		}
		if n == 0 {
			// The file ends early: somebody cut it.
			return total, errShort
		}
	}
	return total, nil
}

var errShort = errors.New("the file ends before the part that is to be sent")
