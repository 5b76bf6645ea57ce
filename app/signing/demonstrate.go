package signing

import (
	"maps"

	"spool/library"
	"spool/library/token"
	"spool/widgets"
)

// Demonstrate shows fixed data, for pictures: a record, a viewer who is tested
// and a token that is decoded.
func (p *Page) Demonstrate(keys []token.KeyRow, issues []token.Issue, videos map[string]library.Video, pasted string) {
	maps.Copy(p.issued.videos, videos)
	p.keys.show(keys, nil)
	p.issued.show(issues)
	d, err := token.Decode(pasted, nil)
	if err != nil {
		panic(err) // a slip in the fixed data
	}
	p.decode.field.SetText(pasted)
	d.Signature = token.SignatureGood
	subject := videos[d.Subject]
	p.decode.take(d, token.Issue{Name: subject.Name()}, false)
	p.keys.list.Select(widgets.Key(keys[0].ID))
	p.issued.list.Select(p.issued.Key(0, 0))
	p.keys.chosen()
	p.issued.chosen()
	p.tester.Ask("198.51.100.24", "NO")
}
