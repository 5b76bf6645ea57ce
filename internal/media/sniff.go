package media

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/gabriel-vasile/mimetype"
)

// sniffed is how much of a file is read to recognise it.
const sniffed = 4096

// byType maps what the mimetype library recognises to Stream's list.
var byType = map[string]string{
	"video/mp4": "mp4", "video/x-m4v": "mp4", "video/quicktime": "mov", "video/3gpp": "3gp", "video/3gpp2": "3gp",
	"video/matroska": "mkv", "video/webm": "webm", "video/x-msvideo": "avi", "video/x-flv": "flv",
	"video/mpeg": "mpeg", "video/mp2t": "mpegts",
}

// bySignature lists what the library lacks. The packet size of MPEG-2 TS is
// 188 bytes, 192 with the time code some cameras add.
var bySignature = []struct {
	container string
	match     func([]byte) bool
}{
	{"mxf", func(b []byte) bool { return bytes.Contains(b, []byte{0x06, 0x0e, 0x2b, 0x34, 0x02, 0x05, 0x01, 0x01}) }},
	{"gxf", func(b []byte) bool {
		return bytes.HasPrefix(b, []byte{0, 0, 0, 0, 1, 0xbc}) && len(b) > 15 && b[14] == 0xe1 && b[15] == 0xe2
	}},
	{"lxf", func(b []byte) bool { return bytes.HasPrefix(b, []byte("LEITCH\x00\x00")) }},
	{"mpegps", func(b []byte) bool { return bytes.HasPrefix(b, []byte{0, 0, 1, 0xba}) }},
	{"mpeg", func(b []byte) bool { return bytes.HasPrefix(b, []byte{0, 0, 1, 0xb3}) }},
	{"mpegts", func(b []byte) bool { return syncs(b, 0, 188) || syncs(b, 4, 192) }},
	{"mov", func(b []byte) bool { return len(b) > 8 && quickTimeAtoms[string(b[4:8])] }},
}

// quickTimeAtoms may open a QuickTime file that has no ftyp atom.
var quickTimeAtoms = map[string]bool{"moov": true, "mdat": true, "wide": true, "free": true, "skip": true, "pnot": true}

// syncs reports whether every packet of the size begins with the TS sync byte.
func syncs(b []byte, offset, size int) bool {
	const packets = 5
	if len(b) < offset+size*(packets-1)+1 {
		return false
	}
	for i := range packets {
		if b[offset+size*i] != 0x47 {
			return false
		}
	}
	return true
}

// sniff names the container of a file by its first bytes, or "" where it is
// none of Stream's.
func sniff(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	head := make([]byte, sniffed)
	n, err := io.ReadFull(f, head)
	if cerr := f.Close(); cerr != nil {
		return "", cerr
	}
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return "", fmt.Errorf("read %s: %w", path, err)
	}
	return sniffBytes(head[:n]), nil
}

func sniffBytes(head []byte) string {
	for _, s := range bySignature {
		if s.match(head) {
			return s.container
		}
	}
	kind := mimetype.Detect(head)
	if strings.HasPrefix(kind.String(), "image/") || strings.HasPrefix(kind.String(), "audio/") {
		return "" // HEIC and M4A have the container of MP4
	}
	for m := kind; m != nil; m = m.Parent() {
		if c := byType[m.String()]; c != "" {
			return c
		}
	}
	return ""
}

// LooksLikeVideo reports whether the first bytes of a file are those of one of
// Stream's containers. A few hundred bytes will do.
func LooksLikeVideo(head []byte) bool { return sniffBytes(head) != "" }
