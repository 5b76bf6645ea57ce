package main

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"spool/internal/faultproxy"
	"spool/uploader"
	"spool/uploader/jobstore"
)

// faultCase is one way for an upload to go wrong. docs/faults.md is made of
// these, and of what the run showed.
type faultCase struct {
	name string
	// file is the video's size in MiB, sent in chunks of 5.
	file int
	// fault is met first; met tells whether it happened.
	fault func(s *stage, path string) func(*http.Request) faultproxy.Fault
	// does is what the job does: retry, wait, ask, anew.
	does string
	// says is part of the sentence that is shown.
	says string
	// again is the most that may be sent a second time, in bytes.
	again int64
	code  int
	// stall is how long no byte may move, in words of the flag; a minute where
	// empty.
	stall string
	// mend runs before a second try, where the job asks.
	mend func(s *stage, path string)
	// relocate is set where the job was queued under another path.
	relocate bool
}

func envelope(code int, message string) string {
	return fmt.Sprintf(`{"success":false,"result":null,"errors":[{"code":%d,"message":%q}],"messages":[]}`, code, message)
}

// status makes the first n matching requests fail.
func status(n int64, match string, code int, body string) func(*stage, string) func(*http.Request) faultproxy.Fault {
	return func(*stage, string) func(*http.Request) faultproxy.Fault {
		return faultproxy.Times(n, match, faultproxy.Fault{Status: code, Body: body})
	}
}

// onSecondPatch does something to the file while its second chunk goes.
func onSecondPatch(do func(s *stage, path string)) func(*stage, string) func(*http.Request) faultproxy.Fault {
	return func(s *stage, path string) func(*http.Request) faultproxy.Fault {
		var patches atomic.Int64
		return func(r *http.Request) faultproxy.Fault {
			if r.Method == http.MethodPatch && patches.Add(1) == 2 {
				do(s, path)
			}
			return faultproxy.Fault{}
		}
	}
}

// fromSecondPatch refuses, from the second chunk on, every request whose path
// holds part.
func fromSecondPatch(part string, code int, body string) func(*stage, string) func(*http.Request) faultproxy.Fault {
	return func(*stage, string) func(*http.Request) faultproxy.Fault {
		var patches atomic.Int64
		return func(r *http.Request) faultproxy.Fault {
			if r.Method == http.MethodPatch {
				patches.Add(1)
			}
			if patches.Load() >= 2 && strings.Contains(r.URL.Path, part) {
				return faultproxy.Fault{Status: code, Body: body}
			}
			return faultproxy.Fault{}
		}
	}
}

const (
	create = "POST /stream"
	patch  = "PATCH media"
	head   = "HEAD media"
)

