package main

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// displayPatience bounds how long a remote display may take to answer.
const displayPatience = 5 * time.Second

// findDisplay reports that there is no screen before the window system is
// asked, which would end the program in its own words.
func findDisplay() error {
	if os.Getenv("WAYLAND_DISPLAY") != "" {
		return nil
	}
	display := os.Getenv("DISPLAY")
	if display == "" {
		return errNoDisplay
	}
	host, number, found := strings.Cut(display, ":")
	number, _, _ = strings.Cut(number, ".")
	if !found || number == "" {
		return fmt.Errorf("%w (DISPLAY is %q)", errNoDisplay, display)
	}
	for _, address := range displayAddresses(host, number) {
		conn, err := net.DialTimeout(address[0], address[1], displayPatience)
		if err == nil {
			return conn.Close()
		}
	}
	return fmt.Errorf("%w (%s does not answer)", errNoDisplay, display)
}

// displayAddresses are where an X server of that number listens.
func displayAddresses(host, number string) [][2]string {
	if host == "" || host == "unix" {
		path := "/tmp/.X11-unix/X" + number
		return [][2]string{{"unix", path}, {"unix", "@" + path}}
	}
	port := 6000
	if _, err := fmt.Sscanf(number, "%d", &port); err == nil {
		port += 6000
	}
	return [][2]string{{"tcp", net.JoinHostPort(host, fmt.Sprint(port))}}
}

// drawnByProcessor reports that there is no graphics card, or that it is not to
// be used.
func drawnByProcessor() bool {
	cards, err := filepath.Glob("/dev/dri/render*")
	return os.Getenv("LIBGL_ALWAYS_SOFTWARE") == "1" || err == nil && len(cards) == 0
}
