package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A real keyring in a session of its own: a key goes into it when it is made,
// signs in another process, and leaves it when it is deleted.
func TestTheKeyringKeepsSigningKeys(t *testing.T) {
	s := newStage(t)
	uid := s.signedVideo("Harbour")
	home := t.TempDir()
	script := `
set -e
printf 'a password' | gnome-keyring-daemon --unlock --daemonize --components=secrets >/dev/null 2>&1
id=$("$SPOOL" key create --label 'Edit bay')
"$SPOOL" key list
"$SPOOL" token "$1" --json > token.json
"$SPOOL" key export "$id" --to copy.pem
"$SPOOL" key forget "$id"
if "$SPOOL" token "$1" --key "$id"; then exit 9; fi
"$SPOOL" key import copy.pem --id "$id"
"$SPOOL" token "$1" --key "$id" > again.txt
"$SPOOL" key delete "$id" --yes
if "$SPOOL" token "$1" --key "$id"; then exit 9; fi
`
	self, err := os.Executable()
	ok(t, err)
	cmd := exec.Command("dbus-run-session", "--", "sh", "-c", script, "sh", uid)
	cmd.Dir = home
	cmd.Env = append(os.Environ(), "SPOOL="+self, "SPOOL_TEST_AS_PROGRAM=1", "HOME="+home, "XDG_DATA_HOME="+home,
		"XDG_RUNTIME_DIR="+home, "XDG_CONFIG_HOME="+home, "DISPLAY=", "WAYLAND_DISPLAY=")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if !strings.Contains(string(out), "Edit bay") || !strings.Contains(string(out), "on this computer") {
		t.Errorf("the key is listed as\n%s", out)
	}
	for _, name := range []string{"token.json", "again.txt"} {
		if data, err := os.ReadFile(filepath.Join(home, name)); err != nil || !strings.Contains(string(data), "eyJ") {
			t.Errorf("%s holds no token: %v", name, err)
		}
	}
	private, err := os.ReadFile(filepath.Join(home, "copy.pem"))
	ok(t, err)
	line := strings.Split(string(private), "\n")[3]
	ok(t, filepath.WalkDir(s.home, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if strings.Contains(string(data), line) {
			t.Errorf("%s holds the private key", path)
		}
		return err
	}))
}
