package stream

import (
	"bytes"
	"io"
	"mime/multipart"
)

// form is a multipart body in memory, small enough to be sent again.
type form struct {
	buf    bytes.Buffer
	writer *multipart.Writer
}

func newForm() *form {
	f := &form{}
	f.writer = multipart.NewWriter(&f.buf)
	return f
}

// Writing to memory cannot fail, nor can closing a form that has its parts.

func (f *form) field(name, value string) {
	if err := f.writer.WriteField(name, value); err != nil {
		panic(err)
	}
}

func (f *form) file(name, filename string, data []byte) {
	w, err := f.writer.CreateFormFile(name, filename)
	if err == nil {
		_, err = w.Write(data)
	}
	if err != nil {
		panic(err)
	}
}

func (f *form) contentType() string { return f.writer.FormDataContentType() }

// body ends the form and gives a fresh reader of it.
func (f *form) body() io.Reader {
	if f.writer != nil {
		if err := f.writer.Close(); err != nil {
			panic(err)
		}
	}
	return bytes.NewReader(f.buf.Bytes())
}
