package main

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"spool/library/token"
)

// noKeyring keeps a test away from the keyring of whoever runs it.
func noKeyring(t *testing.T) { t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus") }

// signedVideo uploads a video that plays with signed URLs only.
func (s *stage) signedVideo(name string) string {
	s.t.Helper()
	lines := s.spool("upload", "--json", "--require-signed", "--name", name, s.video("a.mp4", 0, 1)).want(s.t, exitDone).lines(s.t)
	return lines[len(lines)-1]["uid"].(string)
}

// key makes a signing key, in a file because there is no keyring.
func (s *stage) key() (id, file string) {
	s.t.Helper()
	file = filepath.Join(s.t.TempDir(), "key.pem")
	r := s.spool("key", "create", "--to", file, "--json").want(s.t, exitDone)
	return r.lines(s.t)[0]["id"].(string), file
}

// answered is the status a viewer gets.
func answered(t *testing.T, address string, header ...string) int {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	ok(t, err)
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	ok(t, err)
	ok(t, res.Body.Close())
	return res.StatusCode
}

func TestATokenFromTheCommandLinePlays(t *testing.T) {
	noKeyring(t)
	s := newStage(t)
	uid := s.signedVideo("Harbour")
	id, file := s.key()
	r := s.spool("token", uid, "--key", id, "--pem", file, "--expires", "30m", "--downloadable",
		"--rule", "allow:country:DE,FR", "--rule", "allow:ip:203.0.113.0/24", "--rule", "block:any", "--json").want(t, exitDone)
	line := r.lines(t)[0]
	signed := line["token"].(string)
	for _, kind := range []string{"watch", "iframe", "hls", "dash", "thumbnail", "gif", "mp4", "m4a", "embed", "embed_fixed"} {
		if link, _ := line[kind].(string); !strings.Contains(link, "/"+signed+"/") {
			t.Errorf("%s is %q, without the token", kind, link)
		}
	}
	for country, want := range map[string]int{"DE": http.StatusOK, "US": http.StatusForbidden} {
		if got := answered(t, line["watch"].(string), "CF-IPCountry", country, "CF-Connecting-IP", "198.51.100.1"); got != want {
			t.Errorf("a viewer in %s is answered %d, want %d", country, got, want)
		}
	}
	decoded := s.spool("token", "--decode", line["hls"].(string), "--json").want(t, exitDone).lines(t)[0]
	if decoded["plays"] != true || decoded["signature"] != "good" || decoded["uid"] != uid || decoded["downloadable"] != true {
		t.Errorf("decoded as %v", decoded)
	}
	if listed := s.spool("token", "list", "france", "--json").want(t, exitDone).lines(t); len(listed) != 1 || listed[0]["uid"] != uid || listed[0]["token"] != nil {
		t.Errorf("recorded as %v", listed)
	}
	late := s.spool("token", uid, "--key", id, "--pem", file, "--not-before", "5m", "--json").want(t, exitDone).lines(t)[0]
	if got := answered(t, late["watch"].(string)); got != http.StatusForbidden {
		t.Errorf("before it begins: answered %d", got)
	}
	api := s.spool("token", uid, "--api", "--json").want(t, exitDone).lines(t)[0]
	if got := answered(t, api["watch"].(string)); got != http.StatusOK || api["by_api"] != true {
		t.Errorf("signed by Stream: answered %d, %v", got, api["by_api"])
	}
	if r := s.spool("key", "delete", id).want(t, exitWrongUse); !strings.Contains(r.err, "2 tokens of 1 video") {
		t.Errorf("the consequence is told as %s", r.err)
	}
	s.spool("key", "delete", id, "--yes").want(t, exitDone)
	if got := answered(t, line["watch"].(string), "CF-IPCountry", "DE"); got != http.StatusForbidden {
		t.Errorf("after its key was deleted: answered %d", got)
	}
	if d := s.spool("token", "--decode", signed, "--online", "--json").want(t, exitDone).lines(t)[0]; !strings.Contains(mustJSON(t, d["reasons"]), "key_not_listed") {
		t.Errorf("decoded after its key was deleted: %v", d["reasons"])
	}
	for _, dir := range []string{s.home} {
		ok(t, filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(path)
			if strings.Contains(string(data), signed) {
				t.Errorf("%s holds the token", path)
			}
			return err
		}))
	}
}

func mustJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	ok(t, err)
	return string(b)
}

