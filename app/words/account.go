package words

import (
	"net/url"

	"spool/uploader"
)

// Account is an account's ID, with its API where that is not Cloudflare's own.
func Account(a uploader.Account) string {
	u, err := url.Parse(a.BaseURL)
	if err != nil || a.BaseURL == uploader.DefaultBaseURL {
		return a.ID
	}
	return F("%s at %s", a.ID, u.Host)
}

// ShortID is what people tell accounts apart by where there is little room.
func ShortID(id string) string {
	const ends = 4
	if len(id) <= 3*ends {
		return id
	}
	return id[:ends] + "…" + id[len(id)-ends:]
}
