package localstream

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"os"

	"spool/internal/localstream/envelope"
)

const (
	maxFormFields = 64
	maxFormField  = 64 << 10 // bytes of one value
)

// form reads a multipart body part by part, so that a file goes where it
// belongs without a copy in memory or elsewhere.
type form struct {
	reader *multipart.Reader
	// Values are the fields met so far that are no files.
	Values map[string]string
}

// openForm begins to read a multipart body.
func openForm(r *http.Request) (*form, error) {
	reader, err := r.MultipartReader()
	if err != nil {
		// A Content-Type set by hand has no boundary and answers 400/10004
		// (Cloudflare docs issues, captions).
		return nil, envelope.ErrDecoding.With("the body is not a multipart form")
	}
	return &form{reader: reader, Values: map[string]string{}}, nil
}

// fileForm begins to read a multipart body up to its field file, which must be
// there. Fields before it are in the form's Values.
func fileForm(r *http.Request) (*form, *multipart.Part, error) {
	f, err := openForm(r)
	if err != nil {
		return nil, nil, err
	}
	part, err := f.file("file")
	if err == nil && part == nil {
		err = errMissingFile
	}
	return f, part, err
}

// file returns the next part that is the named file, nil at the end. Fields on
// the way become Values; files of other names are skipped.
func (f *form) file(name string) (*multipart.Part, error) {
	for {
		part, err := f.reader.NextPart()
		if errors.Is(err, io.EOF) {
			return nil, nil
		}
		if err != nil {
			return nil, envelope.ErrDecoding.With("the multipart form is broken")
		}
		if part.FormName() == name {
			return part, nil
		}
		if part.FileName() == "" {
			if err := f.keep(part); err != nil {
				return nil, err
			}
		}
	}
}

func (f *form) keep(part *multipart.Part) error {
	value, err := io.ReadAll(io.LimitReader(part, maxFormField+1))
	if err != nil {
		return envelope.ErrDecoding.With("the multipart form is broken")
	}
	if len(value) > maxFormField || len(f.Values) >= maxFormFields {
		return envelope.ErrTooLarge.With("the form has fields that are too large or too many")
	}
	f.Values[part.FormName()] = string(value)
	return nil
}

// rest reads the fields after the file.
func (f *form) rest() error {
	part, err := f.file("")
	if err == nil && part != nil {
		return envelope.ErrDecoding.With("the form has a part without a name")
	}
	return err
}

// errMissingFile is the answer to a form without its file.
var errMissingFile = envelope.ErrBadRequest.With("required field file is missing")

// save copies a part into a new file, which must stay below the limit. What was
// written of one that does not is removed.
func save(part io.Reader, path string, limit int64) (size int64, err error) {
	out, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return 0, err
	}
	size, err = io.CopyBuffer(struct{ io.Writer }{out}, io.LimitReader(part, limit), make([]byte, chunkBuffer))
	if err != nil && !isWriteError(err) {
		err = envelope.ErrDecoding.With("the multipart form ended early")
	}
	if err == nil && size >= limit {
		err = envelope.ErrTooLarge.With("the file must be smaller than %d bytes", limit)
	}
	if cerr := out.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return 0, errors.Join(err, removeFile(path))
	}
	return size, nil
}

// isWriteError tells an error of our disk from one of the caller's connection.
func isWriteError(err error) bool {
	var pathErr *os.PathError
	return errors.As(err, &pathErr)
}
