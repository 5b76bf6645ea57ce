package token

import (
	"fmt"
	"net/netip"
	"slices"

	"golang.org/x/text/language"

	"spool/library"
)

// Viewer is somebody who wants to watch. What is not known of them is zero.
type Viewer struct {
	Addr netip.Addr
	// Country is an ISO 3166-1 alpha-2 code in capitals.
	Country string
}

// ParseViewer reads an address and a country as people type them; either may
// be empty.
func ParseViewer(addr, country string) (Viewer, error) {
	var v Viewer
	if addr != "" {
		a, err := netip.ParseAddr(addr)
		if err != nil {
			return v, fmt.Errorf("%.60q is no IP address: write 203.0.113.7 or 2001:db8::1", addr)
		}
		v.Addr = a.Unmap()
	}
	if country != "" {
		code, ok := countryCode(country)
		if !ok {
			return v, fmt.Errorf("there is no country %.40q: write its two-letter code, such as DE", country)
		}
		v.Country = code
	}
	return v, nil
}

// Verdict is what the rules say to a viewer.
type Verdict struct {
	Allowed bool
	// Rule is the place of the rule that decides, -1 where none matches, which
	// allows.
	Rule int
	// Match is the country's code or the range that matched; empty for a rule
	// about anyone.
	Match string
	// Unsure is set where a rule before the deciding one might match if more
	// were known of the viewer; it is that rule's place, else -1.
	Unsure int
}

// WhoCanWatch goes through the rules as Stream does: in order, the first that
// matches decides, and whom none matches is allowed. IPv4 rules never match
// IPv6 viewers.
func WhoCanWatch(rules []library.AccessRule, v Viewer) Verdict {
	verdict := Verdict{Allowed: true, Rule: -1, Unsure: -1}
	for i, r := range rules {
		by, match, known := matches(r, v)
		if !known && verdict.Unsure < 0 {
			verdict.Unsure = i
		}
		if match {
			verdict.Allowed, verdict.Rule, verdict.Match = r.Action == Allow, i, by
			break
		}
	}
	return verdict
}

// matches says by which country or range a rule matches; known is false where
// that takes more than is known of the viewer.
func matches(r library.AccessRule, v Viewer) (by string, match, known bool) {
	switch r.Type {
	case RuleAny:
		return "", true, true
	case RuleCountry:
		return v.Country, slices.Contains(r.Country, v.Country), v.Country != ""
	case RuleIP:
		for _, s := range r.IP {
			// A range that can't be read matches nobody.
			if p, err := parseAddresses(s); err == nil && p.Contains(v.Addr) {
				return s, true, true
			}
		}
		return "", false, v.Addr.IsValid()
	}
	return "", false, true
}

// Explain is the verdict in a sentence.
func (d Verdict) Explain(rules []library.AccessRule, tag language.Tag) string {
	s := d.decision(rules, tag)
	switch {
	case d.Unsure < 0:
		return s
	case rules[d.Unsure].Type == RuleCountry:
		return s + fmt.Sprintf(" Rule %d needs a country to be tested.", d.Unsure+1)
	}
	return s + fmt.Sprintf(" Rule %d needs an address to be tested.", d.Unsure+1)
}

func (d Verdict) decision(rules []library.AccessRule, tag language.Tag) string {
	what := "is allowed"
	if !d.Allowed {
		what = "is blocked"
	}
	switch {
	case len(rules) == 0:
		return "There are no rules, so the video plays."
	case d.Rule < 0:
		return "No rule matches, so the video plays."
	case d.Match == "":
		return fmt.Sprintf("Rule %d decides: anyone %s.", d.Rule+1, what)
	}
	who := d.Match
	if rules[d.Rule].Type == RuleCountry {
		who = CountryName(d.Match, tag)
	}
	return fmt.Sprintf("Rule %d decides: %s %s.", d.Rule+1, who, what)
}
