package main

import (
	"html"
	"net/http"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

// clipboard is what another program would paste.
func (s *screen) clipboard() string {
	out, err := s.output("xclip", "-selection", "clipboard", "-out")
	if err != nil {
		return "" // nothing was copied yet
	}
	return out
}

// keyring starts a keyring on the display's own bus, unlocked as after a login.
func (s *screen) keyring() {
	s.t.Helper()
	daemon := exec.Command("gnome-keyring-daemon", "--foreground", "--components=secrets", "--unlock")
	daemon.Env, daemon.Stdin = s.env, strings.NewReader("a password")
	ok(s.t, daemon.Start())
	s.t.Cleanup(func() { end(s.t, daemon, syscall.SIGKILL) })
}

// signingKey makes a key that the keyring keeps.
func (s *screen) signingKey() (id string) {
	s.t.Helper()
	s.await("a key in the keyring", func() bool {
		create := s.program("key", "create", "--label", "Edit bay")
		create.Env = append(s.env, "SPOOL_TEST_AS_PROGRAM=1")
		out, err := create.Output()
		id = strings.TrimSpace(string(out))
		return err == nil && id != ""
	})
	return id
}

var frameAddress = regexp.MustCompile(`<iframe[^>]* src="([^"]+)"`)

// From the library to a signed embed code that plays, by keyboard only, in fewer
// than ten keys.
func TestASignedEmbedCodeIsOnTheClipboardAfterThreeKeys(t *testing.T) {
	s := newScreen(t)
	uid := s.signedVideo("Harbour")
	s.keyring()
	key := s.signingKey()
	s.open()
	keys := []string{"ctrl+2", "Home", "e"}
	var code string
	s.point("a code on the clipboard", func() bool {
		code = s.clipboard()
		return strings.Contains(code, "<iframe")
	}, func() { s.keys(keys...) })
	found := frameAddress.FindStringSubmatch(code)
	if found == nil {
		t.Fatalf("copied %q", code)
	}
	if got := answered(t, html.UnescapeString(found[1])); got != http.StatusOK {
		t.Errorf("the player in it is answered %d", got)
	}
	decoded := s.stage.spool("token", "--decode", code, "--json").want(t, exitDone).lines(t)[0]
	if decoded["uid"] != uid || decoded["key"] != key || decoded["signature"] != "good" || decoded["plays"] != true {
		t.Errorf("decoded as %v", decoded)
	}
	if listed := s.stage.spool("token", "list", "--json").want(t, exitDone).lines(t); len(listed) == 0 || listed[0]["uid"] != uid || listed[0]["token"] != nil {
		t.Errorf("recorded as %v", listed)
	}
	links := s.stage.spool("link", uid, "--kind", "hls").want(t, exitDone)
	if got := answered(t, strings.TrimSpace(links.out)); got == http.StatusOK {
		t.Error("the video plays without a token as well, so the code proves nothing")
	}
}
