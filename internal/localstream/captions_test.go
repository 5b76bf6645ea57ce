package localstream_test

import (
	"strings"
	"testing"

	"spool/internal/localstream"
)

const vtt = "WEBVTT\n\n1\n00:00.000 --> 00:01.500\nHello\n"

func (s *stage) caption(uid, lang, file string) answer {
	s.t.Helper()
	return s.form("PUT", "/"+uid+"/captions/"+lang, nil, part{"file", "a.vtt", []byte(file)})
}

func TestCaptions(t *testing.T) {
	s := open(t, localstream.Options{})
	uid := s.create(10, "", nil).Header.Get("Stream-Media-Id")
	for lang, label := range map[string]string{"tr": "Türkçe", "de": "Deutsch", "en-GB": "British English", "EN-us": "American English"} {
		c := s.caption(uid, lang, vtt).want(t, 200, 0).object(t)
		if c["label"] != label || c["generated"] != false || c["status"] != "ready" || len(c) != 4 {
			t.Errorf("%s: %v, want the label %s", lang, c, label)
		}
	}
	var list []object
	if s.get("/"+uid+"/captions").into(t, &list); len(list) != 4 || list[1]["language"] != "en-GB" {
		t.Errorf("list %v", list)
	}
	s.caption(uid, "tr", strings.Replace(vtt, "Hello", "Merhaba", 1)).want(t, 200, 0)
	a := s.get("/"+uid+"/captions/tr/vtt").want(t, 200, 0)
	if a.Header.Get("Content-Type") != "text/vtt" || !strings.Contains(string(a.Body), "Merhaba") {
		t.Errorf("vtt as %s: %s", a.Header.Get("Content-Type"), a.Body)
	}
	s.post("/"+uid, object{"creator": "x"}).want(t, 200, 0)
	s.get("/"+uid+"/captions/tr").want(t, 200, 0)
	if got := s.do("DELETE", "/"+uid+"/captions/tr", nil, nil).want(t, 200, 0).Frame.Result; string(got) != `""` {
		t.Errorf("delete answers %s", got)
	}
	for _, path := range []string{"", "/vtt"} {
		s.get("/"+uid+"/captions/tr"+path).want(t, 404, 10003)
	}
	s.do("DELETE", "/"+uid+"/captions/tr", nil, nil).want(t, 404, 10003)
}

func TestCaptionRefusals(t *testing.T) {
	s := open(t, localstream.Options{})
	uid := s.create(10, "", nil).Header.Get("Stream-Media-Id")
	for name, file := range map[string]string{
		"empty": "", "no header": "00:00.000 --> 00:01.000\nHi\n", "SubRip": "1\n00:00:00,000 --> 00:00:01,000\nHi\n",
		"header runs on": "WEBVTTX\n", "comma": "WEBVTT\n\n00:00,000 --> 00:01,000\nHi\n", "backwards": "WEBVTT\n\n00:02.000 --> 00:01.000\nHi\n",
		"no end": "WEBVTT\n\n00:02.000 -->\nHi\n", "not UTF-8": "WEBVTT\n\n00:00.000 --> 00:01.000\n\xff\n",
	} {
		t.Run(name, func(t *testing.T) { s.caption(uid, "en", file).want(t, 400, 10005) })
	}
	s.caption(uid, "en", "WEBVTT\n"+strings.Repeat("x", 10_000_000)).want(t, 413, 10006)
	s.form("PUT", "/"+uid+"/captions/en", nil, part{"caption", "a.vtt", []byte(vtt)}).want(t, 400, 10005)
	s.form("PUT", "/"+uid+"/captions/en", header{"Content-Type": "multipart/form-data"}, part{"file", "a.vtt", []byte(vtt)}).want(t, 400, 10004)
	s.do("PUT", "/"+uid+"/captions/en", strings.NewReader(vtt), header{"Content-Type": "text/vtt"}).want(t, 400, 10004)
	for _, lang := range []string{"english-language", "e", "..%2F..%2Fx", "en_GB", "und"} {
		s.caption(uid, lang, vtt).want(t, 400, 10005)
	}
	s.caption(strings.Repeat("0", 32), "en", vtt).want(t, 404, 10003)
	var list []object
	if s.get("/"+uid+"/captions").into(t, &list); len(list) != 0 {
		t.Errorf("refused captions are kept: %v", list)
	}
}

func TestGeneratedCaptions(t *testing.T) {
	s := open(t, localstream.Options{SkipEncoding: true})
	uid := s.upload(playable(t), nil)
	generate := func(lang string) answer { return s.do("POST", "/"+uid+"/captions/"+lang+"/generate", nil, nil) }
	s.settled(uid)
	c := generate("en").want(t, 200, 0).object(t)
	if c["label"] != "English (auto-generated)" || c["generated"] != true || c["status"] != "inprogress" {
		t.Errorf("%v", c)
	}
	generate("en").want(t, 400, 10005)
	s.waitAt("/"+uid+"/captions/en", func(c object) bool { return c["status"] == "ready" })
	if a := s.get("/" + uid + "/captions/en/vtt"); !strings.Contains(string(a.Body), "00:00:00.000 --> 00:00:02.0") {
		t.Errorf("%s", a.Body)
	}
	if c := s.caption(uid, "en", vtt).object(t); c["label"] != "English" || c["generated"] != false {
		t.Errorf("an edited caption is still generated: %v", c)
	}
	generate("tr").want(t, 400, 10005)
	pending := s.create(10, "", nil).Header.Get("Stream-Media-Id")
	s.do("POST", "/"+pending+"/captions/en/generate", nil, nil).want(t, 400, 10005)
	silent := s.upload(clip(t, "silent.mp4", "-f", "lavfi", "-i", "testsrc=size=64x64:duration=1", "-pix_fmt", "yuv420p"), nil)
	s.settled(silent)
	s.do("POST", "/"+silent+"/captions/en/generate", nil, nil).want(t, 400, 10005)
}

func TestEmbedCode(t *testing.T) {
	s := open(t, localstream.Options{})
	uid := s.create(10, "", nil).Header.Get("Stream-Media-Id")
	a := s.get("/"+uid+"/embed").want(t, 200, 0)
	if !strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") || !strings.Contains(string(a.Body), `<stream id="`+uid+`"></stream>`) {
		t.Errorf("%s: %s", a.Header.Get("Content-Type"), a.Body)
	}
	s.get("/"+strings.Repeat("0", 32)+"/embed").want(t, 404, 10003)
	s = open(t, localstream.Options{Quirks: localstream.Quirks{localstream.QuirkEmbed: "iframe"}})
	uid = s.create(10, "", nil).Header.Get("Stream-Media-Id")
	if a := s.get("/" + uid + "/embed"); !strings.Contains(string(a.Body), s.Origin()+"/"+uid+"/iframe") {
		t.Errorf("%s", a.Body)
	}
}
