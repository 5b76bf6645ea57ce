package library

import (
	"context"
	"strings"
)

// Completion is a way to go on with a query that is being typed.
type Completion struct {
	// Text replaces the word at the cursor.
	Text string
	// Count is how many videos have the value; 0 for keys.
	Count int
}

// Complete offers ways to go on with the word before the cursor, a byte
// offset: keys of the language, then their values by how frequent they are.
// from is where the word begins.
func (l *Library) Complete(ctx context.Context, text string, cursor, limit int) (from int, list []Completion, err error) {
	cursor = min(max(cursor, 0), len(text))
	current := word{at: cursor}
	if words := splitWords(text[:cursor]); len(words) > 0 {
		if last := words[len(words)-1]; last.at+len(last.text) == cursor {
			current = last
		}
	}
	typed, negated := strings.CutPrefix(current.text, "-")
	sign := ""
	if negated {
		sign = "-"
	}
	name, op, rest := cutOperator(typed)
	if op == "" {
		list, err = l.completeKey(ctx, sign, strings.ToLower(typed), limit)
		return current.at, list, err
	}
	key, known := queryKey(canonicalKey(name))
	if !known || op != ":" {
		return current.at, nil, nil
	}
	list, err = l.completeValue(ctx, sign+name+":", key, rest, limit)
	return current.at, list, err
}

func (l *Library) completeKey(ctx context.Context, sign, typed string, limit int) ([]Completion, error) {
	var list []Completion
	add := func(text string) {
		if strings.HasPrefix(strings.ToLower(text), typed) && len(list) < limit {
			list = append(list, Completion{Text: sign + text})
		}
	}
	for _, k := range QueryKeys {
		add(k.Name + ":")
	}
	if typed == "" {
		return list, nil
	}
	keys, err := l.index.MetaKeys(ctx)
	if err != nil {
		return nil, err
	}
	for _, k := range keys {
		add("meta." + quoteIf(k, ":<>,") + ":")
	}
	return list, nil
}

// completeValue completes the last of several alternatives.
func (l *Library) completeValue(ctx context.Context, before string, key QueryKey, rest string, limit int) ([]Completion, error) {
	last := rest
	if i := strings.LastIndexByte(rest, ','); i >= 0 {
		before, last = before+rest[:i+1], rest[i+1:]
	}
	last = unquote(last)
	var list []Completion
	words := key.Words
	if key.Kind == KindYesNo {
		words = []string{"yes", "no"}
	}
	values, err := l.index.Values(ctx, key.Name, last, limit)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, v := range values {
		seen[v.Value] = true
		list = append(list, Completion{Text: before + quoteIf(v.Value, ","), Count: v.Count})
	}
	for _, w := range words {
		if strings.HasPrefix(w, strings.ToLower(last)) && !seen[w] {
			list = append(list, Completion{Text: before + w})
		}
	}
	return list[:min(limit, len(list))], nil
}
