package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
)

// server is a local Stream in a process of its own, and its first line.
type server struct {
	BaseURL   string `json:"base_url"`
	AccountID string `json:"account_id"`
	APIToken  string `json:"api_token"`

	command *exec.Cmd
}

// startServer starts bin/spool local on a new folder under the scratch one. It
// does not encode: the comparison is about the wire. The caller stops it.
func (b *bench) startServer(ctx context.Context, flags ...string) (*server, error) {
	dir, err := os.MkdirTemp(b.dir, "stream-")
	if err != nil {
		return nil, err
	}
	log, err := os.Create(filepath.Join(b.dir, "stream.log"))
	if err != nil {
		return nil, err
	}
	s := &server{}
	s.command = exec.CommandContext(ctx, "bin/spool", append([]string{"local", "--data", dir, "--rate-limit", "-1", "--skip-encoding"}, flags...)...)
	s.command.Cancel = func() error { return s.command.Process.Signal(os.Interrupt) }
	s.command.Stderr = log
	hello, err := s.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := s.command.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(hello).ReadBytes('\n')
	if err == nil {
		err = json.Unmarshal(line, s)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("the local Stream did not start: %w", err), s.stop())
	}
	return s, nil
}

// stop interrupts the server and waits for it.
func (s *server) stop() error {
	if err := s.command.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	err := s.command.Wait()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return nil // interrupted, as asked
	}
	return err
}

func (s *server) endpoint() string { return s.BaseURL + "/accounts/" + s.AccountID + "/stream" }

// empty deletes every video and fails unless there were just want of them, so
// that a client that only seemed to upload is noticed, and the next one finds
// the same empty server.
func (s *server) empty(ctx context.Context, want int) error {
	var listed struct {
		Result []struct {
			UID string `json:"uid"`
		} `json:"result"`
	}
	if err := s.call(ctx, http.MethodGet, s.endpoint(), &listed); err != nil {
		return err
	}
	if len(listed.Result) != want {
		return fmt.Errorf("%d videos arrived, not %d", len(listed.Result), want)
	}
	for _, video := range listed.Result {
		if err := s.call(ctx, http.MethodDelete, s.endpoint()+"/"+video.UID, nil); err != nil {
			return err
		}
	}
	return nil
}

func (s *server) call(ctx context.Context, method, url string, into any) (err error) {
	request, err := http.NewRequestWithContext(ctx, method, url, nil)
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+s.APIToken)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, response.Body.Close()) }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s %s: %s: %s", method, url, response.Status, body)
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(body, into)
}
