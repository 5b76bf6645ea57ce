package rules

import (
	"encoding/json"
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"strings"

	"spool/internal/localstream/envelope"
)

// AccessRule is one rule of a token (Cloudflare docs, Stream, securing your
// stream).
type AccessRule struct {
	Type    string   `json:"type"`
	Action  string   `json:"action"`
	Country []string `json:"country,omitempty"`
	IP      []string `json:"ip,omitempty"`
}

// UnmarshalJSON implements json.Unmarshaler.
func (r *AccessRule) UnmarshalJSON(raw []byte) error {
	type plain AccessRule
	return UnmarshalExact(raw, (*plain)(r), "type", "action", "country", "ip")
}

// The types and actions of rules.
const (
	ruleAny     = "any"
	ruleIP      = "ip.src"
	ruleCountry = "ip.geoip.country"
	allow       = "allow"
	block       = "block"

	maxAccessRules = 5
)

var countryPattern = regexp.MustCompile(`^[A-Z]{2}$`)

// CheckAccessRules refuses rules Stream would not take.
func CheckAccessRules(rules []AccessRule) error {
	if len(rules) > maxAccessRules {
		return envelope.ErrBadRequest.With("accessRules has %d rules, at most %d are allowed", len(rules), maxAccessRules)
	}
	for i, r := range rules {
		if err := r.check(); err != "" {
			return envelope.ErrBadRequest.With("accessRules[%d]: %s", i, err)
		}
	}
	return nil
}

func (r AccessRule) check() (complaint string) {
	if r.Action != allow && r.Action != block {
		return "action must be allow or block"
	}
	switch r.Type {
	case ruleAny:
	case ruleCountry:
		if len(r.Country) == 0 {
			return "country is missing"
		}
		for _, c := range r.Country {
			if !countryPattern.MatchString(c) {
				return "country must be two capital letters (ISO 3166-1 alpha-2)"
			}
		}
	case ruleIP:
		if len(r.IP) == 0 {
			return "ip is missing"
		}
		for _, text := range r.IP {
			if _, ok := parsePrefix(text); !ok {
				return "ip must be addresses or CIDR ranges"
			}
		}
	default:
		return "type must be any, ip.src or ip.geoip.country"
	}
	return ""
}

// parsePrefix reads an address or a CIDR range.
func parsePrefix(text string) (netip.Prefix, bool) {
	if p, err := netip.ParsePrefix(text); err == nil {
		return p.Masked(), true
	}
	a, err := netip.ParseAddr(text)
	if err != nil || a.Zone() != "" {
		return netip.Prefix{}, false
	}
	return netip.PrefixFrom(a, a.BitLen()), true
}

// Viewer is who asks for a video.
type Viewer struct {
	Addr    netip.Addr
	Country string // ISO 3166-1 alpha-2; empty when unknown
}

// Admits evaluates rules in order: the first that matches decides, and a viewer
// no rule matches is let in. Rules for IPv4 never match viewers on IPv6.
func Admits(rules []AccessRule, v Viewer) bool {
	for _, r := range rules {
		if r.matches(v) {
			return r.Action == allow
		}
	}
	return true
}

func (r AccessRule) matches(v Viewer) bool {
	switch r.Type {
	case ruleAny:
		return true
	case ruleCountry:
		for _, c := range r.Country {
			if c == v.Country {
				return true
			}
		}
	case ruleIP:
		for _, text := range r.IP {
			if p, ok := parsePrefix(text); ok && p.Contains(v.Addr.Unmap()) {
				return true
			}
		}
	}
	return false
}

// OriginAllowed reports whether a page may show a video with the allowed
// origins. page is the URL from its Origin or Referer header. A list that is
// empty allows anyone; *.x.com covers every depth below x.com but not x.com;
// an entry needs its port unless it is 80 or 443; one with a scheme or a path
// never matches (Cloudflare docs, Stream, securing your stream).
func OriginAllowed(allowed []string, page string) bool {
	if len(allowed) == 0 {
		return true
	}
	u, err := url.Parse(page)
	if err != nil || u.Host == "" {
		return false
	}
	host := plainHost(u.Host)
	for _, entry := range allowed {
		entry = plainHost(entry)
		if entry == host {
			return true
		}
		if parent, wild := strings.CutPrefix(entry, "*."); wild && strings.HasSuffix(host, "."+parent) {
			return true
		}
	}
	return false
}

// plainHost is a host in lower case, without a port that needs no mention.
func plainHost(host string) string {
	host = strings.ToLower(host)
	if name, port, err := net.SplitHostPort(host); err == nil && (port == "80" || port == "443") {
		return name
	}
	return host
}

// UnmarshalRules reads accessRules from JSON.
func UnmarshalRules(raw json.RawMessage) ([]AccessRule, error) {
	var rules []AccessRule
	if err := json.Unmarshal(raw, &rules); err != nil {
		return nil, envelope.ErrBadRequest.With("accessRules must be a list of rules")
	}
	return rules, CheckAccessRules(rules)
}
