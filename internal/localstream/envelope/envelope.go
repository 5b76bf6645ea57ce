// Package envelope writes the answers of the local Stream: the JSON frame every
// Cloudflare API answer comes in, and the one table of its errors.
package envelope

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
)

// Note is one entry of errors or messages.
type Note struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

type frame struct {
	Result   any    `json:"result"`
	Success  bool   `json:"success"`
	Errors   []Note `json:"errors"`
	Messages []Note `json:"messages"`
}

// counts stand beside result, not in result_info (Cloudflare API schemas, list
// videos with include_counts).
type counts struct {
	Total any `json:"total,omitempty"`
	Range any `json:"range,omitempty"`
}

// Write answers status with result in a successful envelope.
func Write(w http.ResponseWriter, status int, result any, notes ...Note) error {
	return send(w, status, frame{Result: result, Success: true, Errors: []Note{}, Messages: orEmpty(notes)})
}

// List is a successful answer whose result is a list that is sent while it is
// made, so that none of it has to be kept.
type List struct {
	w    http.ResponseWriter
	Rows int // added so far
}

// BeginList sends what stands before the first row.
func BeginList(w http.ResponseWriter) (*List, error) {
	contentType(w)
	w.WriteHeader(http.StatusOK)
	_, err := io.WriteString(w, `{"result":[`)
	return &List{w: w}, err
}

// Add sends a row.
func (l *List) Add(row any) error {
	raw, err := encode(row)
	if err != nil {
		return err
	}
	if l.Rows++; l.Rows > 1 {
		raw = append([]byte{','}, raw...)
	}
	_, err = l.w.Write(raw)
	return err
}

// End sends what stands behind the last row. total and rng are integers or
// strings, nil when nobody asked for them.
func (l *List) End(total, rng any) error {
	raw, err := encode(struct {
		Success  bool   `json:"success"`
		Errors   []Note `json:"errors"`
		Messages []Note `json:"messages"`
		counts
	}{true, []Note{}, []Note{}, counts{total, rng}})
	if err != nil {
		return err
	}
	_, err = l.w.Write(append([]byte("],"), raw[1:]...))
	return err
}

// WriteError answers with err as an envelope whose result is null. An error
// that is not of the table becomes ErrInternal, without its text: that belongs
// to the log.
func WriteError(w http.ResponseWriter, err error) error {
	var e *Error
	if !errors.As(err, &e) {
		e = ErrInternal
	}
	f := frame{Errors: []Note{{e.Code, e.Message}}, Messages: []Note{}}
	if e.Detail != "" {
		f.Messages = []Note{{e.Code, e.Detail}}
	}
	return send(w, e.Status, f)
}

func orEmpty(notes []Note) []Note {
	if notes == nil {
		return []Note{}
	}
	return notes
}

func send(w http.ResponseWriter, status int, f frame) error {
	body, err := encode(f)
	if err != nil {
		return err
	}
	contentType(w)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, err = w.Write(body)
	return err
}

func contentType(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json; charset=UTF-8")
}

func encode(value any) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	err := enc.Encode(value)
	return out.Bytes(), err
}
