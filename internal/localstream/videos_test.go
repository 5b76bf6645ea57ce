package localstream_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"spool/internal/localstream"
)

func TestEditIsPartialAndNullClears(t *testing.T) {
	s := open(t, localstream.Options{})
	uid := s.create(10, "", header{
		"Upload-Creator": "maya", "Upload-Metadata": metadata("name", "one", "take", "3", "maxDurationSeconds", "60"),
	}).Header.Get("Stream-Media-Id")
	before := s.get("/" + uid).object(t)

	v := s.post("/"+uid, object{"requireSignedURLs": true, "requiredSignedURLs": 7, "allowedOrigins": []string{"a.example"}}).want(t, 200, 0).object(t)
	if v["requireSignedURLs"] != true || v["creator"] != "maya" || v.text("meta", "take") != "3" {
		t.Errorf("after a partial edit: %v", v)
	}
	if v["modified"] == before["modified"] || v["created"] != before["created"] {
		t.Errorf("created %v, modified %v", v["created"], v["modified"])
	}
	v = s.post("/"+uid, object{"meta": object{"name": "two"}, "publicDetails": object{"title": "T", "unknown": 1}}).object(t)
	if v.text("meta", "name") != "two" || v.text("meta", "take") != "" || v.text("publicDetails", "title") != "T" {
		t.Errorf("meta is not replaced as a whole: %v, %v", v["meta"], v["publicDetails"])
	}
	deletion := s.clock.now().AddDate(0, 0, 40).Format(time.RFC3339)
	if v = s.post("/"+uid, object{"scheduledDeletion": deletion}).object(t); v["scheduledDeletion"] != deletion {
		t.Errorf("scheduledDeletion %v, want %s", v["scheduledDeletion"], deletion)
	}
	v = s.post("/"+uid, object{
		"creator": nil, "scheduledDeletion": nil, "maxDurationSeconds": nil, "publicDetails": nil, "allowedOrigins": nil, "meta": nil,
	}).want(t, 200, 0).object(t)
	for _, key := range []string{"creator", "scheduledDeletion", "maxDurationSeconds", "publicDetails"} {
		if v[key] != nil {
			t.Errorf("%s is %v after null", key, v[key])
		}
	}
	if len(v["allowedOrigins"].([]any)) != 0 || len(v["meta"].(map[string]any)) != 0 || v["requireSignedURLs"] != true {
		t.Errorf("after null: %v", v)
	}
}

func TestEditRefusals(t *testing.T) {
	s := open(t, localstream.Options{})
	uid := s.create(10, "", nil).Header.Get("Stream-Media-Id")
	soon := s.clock.now().AddDate(0, 0, 3).Format(time.RFC3339)
	for name, body := range map[string]any{
		"creator of 65":         object{"creator": strings.Repeat("é", 65)},
		"creator of a megabyte": object{"creator": strings.Repeat("x", 1<<20-100)},
		"creator a number":      object{"creator": 7},
		"origins as text":       object{"allowedOrigins": "example.com"},
		"signed as text":        object{"requireSignedURLs": "true"},
		"signed null":           object{"requireSignedURLs": nil},
		"percentage over 1":     object{"thumbnailTimestampPct": 1.01},
		"percentage below 0":    object{"thumbnailTimestampPct": -0.01},
		"duration 0":            object{"maxDurationSeconds": 0},
		"duration broken":       object{"maxDurationSeconds": 1.5},
		"meta a list":           object{"meta": []string{"a"}},
		"details a text":        object{"publicDetails": "a"},
		"deletion too soon":     object{"scheduledDeletion": soon},
		"deletion no date":      object{"scheduledDeletion": "tomorrow"},
		"other uid":             object{"uid": strings.Repeat("0", 32)},
		"meta of 40 KB":         object{"meta": object{"name": strings.Repeat("x", 40<<10)}},
		"origins of 40 KB":      object{"allowedOrigins": []string{strings.Repeat("x", 40<<10)}},
		"details of 40 KB":      object{"publicDetails": object{"title": strings.Repeat("x", 40<<10)}},
		"logo a script":         object{"publicDetails": object{"logo": "javascript:1"}},
		"logo over http":        object{"publicDetails": object{"logo": "http://a.example/l.png"}},
		"expiry in 9999":        object{"uploadExpiry": "9999-12-31T23:59:59Z"},
		"expiry in 1600":        object{"uploadExpiry": "1600-01-01T00:00:00Z"},
	} {
		t.Run(name, func(t *testing.T) { s.post("/"+uid, body).want(t, 400, 10005) })
	}
	for name, body := range map[string]string{"no JSON": "{", "a list": "[]", "null": "null"} {
		t.Run(name, func(t *testing.T) { s.do("POST", "/"+uid, strings.NewReader(body), nil).want(t, 400, 10004) })
	}
	s.do("POST", "/"+uid, strings.NewReader(`{"name":"`+strings.Repeat("x", 2<<20)+`"}`), nil).want(t, 413, 10006)
	s.post("/"+strings.Repeat("0", 32), object{}).want(t, 404, 10003)
}

