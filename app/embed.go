package app

import (
	"encoding/json"

	"spool/library"
	"spool/library/embed"
	"spool/uploader"
)

// embedCode is the HTML that puts a job's player into a page, "" while Stream
// has given no address for it.
func embedCode(j uploader.Job) string {
	v := library.Video{UID: j.UID, Preview: j.Preview, Width: j.Width, Height: j.Height}
	if name, err := json.Marshal(j.Name()); err == nil {
		v.Meta = library.Meta{"name": name}
	}
	links, err := embed.LinksOf(&v, "", embed.Settings{})
	if err != nil {
		return ""
	}
	return links.Responsive
}
