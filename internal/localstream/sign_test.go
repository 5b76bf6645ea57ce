package localstream_test

import (
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"spool/internal/localstream"
	"spool/internal/localstream/store"
)

// private is a key as the API shows it once.
type private struct{ ID, PEM, JWK string }

func (s *stage) newKey() private {
	s.t.Helper()
	var k private
	s.do("POST", "/keys", nil, nil).want(s.t, 200, 0).into(s.t, &k)
	return k
}

// signed is a token signed by a library that is not the server's.
func (k private) signed(t *testing.T, claims jwt.MapClaims) string {
	t.Helper()
	raw, err := base64.StdEncoding.DecodeString(k.PEM)
	if err != nil {
		t.Fatal(err)
	}
	key, err := jwt.ParseRSAPrivateKeyFromPEM(raw)
	if err != nil {
		t.Fatal(err)
	}
	token := jwt.NewWithClaims(jwt.SigningMethodRS256, claims)
	token.Header["kid"] = k.ID
	text, err := token.SignedString(key)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// watch asks for the watch page of an id and returns the status.
func (s *stage) watch(id string, h header) int {
	s.t.Helper()
	return s.do("GET", s.Origin()+"/"+id+"/watch", nil, h).Status
}

func (s *stage) signedVideo() string {
	s.t.Helper()
	return s.upload([]byte("x"), header{"Upload-Metadata": metadata("requiresignedurls!")})
}

func TestKeysAreShownOnce(t *testing.T) {
	s := open(t, localstream.Options{})
	k := s.newKey()
	raw, err := base64.StdEncoding.DecodeString(k.PEM)
	if err != nil || !strings.HasPrefix(string(raw), "-----BEGIN RSA PRIVATE KEY-----\n") || !strings.HasSuffix(string(raw), "\n") {
		t.Errorf("pem is %.40q (%v)", raw, err)
	}
	raw, err = base64.StdEncoding.DecodeString(k.JWK)
	if err != nil {
		t.Fatal(err)
	}
	var jwk object
	if err := json.Unmarshal(raw, &jwk); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{"use": "sig", "kty": "RSA", "kid": k.ID, "alg": "RS256"} {
		if jwk[key] != want {
			t.Errorf("%s of the JWK is %v, want %s", key, jwk[key], want)
		}
	}
	for _, part := range []string{"n", "e", "d", "p", "q", "dp", "dq", "qi"} {
		if jwk.text(part) == "" {
			t.Errorf("the JWK lacks %s", part)
		}
	}
	var list []object
	s.get("/keys").into(t, &list)
	if len(list) != 1 || list[0]["id"] != k.ID || list[0]["key_id"] != k.ID || list[0]["created"] == nil || len(list[0]) != 3 {
		t.Errorf("the list shows %v", list)
	}
	if got := s.do("DELETE", "/keys/"+k.ID, nil, nil).want(t, 200, 0).Frame.Result; string(got) != `"Revoked"` {
		t.Errorf("delete answers %s", got)
	}
	s.do("DELETE", "/keys/"+k.ID, nil, nil).want(t, 404, 10003)
}

func TestAThousandKeysAreEnough(t *testing.T) {
	dir := t.TempDir()
	st, err := store.Open(t.Context(), filepath.Join(dir, "stream.db"))
	if err != nil {
		t.Fatal(err)
	}
	err = st.Tx(t.Context(), func(tx *store.Tx) error {
		for i := range 1000 {
			if err := tx.AddKey(store.SigningKey{ID: fmt.Sprintf("%032x", i), Created: time.Now(), Public: []byte{1}}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	s := open(t, localstream.Options{Dir: dir})
	s.do("POST", "/keys", nil, nil).want(t, 429, 10008)
	s.do("DELETE", "/keys/"+fmt.Sprintf("%032x", 7), nil, nil).want(t, 200, 0)
	s.newKey()
}

func TestTokenOfTheEndpoint(t *testing.T) {
	s := open(t, localstream.Options{SkipEncoding: true})
	uid := s.signedVideo()
	token := s.do("POST", "/"+uid+"/token", nil, nil).want(t, 200, 0).object(t).text("token")
	parsed, _, err := jwt.NewParser().ParseUnverified(token, jwt.MapClaims{})
	if err != nil {
		t.Fatal(err)
	}
	claims := parsed.Claims.(jwt.MapClaims)
	now := s.clock.now().Unix()
	exp, nbf := fmt.Sprint(now+3600), fmt.Sprint(now-3600)
	if parsed.Header["alg"] != "RS256" || parsed.Header["kid"] != claims["kid"] || claims["sub"] != uid || claims["exp"] != exp || claims["nbf"] != nbf {
		t.Errorf("header %v, claims %v; want exp %q and nbf %q as text", parsed.Header, claims, exp, nbf)
	}
	if got := s.watch(token, nil); got != 200 {
		t.Errorf("the token opens the watch page with %d", got)
	}
	if got := s.watch(uid, nil); got != 401 {
		t.Errorf("the bare uid opens it with %d, want 401", got)
	}
	s.clock.advance(time.Hour)
	if got := s.watch(token, nil); got != 403 {
		t.Errorf("the expired token opens it with %d, want 403", got)
	}
}

// shortDER is a key of 512 bit, PKCS#1, made for this test.
const shortDER = "MIIBPQIBAAJBAOdq1REU0arfeLwWDJQnIR5tFE8acbU1BWpNKNJdAG+tif1hz1VOoQYoWHXFUYHnYhfIoYPwpylhU02RNbPaWT0CAwEAAQJBAOCb/0tB8rKvjea4W+McC3gVlSWl3AFuAeCIHXv4CmlYpFz8+cWrrHiSqZCAFcz0udyVHeh0AUycayOG4AH9N6ECIQD+9j/+dl6qxPTDcKTI6Qkb/0JxINMWxF9TMf7SoVT+CQIhAOhcCp6AIuqqusuuazNXEXJ6SyeF0eH2YY6lkRvrDg6VAiEAhpUx3n5ZJkdk9C1nrm3kUxUA23p6MpBhySag3kou9RECIQCU/cfVYGaDQJxsVFfq4K6QUDh2jElLcfeWRzXnx+4IjQIhAJiB5TGADeA5B1vYyl0zjgpVW2mQNZ1jJfCgHAziHtn+"

// shortKey is a key too short to sign with, in the form of the API.
func shortKey(t *testing.T) string {
	t.Helper()
	raw, err := base64.StdEncoding.DecodeString(shortDER)
	if err != nil {
		t.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: raw}))
}

func TestTokenRefusals(t *testing.T) {
	s := open(t, localstream.Options{})
	uid := s.signedVideo()
	k := s.newKey()
	now := s.clock.now().Unix()
	rule := object{"type": "any", "action": "block"}
	short := shortKey(t)
	for name, body := range map[string]object{
		"exp passed":          {"exp": now},
		"exp over a day":      {"exp": now + 86401},
		"exp as text":         {"exp": "soon"},
		"nbf after exp":       {"nbf": now + 7200},
		"id alone":            {"id": k.ID},
		"pem alone":           {"pem": k.PEM},
		"unknown key":         {"id": strings.Repeat("0", 32), "pem": k.PEM},
		"pem of another key":  {"id": k.ID, "pem": s.newKey().PEM},
		"pem of 512 bit":      {"id": k.ID, "pem": short},
		"pem not base64":      {"id": k.ID, "pem": "-----BEGIN"},
		"six rules":           {"accessRules": []object{rule, rule, rule, rule, rule, rule}},
		"unknown type":        {"accessRules": []object{{"type": "asn", "action": "allow"}}},
		"unknown action":      {"accessRules": []object{{"type": "any", "action": "deny"}}},
		"country in words":    {"accessRules": []object{{"type": "ip.geoip.country", "action": "allow", "country": []string{"Norway"}}}},
		"no country":          {"accessRules": []object{{"type": "ip.geoip.country", "action": "allow"}}},
		"address out of line": {"accessRules": []object{{"type": "ip.src", "action": "allow", "ip": []string{"1.2.3.4/33"}}}},
		"rules no list":       {"accessRules": rule},
		"rules in capitals":   {"accessRules": []object{{"TYPE": "any", "ACTION": "allow"}}},
		"downloadable text":   {"downloadable": "yes"},
	} {
		t.Run(name, func(t *testing.T) { s.post("/"+uid+"/token", body).want(t, 400, 10005) })
	}
	s.do("POST", "/"+strings.Repeat("0", 32)+"/token", nil, nil).want(t, 404, 10003)
}

func TestSelfSignedTokens(t *testing.T) {
	s := open(t, localstream.Options{})
	uid, other := s.signedVideo(), s.signedVideo()
	k := s.newKey()
	now := s.clock.now().Unix()
	good := func() jwt.MapClaims { return jwt.MapClaims{"sub": uid, "kid": k.ID, "exp": now + 600} }
	with := func(key string, value any) jwt.MapClaims { c := good(); c[key] = value; return c }
	for name, test := range map[string]struct {
		claims jwt.MapClaims
		want   int
	}{
		"plain":            {good(), 200},
		"exp as text":      {with("exp", fmt.Sprint(now+600)), 200},
		"no kid in claims": {jwt.MapClaims{"sub": uid, "exp": now + 600}, 200},
		"nbf passed":       {with("nbf", now-1), 200},
		"nbf ahead":        {with("nbf", now+60), 403},
		"expired":          {with("exp", now), 403},
		"exp over a day":   {with("exp", now+86500), 403},
		"no exp":           {jwt.MapClaims{"sub": uid}, 403},
		"no sub":           {jwt.MapClaims{"exp": now + 600}, 403},
		"other kid":        {with("kid", "x"), 403},
		"unknown video":    {with("sub", strings.Repeat("0", 32)), 404},
		"exp in capitals":  {jwt.MapClaims{"sub": uid, "exp": now - 1, "EXP": now + 600}, 403},
		"sub in capitals":  {jwt.MapClaims{"SUB": uid, "exp": now + 600}, 403},
		"own claim":        {with("embedded", object{"page": "https://x.example"}), 200},
	} {
		t.Run(name, func(t *testing.T) {
			if got := s.watch(k.signed(t, test.claims), nil); got != test.want {
				t.Errorf("status %d, want %d", got, test.want)
			}
		})
	}
	token := k.signed(t, good())
	head, rest, _ := strings.Cut(token, ".")
	if got := s.watch(head+"."+rest[:len(rest)-4]+"AAAA", nil); got != 403 {
		t.Errorf("a forged signature: %d", got)
	}
	unsigned, err := jwt.NewWithClaims(jwt.SigningMethodNone, good()).SignedString(jwt.UnsafeAllowNoneSignatureType)
	if err != nil {
		t.Fatal(err)
	}
	if got := s.watch(unsigned, nil); got != 403 {
		t.Errorf("an unsigned token: %d", got)
	}
	if got := s.watch(strings.Replace(token, ".", "", 1), nil); got != 404 {
		t.Errorf("no token at all: %d", got)
	}
	if s.watch(token, nil) != 200 || s.watch(other, nil) != 401 {
		t.Error("a token opens its own video and no other")
	}
	s.do("DELETE", "/keys/"+k.ID, nil, nil).want(t, 200, 0)
	if got := s.watch(token, nil); got != 403 {
		t.Errorf("a token of a revoked key: %d", got)
	}
}

func TestAccessRules(t *testing.T) {
	s := open(t, localstream.Options{})
	uid := s.signedVideo()
	token := func(rules ...object) string {
		t.Helper()
		return s.post("/"+uid+"/token", object{"accessRules": rules}).want(t, 200, 0).object(t).text("token")
	}
	norway := object{"type": "ip.geoip.country", "action": "allow", "country": []string{"NO", "SE"}}
	office := object{"type": "ip.src", "action": "allow", "ip": []string{"192.0.2.0/24", "2001:db8::1"}}
	four := object{"type": "ip.src", "action": "block", "ip": []string{"0.0.0.0/0"}}
	nobody := object{"type": "any", "action": "block"}
	for name, test := range map[string]struct {
		token string
		from  header
		want  int
	}{
		"no rule matches":     {token(norway), header{"CF-IPCountry": "DE"}, 200},
		"country in the list": {token(norway, nobody), header{"CF-IPCountry": "no"}, 200},
		"country not in it":   {token(norway, nobody), header{"CF-IPCountry": "DE"}, 403},
		"no country known":    {token(norway, nobody), nil, 403},
		"address in range":    {token(office, nobody), header{"CF-Connecting-IP": "192.0.2.77"}, 200},
		"mapped address":      {token(office, nobody), header{"CF-Connecting-IP": "::ffff:192.0.2.77"}, 200},
		"address outside":     {token(office, nobody), header{"CF-Connecting-IP": "198.51.100.1"}, 403},
		"IPv6 address":        {token(office, nobody), header{"CF-Connecting-IP": "2001:db8::1"}, 200},
		"IPv4 rule, IPv6":     {token(four), header{"CF-Connecting-IP": "2001:db8::2"}, 200},
		"IPv4 rule, IPv4":     {token(four), nil, 403},
		"first match decides": {token(nobody, norway), header{"CF-IPCountry": "NO"}, 403},
	} {
		t.Run(name, func(t *testing.T) {
			if got := s.watch(test.token, test.from); got != test.want {
				t.Errorf("status %d, want %d", got, test.want)
			}
		})
	}
}

func TestAllowedOrigins(t *testing.T) {
	s := open(t, localstream.Options{SkipEncoding: true})
	uid := s.upload(playable(t), header{"Upload-Metadata": metadata("allowedorigins", "*.films.example,shop.example,port.example:443,localhost:3000,http://bad.example,bad.example/path")})
	s.settled(uid)
	play := s.Origin() + "/" + uid + "/watch/video.mp4"
	for page, want := range map[string]int{
		"https://shop.example":              200,
		"https://SHOP.example:443":          200,
		"http://shop.example:80":            200,
		"https://port.example":              200,
		"https://port.example:443":          200,
		"https://shop.example:8443":         403,
		"https://www.shop.example":          403,
		"https://a.films.example":           200,
		"https://a.b.films.example":         200,
		"https://films.example":             403,
		"https://evilfilms.example":         403,
		"http://localhost:3000":             200,
		"http://localhost":                  403,
		"http://bad.example":                403,
		"https://shop.example.evil.example": 403,
		"null":                              403,
		"":                                  403,
	} {
		if got := s.do("GET", play, nil, header{"Origin": page}).Status; got != want {
			t.Errorf("from %q: %d, want %d", page, got, want)
		}
	}
	if got := s.do("GET", play, nil, header{"Referer": "https://shop.example/page?x"}).Status; got != 200 {
		t.Errorf("by Referer: %d", got)
	}
	s.get(s.Origin()+"/"+uid+"/thumbnails/thumbnail.jpg").want(t, 200, 0)
}

// innerURL is what the player in an allowed page loads, with the id to ask for.
func (s *stage) innerURL(id string) string {
	s.t.Helper()
	page := string(s.do("GET", s.Origin()+"/"+id+"/iframe", nil, header{"Authorization": "", "Referer": "https://good.example/page?x"}).want(s.t, 200, 0).Body)
	_, rest, _ := strings.Cut(page, `src="`)
	src, _, _ := strings.Cut(rest, `"`)
	return s.Origin() + src
}

// What a player loads is held against what became of the video, and of the
// viewer's token, since the player was let in.
func TestAPlayerLosesWhatItsViewerLoses(t *testing.T) {
	s := open(t, localstream.Options{SkipEncoding: true})
	uid := s.ready(playable(t), header{"Upload-Metadata": metadata("allowedorigins", "good.example")}).text("uid")
	inner := func(url string) int {
		t.Helper()
		return s.do("GET", url, nil, header{"Authorization": "", "Referer": s.Origin() + "/"}).Status
	}
	public := s.innerURL(uid)
	if got := inner(public); got != 200 {
		t.Fatalf("the player loads its video with %d", got)
	}
	s.post("/"+uid, object{"allowedOrigins": []string{"other.example"}}).want(t, 200, 0)
	if got := inner(public); got != 403 {
		t.Errorf("a page that is not allowed any more: %d", got)
	}
	s.post("/"+uid, object{"allowedOrigins": []string{"good.example"}, "requireSignedURLs": true}).want(t, 200, 0)
	if got := inner(public); got != 401 {
		t.Errorf("without a token for a video that became private: %d", got)
	}
	k := s.newKey()
	now := s.clock.now().Unix()
	signed := s.innerURL(k.signed(t, jwt.MapClaims{"sub": uid, "exp": now + 3*3600}))
	if got := inner(signed); got != 200 {
		t.Fatalf("with a token: %d", got)
	}
	s.do("DELETE", "/keys/"+k.ID, nil, nil).want(t, 200, 0)
	if got := inner(signed); got != 403 {
		t.Errorf("with a token of a revoked key: %d", got)
	}
	again := s.innerURL(s.newKey().signed(t, jwt.MapClaims{"sub": uid, "exp": now + 3*3600}))
	s.clock.advance(time.Hour + time.Minute)
	if got := inner(again); got != 403 {
		t.Errorf("an hour later: %d", got)
	}
}

func TestTheTokensOfADayAreCountedAcrossRestarts(t *testing.T) {
	dir := t.TempDir()
	st, err := store.Open(t.Context(), filepath.Join(dir, "stream.db"))
	if err != nil {
		t.Fatal(err)
	}
	err = st.Tx(t.Context(), func(tx *store.Tx) error { return tx.SetSetting("tokens_of_the_day", "2026-08-20 9999") })
	if err != nil {
		t.Fatal(err)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	s := open(t, localstream.Options{Dir: dir})
	path := "/" + s.signedVideo() + "/token"
	s.post(path, object{}).want(t, 200, 0)
	s.post(path, object{}).want(t, 429, 10008)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, localstream.Options{Dir: dir})
	s.post(path, object{}).want(t, 429, 10008)
	s.clock.advance(12 * time.Hour)
	s.post(path, object{}).want(t, 200, 0)
}
