package localstream

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"spool/internal/localstream/envelope"
	"spool/internal/localstream/fault"
	"spool/internal/localstream/rules"
	"spool/internal/localstream/store"
)

// AddFault makes something go wrong from now on and returns the fault with its
// ID.
func (s *Server) AddFault(f fault.Fault) (fault.Fault, error) {
	if err := f.Check(routeNames); err != nil {
		return fault.Fault{}, fmt.Errorf("add fault: %w", err)
	}
	return s.faults.Add(f), nil
}

// ClearFaults makes everything go right again. What stalls already goes on
// stalling.
func (s *Server) ClearFaults() { s.faults.Clear() }

// routeNames are the operations faults can be for. It is filled in when the
// program starts, because the table leads to functions that need it.
var routeNames = map[string]bool{}

func init() {
	for _, rt := range routeTable {
		if rt.access != admin {
			routeNames[rt.Name] = true
		}
	}
}

// addFault is POST /local/faults.
func (s *Server) addFault(w http.ResponseWriter, r *http.Request) error {
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxJSON))
	if err != nil {
		return envelope.ErrDecoding.With("the body could not be read")
	}
	f, err := fault.Decode(raw)
	if err != nil {
		return envelope.ErrBadRequest.With("%v", err)
	}
	if f, err = s.AddFault(f); err != nil {
		return envelope.ErrBadRequest.With("%v", err)
	}
	return envelope.Write(w, http.StatusOK, f)
}

// listFaults is GET /local/faults.
func (s *Server) listFaults(w http.ResponseWriter, _ *http.Request) error {
	return envelope.Write(w, http.StatusOK, s.faults.All())
}

// clearFaults is DELETE /local/faults.
func (s *Server) clearFaults(w http.ResponseWriter, _ *http.Request) error {
	s.ClearFaults()
	return envelope.Write(w, http.StatusOK, nil)
}

// removeFault is DELETE /local/faults/{fault}.
func (s *Server) removeFault(w http.ResponseWriter, r *http.Request) error {
	if !s.faults.Remove(r.PathValue("fault")) {
		return envelope.ErrNotFound
	}
	return envelope.Write(w, http.StatusOK, nil)
}

// suffer carries out the faults a request meets around its handler.
func (s *Server) suffer(w http.ResponseWriter, r *http.Request, rt Route, handle func(http.ResponseWriter)) {
	if rt.access == admin {
		handle(w)
		return
	}
	video := r.PathValue("uid") + r.PathValue("id") // no pattern has both
	lost := false
	for _, f := range s.faults.Request(rt.Name, video) {
		switch f.Kind {
		case fault.Latency:
			pause(r.Context(), time.Duration(f.Delay))
		case fault.StatusCode:
			if err := answerFault(w, f); err != nil {
				s.log.Debug("answer with a fault", "err", err)
			}
			return
		case fault.Bandwidth:
			w = throttle(w, r, f.Rate)
		case fault.Reset, fault.Stall:
			w = breakAfter(w, r, f)
		case fault.LostReply:
			w, lost = unheard{w, http.Header{}}, true
		}
	}
	handle(w)
	if lost {
		breakConnection(r)
		panic(http.ErrAbortHandler)
	}
}

// pause waits, unless ctx ends first.
func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// answerFault answers with the status a fault asks for.
func answerFault(w http.ResponseWriter, f fault.Fault) error {
	if f.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(f.RetryAfter))
	}
	if f.Body != "" {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(f.Status)
		_, err := io.WriteString(w, f.Body)
		return err
	}
	if f.Status < http.StatusBadRequest {
		w.WriteHeader(f.Status)
		return nil
	}
	e := envelope.Error{Status: f.Status, Code: f.Code, Message: f.Message}
	if e.Code == 0 {
		e.Code = envelope.ErrInternal.Code
	}
	if e.Message == "" {
		e.Message = http.StatusText(f.Status)
	}
	return envelope.WriteError(w, &e)
}

// sufferEncoding carries out the faults an encoding meets. It reports whether
// the encoding has failed by it.
func (s *Server) sufferEncoding(ctx context.Context, v *store.Video) (failed bool, err error) {
	for _, f := range s.faults.Encoding(v.UID) {
		if f.Kind == fault.FailedEncoding {
			return true, s.fail(ctx, v.UID, reasonOf(f.Reason))
		}
		report := s.progress(ctx, v.UID, time.Duration(f.Delay))
		const steps = 20
		for i := range steps {
			pause(ctx, time.Duration(f.Delay)/steps)
			report(time.Duration(f.Delay) * time.Duration(i+1) / (2 * steps))
		}
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
	}
	return false, nil
}

// reasonOf returns the documented reason with the code, or one of that code.
func reasonOf(code string) rules.Reason {
	for _, known := range []rules.Reason{
		rules.NonVideo, rules.MalformedVideo, rules.DurationTooShort, rules.DurationExceeded, rules.FetchOrigin,
	} {
		if known.Code == code {
			return known
		}
	}
	reason := rules.UnknownReason
	if code != "" {
		reason.Code = code
	}
	return reason
}
