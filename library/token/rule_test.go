package token_test

import (
	"reflect"
	"strings"
	"testing"

	"golang.org/x/text/language"

	"spool/library"
	"spool/library/token"
)

func TestRulesAreReadAsTyped(t *testing.T) {
	country := func(action string, codes ...string) library.AccessRule {
		return library.AccessRule{Type: token.RuleCountry, Action: action, Country: codes}
	}
	ip := func(action string, list ...string) library.AccessRule {
		return library.AccessRule{Type: token.RuleIP, Action: action, IP: list}
	}
	for typed, want := range map[string]library.AccessRule{
		"allow:country:DE,FR":           country("allow", "DE", "FR"),
		"allow:country:de, fr ,DE,":     country("allow", "DE", "FR"),
		"block:country:Germany,iceland": country("block", "DE", "IS"),
		"block:country:uk,usa,Türkiye":  country("block", "GB", "US", "TR"),
		"Allow:IP:203.0.113.0/24":       ip("allow", "203.0.113.0/24"),
		"allow:ip:203.0.113.77/24":      ip("allow", "203.0.113.0/24"),
		"allow:ip:203.0.113.7/32":       ip("allow", "203.0.113.7"),
		"allow:ip:2001:DB8::/32,::1":    ip("allow", "2001:db8::/32", "::1"),
		"block:ip:::ffff:203.0.113.9":   ip("block", "203.0.113.9"),
		"block:ip.src:198.51.100.1":     ip("block", "198.51.100.1"),
		"allow:ip.geoip.country:XK":     country("allow", "XK"),
		"block:any":                     {Type: token.RuleAny, Action: "block"},
	} {
		got, err := token.ParseRule(typed)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q: got %+v, %v; want %+v", typed, got, err, want)
			continue
		}
		again, err := token.ParseRule(token.FormatRule(got))
		if err != nil || !reflect.DeepEqual(again, want) {
			t.Errorf("%q: read back as %+v, %v", typed, again, err)
		}
	}
}

func TestWrongRulesSayWhatIsWrong(t *testing.T) {
	for typed, want := range map[string]string{
		"":                               "write allow:country",
		"any":                            "write allow:country",
		"permit:any":                     "allow or block",
		"allow:city:Berlin":              "country, ip or any",
		"block:any:DE":                   "stands alone",
		"allow:country":                  "at least one country",
		"allow:country:,":                "at least one country",
		"allow:country:Atlantis":         "no country \"Atlantis\"",
		"allow:country:EU":               "no country",
		"allow:country:SU":               "no country",
		"allow:country:DDR":              "no country",
		"allow:ip:":                      "at least one address",
		"allow:ip:300.1.1.1":             "no IP address",
		"allow:ip:203.0.113.0/33":        "0 to 32",
		"allow:ip:203.0.113.0/-1":        "0 to 32",
		"allow:ip:2001:db8::/129":        "0 to 128",
		"allow:ip:203.0.113":             "no IP address",
		"allow:ip:fe80::1%eth0":          "zone",
		"allow:ip:::ffff:203.0.113.0/96": "IPv4 range",
		"allow:ip:example.com":           "no IP address",
	} {
		if _, err := token.ParseRule(typed); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want it to say %q", typed, err, want)
		}
	}
}

func TestEveryCountryHasAName(t *testing.T) {
	list := token.Countries(language.English)
	if len(list) != 250 {
		t.Errorf("%d countries, want the 249 of ISO 3166-1 and Kosovo", len(list))
	}
	for i, c := range list {
		if len(c.Code) != 2 || c.Name == "" || c.Name == c.Code {
			t.Errorf("country %+v", c)
		}
		if rule, err := token.ParseRule("allow:country:" + strings.ReplaceAll(c.Name, ",", "")); err != nil || rule.Country[0] != c.Code {
			t.Errorf("%q is not understood as %s: %v, %v", c.Name, c.Code, rule.Country, err)
		}
		if i > 0 && c.Name == list[i-1].Name {
			t.Errorf("%s and %s have the same name %q", c.Code, list[i-1].Code, c.Name)
		}
	}
	if name := token.CountryName("DE", language.German); name != "Deutschland" {
		t.Errorf("DE in German is %q", name)
	}
	if name := token.CountryName("ZZ", language.German); name != "ZZ" {
		t.Errorf("an unknown code is shown as %q", name)
	}
}

