package demo

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"spool/library"
)

// takesCount is how many takes of the coast there are; the last are renamed
// already, and two of those before are being edited.
const (
	takesCount  = 212
	takesNamed  = 9
	takesEdited = 2
)

// Takes are the videos that the picture of the bulk edit renames, newest first.
// The first three play anywhere, two have the names of others.
func Takes() []library.Video {
	var list []library.Video
	for i := range takesCount {
		created := Now.Add(-time.Duration(i) * 7 * time.Hour)
		f := film{
			name: fmt.Sprintf("Coast take %d, raw", 71+i), size: 1.2 * giga, seconds: float64(60 + i*37%900), creator: "crew-north",
			origins: []string{"example.com", "*.example.com", "example.com"}[i%3],
		}
		season, ref := []string{"", "2025"}[i/2%2], fmt.Sprintf("HD-%d", 71+i)
		switch {
		case i < 3:
			f.origins = ""
		case i == 8 || i == 13:
			f.name, created = list[i-1].Name(), list[i-1].Created
		case i >= takesCount-takesNamed:
			f.name, f.origins = fmt.Sprintf("coastline, %s, take %d", created.UTC().Format(time.DateOnly), 71+i), "example.com *.example.com"
			season, ref = "2026", ""
		case i%2 == 1:
			ref = ""
		}
		v := f.video(1000+i, created)
		if season != "" {
			v.Meta["season"] = json.RawMessage(`"` + season + `"`)
		}
		if ref != "" {
			v.Meta["old_ref"] = json.RawMessage(`"` + ref + `"`)
		}
		list = append(list, v)
	}
	return list
}

// Edited are those of the takes that have an unsaved draft.
func Edited() []library.Video {
	return Takes()[takesCount-takesNamed-takesEdited : takesCount-takesNamed]
}

// pictured is the name of the film that shows as a video.
func pictured(v *library.Video) string {
	name := v.Name()
	var n int
	if _, err := fmt.Sscanf(name[strings.LastIndex(name, "take")+1:], "ake %d", &n); err == nil && strings.HasPrefix(strings.ToLower(name), "coast") {
		return films[n*5%len(films)].name
	}
	return name
}
