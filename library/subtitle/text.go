package subtitle

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

const (
	// MaxUpload is the largest caption file Stream takes
	// (Cloudflare docs, Stream, "Add captions").
	MaxUpload = 10_000_000
	// MaxInput is the largest file that is read. Other formats say the same in
	// more bytes.
	MaxInput = 32 << 20
)

// Errors of files that are not subtitles.
var (
	ErrTooLarge = errors.New("too large for subtitles")
	ErrNotText  = errors.New("not a text file")
	ErrWebPage  = errors.New("this is a web page, not a subtitle file")
	ErrUnknown  = errors.New("not a subtitle format Spool knows")
	ErrNoCues   = errors.New("there are no subtitles in this file")
)

// decodeText brings a file to UTF-8. UTF-8 stays as it is, with its byte order
// mark; name, where not empty, is the encoding to read it in. notes say what
// had to be done.
func decodeText(data []byte, name string) (text string, notes []string, err error) {
	if len(data) > MaxInput {
		return "", nil, fmt.Errorf("%w: %d MB, Stream takes caption files up to 10 MB", ErrTooLarge, len(data)/1_000_000)
	}
	enc, label, err := encodingOf(data, name)
	if err != nil {
		return "", nil, err
	}
	if enc != nil {
		if data, err = enc.NewDecoder().Bytes(data); err != nil {
			return "", nil, fmt.Errorf("read as %s: %w", label, err)
		}
		if name == "" {
			notes = append(notes, "It was read as "+label+".")
		}
	}
	text = string(data)
	if nuls := strings.Count(text, "\x00"); nuls > 0 {
		if nuls*20 > len(text) {
			return "", nil, ErrNotText
		}
		text = strings.ReplaceAll(text, "\x00", "\uFFFD")
		notes = append(notes, fmt.Sprintf("It had %d NUL characters, which subtitles can't have.", nuls))
	}
	return text, notes, nil
}

// encodingOf tells the encoding of a text; nil is UTF-8.
func encodingOf(data []byte, name string) (enc encoding.Encoding, label string, err error) {
	little := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	big := unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	switch {
	case name != "":
		enc, err = htmlindex.Get(name)
		if err != nil {
			return nil, "", fmt.Errorf("%.40q is no encoding: write utf-8, windows-1252, utf-16le or shift_jis", name)
		}
		return enc, name, nil
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		return little, "UTF-16", nil
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return big, "UTF-16", nil
	}
	if odd, even := nulsAt(data); odd > 0 && odd > 4*even {
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "UTF-16", nil
	} else if even > 0 && even > 4*odd {
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "UTF-16", nil
	}
	if utf8.Valid(data) {
		return nil, "", nil
	}
	return charmap.Windows1252, "Windows-1252", nil
}

// nulsAt counts the NUL bytes of the first 4 KiB at odd and even places, where
// there are so many that they are halves of characters.
func nulsAt(data []byte) (odd, even int) {
	data = data[:min(len(data), 4096)]
	for i, b := range data {
		if b == 0 && i%2 == 1 {
			odd++
		} else if b == 0 {
			even++
		}
	}
	if (odd+even)*5 < len(data) {
		return 0, 0
	}
	return odd, even
}