func TestListFilters(t *testing.T) {
	s := open(t, localstream.Options{StorageMinutes: 100_000})
	make := func(name, creator string) string {
		s.clock.advance(time.Minute)
		return s.create(10, "", header{"Upload-Metadata": metadata("name", name), "Upload-Creator": creator}).Header.Get("Stream-Media-Id")
	}
	a, b, c := make("Утро в порту", "maya"), make("Harbour, morning", "liang"), make("Harbour, night", "")
	created := func(uid string) string { return s.get("/" + uid).object(t)["created"].(string) }
	for name, test := range map[string]struct {
		query url.Values
		want  []string
	}{
		"everything, newest first": {url.Values{}, []string{c, b, a}},
		"oldest first":             {url.Values{"asc": {"true"}}, []string{a, b, c}},
		"limit":                    {url.Values{"limit": {"2"}}, []string{c, b}},
		"ids":                      {url.Values{"id": {a + "," + c}}, []string{c, a}},
		"name":                     {url.Values{"name": {"Harbour"}}, nil},
		"name or uid":              {url.Values{"name": {"Утро в порту," + b}}, []string{b, a}},
		"search folds every case":  {url.Values{"search": {"УТРО"}}, []string{a}},
		"search part":              {url.Values{"search": {"harbour,"}}, []string{c, b}},
		"search has no wildcards":  {url.Values{"search": {"%"}}, nil},
		"exact name":               {url.Values{"video_name": {"Harbour, night"}}, []string{c}},
		"creator":                  {url.Values{"creator": {"maya"}}, []string{a}},
		"status":                   {url.Values{"status": {"ready,pendingupload"}}, []string{c, b, a}},
		"other status":             {url.Values{"status": {"ready,error"}}, nil},
		"type vod":                 {url.Values{"type": {"vod"}}, []string{c, b, a}},
		"type live":                {url.Values{"type": {"live"}}, nil},
		"live input":               {url.Values{"live_input_id": {a}}, nil},
		"before is exclusive":      {url.Values{"before": {created(c)}}, []string{b, a}},
		"end is before":            {url.Values{"end": {created(b)}}, []string{a}},
		"after is inclusive":       {url.Values{"after": {created(b)}}, []string{c, b}},
		"start is after":           {url.Values{"start": {created(c)}}, []string{c}},
		"between":                  {url.Values{"start": {created(b)}, "end": {created(c)}}, []string{b}},
		"unknown parameter":        {url.Values{"colour": {"red"}}, []string{c, b, a}},
		"together":                 {url.Values{"search": {"harbour"}, "creator": {"liang"}}, []string{b}},
	} {
		t.Run(name, func(t *testing.T) {
			var videos []object
			s.get("?"+test.query.Encode()).want(t, 200, 0).into(t, &videos)
			var got []string
			for _, v := range videos {
				got = append(got, v["uid"].(string))
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
	for name, query := range map[string]string{
		"the far future": "end=9999-12-31T23:59:59Z", "the far past": "start=1600-01-01T00:00:00Z", "all there is": "start=0001-01-01T00:00:00Z&before=9999-12-31T23:59:59Z",
	} {
		t.Run(name, func(t *testing.T) {
			var videos []object
			if s.get("?"+query).want(t, 200, 0).into(t, &videos); len(videos) != 3 {
				t.Errorf("%d videos, want 3", len(videos))
			}
		})
	}
	for _, key := range []string{"id", "name", "status"} {
		t.Run("refuses 1001 of "+key, func(t *testing.T) { s.get("?"+key+"=ready"+strings.Repeat(",ready", 1000)).want(t, 400, 10005) })
		t.Run("takes 1000 of "+key, func(t *testing.T) { s.get("?"+key+"=ready"+strings.Repeat(",ready", 999)).want(t, 200, 0) })
	}
	for _, query := range []string{"limit=0", "limit=1001", "limit=x", "asc=yes", "status=done", "type=film", "start=yesterday", "include_counts=2"} {
		t.Run("refuses "+query, func(t *testing.T) { s.get("?"+query).want(t, 400, 10005) })
	}
}

// A list is sent in pieces; nothing of that may show.
func TestALongListIsWhole(t *testing.T) {
	s := open(t, localstream.Options{Seed: 230})
	for query, want := range map[string]int{"": 230, "?limit=100": 100, "?limit=101": 101, "?limit=50": 50, "?limit=200&asc=true": 200, "?limit=1": 1} {
		var list []object
		s.get(query).want(t, 200, 0).into(t, &list)
		seen := map[string]bool{}
		for i, v := range list {
			seen[v.text("uid")] = true
			if i > 0 && (v.text("created") < list[i-1].text("created")) == strings.Contains(query, "asc") {
				t.Errorf("%q: %s follows %s", query, v.text("created"), list[i-1].text("created"))
			}
		}
		if len(list) != want || len(seen) != want {
			t.Errorf("%q: %d rows of %d videos, want %d", query, len(list), len(seen), want)
		}
	}
}

func TestListCounts(t *testing.T) {
	s := open(t, localstream.Options{Seed: 30})
	if a := s.get("?limit=10"); a.Frame.Total != nil || a.Frame.Range != nil {
		t.Errorf("counts nobody asked for: %v, %v", a.Frame.Total, a.Frame.Range)
	}
	var page []object
	s.get("?limit=10").into(t, &page)
	a := s.get("?limit=10&include_counts=true&before=" + page[9]["created"].(string))
	if a.Frame.Total != 30.0 || a.Frame.Range != 20.0 {
		t.Errorf("total %v, range %v; want 30, 20", a.Frame.Total, a.Frame.Range)
	}
	s = open(t, localstream.Options{Seed: 30, Quirks: localstream.Quirks{localstream.QuirkCounts: "string"}})
	if a := s.get("?limit=10&include_counts=true"); a.Frame.Total != "30" || a.Frame.Range != "10" {
		t.Errorf("total %v, range %v; want the texts 30, 10", a.Frame.Total, a.Frame.Range)
	}
}

func TestAuthentication(t *testing.T) {
	s := open(t, localstream.Options{})
	verify := s.BaseURL() + "/user/tokens/verify"
	s.do("GET", verify, nil, header{"Authorization": ""}).want(t, 401, 10000)
	s.do("GET", "", nil, header{"Authorization": "Bearer " + s.Token() + "x"}).want(t, 401, 10000)
	s.do("GET", "", nil, header{"Authorization": "Basic " + s.Token()}).want(t, 401, 10000)
	s.do("GET", "", nil, header{"Authorization": "", "X-Auth-Email": "a@example.com", "X-Auth-Key": s.Token()}).want(t, 200, 0)
	for _, url := range []string{verify, s.BaseURL() + "/accounts/" + s.AccountID() + "/tokens/verify"} {
		a := s.get(url).want(t, 200, 0)
		if a.object(t)["status"] != "active" || len(a.Frame.Messages) != 1 || a.Frame.Messages[0].Code != 10000 {
			t.Errorf("%s: %s", url, a.Body)
		}
	}
	reader := header{"Authorization": "Bearer " + s.ReadToken()}
	s.do("GET", "", nil, reader).want(t, 200, 0)
	s.do("POST", "/"+strings.Repeat("0", 32), nil, reader).want(t, 403, 10000)
	s.get(s.BaseURL()+"/accounts/"+strings.Repeat("0", 32)+"/stream").want(t, 403, 9109)
	s.get(s.BaseURL()+"/accounts/me/stream").want(t, 404, 7003)
}

func TestUnknownRoutesAreJSON(t *testing.T) {
	s := open(t, localstream.Options{})
	for _, path := range []string{"/", "/client/v4", "/client/v4/zones", "/nothing", "/tus", "/" + strings.Repeat("0", 32)} {
		if a := s.get(s.Origin()+path).want(t, 404, 7003); a.Frame.Success {
			t.Errorf("%s: success", path)
		}
	}
	if got := s.do("PUT", "", nil, nil).want(t, 405, 7001).Header.Get("Allow"); !strings.Contains(got, "GET") || !strings.Contains(got, "POST") {
		t.Errorf("a method that is not there: allowed is %q", got)
	}
	for _, path := range []string{"//client/v4/user/tokens/verify", "/client/v4/../v4/user/tokens/verify", "/client//v4/user/tokens/verify"} {
		s.get(s.Origin()+path).want(t, 404, 7003)
		s.do("POST", s.Origin()+path, nil, nil).want(t, 404, 7003)
	}
	for _, id := range []string{"..%2f..%2fstream.db", "x", strings.Repeat("0", 33), strings.Repeat("A", 32), strings.Repeat("é", 32)} {
		s.get("/"+id).want(t, 404, 10003)
		s.get(s.Origin()+"/"+id+"/thumbnails/thumbnail.jpg").want(t, 404, 10003)
	}
}

func TestRateLimit(t *testing.T) {
	s := open(t, localstream.Options{RateLimit: 3})
	location := s.create(10, "", nil).Header.Get("Location")
	for want := range 2 {
		if got := s.get("").want(t, 200, 0).Header.Get("X-Ratelimit-Remaining"); got != []string{"1", "0"}[want] {
			t.Errorf("remaining %s", got)
		}
	}
	s.clock.advance(4 * time.Minute)
	a := s.get("").want(t, 429, 10429)
	if a.Header.Get("Retry-After") != "300" || a.Header.Get("X-Ratelimit-Limit") != "3" {
		t.Errorf("headers %v", a.Header)
	}
	if _, err := http.ParseTime(strings.Replace(a.Header.Get("X-Ratelimit-Reset"), "UTC", "GMT", 1)); err != nil {
		t.Error(err)
	}
	s.head(location).want(t, 200, 0)
	s.clock.advance(4*time.Minute + 59*time.Second)
	s.get("").want(t, 429, 10429)
	s.clock.advance(2 * time.Second)
	s.get("").want(t, 200, 0)
}

func TestAtMost200CallsInASecond(t *testing.T) {
	s := open(t, localstream.Options{RateLimit: 1200})
	for range 200 {
		s.get("").want(t, 200, 0)
	}
	if got := s.get("").want(t, 429, 10429).Header.Get("Retry-After"); got != "1" {
		t.Errorf("retry after %q", got)
	}
	s.clock.advance(time.Second)
	s.get("").want(t, 200, 0)
}

func TestScheduledDeletionIsCarriedOut(t *testing.T) {
	s := open(t, localstream.Options{SkipEncoding: true})
	due := s.clock.now().AddDate(0, 0, 31)
	uid := s.upload(playable(t), header{"Upload-Metadata": metadata("scheduleddeletion", due.Format(time.RFC3339))})
	s.settled(uid)
	s.clock.advance(30 * 24 * time.Hour)
	if err := s.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.get("/"+uid).want(t, 200, 0)
	s.clock.advance(24 * time.Hour)
	if err := s.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.get("/"+uid).want(t, 404, 10003)
}