func rules(t *testing.T, typed ...string) []library.AccessRule {
	t.Helper()
	var list []library.AccessRule
	for _, s := range typed {
		r, err := token.ParseRule(s)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, r)
	}
	return list
}

func TestWhoCanWatch(t *testing.T) {
	studio := []string{"allow:ip:203.0.113.0/24,2001:db8::/32", "allow:country:IS,NO", "block:any"}
	tests := []struct {
		name          string
		rules         []string
		addr, country string
		allowed       bool
		rule, unsure  int
	}{
		{"no rules", nil, "198.51.100.24", "DE", true, -1, -1},
		{"in the range", studio, "203.0.113.9", "DE", true, 0, -1},
		{"in the IPv6 range", studio, "2001:db8::9", "DE", true, 0, -1},
		{"in the country", studio, "198.51.100.24", "no", true, 1, -1},
		{"neither", studio, "198.51.100.24", "DE", false, 2, -1},
		{"IPv6 never matches IPv4 rules", []string{"block:ip:0.0.0.0/0"}, "2001:db8::9", "", true, -1, -1},
		{"IPv4 written as IPv6", []string{"block:ip:203.0.113.0/24"}, "::ffff:203.0.113.9", "", false, 0, -1},
		{"the first match decides", []string{"block:country:DE", "allow:any"}, "", "DE", false, 0, -1},
		{"no match is allowed", []string{"block:country:DE"}, "", "FR", true, -1, -1},
		{"address not known", studio, "", "NO", true, 1, 0},
		{"country not known", studio, "198.51.100.24", "", false, 2, 1},
		{"not known, not needed", studio, "203.0.113.9", "", true, 0, -1},
	}
	for _, tt := range tests {
		viewer, err := token.ParseViewer(tt.addr, tt.country)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		got := token.WhoCanWatch(rules(t, tt.rules...), viewer)
		if got.Allowed != tt.allowed || got.Rule != tt.rule || got.Unsure != tt.unsure {
			t.Errorf("%s: got %+v, want allowed %v by rule %d, unsure of %d", tt.name, got, tt.allowed, tt.rule, tt.unsure)
		}
	}
	verdict := token.WhoCanWatch(rules(t, studio...), token.Viewer{Country: "NO"})
	if got := verdict.Explain(rules(t, studio...), language.English); got !=
		"Rule 2 decides: Norway is allowed. Rule 1 needs an address to be tested." {
		t.Errorf("explained as %q", got)
	}
	for _, bad := range [][2]string{{"example.com", ""}, {"1.2.3", ""}, {"", "Atlantis"}} {
		if _, err := token.ParseViewer(bad[0], bad[1]); err == nil {
			t.Errorf("viewer %q is understood", bad)
		}
	}
}

func TestRulesThatSurpriseAreNoted(t *testing.T) {
	for _, tt := range []struct {
		rules []string
		want  string
	}{
		{nil, ""},
		{[]string{"allow:country:DE", "block:any"}, ""},
		{[]string{"block:country:DE"}, ""},
		{[]string{"allow:country:DE"}, "End with block:any"},
		{[]string{"allow:any", "block:country:DE"}, "never reached"},
		{[]string{"block:any"}, "Nobody can watch"},
		{[]string{"allow:ip:203.0.113.0/24", "block:any"}, "IPv6"},
		{[]string{"allow:ip:203.0.113.0/24,::1", "block:any"}, ""},
	} {
		notes := strings.Join(token.RuleNotes(rules(t, tt.rules...)), " ")
		if (tt.want == "") != (notes == "") || !strings.Contains(notes, tt.want) {
			t.Errorf("%q: noted %q, want %q", tt.rules, notes, tt.want)
		}
	}
}

func FuzzParseRule(f *testing.F) {
	for _, s := range []string{"allow:country:DE,FR", "block:any", "allow:ip:2001:db8::/32", "allow:ip:1.2.3.4/0", "::", "allow:country:\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		rule, err := token.ParseRule(s)
		if err != nil {
			return
		}
		again, err := token.ParseRule(token.FormatRule(rule))
		if err != nil || !reflect.DeepEqual(rule, again) {
			t.Errorf("%q became %+v and, read back, %+v, %v", s, rule, again, err)
		}
	})
}
