package stream

import (
	"context"
	"io"
	"mime/multipart"
	"net/http"

	"spool/library"
)

// upload posts a file as a multipart form without holding it in memory.
func (c *Client) upload(ctx context.Context, path string, fields map[string]string, file library.File) (answer, error) {
	// The boundary must be known before the first attempt and be the same in
	// all of them.
	boundary := multipart.NewWriter(io.Discard).Boundary()
	contentType := "multipart/form-data; boundary=" + boundary
	return c.plain(ctx, once, http.MethodPost, path, contentType, func() io.Reader {
		r, w := io.Pipe()
		go func() { w.CloseWithError(writeForm(w, boundary, fields, file)) }()
		return r
	})
}

func writeForm(w io.Writer, boundary string, fields map[string]string, file library.File) error {
	form := multipart.NewWriter(w)
	if err := form.SetBoundary(boundary); err != nil {
		return err
	}
	for name, value := range fields {
		if err := form.WriteField(name, value); err != nil {
			return err
		}
	}
	src, err := file.Open()
	if err != nil {
		return err
	}
	defer src.Close()
	part, err := form.CreateFormFile("file", file.Name)
	if err != nil {
		return err
	}
	if _, err := io.Copy(part, src); err != nil {
		return err
	}
	return form.Close()
}
