// Package envelope writes the answers of the local Stream: the JSON frame every
// Cloudflare API answer comes in, and the one table of its errors.
package envelope

import (
	"bytes"
	"encoding/json"
	"errors"
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
	// Total and Range stand beside result, not in result_info (Cloudflare API
	// schemas, list videos with include_counts).
	Total any `json:"total,omitempty"`
	Range any `json:"range,omitempty"`
}

// Write answers status with result in a successful envelope.
func Write(w http.ResponseWriter, status int, result any, notes ...Note) error {
	return send(w, status, frame{Result: result, Success: true, Errors: []Note{}, Messages: orEmpty(notes)})
}

// WriteCounted is Write for a list whose counts were asked for; total and rng
// are integers or strings.
func WriteCounted(w http.ResponseWriter, result, total, rng any) error {
	return send(w, http.StatusOK, frame{
		Result: result, Success: true, Errors: []Note{}, Messages: []Note{}, Total: total, Range: rng,
	})
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
	var body bytes.Buffer
	enc := json.NewEncoder(&body)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(f); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json; charset=UTF-8")
	w.Header().Set("Content-Length", strconv.Itoa(body.Len()))
	w.WriteHeader(status)
	_, err := w.Write(body.Bytes())
	return err
}
