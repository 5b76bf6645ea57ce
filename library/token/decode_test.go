package token_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"spool/library"
	"spool/library/token"
)

// forge signs any header and payload, however wrong.
func forge(t testing.TB, header, payload string) string {
	t.Helper()
	part := base64.RawURLEncoding.EncodeToString
	text := part([]byte(header)) + "." + part([]byte(payload))
	sum := sha256.Sum256([]byte(text))
	signature, err := rsa.SignPKCS1v15(rand.Reader, rsaKey(), crypto.SHA256, sum[:])
	if err != nil {
		t.Fatal(err)
	}
	return text + "." + part(signature)
}

const header = `{"alg":"RS256","kid":"` + keyID + `"}`

func known(id string) *rsa.PublicKey {
	if id == keyID {
		return &rsaKey().PublicKey
	}
	return nil
}

func TestATokenIsFoundWhereverItStands(t *testing.T) {
	signed := forge(t, header, stringDates(t))
	host := "https://customer-ex4mpl3c0de.cloudflarestream.com/"
	for name, text := range map[string]string{
		"alone":       signed,
		"with blanks": "\n\t " + signed + " \n",
		"HLS":         host + signed + "/manifest/video.m3u8?clientBandwidthHint=1.8",
		"watch":       host + signed + "/watch",
		"download":    host + signed + "/downloads/default.mp4?filename=x",
		"embed code":  `<iframe src="` + host + signed + `/iframe?poster=https%3A%2F%2Fcustomer-x.cloudflarestream.com%2F` + signed + `%2Fthumbnails%2Fthumbnail.jpg" style="border: none"></iframe>`,
		"in a chat":   "Here you are: " + host + signed + "/watch. Bye.",
		"Markdown":    "[film](" + host + signed + "/watch)",
	} {
		d, err := token.Decode(text, known)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if d.Token != signed || d.Subject != uid || d.Signature != token.SignatureGood || d.Download != (name == "download") {
			t.Errorf("%s: got %+v", name, d)
		}
		if !d.Expires.Equal(time.Unix(1795350600, 0)) || !d.NotBefore.Equal(time.Unix(1795343400, 0)) {
			t.Errorf("%s: dates in strings are read as %v and %v", name, d.NotBefore, d.Expires)
		}
	}
}

func TestTextWithoutAWholeTokenSaysSo(t *testing.T) {
	signed := forge(t, header, stringDates(t))
	for name, tt := range map[string]struct {
		text string
		want error
	}{
		"empty":             {"", token.ErrNoToken},
		"a link":            {"https://customer-ex4mpl3c0de.cloudflarestream.com/" + uid + "/watch", token.ErrNoToken},
		"a version":         {"version 1.22.333.4444", token.ErrNoToken},
		"JSON, no header":   {"eyJhIjoxfQ.eyJhIjoxfQ.eyJhIjoxfQ", token.ErrNoToken},
		"without signature": {signed[:strings.LastIndexByte(signed, '.')], token.ErrTokenCut},
		"header only":       {signed[:strings.IndexByte(signed, '.')], token.ErrTokenCut},
		"payload cut":       {signed[:strings.IndexByte(signed, '.')+9] + ".abcd", token.ErrTokenCut},
	} {
		if d, err := token.Decode(tt.text, known); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %+v, %v; want %v", name, d, err, tt.want)
		}
	}
}

