package index

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"spool/library"
)

var epoch = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func open(t testing.TB) *Index {
	t.Helper()
	x, err := Open(context.Background(), filepath.Join(t.TempDir(), "index.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	})
	return x
}

func put(t testing.TB, x *Index, videos ...library.Video) library.Delta {
	t.Helper()
	d, err := x.Put(context.Background(), library.Batch{Videos: videos})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// find is the uids that a query finds, in order.
func find(t testing.TB, x *Index, query string, o library.Order) []string {
	t.Helper()
	q, err := library.ParseQuery(query, epoch)
	if err != nil {
		t.Fatal(err)
	}
	hits, err := x.Search(context.Background(), q, o)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := x.Count(context.Background(), q); err != nil || n != len(hits) {
		t.Errorf("%s: Count says %d (%v), Search found %d", query, n, err, len(hits))
	}
	videos, err := x.Videos(context.Background(), hits)
	if err != nil {
		t.Fatal(err)
	}
	uids := make([]string, len(videos))
	for i, v := range videos {
		uids[i] = v.UID
	}
	return uids
}

func meta(t testing.TB, text string) library.Meta {
	t.Helper()
	m, ok := library.ParseMeta([]byte(text))
	if !ok {
		t.Fatalf("%s is no object", text)
	}
	return m
}

func full(t testing.TB) library.Video {
	return library.Video{
		UID: "0123456789abcdef0123456789abcdef", Created: epoch, Modified: epoch.Add(time.Nanosecond), Uploaded: epoch,
		UploadExpiry: epoch, ReadyAt: epoch, Ready: true, ScheduledDeletion: epoch,
		Status:  library.Status{State: "error", Step: "encoding", Percent: 12.5, ErrorCode: "ERR_UNKNOWN", ErrorText: "no"},
		Meta:    meta(t, `{"name":"Harbour at dawn","n":1.50,"nested":{"a.b":[1,"x"]}}`),
		Creator: "crew-north", AllowedOrigins: []string{"example.com", "*.example.org"}, RequireSignedURLs: true,
		ThumbnailPct: 0.25, MaxDurationSeconds: 60, MaxSizeBytes: 7,
		PublicDetails: library.PublicDetails{Title: "t", ShareLink: "s", ChannelLink: "c", Logo: "l"},
		Duration:      12.25, Size: 1 << 40, Width: 1920, Height: 1080, LiveInput: "live", ClippedFrom: "clip",
		WatermarkUID: "w", WatermarkName: "mark", HLS: "h", DASH: "d", Preview: "p", Thumbnail: "t",
	}
}

func TestVideosComeBackAsTheyWere(t *testing.T) {
	x := open(t)
	usual := full(t)
	usual.UID = "usual"
	base := "https://customer-abc.cloudflarestream.com/usual"
	usual.HLS, usual.DASH = base+"/manifest/video.m3u8", base+"/manifest/video.mpd"
	usual.Preview, usual.Thumbnail = base+"/watch", base+"/thumbnails/thumbnail.jpg"
	bare := library.Video{UID: "bare", OddMeta: `[1]`, Duration: -1, Size: -1, Width: -1, Height: -1}
	for _, want := range []library.Video{full(t), usual, bare} {
		put(t, x, want)
		got, err := x.Get(context.Background(), want.UID)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("got  %+v\nwant %+v (%v)", got, want, err)
		}
	}
}

func TestADamagedRowIsAnError(t *testing.T) {
	v := full(t)
	row := appendRow(nil, &v)
	for n := range len(row) {
		if _, err := readRow(row[:n]); err == nil {
			t.Errorf("a row cut at %d of %d bytes was read", n, len(row))
		}
	}
}

// A new account is searched before its first video is there.
func TestAnEmptyIndexFindsNothing(t *testing.T) {
	x := open(t)
	if got := find(t, x, "captions:yes harbour", library.Order{}); len(got) != 0 {
		t.Errorf("found %q", got)
	}
}

func TestSearch(t *testing.T) {
	x := open(t)
	live := library.Video{UID: "e", Created: epoch.Add(5), Status: library.Status{State: library.StateLive}, Duration: -1, Size: -1}
	put(t, x, full(t),
		library.Video{UID: "b", Created: epoch.Add(2), Status: library.Status{State: "ready"}, Meta: meta(t, `{"name":"Master_Cut-v2.mp4","project":"Coastline","rate":"4.5"}`), Creator: "crew-south", Duration: 90, Size: 500},
		library.Video{UID: "c", Created: epoch.Add(3), Status: library.Status{State: "queued"}, Meta: meta(t, `{"name":"Épisode 10","Project":"coastline two","tags":["red","blue"]}`), Duration: 3600, Size: 2e9},
		library.Video{UID: "d", Created: epoch.Add(4), Status: library.Status{State: "ready"}, Meta: meta(t, `{"name":"Épisode 9","a b":"x: y","empty":""}`), ClippedFrom: "b", Duration: 30},
		live)
	if err := x.SetCaptions(context.Background(), "b", []string{"de", "en"}); err != nil {
		t.Fatal(err)
	}
	if err := x.SetCaptions(context.Background(), "c", nil); err != nil {
		t.Fatal(err)
	}
	a := full(t).UID
	tests := []struct{ query, want string }{
		{"", "e d c b " + a},
		{"harbour", a},
		{"HARBOUR AT", a},
		{`"harbour at d"`, a},
		{`"harbour dawn"`, ""},
		{"arbou", a},
		{"h", "b " + a},
		{"épi", "d c"},
		{`"e 1"`, "c"},
		{"master_cut-v2.mp4", "b"},
		{"cut-v", "b"},
		{`"-v2"`, "b"},
		{"89abcdef01", a},
		{"coast", "c b"},
		{"projec", "c b"},
		{"name", ""},
		{"blue", "c"},
		{"a.b", a},
		{"crew-north", a},
		{"creator:crew-north", a},
		{"creator:CREW-north,crew-south", "b " + a},
		{"creator:crew", ""},
		{"creator:crew-*", "b " + a},
		{"creator:*-s*h", "b"},
		{"creator:none", "e d c"},
		{"-creator:none", "b " + a},
		{"name:cut", "b"},
		{"name:crew", ""},
		{"uid:0123", a},
		{"meta.project:coastline", "b"},
		{"meta.PROJECT:coast*", "c b"},
		{"meta.project:*", "b"},
		{"meta.tags:blue", "c"},
		{"meta.nested.a.b:x", a},
		{"meta.n:1.50", a},
		{`meta."a b":"x: y"`, "d"},
		{"meta.empty:*", "d"},
		{"meta.nothing:*", ""},
		{"-meta.project:*", "e d c " + a},
		{"status:ready", "d b"},
		{"status:processing", "c"},
		{"status:live-inprogress,error", "e " + a},
		{"error:err_unknown", a},
		{"signed:yes", a},
		{"signed:no clip:yes", "d"},
		{"live:yes", "e " + a},
		{"origins:any", a},
		{"origins:none live:no", "d c b"},
		{"origins:*.example.org", a},
		{"watermark:mark", a},
		{"watermark:none status:ready", "d b"},
		{"captions:de", "b"},
		{"captions:any", "b"},
		{"captions:none", "c"},
		{"captions:unknown", "e d " + a},
		{"duration>1m", "c b"},
		{"duration<1000000", "d c b " + a},
		{"size>=2GB", "c " + a},
		{"height:1080", a},
		{"deletion:any", a},
		{"deletion:none duration>1m", "c b"},
		{"created:2026-03-01 -harbour", "e d c b"},
		{"created:2025", ""},
		{"status:ready coastline", "b"},
		{"-harbour -coastline", "e d"},
	}
	for _, test := range tests {
		if got := strings.Join(find(t, x, test.query, library.NewestFirst), " "); got != test.want {
			t.Errorf("%s finds %q, want %q", test.query, got, test.want)
		}
	}
	orders := []struct {
		by   string
		desc bool
		want string
	}{
		{"created", false, a + " b c d e"},
		{"name", false, a + " b d c e"}, // 9 before 10, without a name last
		{"name", true, "c d b " + a + " e"},
		{"duration", true, "c b d " + a + " e"},
		{"size", false, "d b c " + a + " e"},
		{"creator", false, a + " b c d e"},
		{"status", false, a + " e c b d"},
		{"deletion", true, a + " b c d e"},
		{"meta.project", false, "b " + a + " c d e"},
	}
	for _, test := range orders {
		if got := strings.Join(find(t, x, "", library.Order{By: test.by, Descending: test.desc}), " "); got != test.want {
			t.Errorf("by %s (descending %v): %q, want %q", test.by, test.desc, got, test.want)
		}
	}
}

func TestPutSaysWhatChanged(t *testing.T) {
	x := open(t)
	v := full(t)
	if d := put(t, x, v); d.New != 1 || d.Changed != 0 {
		t.Errorf("first time: %+v", d)
	}
	if d := put(t, x, v); d.New+d.Changed+d.Gone != 0 {
		t.Errorf("unchanged: %+v", d)
	}
	v.Creator, v.Modified = "other", v.Modified.Add(1)
	if d := put(t, x, v, v); d.Changed != 1 || d.New != 0 || len(d.Seen) != 1 {
		t.Errorf("changed: %+v", d)
	}
	old := full(t)
	if d := put(t, x, old); d.New+d.Changed+d.Gone != 0 {
		t.Errorf("an older answer: %+v", d)
	}
	if got := find(t, x, "creator:other", library.NewestFirst); len(got) != 1 {
		t.Errorf("the newer version is gone: %v", got)
	}
	d, err := x.Put(context.Background(), library.Batch{Gone: []string{v.UID, "unknown"}})
	if err != nil || d.Gone != 1 || len(find(t, x, "", library.NewestFirst)) != 0 {
		t.Errorf("gone: %+v, %v", d, err)
	}
}

func TestWhatACoveredSpanLacksIsGone(t *testing.T) {
	x := open(t)
	at := func(s int) time.Time { return epoch.Add(time.Duration(s) * time.Second) }
	var videos []library.Video
	for s := range 6 {
		videos = append(videos, library.Video{UID: fmt.Sprint(s), Created: at(s)})
	}
	put(t, x, videos...)
	_, err := x.Put(context.Background(), library.Batch{
		Videos: videos[3:4], Covered: &library.Covered{After: at(1), Until: at(4)},
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(find(t, x, "", library.NewestFirst)); got != "[5 3 1 0]" {
		t.Errorf("left are %s", got)
	}
}

func TestAnotherProcessSeesTheChanges(t *testing.T) {
	path := filepath.Join(t.TempDir(), "index.db")
	var both [2]*Index
	for i := range both {
		x, err := Open(context.Background(), path)
		if err != nil {
			t.Fatal(err)
		}
		defer x.Close()
		both[i] = x
	}
	put(t, both[0], full(t), library.Video{UID: "x", Created: epoch})
	if got := find(t, both[1], "", library.NewestFirst); len(got) != 2 {
		t.Errorf("the other process finds %v", got)
	}
	if _, err := both[0].Put(context.Background(), library.Batch{Gone: []string{"x"}}); err != nil {
		t.Fatal(err)
	}
	v := full(t)
	v.Creator, v.Modified = "changed", v.Modified.Add(1)
	put(t, both[0], v)
	if got := find(t, both[1], "creator:changed", library.NewestFirst); len(got) != 1 {
		t.Errorf("the other process finds %v", got)
	}
	if got := find(t, both[1], "", library.NewestFirst); len(got) != 1 {
		t.Errorf("the other process still finds %v", got)
	}
}

func TestADamagedIndexIsMadeAnew(t *testing.T) {
	path := filepath.Join(t.TempDir(), "index.db")
	if err := os.WriteFile(path, []byte(strings.Repeat("not a database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	x, err := Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if d := put(t, x, full(t)); d.New != 1 {
		t.Error("the new index does not take videos")
	}
}

func TestRowsOfAnotherVersionAreThrownAway(t *testing.T) {
	x := open(t)
	put(t, x, full(t))
	if _, err := x.db.W.ExecContext(t.Context(), "UPDATE video SET data = x'ff00'"); err != nil {
		t.Fatal(err)
	}
	if got := find(t, x, "", library.NewestFirst); len(got) != 0 {
		t.Errorf("found %v", got)
	}
	if d := put(t, x, full(t)); d.New != 1 || len(find(t, x, "harbour", library.NewestFirst)) != 1 {
		t.Errorf("the row does not come again: %+v", d)
	}
}

func TestHugeMetadata(t *testing.T) {
	x := open(t)
	v := full(t)
	v.Meta["huge"] = json.RawMessage(`"needle ` + strings.Repeat("hay ", 1<<18) + `"`)
	v.Meta["blob"] = json.RawMessage(`"` + strings.Repeat("x", 1<<20) + `"`)
	v.Meta["deep"] = json.RawMessage(strings.Repeat(`{"a":`, 500) + "1" + strings.Repeat("}", 500))
	put(t, x, v)
	got, err := x.Get(t.Context(), v.UID)
	if err != nil || !reflect.DeepEqual(got, v) {
		t.Errorf("it does not come back as it was (%v)", err)
	}
	if len(find(t, x, "needle meta.n:1.50", library.NewestFirst)) != 1 || len(x.docs.text) > 20_000 {
		t.Errorf("it takes %d words", len(x.docs.text))
	}
}

// TestSearchAgreesWithASimpleOne compares with looking at every video's text,
// over random videos, queries and changes.
func TestSearchAgreesWithASimpleOne(t *testing.T) {
	x := open(t)
	random := rand.New(rand.NewPCG(1, 2))
	letters := []string{"a", "b", "ab", "-", " ", "_", "Ä", "1", "12"}
	text := func(n int) string {
		var b strings.Builder
		for range random.IntN(n) {
			b.WriteString(letters[random.IntN(len(letters))])
		}
		return strings.TrimSpace(b.String())
	}
	videos := map[string]library.Video{}
	for round := range 30 {
		for range 20 {
			n := random.IntN(200)
			uid := fmt.Sprintf("V%d", n)
			name, err := json.Marshal(text(8))
			if err != nil {
				t.Fatal(err)
			}
			v := library.Video{
				UID: uid, Creator: text(4), Duration: float64(random.IntN(5)), Created: epoch.Add(time.Duration(n / 4)),
				Modified: epoch.Add(time.Duration(round)), Meta: library.Meta{"name": name},
			}
			put(t, x, v)
			videos[uid] = v
		}
		part := strings.TrimSpace(text(5))
		if part == "" || strings.ContainsAny(part[:1], "-") {
			part = "a"
		}
		q := library.Query{Terms: []library.Term{{Values: []string{part}}}}
		hits, err := x.Search(context.Background(), q, library.Order{By: "duration"})
		if err != nil {
			t.Fatal(err)
		}
		found, err := x.Videos(context.Background(), hits)
		if err != nil {
			t.Fatal(err)
		}
		var got, want []string
		last := -1.0
		for _, v := range found {
			got = append(got, v.UID)
			if v.Duration < last {
				t.Errorf("round %d: not in order", round)
			}
			last = v.Duration
		}
		for uid, v := range videos {
			lower := strings.ToLower(part)
			if strings.Contains(strings.ToLower(v.Name()), lower) || strings.Contains(strings.ToLower(v.Creator), lower) ||
				strings.Contains(strings.ToLower(uid), lower) {
				want = append(want, uid)
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Fatalf("round %d: %q finds %v, want %v", round, part, got, want)
		}
	}
}

func TestKeysAtTheTopAreNotTheNestedOnes(t *testing.T) {
	x := open(t)
	put(t, x,
		library.Video{UID: "1", Created: epoch, Meta: meta(t, `{"a":{"b":1,"c":2},"name":"n"}`)},
		library.Video{UID: "2", Created: epoch, Meta: meta(t, `{"a.b":"a real key","":"no letter"}`)})
	top, err := x.TopKeys(t.Context())
	if want := []string{"", "a", "a.b"}; err != nil || !slices.Equal(top, want) {
		t.Errorf("at the top are %q (%v), want %q", top, err, want)
	}
	all, err := x.MetaKeys(t.Context())
	if want := []string{"", "a", "a.b", "a.c"}; err != nil || !slices.Equal(all, want) {
		t.Errorf("all are %q (%v), want %q", all, err, want)
	}
}

func TestReplacedTextsAreTidiedAway(t *testing.T) {
	d := newDocs()
	const videos = 100
	text := func(round, i int) library.Video {
		return library.Video{UID: fmt.Sprint(i), Meta: library.Meta{"name": json.RawMessage(fmt.Sprintf(`"round%d of video%d"`, round, i))}}
	}
	for round := range 2 * minUnused / videos {
		for i := range uint32(videos) {
			v := text(round, int(i))
			d.put(i, &v, nil)
		}
		d.remove(uint32(round % videos))
	}
	if n := len(d.text); n > 2*minUnused+1000 {
		t.Errorf("the text of %d videos takes %d pieces", videos, n)
	}
	last := text(2*minUnused/videos-1, 7)
	want := newDocs()
	want.put(0, &last, nil)
	if got, want := d.textOf(7), want.textOf(0); len(got) != len(want) {
		t.Errorf("a video's text has %d pieces, want %d", len(got), len(want))
	}
}

func TestAUIDIsFound(t *testing.T) {
	x := open(t)
	r := rand.New(rand.NewPCG(3, 4))
	var uids []string
	for range 3 {
		var videos []library.Video
		for range 50 {
			v := made(r.IntN(1000), r)
			if r.IntN(5) == 0 {
				v.UID = "odd-" + v.UID
			}
			videos, uids = append(videos, v), append(uids, v.UID)
		}
		put(t, x, videos...)
		for i, uid := range uids {
			if v, err := x.Get(context.Background(), uid); err != nil || v.UID != uid {
				t.Fatalf("Get(%s): %s, %v", uid, v.UID, err)
			}
			if i%10 == 0 {
				if _, err := x.Put(context.Background(), library.Batch{Gone: []string{uid}}); err != nil {
					t.Fatal(err)
				}
				if _, err := x.Get(context.Background(), uid); !errors.Is(err, library.ErrNotFound) {
					t.Fatalf("%s is gone, Get says %v", uid, err)
				}
				uids[i] = uids[len(uids)-1]
				uids = uids[:len(uids)-1]
				break
			}
		}
	}
	for _, uid := range []string{"", "odd", strings.Repeat("0", 32)} {
		if _, err := x.Get(context.Background(), uid); !errors.Is(err, library.ErrNotFound) {
			t.Errorf("Get(%q): %v", uid, err)
		}
	}
}

func TestValues(t *testing.T) {
	x := open(t)
	put(t, x, full(t), library.Video{UID: "b", Creator: "Crew-South"}, library.Video{UID: "c", Creator: "crew-south"}, library.Video{UID: "d", Creator: "zoe"})
	got, err := x.Values(context.Background(), "creator", "cre", 10)
	if err != nil || !reflect.DeepEqual(got, []library.ValueCount{{Value: "Crew-South", Count: 2}, {Value: "crew-north", Count: 1}}) {
		t.Errorf("%v, %v", got, err)
	}
	keys, err := x.MetaKeys(context.Background())
	if err != nil || !slices.Contains(keys, "nested.a.b") || slices.Contains(keys, "name") {
		t.Errorf("%v, %v", keys, err)
	}
}
