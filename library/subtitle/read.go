package subtitle

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// File is a subtitle file that was read.
type File struct {
	// Format is the one it had.
	Format   Format
	Document *Document
	// Notes say in sentences what had to be done to read it.
	Notes []string
}

// Source says how to read a file. Its zero value leaves everything to what the
// file holds.
type Source struct {
	// Name is the file's name, for its extension.
	Name string
	// Encoding is the name of a text encoding, empty for UTF-8, UTF-16 or
	// Windows-1252, whichever it is.
	Encoding string
}

// Read reads a subtitle file of any format as a WebVTT document. A WebVTT file
// stays byte for byte what it is, unless it was in another encoding or had NUL
// characters, which the notes say.
func Read(data []byte, from Source) (File, error) {
	text, notes, err := decodeText(data, from.Encoding)
	if err != nil {
		return File{}, err
	}
	if strings.TrimSpace(strings.TrimPrefix(text, bom)) == "" {
		return File{}, fmt.Errorf("%w: it is empty", ErrNoCues)
	}
	format, err := sniff(text, from.Name)
	if err != nil {
		return File{}, err
	}
	if format == VTT {
		return File{Format: VTT, Document: ParseVTT(text), Notes: notes}, nil
	}
	cues, more, err := readCues(text, format)
	if err != nil {
		return File{}, fmt.Errorf("the file can't be read as %s: %w", strings.ToUpper(string(format)), err)
	}
	if len(cues) == 0 {
		return File{}, ErrNoCues
	}
	return File{Format: format, Document: New(cues), Notes: append(notes, more...)}, nil
}

func readCues(text string, format Format) (cues []Cue, notes []string, err error) {
	switch format {
	case SBV:
		cues, err = readSBV(text)
	default:
		cues, err = readSub(text, format)
	}
	if err != nil {
		return nil, nil, err
	}
	empty := len(cues)
	cues = slices.DeleteFunc(cues, func(c Cue) bool { return strings.TrimSpace(Plain(c.Text)) == "" })
	if empty -= len(cues); empty > 0 {
		notes = append(notes, fmt.Sprintf("%d cues without text were left out.", empty))
	}
	return cues, notes, nil
}

// New makes a document of cues.
func New(cues []Cue) *Document {
	d := &Document{head: "WEBVTT\n\n", eol: "\n"}
	for i, c := range cues {
		c.Start, c.End = c.Start.Round(time.Millisecond), c.End.Round(time.Millisecond)
		k := newBlock(c, true, d.eol)
		if i < len(cues)-1 {
			k = k.apart(d.eol)
		}
		d.blocks = append(d.blocks, k)
	}
	return d.with(d.blocks)
}
