package token

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Country is a country as access rules know it.
type Country struct {
	// Code is ISO 3166-1 alpha-2, in capitals.
	Code string
	Name string
}

// codes are the 249 officially assigned codes of ISO 3166-1, and XK, which the
// standard leaves to its users and everybody uses for Kosovo. The data of
// x/text also has countries that are no more, so it can't tell.
const codes = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ " +
	"CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR " +
	"GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP " +
	"KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT " +
	"MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW " +
	"SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG " +
	"UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW"

// renamed are countries that changed their English name after the data of
// x/text was made.
var renamed = map[string]string{"MK": "North Macedonia", "SZ": "Eswatini", "TR": "Türkiye"}

var allCodes = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for _, code := range strings.Fields(codes) {
		all[code] = true
	}
	return all
})

// byName finds a code by a country's English name in small letters.
var byName = sync.OnceValue(func() map[string]string {
	names := map[string]string{}
	for code := range allCodes() {
		names[strings.ToLower(english(code))] = code
		names[strings.ToLower(display.English.Regions().Name(language.MustParseRegion(code)))] = code
	}
	return names
})

// Countries are all countries with their names in a language, in that
// language's order. Where it has no names, they are in English.
func Countries(tag language.Tag) []Country {
	list := make([]Country, 0, len(allCodes()))
	for code := range allCodes() {
		list = append(list, Country{Code: code, Name: CountryName(code, tag)})
	}
	c := collate.New(tag)
	slices.SortFunc(list, func(a, b Country) int {
		return cmp.Or(c.CompareString(a.Name, b.Name), cmp.Compare(a.Code, b.Code))
	})
	return list
}

// CountryName is the name of a code in a language, or the code itself where
// there is no such country.
func CountryName(code string, tag language.Tag) string {
	if !allCodes()[code] {
		return code
	}
	if base, _ := tag.Base(); base.String() != "en" {
		if namer := display.Regions(tag); namer != nil {
			if name := namer.Name(language.MustParseRegion(code)); name != "" {
				return name
			}
		}
	}
	return english(code)
}

func english(code string) string {
	if name, ok := renamed[code]; ok {
		return name
	}
	return display.English.Regions().Name(language.MustParseRegion(code))
}

// countryCode finds a country by its code of two or three letters or by its
// English name, in capitals or not.
func countryCode(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if upper := strings.ToUpper(s); allCodes()[upper] {
		return upper, true
	}
	if code, ok := byName()[strings.ToLower(s)]; ok {
		return code, true
	}
	region, err := language.ParseRegion(s) // codes of three letters too
	if err != nil {
		return "", false
	}
	code := region.String()
	if code == "UK" {
		code = "GB"
	}
	return code, allCodes()[code]
}