func TestWhyATokenWontPlay(t *testing.T) {
	at := func(d time.Duration) int64 { return noon.Add(d).Unix() }
	plain := fmt.Sprintf(`{"sub":"%s","kid":"%s","exp":%d}`, uid, keyID, at(time.Hour))
	good := forge(t, header, plain)
	claims := func(format string, args ...any) string {
		return forge(t, header, fmt.Sprintf(`{"sub":"`+uid+`","kid":"`+keyID+`",`+format+`}`, args...))
	}
	video := func(change func(*library.Video)) token.Surroundings {
		v := library.Video{UID: uid, Ready: true, RequireSignedURLs: true, Status: library.Status{State: library.StateReady}}
		change(&v)
		return token.Surroundings{Video: &v}
	}
	here := []library.SigningKey{{ID: keyID}}
	tests := []struct {
		name  string
		text  string
		in    token.Surroundings
		codes string // those that stop it, then the others
	}{
		{"good", good, token.Surroundings{Keys: here, KeysKnown: true}, ""},
		{"expired", claims(`"exp":%d`, at(-14*time.Minute)), token.Surroundings{}, "expired!"},
		{"expired, string", claims(`"exp":"%d"`, at(-1)), token.Surroundings{}, "expired!"},
		{"no end", claims(`"nbf":1`), token.Surroundings{}, "no_expiry!"},
		{"end is nonsense", claims(`"exp":"tomorrow"`), token.Surroundings{}, "no_expiry!"},
		{"too long", claims(`"exp":%d`, at(25*time.Hour)), token.Surroundings{}, "too_long!"},
		{"later", claims(`"exp":%d,"nbf":%d`, at(time.Hour), at(10*time.Minute)), token.Surroundings{}, "not_yet!"},
		{"a moment later", claims(`"exp":%d,"nbf":%d`, at(time.Hour), at(time.Minute)), token.Surroundings{}, "not_yet! clock"},
		{"never", claims(`"exp":%d,"nbf":%d`, at(time.Hour), at(2*time.Hour)), token.Surroundings{}, "not_yet! never!"},
		{"our clock is ahead", claims(`"exp":%d`, at(-14*time.Minute)), token.Surroundings{Skew: time.Hour}, "clock"},
		{"our clock is behind", claims(`"exp":%d`, at(14*time.Minute)), token.Surroundings{Skew: -time.Hour}, "expired! clock"},
		{"changed", changed(good), token.Surroundings{}, "bad_signature!"},
		{"unknown key", forge(t, `{"alg":"RS256","kid":"another"}`, plain), token.Surroundings{}, "two_keys! key_not_here"},
		{"no key", forge(t, `{"alg":"RS256"}`, plain), token.Surroundings{}, "no_key!"},
		{"key revoked", good, token.Surroundings{KeysKnown: true}, "key_revoked!"},
		{
			"key of another account", forge(t, `{"alg":"RS256","kid":"another"}`, strings.Replace(plain, keyID, "another", 1)),
			token.Surroundings{Keys: here, KeysKnown: true},
			"key_not_listed",
		},
		{"HS256", forge(t, `{"alg":"HS256","kid":"`+keyID+`"}`, plain), token.Surroundings{}, "algorithm! bad_signature!"},
		{"none", forge(t, `{"alg":"none"}`, plain), token.Surroundings{}, "algorithm! no_key! bad_signature!"},
		{"no video named", forge(t, header, fmt.Sprintf(`{"exp":%d}`, at(time.Hour))), token.Surroundings{}, "no_subject"},
		{"six rules", claims(`"exp":%d,"accessRules":[%s]`, at(time.Hour), strings.Repeat(`{"type":"any","action":"allow"},`, 5)+`{"type":"any","action":"block"}`), token.Surroundings{}, "too_many_rules!"},
		{"bad rule", claims(`"exp":%d,"accessRules":[{"type":"ip.src","action":"allow","ip":["x"]}]`, at(time.Hour)), token.Surroundings{}, "rule!"},
		{"rules that are none", claims(`"exp":%d,"accessRules":"DE"`, at(time.Hour)), token.Surroundings{}, "rule!"},
		{"download not allowed", "https://h/" + good + "/downloads/default.mp4", token.Surroundings{}, "not_downloadable!"},
		{"download allowed", "https://h/" + claims(`"exp":%d,"downloadable":true`, at(time.Hour)) + "/downloads/default.mp4", token.Surroundings{}, ""},
		{"video deleted", good, token.Surroundings{VideoGone: true}, "video_gone!"},
		{"video not ready", good, video(func(v *library.Video) { v.Ready, v.Status.State = false, library.StateInProgress }), "video_not_ready!"},
		{"video failed", good, video(func(v *library.Video) { v.Ready, v.Status.State = false, library.StateError }), "video_failed!"},
		{"another video", good, video(func(v *library.Video) { v.UID = "other" }), "other_video!"},
		{"public video", good, video(func(v *library.Video) { v.RequireSignedURLs = false }), "not_required"},
	}
	for _, tt := range tests {
		d, err := token.Decode(tt.text, known)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		tt.in.Now = noon
		var codes []string
		for _, r := range d.Reasons(tt.in) {
			code := r.Code
			if r.Stops {
				code += "!"
			}
			codes = append(codes, code)
			if r.Text == "" || strings.Contains(r.Text, "%!") {
				t.Errorf("%s: %s says %q", tt.name, r.Code, r.Text)
			}
		}
		if got := strings.Join(codes, " "); got != tt.codes {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.codes)
		}
	}
}

// changed swaps the payload's first letters for others of the alphabet.
func changed(signed string) string {
	parts := strings.Split(signed, ".")
	parts[1] = base64.RawURLEncoding.EncodeToString([]byte(fmt.Sprintf(`{"sub":"stolen","kid":"%s","exp":%d}`, keyID, noon.Add(time.Hour).Unix())))
	return strings.Join(parts, ".")
}

func FuzzDecode(f *testing.F) {
	for _, payload := range []string{`{"exp":"1","accessRules":[{}]}`, `{"exp":1e300,"nbf":-1}`, `{"exp":{},"sub":[]}`, `null`} {
		f.Add(forge(f, header, payload))
	}
	f.Add("eyJ.eyJ.")
	f.Add("https://h/eyJhbGciOiJSUzI1NiJ9.e30.x/downloads/")
	f.Fuzz(func(t *testing.T, text string) {
		d, err := token.Decode(text, known)
		if err != nil {
			return
		}
		if !strings.Contains(text, d.Token) {
			t.Errorf("decoded %q, which is not in %q", d.Token, text)
		}
		if d.Signature == token.SignatureGood && !slices.Contains([]string{"RS256"}, d.Algorithm) {
			t.Errorf("a good signature by %q", d.Algorithm)
		}
		d.Reasons(token.Surroundings{Now: noon})
	})
}
