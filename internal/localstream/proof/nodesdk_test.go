package proof

import (
	"encoding/json"
	"os/exec"
	"strings"
	"testing"

	"spool/internal/localstream"
)

// TestNodeSDK lets stream.js call every method of the npm package cloudflare's
// stream resource; it says there what each must understand.
func TestNodeSDK(t *testing.T) {
	server, client := open(t, localstream.Options{})
	v := upload(t, server, client)
	command := exec.CommandContext(t.Context(), "node", "stream.js", "--base", watched(t, server)+"/client/v4",
		"--account", server.AccountID(), "--token", server.Token(), "--video", v.UID, "--source", files(t))
	command.Dir = "../../../test/peers"
	var complaint strings.Builder
	command.Stderr = &complaint
	out, err := command.Output()
	if err != nil {
		t.Fatalf("node: %v: %s (has scripts/setup test run?)", err, complaint.String())
	}
	var done struct{ Called []string }
	if err := json.Unmarshal(out, &done); err != nil || len(done.Called) < 25 {
		t.Errorf("stream.js printed %q", out)
	}
}
