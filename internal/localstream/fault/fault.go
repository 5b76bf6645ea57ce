// Package fault says what may be made to go wrong on demand: which request or
// which encoding, how, and how often. The server carries it out.
package fault

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Kind is a way to fail.
type Kind string

// The kinds. Those of requests act on the body a client sends or, where it
// sends none, on the answer.
const (
	Latency    Kind = "latency"    // waits Delay before it does anything
	Bandwidth  Kind = "bandwidth"  // lets Rate bytes a second through, each way
	Reset      Kind = "reset"      // breaks the connection after After bytes
	Stall      Kind = "stall"      // falls silent after After bytes, for Delay or, without, for ten minutes
	LostReply  Kind = "lost-reply" // does what is asked and breaks the connection instead of answering
	StatusCode Kind = "status"     // answers Status and does nothing

	SlowEncoding   Kind = "slow-encoding"   // encoding takes Delay longer
	FailedEncoding Kind = "failed-encoding" // encoding ends in state error with Reason
)

// A Fault is something that goes wrong. It applies to what matches both Route
// and Video, where these are given, the next Times times.
type Fault struct {
	// ID is given by Add.
	ID   string `json:"id"`
	Kind Kind   `json:"kind"`
	// Route is the name of an operation; empty for all.
	Route string `json:"route,omitempty"`
	// Video is a uid; empty for all.
	Video string `json:"video,omitempty"`
	// Times is how often it happens; 0 means until it is removed.
	Times int `json:"times,omitempty"`
	// Skip is how many matches pass untouched before the first.
	Skip int `json:"skip,omitempty"`

	After int64    `json:"after,omitempty"` // bytes
	Delay Duration `json:"delay,omitempty"`
	Rate  int64    `json:"rate,omitempty"` // bytes a second

	Status int `json:"status,omitempty"`
	// Code and Message make the envelope's error; 10001 and the status text
	// when left out. Body, when given, is sent instead, as HTML.
	Code       int    `json:"code,omitempty"`
	Message    string `json:"message,omitempty"`
	Body       string `json:"body,omitempty"`
	RetryAfter int    `json:"retry_after,omitempty"` // seconds

	// Reason is the errorReasonCode; ERR_UNKNOWN when left out.
	Reason string `json:"reason,omitempty"`
}

// Duration is a time.Duration that JSON has as text such as "1.5s".
type Duration time.Duration

// MarshalJSON implements json.Marshaler.
func (d Duration) MarshalJSON() ([]byte, error) { return json.Marshal(time.Duration(d).String()) }

// UnmarshalJSON implements json.Unmarshaler.
func (d *Duration) UnmarshalJSON(raw []byte) error {
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return fmt.Errorf("a duration is a text such as \"1.5s\"")
	}
	parsed, err := time.ParseDuration(text)
	*d = Duration(parsed)
	return err
}

// Encoding reports whether the fault is one of encodings rather than requests.
func (f Fault) Encoding() bool { return f.Kind == SlowEncoding || f.Kind == FailedEncoding }

// Check reports what is wrong with the fault; routes are the names of what faults
// can happen to.
func (f Fault) Check(routes map[string]bool) error {
	if f.Route != "" && !routes[f.Route] {
		return fmt.Errorf("there is no operation %q that can go wrong", f.Route)
	}
	if f.Route != "" && f.Encoding() {
		return fmt.Errorf("%s is of no operation: leave route out", f.Kind)
	}
	if f.Times < 0 || f.Skip < 0 || f.After < 0 || f.Delay < 0 || f.RetryAfter < 0 {
		return fmt.Errorf("times, skip, after, delay and retry_after cannot be negative")
	}
	switch f.Kind {
	case Reset, Stall, LostReply, FailedEncoding:
	case Latency, SlowEncoding:
		if f.Delay == 0 {
			return fmt.Errorf("%s needs a delay", f.Kind)
		}
	case Bandwidth:
		if f.Rate <= 0 {
			return fmt.Errorf("bandwidth needs a rate in bytes a second")
		}
	case StatusCode:
		if f.Status < 200 || f.Status > 599 {
			return fmt.Errorf("status must be between 200 and 599")
		}
	default:
		return fmt.Errorf("there is no fault %q", f.Kind)
	}
	return nil
}

// Parse reads a fault from a line such as
//
//	status,status=503,route=upload chunk,times=2
//
// that is, its kind and then its fields by their JSON names.
func Parse(line string) (Fault, error) {
	parts := strings.Split(line, ",")
	object := map[string]any{"kind": strings.TrimSpace(parts[0])}
	for _, part := range parts[1:] {
		key, value, ok := strings.Cut(part, "=")
		if !ok {
			return Fault{}, fmt.Errorf("fault %q: %q is not name=value", line, part)
		}
		key = strings.TrimSpace(key)
		if n, err := strconv.ParseInt(value, 10, 64); err == nil {
			object[key] = n
		} else {
			object[key] = value
		}
	}
	raw, err := json.Marshal(object)
	if err != nil {
		return Fault{}, err
	}
	f, err := Decode(raw)
	if err != nil {
		return Fault{}, fmt.Errorf("fault %q: %w", line, err)
	}
	return f, nil
}

// Decode reads a fault from JSON. A field it does not know is an error: a fault
// that does not happen is worse than one refused.
func Decode(raw []byte) (Fault, error) {
	var f Fault
	dec := json.NewDecoder(strings.NewReader(string(raw)))
	dec.DisallowUnknownFields()
	err := dec.Decode(&f)
	return f, err
}