var faultCases = []faultCase{
	{name: "401, the token is wrong or was revoked", fault: status(1, create, 401, envelope(10000, "Authentication error")), does: "ask", says: "The token was revoked", code: exitSomeFailed},
	{name: "403, the token lacks a right", fault: status(1, create, 403, envelope(10000, "Authentication error")), does: "ask", says: "can’t upload", code: exitSomeFailed},
	{name: "403/9109, the account is another's", fault: status(1, create, 403, envelope(9109, "Unauthorized to access requested resource")), does: "ask", says: "doesn’t fit the account", code: exitSomeFailed},
	{name: "404/7003, no such account", fault: status(1, create, 404, envelope(7003, "No route for the URI")), does: "ask", says: "doesn’t fit the account", code: exitSomeFailed},
	{name: "400, a setting is refused", fault: status(1, create, 400, envelope(10005, "Bad Request")), does: "ask", says: "Stream refused the upload. Bad Request", code: exitSomeFailed},
	{name: "413/10011, no minutes left", fault: status(1, create, 413, envelope(10011, "Storage capacity exceeded")), does: "ask", says: "No storage left", code: exitSomeFailed},
	{name: "413, too large", fault: status(1, create, 413, "too large"), does: "ask", says: "Too large for Stream", code: exitSomeFailed},
	{name: "302, a redirect", fault: func(*stage, string) func(*http.Request) faultproxy.Fault {
		return faultproxy.Times(1, create, faultproxy.Fault{Status: 302, Header: map[string]string{"Location": "http://127.0.0.1:9/elsewhere"}})
	}, does: "ask", says: "sends us elsewhere", code: exitSomeFailed},
	{name: "429 with Retry-After, at creation", fault: func(*stage, string) func(*http.Request) faultproxy.Fault {
		return faultproxy.Times(1, create, faultproxy.Fault{Status: 429, Header: map[string]string{"Retry-After": "1"}, Body: envelope(971, "rate limited")})
	}, does: "wait", says: "Stream asks us to slow down"},
	{name: "429 with Retry-After, at a PATCH", file: 12, fault: func(*stage, string) func(*http.Request) faultproxy.Fault {
		return faultproxy.Times(1, patch, faultproxy.Fault{Status: 429, Header: map[string]string{"Retry-After": "1"}})
	}, does: "wait", says: "Stream asks us to slow down", again: 5 * mib},
	{name: "500 at creation", fault: status(2, create, 500, envelope(10001, "internal")), does: "retry", says: "Stream has trouble (HTTP 500)"},
	{name: "502 at a PATCH", file: 12, fault: status(1, patch, 502, "<html>bad gateway</html>"), does: "retry", says: "Stream has trouble (HTTP 502)", again: 5 * mib},
	{name: "503 at HEAD", file: 12, fault: func(*stage, string) func(*http.Request) faultproxy.Fault {
		broken := faultproxy.Times(1, patch, faultproxy.Fault{ResetAfter: mib})
		down := faultproxy.Times(1, head, faultproxy.Fault{Status: 503})
		return func(r *http.Request) faultproxy.Fault {
			if r.Method == http.MethodPatch {
				return broken(r)
			}
			return down(r)
		}
	}, does: "retry", says: "Stream has trouble (HTTP 503)", again: 5 * mib},
	{name: "504 at a PATCH", file: 12, fault: status(1, patch, 504, ""), does: "retry", says: "Stream has trouble (HTTP 504)", again: 5 * mib},
	{name: "HTML instead of JSON", fault: status(1, create, 200, "<html>Welcome to the hotel</html>"), does: "retry", says: "The answer is not from Stream"},
	{name: "409, the offset is another", file: 12, fault: status(1, patch, 409, ""), does: "retry", says: "Asking Stream how far it got", again: 5 * mib},
	{name: "423, the upload is locked", file: 12, fault: status(1, patch, 423, ""), does: "retry", says: "Stream is still busy with the last part", again: 5 * mib},
	{name: "a reset in the middle of a chunk", file: 12, fault: func(*stage, string) func(*http.Request) faultproxy.Fault {
		return faultproxy.Times(2, patch, faultproxy.Fault{ResetAfter: 3 * mib})
	}, does: "retry", says: "Connection lost", again: 5 * mib},
	{name: "a stall", file: 12, stall: "5s", fault: func(*stage, string) func(*http.Request) faultproxy.Fault {
		return faultproxy.Times(1, patch, faultproxy.Fault{Stall: true})
	}, does: "retry", says: "No answer from Stream", again: 5 * mib},
	{name: "the reply to POST is lost", fault: func(*stage, string) func(*http.Request) faultproxy.Fault {
		return faultproxy.Times(1, create, faultproxy.Fault{LoseReply: true})
	}, does: "retry", says: "Connection lost"},
	{name: "the reply to the last PATCH is lost", file: 4, fault: func(*stage, string) func(*http.Request) faultproxy.Fault {
		return faultproxy.Times(1, patch, faultproxy.Fault{LoseReply: true})
	}, does: "retry", says: "Connection lost"},
	{name: "404, the upload is gone at Stream", file: 12, fault: func(s *stage, _ string) func(*http.Request) faultproxy.Fault {
		var patches atomic.Int64
		return func(r *http.Request) faultproxy.Fault {
			if r.Method == http.MethodPatch && patches.Add(1) == 2 {
				s.deleteAll()
				return faultproxy.Fault{Status: 404}
			}
			return faultproxy.Fault{}
		}
	}, does: "anew", says: "Stream dropped this upload", again: 12 * mib},
	{name: "401 at a PATCH, the token was revoked meanwhile", file: 12, fault: status(1, patch, 401, envelope(10000, "Authentication error")), does: "ask", says: "The token was revoked", code: exitSomeFailed, again: 5 * mib},
	{name: "403 at a PATCH, once", file: 12, fault: status(1, patch, 403, ""), does: "retry", says: "Stream refuses the next part (HTTP 403)", again: 5 * mib},
	{name: "403 at every PATCH and HEAD", file: 12, fault: fromSecondPatch("/media/", 403, ""), does: "ask", says: "5.2 of 12.6 MB are kept", code: exitSomeFailed, again: 5 * mib},
	{name: "403 to everything, the right was taken away meanwhile", file: 12, fault: fromSecondPatch("", 403, envelope(10000, "Authentication error")), does: "ask", says: "It lacks the Stream Write permission", code: exitSomeFailed, again: 5 * mib},
	{name: "410 at a PATCH, once", file: 12, fault: status(1, patch, 410, ""), does: "retry", says: "Stream refuses the next part (HTTP 410)", again: 5 * mib},
	{name: "410, again and again", file: 6, fault: func(*stage, string) func(*http.Request) faultproxy.Fault {
		return func(r *http.Request) faultproxy.Fault {
			if r.Method == http.MethodPatch || r.Method == http.MethodHead {
				return faultproxy.Fault{Status: 410}
			}
			return faultproxy.Fault{}
		}
	}, does: "ask", says: "Stream dropped this upload", code: exitSomeFailed, again: 15 * mib},
	{name: "not a video", fault: func(_ *stage, path string) func(*http.Request) faultproxy.Fault {
		return rewrite(path, []byte("only a text"))
	}, does: "ask", says: "Not a video", code: exitSomeFailed, mend: restore},
	{name: "an empty file", fault: func(_ *stage, path string) func(*http.Request) faultproxy.Fault { return rewrite(path, nil) }, does: "ask", says: "The file is empty", code: exitSomeFailed, mend: restore},
	{name: "an unreadable file", fault: func(_ *stage, path string) func(*http.Request) faultproxy.Fault {
		must(os.Rename(path, path+".good"))
		must(os.Symlink(unreadable(path), path))
		return nil
	}, does: "ask", says: "The file can’t be read", code: exitSomeFailed, relocate: true, mend: restore},
	{name: "the file is truncated meanwhile", file: 17, fault: onSecondPatch(func(s *stage, path string) { keepCopy(path); must(os.Truncate(path, 6*mib)) }), does: "ask", says: "The file changed while it was uploading", code: exitSomeFailed, again: 17 * mib, mend: restore},
	{name: "the file is appended to meanwhile", file: 17, fault: onSecondPatch(func(_ *stage, path string) { appendTo(path) }), does: "ask", says: "The file changed while it was uploading", code: exitSomeFailed, again: 17 * mib, mend: restore},
	{name: "the file is deleted between two halves", file: 17, fault: halfWay(func(s *stage, path string) { must(os.Rename(path, path+".away")) }), does: "ask", says: "The file is no longer in its folder", code: exitSomeFailed, again: 5 * mib, mend: func(_ *stage, path string) { must(os.Rename(path+".away", path)) }},
	{name: "the file is replaced between two halves", file: 17, fault: halfWay(func(s *stage, path string) { replaceKeepingTime(path) }), does: "ask", says: "The file changed while it was uploading", code: exitSomeFailed, again: 17 * mib, mend: func(*stage, string) {}},
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// rewrite replaces the file before the upload begins.
func rewrite(path string, data []byte) func(*http.Request) faultproxy.Fault {
	must(os.Rename(path, path+".good"))
	must(os.WriteFile(path, data, 0o600))
	return nil
}

func restore(s *stage, path string) {
	if _, err := os.Stat(path + ".good"); err == nil {
		must(os.Rename(path+".good", path))
	}
}

// unreadable makes a file that even root cannot read, where tests run as root.
func unreadable(near string) string {
	path := near + ".locked"
	must(os.WriteFile(path, []byte("locked"), 0))
	if _, err := os.ReadFile(path); err != nil {
		return path
	}
	found, err := filepath.Glob("/sys/bus/*/uevent") // may only be written to
	must(err)
	return found[0]
}

// relocate points a job at another file, as the window's button does.
func (s *stage) relocate(id int64, path string) {
	store, _, err := jobstore.Open(s.t.Context(), filepath.Join(s.home, "queue.db"))
	must(err)
	j, err := store.Job(s.t.Context(), id)
	must(err)
	must(uploader.NewQueue(store, j.Account, nil).Relocate(s.t.Context(), id, path))
	must(store.Close())
}

func keepCopy(path string) {
	data, err := os.ReadFile(path)
	must(err)
	must(os.WriteFile(path+".good", data, 0o600))
}

func appendTo(path string) {
	keepCopy(path)
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	must(err)
	_, err = f.WriteString("more")
	must(err)
	must(f.Close())
}

// replaceKeepingTime puts another video of the same size and time in place.
func replaceKeepingTime(path string) {
	info, err := os.Stat(path)
	must(err)
	data, err := os.ReadFile(path)
	must(err)
	for i := len(data) / 2; i < len(data); i++ {
		data[i] ^= 0x55
	}
	must(os.WriteFile(path+".new", data, 0o600))
	must(os.Rename(path+".new", path))
	must(os.Chtimes(path, info.ModTime(), info.ModTime()))
}

// halfWay breaks the second PATCH and does something to the file before the
// upload can go on.
func halfWay(do func(s *stage, path string)) func(*stage, string) func(*http.Request) faultproxy.Fault {
	return func(s *stage, path string) func(*http.Request) faultproxy.Fault {
		var patches atomic.Int64
		return func(r *http.Request) faultproxy.Fault {
			if r.Method == http.MethodPatch && patches.Add(1) == 2 {
				do(s, path)
				return faultproxy.Fault{Status: 503}
			}
			return faultproxy.Fault{}
		}
	}
}

// deleteAll deletes every video at Stream, past the proxy.
func (s *stage) deleteAll() {
	for _, v := range s.videos() {
		req, err := http.NewRequest(http.MethodDelete, s.stream.BaseURL()+"/accounts/"+s.stream.AccountID()+"/stream/"+v.UID, nil)
		must(err)
		req.Header.Set("Authorization", "Bearer "+s.stream.Token())
		res, err := http.DefaultClient.Do(req)
		must(err)
		must(res.Body.Close())
	}
}

func TestEveryFault(t *testing.T) {
	rows := make([]string, len(faultCases))
	t.Run("cases", func(t *testing.T) {
		for i, c := range faultCases {
			t.Run(c.name, func(t *testing.T) { rows[i] = c.run(t) })
		}
	})
	queueRows := make([]string, len(queueFaults))
	t.Run("queue", func(t *testing.T) {
		for i, f := range queueFaults {
			t.Run(f.name, func(t *testing.T) { queueRows[i] = f.run(t) })
		}
	})
	if t.Failed() {
		return
	}
	checkDocument(t, filepath.Join("..", "..", "docs", "faults.md"), faultsIntro+strings.Join(rows, "")+faultsOutro+strings.Join(queueRows, ""))
}

func (c faultCase) run(t *testing.T) string {
	s := newStage(t)
	path := s.video("v.mp4", max(c.file, 1)*mib, 7)
	size := int64(max(c.file, 1) * mib)
	s.proxy.Break(c.fault(s, path))
	args := []string{"upload", "--chunk-size", "5242880", path}
	if c.stall != "" {
		args = append(args, "--stall-timeout", c.stall)
	}
	r := s.spool(args...).want(t, c.code)
	if !strings.Contains(r.err, c.says) {
		t.Errorf("%q is not said in:\n%s", c.says, r.err)
	}
	j := s.jobs()[0]
	if c.does == "ask" {
		if j.State != uploader.Attention || j.Cause.Code == uploader.CodeNone {
			t.Fatalf("the job is %s, %+v", j.State, j.Cause)
		}
		s.proxy.Break(nil)
		if c.mend != nil {
			c.mend(s, path)
		}
		if c.relocate {
			s.relocate(j.ID, path)
		}
		s.spool("queue", "retry").want(t, exitDone)
		s.spool("queue", "run", "--chunk-size", "5242880").want(t, exitDone)
	}
	done := s.jobs()[0]
	s.arrived(path, done.UID)
	s.noOrphans()
	if n := len(s.videos()); n != 1 {
		t.Errorf("%d videos on Stream, want 1", n)
	}
	if again := s.proxy.Patched() - size; again > c.again {
		t.Errorf("%d bytes were sent again, at most %d are allowed", again, c.again)
	}
	return c.row(j)
}

// row is the case's line in docs/faults.md.
func (c faultCase) row(j uploader.Job) string {
	again := "nothing"
	switch {
	case c.again >= int64(c.file)*mib && c.again > 0:
		again = "everything"
	case c.again > 0:
		again = "at most the chunk under way"
	}
	sentence := c.says
	if e := j.Explain(time.Now()); e.Title != "" {
		sentence = strings.TrimSpace(e.Title + ". " + e.Detail)
		if e.Remedy != uploader.RemedyNone {
			sentence += " [" + string(e.Remedy) + "]"
		}
	} else {
		sentence += " …"
	}
	sentence = strings.ReplaceAll(sentence, j.Account.ID, "ACCOUNT")
	return fmt.Sprintf("| %s | %s | %s | %s | %d |\n", c.name, c.does, sentence, again, c.code)
}

const faultsIntro = `# What an upload does when something goes wrong

Made by the tests that bring each of these about (cmd/spool, TestEveryFault);
after each of them the video was on Stream byte for byte, once, with nothing
left pending. *retry* tries again by itself with growing pauses, *wait* goes on
when Stream allows it, *anew* asks Stream for a new upload, *ask* needs a
person: the command finishes the rest, names the job and exits with 1.

| what happens | the job does | what is said [the button] | sent again | exit code |
|---|---|---|---|---|
`

const faultsOutro = `
Retries wait 0.25 s, then twice as long each time up to a minute, less up to a
quarter by chance; a Retry-After is kept to, up to ten minutes. Without a
connection this goes on without end. After twelve failures of the server, or
three dropped uploads in a row, with not a byte confirmed between them, the job
asks. An upload is given up only when Stream, asked how far it got, says that it
is gone; a 403 counts as that only where the video is gone too.

## The queue itself

After each of these a plain spool upload brought the video to Stream.

| what happens | what becomes of the queue | what is said | exit code |
|---|---|---|---|
`

// checkDocument compares a generated document with the one in the repository,
// or writes it where SPOOL_WRITE_DOCS is set.
func checkDocument(t *testing.T, path, want string) {
	t.Helper()
	if os.Getenv("SPOOL_WRITE_DOCS") != "" {
		ok(t, os.MkdirAll(filepath.Dir(path), 0o755))
		ok(t, os.WriteFile(path, []byte(want), 0o644))
		return
	}
	got, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(got, []byte(want)) {
		t.Errorf("%s is not what the tests show (%v); write it anew with SPOOL_WRITE_DOCS=1 go test -run %s ./cmd/spool", path, err, t.Name())
	}
}
