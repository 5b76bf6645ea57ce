package embed

import (
	"encoding/json"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"

	"spool/library"
)

// Obstacle is why a code or link won't play where it is going.
type Obstacle struct {
	// Code names the obstacle for programs: not_ready, failed, signed_only,
	// origin or odd_origin.
	Code string `json:"code"`
	Text string `json:"text"`
	// Stops is set where it won't play at all; else the obstacle is a thing to
	// tidy.
	Stops bool `json:"stops"`
	// Mend is the edit of the video that takes the obstacle away, or nil where
	// an edit can't, or a token is the better way.
	Mend library.Patch `json:"mend,omitempty"`
}

// Destination is where a code or link is going.
type Destination struct {
	// Page is the address or host of the page that shows the player, empty
	// where it is not known.
	Page string
	// Signed says that the links carry a token.
	Signed bool
}

// Obstacles says what will keep a video from playing where it is going.
//
// Allowed origins are hosts, without a scheme or path: *.example.com covers
// every host below example.com but not example.com itself, localhost needs its
// port unless that is 80 or 443, and an empty list lets everybody
// (Cloudflare docs, Stream, "Secure your Stream").
func Obstacles(v *library.Video, to Destination) ([]Obstacle, error) {
	var all []Obstacle
	switch {
	case v.Status.State == library.StateError:
		all = append(all, Obstacle{Code: "failed", Text: "Stream couldn't process this video, so it will never play.", Stops: true})
	case !v.Ready && v.Status.State != library.StateLive:
		all = append(all, Obstacle{Code: "not_ready", Text: "The video isn't ready yet. The code will work once it is.", Stops: true})
	}
	if v.RequireSignedURLs && !to.Signed {
		all = append(all, Obstacle{
			Code: "signed_only", Text: "The video plays with signed links only, and this one has no token.",
			Stops: true, Mend: library.Patch{library.FieldRequireSignedURLs: json.RawMessage("false")},
		})
	}
	if o, ok := oddOrigins(v); ok {
		all = append(all, o)
	}
	if to.Page == "" || len(v.AllowedOrigins) == 0 {
		return all, nil
	}
	host, err := pageHost(to.Page)
	if err != nil {
		return all, err
	}
	if !slices.ContainsFunc(v.AllowedOrigins, func(o string) bool { return originMatches(o, host) }) {
		all = append(all, Obstacle{
			Code: "origin", Text: fmt.Sprintf("%s is not among the video's allowed origins.", host),
			Stops: true, Mend: originsPatch(append(slices.Clone(v.AllowedOrigins), host)),
		})
	}
	return all, nil
}

// oddOrigins finds entries that can never match because they are no hosts.
func oddOrigins(v *library.Video) (Obstacle, bool) {
	var odd, clean []string
	for _, o := range v.AllowedOrigins {
		host, err := pageHost(o)
		if err != nil || host != strings.ToLower(o) {
			odd = append(odd, o)
		}
		if err == nil && !slices.Contains(clean, host) {
			clean = append(clean, host)
		}
	}
	if len(odd) == 0 {
		return Obstacle{}, false
	}
	o := Obstacle{
		Code: "odd_origin",
		Text: fmt.Sprintf("The allowed origin %s never matches: origins are hosts, without https:// and without a path.", odd[0]),
	}
	// An empty list would open the video to everybody.
	if len(clean) > 0 {
		o.Mend = originsPatch(clean)
	}
	return o, true
}

func originsPatch(hosts []string) library.Patch {
	// Strings always have a JSON form.
	raw, _ := json.Marshal(hosts)
	return library.Patch{library.FieldAllowedOrigins: raw}
}

// pageHost is the host of a page's address as origins name it: in small
// letters, with the port where it is not the scheme's own.
func pageHost(page string) (string, error) {
	page = strings.TrimSpace(page)
	if !strings.Contains(page, "://") {
		page = "https://" + page
	}
	u, err := url.Parse(page)
	if err != nil || u.Hostname() == "" {
		return "", fmt.Errorf("%.60q is no page's address: write https://www.example.com", page)
	}
	host := strings.ToLower(u.Hostname())
	port := u.Port()
	if port == "" || port == "443" || port == "80" {
		return host, nil
	}
	return net.JoinHostPort(host, port), nil
}

// originMatches reports whether an allowed origin covers a host.
func originMatches(origin, host string) bool {
	origin = strings.ToLower(strings.TrimSpace(origin))
	if parent, wild := strings.CutPrefix(origin, "*."); wild {
		return parent != "" && strings.HasSuffix(host, "."+parent)
	}
	return origin == host
}
