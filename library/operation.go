package library

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Verb is what an operation does to a value.
type Verb string

// The verbs. Add and Remove mean for a list its members, for text its end and
// any part, for a number and a date (in days) an amount.
const (
	VerbSet     Verb = "set"
	VerbClear   Verb = "clear"
	VerbAdd     Verb = "add"
	VerbRemove  Verb = "remove"
	VerbReplace Verb = "replace"
)

// Operation is one step of a bulk edit; steps run in their order, each on
// what the ones before left.
type Operation struct {
	Verb Verb `json:"verb"`
	Path Path `json:"path"`
	// Text is the value as a person writes it, with templates; what replaces
	// Find for VerbReplace. With JSON it is taken as JSON, for meta.
	Text string `json:"text,omitempty"`
	JSON bool   `json:"json,omitempty"`
	// Find is what VerbReplace looks for, as text or as a regular expression
	// whose groups Text may use as $1.
	Find       string `json:"find,omitempty"`
	Regexp     bool   `json:"regexp,omitempty"`
	IgnoreCase bool   `json:"ignoreCase,omitempty"`
	// KeepAnywhere leaves the allowed origins of videos alone that have none, so
	// that they go on playing anywhere.
	KeepAnywhere bool `json:"keepAnywhere,omitempty"`
	// First and Step number the videos for {n}.
	First int `json:"first,omitempty"`
	Step  int `json:"step,omitempty"`
}

// Program is operations ready to run on many videos.
type Program struct {
	steps []step
	now   time.Time
}

type step struct {
	Operation
	template template
	find     *regexp.Regexp
}

// Compile checks operations for mistakes that no video can make good.
func Compile(operations []Operation, now time.Time) (*Program, error) {
	p := &Program{now: now}
	for _, o := range operations {
		s := step{Operation: o}
		var err error
		if s.template, err = parseTemplate(o.Text); err == nil {
			err = s.check()
		}
		if err != nil {
			return nil, fmt.Errorf("%s %s: %w", o.Verb, o.Path, err)
		}
		p.steps = append(p.steps, s)
	}
	return p, nil
}

func (s *step) check() error {
	switch s.Verb {
	case VerbSet:
		// A mistake that needs no video to be seen is told at once.
		if s.template.plain() && !s.JSON {
			_, err := ParseValue(s.Path, s.template.fill(&Video{}, 0), nil)
			return err
		}
		if s.JSON && (s.Path.Field != FieldMeta || !json.Valid([]byte(s.Text))) {
			return fmt.Errorf("%q is not JSON for a meta key", s.Text)
		}
		return nil
	case VerbClear:
		_, err := cleared(s.Path)
		return err
	case VerbAdd, VerbRemove:
		return nil
	case VerbReplace:
		return s.compileFind()
	}
	return fmt.Errorf("there is no operation %q", s.Verb)
}

func (s *step) compileFind() error {
	if s.Find == "" {
		return errors.New("there is nothing to find")
	}
	expr := s.Find
	if !s.Regexp {
		expr = regexp.QuoteMeta(expr)
	}
	if s.IgnoreCase {
		expr = "(?i)" + expr
	}
	var err error
	if s.find, err = regexp.Compile(expr); err != nil {
		return fmt.Errorf("the regular expression can't be read: %w", err)
	}
	return nil
}

// Run gives the changes the program makes to video number n of a selection,
// none when it leaves the video as it is. An error says why this video cannot
// be changed so.
func (p *Program) Run(v *Video, n int) ([]Change, error) {
	work := v.clone()
	for i := range p.steps {
		s := &p.steps[i]
		if s.KeepAnywhere && s.Path.Field == FieldAllowedOrigins && len(v.AllowedOrigins) == 0 {
			continue
		}
		value, err := s.value(work, n)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.Path, err)
		}
		work.setValue(s.Path, value)
	}
	changes := Diff(v, work)
	for _, c := range changes {
		if err := CheckValue(v, c.Path, c.After, p.now); err != nil {
			return nil, err
		}
	}
	return changes, nil
}

// value is what the step leaves at its path.
func (s *step) value(v *Video, n int) (json.RawMessage, error) {
	old := v.Value(s.Path)
	switch s.Verb {
	case VerbClear:
		return cleared(s.Path)
	case VerbReplace:
		return s.replace(v, n, old)
	}
	text := s.template.fill(v, s.number(n))
	switch {
	case s.Verb == VerbSet && s.JSON:
		return json.RawMessage(s.Text), nil
	case s.Verb == VerbSet:
		return ParseValue(s.Path, text, old)
	}
	return combine(s.Path, old, text, s.Verb == VerbAdd)
}

