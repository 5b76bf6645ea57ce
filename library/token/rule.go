package token

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"spool/library"
)

// What the parts of an access rule may be
// (Cloudflare docs, Stream, "Secure your Stream").
const (
	RuleAny     = "any"
	RuleIP      = "ip.src"
	RuleCountry = "ip.geoip.country"

	Allow = "allow"
	Block = "block"

	// MaxRules is how many rules a token may have.
	MaxRules = 5
)

// shortTypes are the types as they are typed on a command line.
var shortTypes = map[string]string{
	"any": RuleAny, "ip": RuleIP, "country": RuleCountry, RuleIP: RuleIP, RuleCountry: RuleCountry,
}

// ParseRule reads a rule as it is typed: ACTION:TYPE or ACTION:TYPE:LIST, as in
// allow:country:DE,FR, allow:ip:203.0.113.0/24,2001:db8::/32 and block:any.
// The answer is in the form CleanRule gives.
func ParseRule(s string) (library.AccessRule, error) {
	parts := strings.SplitN(s, ":", 3)
	if len(parts) < 2 {
		return library.AccessRule{}, fmt.Errorf("rule %q: write allow:country:DE,FR or allow:ip:203.0.113.0/24 or block:any", s)
	}
	rule := library.AccessRule{Action: strings.ToLower(strings.TrimSpace(parts[0]))}
	kind, ok := shortTypes[strings.ToLower(strings.TrimSpace(parts[1]))]
	if !ok {
		return rule, fmt.Errorf("rule %q: the type is country, ip or any, not %q", s, parts[1])
	}
	rule.Type = kind
	if len(parts) == 3 {
		list := strings.Split(parts[2], ",")
		switch kind {
		case RuleCountry:
			rule.Country = list
		case RuleIP:
			rule.IP = list
		default:
			return rule, fmt.Errorf("rule %q: any stands alone, without a list", s)
		}
	}
	rule, err := CleanRule(rule)
	if err != nil {
		return rule, fmt.Errorf("rule %q: %w", s, err)
	}
	return rule, nil
}

// FormatRule is the rule as ParseRule reads it.
func FormatRule(r library.AccessRule) string {
	switch r.Type {
	case RuleCountry:
		return r.Action + ":country:" + strings.Join(r.Country, ",")
	case RuleIP:
		return r.Action + ":ip:" + strings.Join(r.IP, ",")
	}
	return r.Action + ":" + r.Type
}

// CleanRule checks a rule and gives it as Stream wants it: countries as codes
// in capitals, ranges without bits beyond their length, nothing twice. The
// error names the first thing that is wrong.
func CleanRule(r library.AccessRule) (library.AccessRule, error) {
	if r.Action != Allow && r.Action != Block {
		return r, fmt.Errorf("the action is allow or block, not %q", r.Action)
	}
	var err error
	switch r.Type {
	case RuleAny:
		if len(r.Country)+len(r.IP) > 0 {
			return r, errors.New("any stands alone, without a list")
		}
	case RuleCountry:
		if len(r.IP) > 0 {
			return r, errors.New("a rule has countries or addresses, not both")
		}
		r.Country, err = cleanList(r.Country, "country", cleanCountry)
	case RuleIP:
		if len(r.Country) > 0 {
			return r, errors.New("a rule has countries or addresses, not both")
		}
		r.IP, err = cleanList(r.IP, "address", cleanAddress)
	default:
		err = fmt.Errorf("the type is %s, %s or %s, not %q", RuleCountry, RuleIP, RuleAny, r.Type)
	}
	return r, err
}

func cleanList(list []string, what string, clean func(string) (string, error)) ([]string, error) {
	var out []string
	for _, item := range list {
		if strings.TrimSpace(item) == "" {
			continue
		}
		item, err := clean(item)
		if err != nil {
			return list, err
		}
		if !slices.Contains(out, item) {
			out = append(out, item)
		}
	}
	if len(out) == 0 {
		return list, fmt.Errorf("name at least one %s", what)
	}
	return out, nil
}

func cleanCountry(s string) (string, error) {
	code, ok := countryCode(s)
	if !ok {
		return "", fmt.Errorf("there is no country %.40q: write its two-letter code, such as DE", s)
	}
	return code, nil
}

func cleanAddress(s string) (string, error) {
	prefix, err := parseAddresses(s)
	if err != nil {
		return "", err
	}
	if prefix.IsSingleIP() {
		return prefix.Addr().String(), nil
	}
	return prefix.String(), nil
}

// parseAddresses reads an address or a CIDR range of IPv4 or IPv6.
func parseAddresses(s string) (netip.Prefix, error) {
	s = strings.TrimSpace(s)
	addr, bits, isRange := strings.Cut(s, "/")
	a, err := netip.ParseAddr(addr)
	switch {
	case err != nil:
		return netip.Prefix{}, fmt.Errorf("%.60q is no IP address: write 203.0.113.7, 203.0.113.0/24 or 2001:db8::/32", s)
	case a.Zone() != "":
		return netip.Prefix{}, fmt.Errorf("%.60q has a zone, which means nothing outside of one network", s)
	case !isRange:
		a = a.Unmap()
		return netip.PrefixFrom(a, a.BitLen()), nil
	case a.Is4In6():
		return netip.Prefix{}, fmt.Errorf("%.60q: write an IPv4 range as 203.0.113.0/24", s)
	}
	p, err := netip.ParsePrefix(s)
	if err != nil {
		return p, fmt.Errorf("%.60q: the number after the slash is 0 to %d, not %.10q", s, a.BitLen(), bits)
	}
	return p.Masked(), nil
}

// RuleNotes says what a list of clean rules does that its maker may not have
// meant. Each note is a sentence; none means that the token is wrong.
func RuleNotes(rules []library.AccessRule) []string {
	if len(rules) == 0 {
		return nil
	}
	var notes []string
	for i, r := range rules[:len(rules)-1] {
		if r.Type == RuleAny {
			notes = append(notes, fmt.Sprintf("Rule %d decides for everybody, so the rules after it are never reached.", i+1))
			return notes
		}
	}
	last := rules[len(rules)-1]
	allows := slices.ContainsFunc(rules, func(r library.AccessRule) bool { return r.Action == Allow && r.Type != RuleAny })
	if allows && last.Type != RuleAny {
		notes = append(notes, "Whom no rule names may watch as well. End with block:any to keep others out.")
	}
	if !allows && last.Type == RuleAny && last.Action == Block {
		notes = append(notes, "Nobody can watch: no rule before the last one allows anybody.")
	}
	if allows && last.Type == RuleAny && last.Action == Block && onlyIPv4(rules) {
		notes = append(notes, "Viewers who come by IPv6 are kept out: IPv4 rules never match them.")
	}
	return notes
}

// onlyIPv4 reports whether everybody who is allowed is so by IPv4 address.
func onlyIPv4(rules []library.AccessRule) bool {
	for _, r := range rules {
		if r.Action != Allow {
			continue
		}
		if r.Type != RuleIP {
			return false
		}
		for _, s := range r.IP {
			if p, err := parseAddresses(s); err == nil && p.Addr().Is6() {
				return false
			}
		}
	}
	return true
}

// DescribeRule says whom a rule is about, with countries by their names in a
// language.
func DescribeRule(r library.AccessRule, tag language.Tag) string {
	switch r.Type {
	case RuleCountry:
		names := make([]string, len(r.Country))
		for i, code := range r.Country {
			names[i] = CountryName(code, tag)
		}
		return strings.Join(names, ", ")
	case RuleIP:
		return strings.Join(r.IP, ", ")
	}
	return "Anyone"
}
