package localstream_test

import (
	"testing"

	"spool/internal/localstream"
)

func TestEarlyURLs(t *testing.T) {
	for reading, want := range map[string]bool{"omit": false, "show": true} {
		s := open(t, localstream.Options{Quirks: localstream.Quirks{localstream.QuirkEarlyURLs: reading}})
		uid := s.create(10, "", nil).Header.Get("Stream-Media-Id")
		v := s.get("/"+uid).want(t, 200, 0).object(t)
		for _, key := range []string{"preview", "thumbnail"} {
			if _, there := v[key]; there != want {
				t.Errorf("%s: %s of a pending video is there: %v, want %v", reading, key, there, want)
			}
		}
	}
}

func TestWordOfARevokedKey(t *testing.T) {
	for reading, want := range map[string]string{"revoked": "Revoked", "ok": "ok"} {
		s := open(t, localstream.Options{Quirks: localstream.Quirks{localstream.QuirkRevoked: reading}})
		var got string
		s.do("DELETE", "/keys/"+s.newKey().ID, nil, nil).want(t, 200, 0).into(t, &got)
		if got != want {
			t.Errorf("%s: the answer is %q, want %q", reading, got, want)
		}
	}
}

func TestLargestMaxDuration(t *testing.T) {
	for reading, status := range map[string]int{"21600": 400, "36000": 200} {
		s := open(t, localstream.Options{Quirks: localstream.Quirks{localstream.QuirkMaxDuration: reading}})
		uid := s.direct(object{"maxDurationSeconds": 21_600}).want(t, 200, 0).object(t).text("uid")
		code := map[int]int{400: 10005}[status]
		s.direct(object{"maxDurationSeconds": 21_601}).want(t, status, code)
		s.post("/"+uid, object{"maxDurationSeconds": 36_000}).want(t, status, code)
		tus := map[int]int{400: 400, 200: 201}[status]
		s.create(10, "", header{"Upload-Metadata": metadata("maxdurationseconds", "36000")}).want(t, tus, code)
	}
}

func TestMaxDurationOfAVideoWithoutOne(t *testing.T) {
	for reading, want := range map[string]any{"null": nil, "0": 0.0, "-1": -1.0} {
		s := open(t, localstream.Options{Quirks: localstream.Quirks{localstream.QuirkUnsetDuration: reading}})
		uid := s.create(10, "", nil).Header.Get("Stream-Media-Id")
		if got := s.get("/" + uid).object(t)["maxDurationSeconds"]; got != want {
			t.Errorf("%s: it is %v", reading, got)
		}
	}
}

func TestStatusOfUploadsOverALimit(t *testing.T) {
	for reading, want := range map[string]int{"mixed": 413, "413": 413, "429": 429} {
		s := open(t, localstream.Options{StorageMinutes: 1, Quirks: localstream.Quirks{localstream.QuirkOverLimit: reading}})
		s.direct(object{"maxDurationSeconds": 61}).want(t, want, 10011)
		s.create(0, "", header{"Upload-Length": "30000000001"}).want(t, want, 10006)
	}
}

func TestWholeStorageMinutes(t *testing.T) {
	for reading, want := range map[string]float64{"float": 1.5, "integer": 2} {
		s := open(t, localstream.Options{Quirks: localstream.Quirks{localstream.QuirkMinutes: reading}})
		s.direct(object{"maxDurationSeconds": 90}).want(t, 200, 0)
		if got := s.get("/storage-usage").object(t)["totalStorageMinutes"]; got != want {
			t.Errorf("%s: %v minutes, want %v", reading, got, want)
		}
	}
}

func TestListsOfWhatAVideoHasNone(t *testing.T) {
	s := open(t, localstream.Options{SkipEncoding: true})
	path := "/" + s.create(10, "", nil).Header.Get("Stream-Media-Id")
	if got := string(s.get(path+"/audio").want(t, 200, 0).Frame.Result); got != `{"audio":[]}` {
		t.Errorf("no audio tracks are %s", got)
	}
	s.get(path+"/downloads").want(t, 200, 0)

	s = open(t, localstream.Options{SkipEncoding: true, Quirks: localstream.Quirks{
		localstream.QuirkAudioList: "array", localstream.QuirkNoDownloads: "404",
	}})
	path = "/" + s.create(10, "", nil).Header.Get("Stream-Media-Id")
	if got := string(s.get(path+"/audio").want(t, 200, 0).Frame.Result); got != "[]" {
		t.Errorf("no audio tracks are %s", got)
	}
	s.get(path+"/downloads").want(t, 404, 10003)
}

func TestNameOfADownload(t *testing.T) {
	for reading, status := range map[string]int{"plain": 400, "extension": 200} {
		s := open(t, localstream.Options{SkipEncoding: true, Quirks: localstream.Quirks{localstream.QuirkDownloadName: reading}})
		uid := s.ready(playable(t), nil).text("uid")
		s.post("/"+uid+"/downloads", nil).want(t, 200, 0)
		made := s.waitAt("/"+uid+"/downloads", func(o object) bool { return o.text("default", "status") == "ready" })
		a := s.get(made.text("default", "url")+"?filename=MY_VIDEO.mp4").want(t, status, map[int]int{400: 10005}[status])
		if status == 200 && a.Header.Get("Content-Disposition") != "attachment; filename=MY_VIDEO.mp4" {
			t.Errorf("it is called %s", a.Header.Get("Content-Disposition"))
		}
		s.get(made.text("default", "url")+"?filename=a.exe").want(t, 400, 10005)
	}
}