func TestTokensThatCantBeAreRefused(t *testing.T) {
	noKeyring(t)
	s := newStage(t)
	uid := s.signedVideo("Harbour")
	id, file := s.key()
	cut := filepath.Join(t.TempDir(), "cut.pem")
	whole, err := os.ReadFile(file)
	ok(t, err)
	ok(t, os.WriteFile(cut, whole[:len(whole)/2], 0o600))
	block := []string{"--rule", "block:any"}
	six := slices.Concat(block, block, block, block, block, block)
	for name, tt := range map[string]struct {
		args []string
		code int
		want string
	}{
		"in the past":      {[]string{"--expires", "-1m"}, exitWrongUse, "in the past"},
		"over 24 h":        {[]string{"--expires", "25h"}, exitWrongUse, "24 h at most"},
		"begins too late":  {[]string{"--not-before", "2h"}, exitWrongUse, "over already"},
		"six rules":        {six, exitWrongUse, "5 rules, these are 6"},
		"nonsense range":   {[]string{"--rule", "allow:ip:203.0.113.0/99"}, exitWrongUse, "0 to 32"},
		"unknown country":  {[]string{"--rule", "allow:country:Atlantis"}, exitWrongUse, "Atlantis"},
		"key cut off":      {[]string{"--pem", cut}, exitWrongUse, "cut off"},
		"no key":           {[]string{"--pem", "/nowhere/key.pem"}, exitWrongUse, "no such file"},
		"another's key":    {[]string{"--key", "another", "--pem", file}, exitSomeFailed, "has no such key"},
		"no such video":    {[]string{"00000000000000000000000000000000"}, exitSomeFailed, "not found"},
		"decode and a uid": {[]string{"--decode", "x"}, exitWrongUse, "no uids"},
	} {
		args := append([]string{"token", uid, "--key", id, "--pem", file}, tt.args...)
		if r := s.spool(args...); r.code != tt.code || !strings.Contains(r.err, tt.want) {
			t.Errorf("%s: exit code %d, %s; want %d with %q", name, r.code, r.err, tt.code, tt.want)
		}
	}
	for _, bad := range []string{"hello", "eyJhbGciOiJSUzI1NiJ9.e30"} {
		if r := s.spool("token", "--decode", bad); r.code != exitSomeFailed || r.out != "" {
			t.Errorf("decoding %q: exit code %d, %s", bad, r.code, r.out)
		}
	}
	if r := s.spool("key", "create"); r.code != exitSomeFailed || !strings.Contains(r.err, "--to FILE") {
		t.Errorf("a key that nothing can keep: exit code %d, %s", r.code, r.err)
	}
	if keys := s.spool("key", "list", "--json").want(t, exitDone).lines(t); len(keys) != 1 {
		t.Errorf("%d keys are left", len(keys))
	}
}

func TestABatchOfTokensIsOneFile(t *testing.T) {
	noKeyring(t)
	s := newStage(t)
	a, b := s.signedVideo("One"), s.signedVideo("Two, =2")
	id, file := s.key()
	out := filepath.Join(t.TempDir(), "links.csv")
	ok(t, os.WriteFile(out, []byte("of another day"), 0o644))
	in := strings.NewReader(a + "\n{\"uid\":\"" + b + "\"}\n")
	spoolWith(t.Context(), in, "token", "--key", id, "--pem", file, "--format", "csv", "--kind", "hls", "--out", out).want(t, exitDone)
	text, err := os.ReadFile(out)
	ok(t, err)
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	if len(lines) != 3 || lines[0] != "uid,name,hls" || !strings.HasPrefix(lines[2], b+",") {
		t.Fatalf("the file is\n%s", text)
	}
	info, err := os.Stat(out)
	ok(t, err)
	if info.Mode().Perm() != 0o600 {
		t.Errorf("everybody can read the file: %v", info.Mode())
	}
	for _, line := range lines[1:] {
		if _, err := token.Decode(line, nil); err != nil {
			t.Errorf("%q: %v", line, err)
		}
	}
	if batch := s.spool("token", "list", "--json").want(t, exitDone).lines(t); len(batch) != 2 || batch[0]["batch"] == nil || batch[0]["batch"] != batch[1]["batch"] {
		t.Errorf("recorded as %v", batch)
	}
}

func TestWithoutAnAccountTokensAreSignedAllTheSame(t *testing.T) {
	noKeyring(t)
	s := newStage(t)
	_, file := s.key()
	s.use("", "")
	r := s.spool("token", "9c1f04d2b7ac4e1ea5b0f3c6d81ea27e", "--key", "any", "--pem", file, "--json").want(t, exitDone)
	line := r.lines(t)[0]
	d, err := token.Decode(line["token"].(string), nil)
	if err != nil || d.Subject != "9c1f04d2b7ac4e1ea5b0f3c6d81ea27e" || line["watch"] != nil {
		t.Errorf("got %v, %v", line, err)
	}
	if until := time.Until(d.Expires); until < 59*time.Minute || until > time.Hour {
		t.Errorf("it lasts %v", until)
	}
	if r := s.spool("token", "who", "--rule", "allow:country:IS,NO", "--rule", "block:any", "--country", "Norway"); r.code != exitDone || r.out != "Rule 1 decides: Norway is allowed.\n" {
		t.Errorf("who can watch: %s%s", r.out, r.err)
	}
	claims := base64.RawURLEncoding.EncodeToString([]byte(`{"sub":"u","accessRules":"DE"}`))
	if r := s.spool("token", "who", "--of", "eyJhbGciOiJSUzI1NiJ9."+claims+".c2ln"); r.code != 1 || !strings.Contains(r.err, "rules can't be read") {
		t.Errorf("who can watch by rules that are none: %s%s", r.out, r.err)
	}
}