func (s *step) number(n int) int {
	step := s.Step
	if step == 0 {
		step = 1
	}
	first := s.First
	if first == 0 && s.Step == 0 {
		first = 1
	}
	return first + n*step
}

// replace works on the value as a person would write it.
func (s *step) replace(v *Video, n int, old json.RawMessage) (json.RawMessage, error) {
	if old == nil {
		return nil, nil
	}
	text := FormatValue(s.Path, old)
	var fresh string
	if s.Regexp {
		fresh = s.find.ReplaceAllString(text, s.template.fillExpansion(v, s.number(n)))
	} else {
		fresh = s.find.ReplaceAllLiteralString(text, s.template.fill(v, s.number(n)))
	}
	if fresh == text {
		return old, nil
	}
	return ParseValue(s.Path, fresh, old)
}

// combine adds text to a value, or takes it away.
func combine(p Path, old json.RawMessage, text string, add bool) (json.RawMessage, error) {
	switch {
	case p.Field == FieldAllowedOrigins:
		return listValue(members(parseList(old), splitOrigins(text), add)), nil
	case p.Field == FieldRequireSignedURLs:
		return nil, errTruth
	case p.Field == FieldScheduledDeletion || p.Field == FieldUploadExpiry:
		return addDays(old, text, add)
	case len(old) > 0 && old[0] == '[':
		return combineList(old, text, add)
	case len(old) > 0 && old[0] != '"':
		return addNumber(old, text, add)
	case p.Field == FieldThumbnailPct || p.Field == FieldMaxDuration:
		return nil, errors.New("has no value to add to")
	case add:
		return mustJSON(jsonText(old) + text), nil
	case text == "":
		return old, nil
	}
	rest := strings.ReplaceAll(jsonText(old), text, "")
	if rest == "" && p.Field != FieldMeta {
		return nil, nil
	}
	if old == nil {
		return nil, nil
	}
	return mustJSON(rest), nil
}

func members(list, some []string, add bool) []string {
	for _, m := range some {
		i := slices.Index(list, m)
		switch {
		case add && i < 0:
			list = append(list, m)
		case !add && i >= 0:
			list = slices.Delete(list, i, i+1)
		}
	}
	return list
}

// combineList adds a string to a list in meta, or takes it away.
func combineList(old json.RawMessage, text string, add bool) (json.RawMessage, error) {
	var list []json.RawMessage
	if err := json.Unmarshal(old, &list); err != nil {
		return nil, err
	}
	kept := list[:0]
	there := false
	for _, m := range list {
		if jsonText(m) == text {
			there = true
			if !add {
				continue
			}
		}
		kept = append(kept, m)
	}
	if add && !there {
		kept = append(kept, mustJSON(text))
	}
	if len(kept) == 0 {
		return json.RawMessage("[]"), nil
	}
	return json.Marshal(kept)
}

// addNumber is exact: numbers of any size and number of decimals.
func addNumber(old json.RawMessage, text string, add bool) (json.RawMessage, error) {
	have, ok := number(string(old))
	if !ok {
		return nil, fmt.Errorf("%s is no text, list or number to add to", old)
	}
	amount, ok := number(text)
	if !ok {
		return nil, fmt.Errorf("%q is not a number", text)
	}
	if !add {
		amount.Neg(amount)
	}
	sum := have.Add(have, amount)
	decimals, _ := sum.FloatPrec()
	return json.RawMessage(sum.FloatString(decimals)), nil
}

// number reads a decimal number that is not absurdly long when written out.
func number(text string) (*big.Rat, bool) {
	if x, err := strconv.ParseFloat(text, 64); err != nil || x == 0 && hugeExponent(json.Number(text)) {
		return nil, false
	}
	return new(big.Rat).SetString(text)
}

func addDays(old json.RawMessage, text string, add bool) (json.RawMessage, error) {
	days, err := strconv.Atoi(strings.TrimSuffix(text, "d"))
	if err != nil {
		return nil, fmt.Errorf("%q is not a number of days", text)
	}
	if !add {
		days = -days
	}
	t, err := time.Parse(time.RFC3339Nano, jsonText(old))
	if err != nil {
		return nil, errors.New("has no date to add days to")
	}
	return timeValue(t.AddDate(0, 0, days)), nil
}

// MarshalText writes a path as ParsePath reads it.
func (p Path) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText is ParsePath.
func (p *Path) UnmarshalText(text []byte) error {
	parsed, err := ParsePath(string(text))
	*p = parsed
	return err
}
