package uploader

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// maxSize is Stream's limit for one file (Cloudflare docs, Stream, FAQ: 30 GB;
// read as 30 GiB, since whether GB is decimal is not said and Stream itself
// refuses what is too much).
const maxSize = 30 << 30

// samples and sampleSize say how much of a file its fingerprint looks at: both
// ends and evenly spread places between.
const (
	samples    = 64
	sampleSize = 16 << 10
)

// source is the file of a job, opened and known to be the one it began with.
type source struct {
	*os.File
	size int64
}

// openSource opens the job's file. A job that has sent nothing takes the file
// as it is now and returns its marks in j; one that has must find the same
// content. Errors are *Fault.
func openSource(j *Job) (*source, error) {
	f, err := os.Open(j.Path)
	if err != nil {
		return nil, fileFault(err)
	}
	if err := identify(f, j); err != nil {
		if cerr := f.Close(); cerr != nil {
			return nil, errors.Join(err, cerr)
		}
		return nil, err
	}
	return &source{File: f, size: j.Size}, nil
}

func identify(f *os.File, j *Job) error {
	info, err := f.Stat()
	if err != nil {
		return fileFault(err)
	}
	switch {
	case !info.Mode().IsRegular():
		return NewFault(CodeFileRead, errNotFile)
	case j.Print != "" && info.Size() != j.Size:
		return NewFault(CodeFileChanged, fmt.Errorf("it has %d bytes, it had %d", info.Size(), j.Size))
	case j.Print != "" && !info.ModTime().Equal(j.ModTime):
		return NewFault(CodeFileChanged, fmt.Errorf("it was written to at %s", info.ModTime().UTC()))
	case info.Size() == 0:
		return NewFault(CodeFileEmpty, errors.New("it has no bytes"))
	case info.Size() > maxSize:
		j.Size = info.Size()
		return NewFault(CodeTooLarge, fmt.Errorf("it has %d bytes", info.Size()))
	}
	print, err := fingerprint(f, info.Size())
	if err != nil {
		return fileFault(err)
	}
	if j.Print != "" && print != j.Print {
		return NewFault(CodeFileChanged, errors.New("its content is not what was sent"))
	}
	j.Size, j.ModTime, j.Print = info.Size(), info.ModTime(), print
	return nil
}

// unchanged reports, as a *Fault, that the open file was written to since it
// was identified.
func (s *source) unchanged(j Job) error {
	info, err := s.Stat()
	if err != nil {
		return fileFault(err)
	}
	if info.Size() != j.Size || !info.ModTime().Equal(j.ModTime) {
		return NewFault(CodeFileChanged, errors.New("it was written to during the upload"))
	}
	return nil
}

// fingerprint is a SHA-256 over samples spread through the content, so that
// another file of the same size and time is told apart without reading it all.
func fingerprint(f io.ReaderAt, size int64) (string, error) {
	h := sha256.New()
	fmt.Fprintf(h, "%d\n", size)
	buf := make([]byte, sampleSize)
	last := max(0, size-sampleSize)
	for i := range int64(samples) {
		n, err := f.ReadAt(buf, last*i/(samples-1))
		if err != nil && !errors.Is(err, io.EOF) {
			return "", err
		}
		h.Write(buf[:n])
		if last == 0 {
			break
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:16]), nil
}

func fileFault(err error) *Fault {
	if errors.Is(err, fs.ErrNotExist) {
		return NewFault(CodeFileGone, plainPathError(err))
	}
	return NewFault(CodeFileRead, plainPathError(err))
}
