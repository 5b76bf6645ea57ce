package main

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// displayPatience bounds how long a remote display may take to answer.
const displayPatience = 5 * time.Second

// findDisplay reports that there is no screen before the window system is
// asked, which would end the program in its own words.
func findDisplay() error {
	var silent []string
	for _, d := range displays() {
		if d.answers() {
			return nil
		}
		silent = append(silent, d.name)
	}
	switch len(silent) {
	case 0:
		return errNoDisplay
	case 1:
		return fmt.Errorf("%w (%s does not answer)", errNoDisplay, silent[0])
	}
	return fmt.Errorf("%w (%s do not answer)", errNoDisplay, strings.Join(silent, " and "))
}

// screenPlace is a place where a window may open: its name, and the network and
// address of each of its sockets.
type screenPlace struct {
	name      string
	addresses [][2]string
}

func (d screenPlace) answers() bool {
	for _, a := range d.addresses {
		if conn, err := net.DialTimeout(a[0], a[1], displayPatience); err == nil {
			return conn.Close() == nil
		}
	}
	return false
}

// displays are the places that the surroundings name. Fyne takes FYNE_PLATFORM
// for an order, and otherwise the one that works.
func displays() []screenPlace {
	var all []screenPlace
	platform := os.Getenv("FYNE_PLATFORM")
	if name := os.Getenv("WAYLAND_DISPLAY"); name != "" && platform != "x11" {
		path := name
		if !filepath.IsAbs(path) {
			path = filepath.Join(os.Getenv("XDG_RUNTIME_DIR"), name)
		}
		all = append(all, screenPlace{name, [][2]string{{"unix", path}}})
	}
	if name := os.Getenv("DISPLAY"); name != "" && platform != "wayland" {
		all = append(all, screenPlace{name, xAddresses(name)})
	}
	return all
}

// xAddresses are where the X server of a display's name listens, none where the
// name is no such.
func xAddresses(name string) [][2]string {
	host, number, found := strings.Cut(name, ":")
	number, _, _ = strings.Cut(number, ".")
	n, err := strconv.ParseUint(number, 10, 15)
	switch {
	case !found || err != nil:
		return nil
	case host == "" || host == "unix":
		path := "/tmp/.X11-unix/X" + number
		return [][2]string{{"unix", path}, {"unix", "@" + path}}
	}
	return [][2]string{{"tcp", net.JoinHostPort(host, strconv.FormatUint(6000+n, 10))}}
}

// drawnByProcessor reports that there is no graphics card, or that it is not to
// be used.
func drawnByProcessor() bool {
	cards, err := filepath.Glob("/dev/dri/render*")
	return os.Getenv("LIBGL_ALWAYS_SOFTWARE") == "1" || err == nil && len(cards) == 0
}
