package proof

import (
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/cloudflare/cloudflare-go/v6/option"
	"github.com/cloudflare/cloudflare-go/v6/stream"

	"spool/internal/localstream"
)

// sdkLosses is what the SDK (cloudflare-go v6.10.0, stream) does not show or
// cannot ask for, though the server answers it. docs/local-stream.md has the
// same list.
var sdkLosses = []struct{ method, loss, reason string }{
	{"New", "the video's uid and the upload URL", "they are in headers, and the method returns an error only"},
	{"List", "total and range", "they stand beside result, and its page keeps result only"},
	{"Get", "null in creator, uploaded, uploadExpiry, scheduledDeletion, maxDurationSeconds", "the fields are plain values; only their JSON companion tells null from zero"},
	{"Get", "status.step", "it is not in the API reference's model"},
	{"Clip.New", "clippedFromVideoUID, the seconds and the status", "the answer is decoded as a video, whose status is an object"},
	{"Watermarks.New", "a picture from a file", "it has a URL and no file"},
	{"Captions.Language.Update", "the name of the file", "the file is a text field of the form"},
	{"Keys.New", "nothing", "it asks for a body, which is ignored"},
	{"AudioTracks", "an upload from a file", "there is no method for it"},
	{"Downloads", "M4A: POST and DELETE of a kind", "there is no method for it"},
	{"", "the basic upload in a form", "there is no method for it"},
}

// sdk drives the official Go SDK.
type sdk struct {
	server *localstream.Server
	client *http.Client
	api    *stream.StreamService
	source string // where film.mp4, tone.m4a and mark.png can be fetched
	video  stream.Video
	called map[string]bool
}

// TestGoSDK calls every method of the SDK's stream package, live inputs and
// webhooks excepted, and reads what it understood.
func TestGoSDK(t *testing.T) {
	server, client := open(t, localstream.Options{})
	s := &sdk{
		server: server, client: client, called: map[string]bool{}, source: files(t),
		api: stream.NewStreamService(option.WithBaseURL(server.BaseURL()+"/"), option.WithAPIToken(server.Token()),
			option.WithHTTPClient(client), option.WithMaxRetries(0)),
	}
	s.video = upload(t, server, client)
	for _, step := range []struct {
		name string
		do   func(*testing.T)
	}{
		{"videos", s.videos},
		{"uploads", s.uploads},
		{"captions", s.captions},
		{"audio tracks", s.audio},
		{"downloads", s.downloads},
		{"watermarks", s.watermarks},
		{"keys and tokens", s.signing},
		{"copies and clips", s.copies},
		{"deletion", s.deletion},
	} {
		t.Run(step.name, step.do)
	}
	s.expectCalls(t, reflect.ValueOf(s.api), "")
	for _, l := range sdkLosses {
		if l.method != "" && l.method != "AudioTracks" && l.method != "Downloads" && !s.called[l.method] {
			t.Errorf("the list of losses names %s, which was not called", l.method)
		}
	}
}

// ok records that a method was called and stops the test if it failed.
func (s *sdk) ok(t *testing.T, method string, err error) {
	t.Helper()
	s.called[method] = true
	if err != nil {
		t.Fatalf("%s: %v", method, err)
	}
}

// expectCalls fails for every method of the services that was not called.
func (s *sdk) expectCalls(t *testing.T, service reflect.Value, prefix string) {
	for i := range service.NumMethod() {
		if name := prefix + service.Type().Method(i).Name; !s.called[name] {
			t.Errorf("%s was not called", name)
		}
	}
	for i := range service.Elem().NumField() {
		field := service.Elem().Type().Field(i)
		if field.Type.Kind() != reflect.Pointer || field.Name == "LiveInputs" || field.Name == "Webhooks" {
			continue
		}
		s.expectCalls(t, service.Elem().Field(i), prefix+field.Name+".")
	}
}

// ask builds the parameters of a call from pairs of a field's name and value;
// the account is set where there is one. A value of nil is an explicit null.
func ask[T any](s *sdk, pairs ...any) T {
	var params T
	set := func(name string, value any) {
		field := reflect.ValueOf(&params).Elem().FieldByName(name)
		field.FieldByName("Present").SetBool(true)
		if value == nil {
			field.FieldByName("Null").SetBool(true)
			return
		}
		to := field.FieldByName("Value")
		to.Set(reflect.ValueOf(value).Convert(to.Type()))
	}
	if _, has := reflect.TypeFor[T]().FieldByName("AccountID"); has {
		set("AccountID", s.server.AccountID())
	}
	for i := 0; i < len(pairs); i += 2 {
		set(pairs[i].(string), pairs[i+1])
	}
	return params
}

func (s *sdk) videos(t *testing.T) {
	uid := s.video.UID
	v, err := s.api.Edit(t.Context(), uid, ask[stream.StreamEditParams](s,
		"Creator", "ana", "Meta", map[string]any{"name": "Bars"}, "AllowedOrigins", []string{"example.com"},
		"RequireSignedURLs", true, "ThumbnailTimestampPct", 0.5,
		"PublicDetails", ask[stream.StreamEditParamsPublicDetails](s, "Title", "Bars")))
	s.ok(t, "Edit", err)
	if v.Creator != "ana" || v.PublicDetails.Title != "Bars" || !v.RequireSignedURLs || v.ThumbnailTimestampPct != 0.5 {
		t.Errorf("edited: %+v", v)
	}
	_, err = s.api.Edit(t.Context(), uid, ask[stream.StreamEditParams](s, "RequireSignedURLs", false, "AllowedOrigins", []string{}, "MaxDurationSeconds", nil))
	s.ok(t, "Edit", err)
	v, err = s.api.Get(t.Context(), uid, ask[stream.StreamGetParams](s))
	s.ok(t, "Get", err)
	if v.UID != uid || v.Status.State != stream.VideoStatusStateReady || v.Duration != 2 || v.Input.Width != 320 ||
		v.Status.PctComplete == "" || v.Uploaded.IsZero() || !strings.HasSuffix(v.Playback.Hls, uid+"/manifest/video.m3u8") {
		t.Errorf("got: %+v", v)
	}
	if !v.JSON.MaxDurationSeconds.IsNull() {
		t.Errorf("maxDurationSeconds is %s, want null", v.JSON.MaxDurationSeconds.Raw())
	}
	list := ask[stream.StreamListParams](s, "Search", "bar", "Creator", "ana", "Status", "ready", "Limit", 10,
		"IncludeCounts", true, "After", time.Now().Add(-time.Hour), "Asc", true)
	page, err := s.api.List(t.Context(), list)
	s.ok(t, "List", err)
	if len(page.Result) != 1 || page.Result[0].UID != uid {
		t.Errorf("listed: %+v", page.Result)
	}
	pager := s.api.ListAutoPaging(t.Context(), list)
	n := 0
	for pager.Next() {
		n++
	}
	s.ok(t, "ListAutoPaging", pager.Err())
	if n != 1 {
		t.Errorf("paged through %d videos, want 1", n)
	}
	usage, err := s.api.Videos.StorageUsage(t.Context(), ask[stream.VideoStorageUsageParams](s, "Creator", "ana"))
	s.ok(t, "Videos.StorageUsage", err)
	if usage.VideoCount != 1 || usage.TotalStorageMinutes < 0.03 || usage.TotalStorageMinutesLimit == 0 {
		t.Errorf("usage: %+v", usage)
	}
	embed, err := s.api.Embed.Get(t.Context(), uid, ask[stream.EmbedGetParams](s))
	s.ok(t, "Embed.Get", err)
	if !strings.Contains(*embed, uid) {
		t.Errorf("embed code: %s", *embed)
	}
}

func (s *sdk) uploads(t *testing.T) {
	var answer *http.Response
	err := s.api.New(t.Context(), ask[stream.StreamNewParams](s, "TusResumable", "1.0.0", "UploadLength", len(filmBytes(t)),
		"UploadCreator", "ana", "UploadMetadata", "name QmFycw==", "DirectUser", true), option.WithResponseInto(&answer))
	s.ok(t, "New", err)
	if answer.StatusCode != http.StatusCreated || answer.Header.Get("Location") == "" || answer.Header.Get("Stream-Media-Id") == "" {
		t.Errorf("created: %s %v", answer.Status, answer.Header)
	}
	link, err := s.api.DirectUpload.New(t.Context(), ask[stream.DirectUploadNewParams](s, "MaxDurationSeconds", 60,
		"Creator", "ana", "Expiry", time.Now().Add(time.Hour), "Meta", map[string]any{"name": "By link"},
		"ScheduledDeletion", time.Now().AddDate(0, 2, 0)))
	s.ok(t, "DirectUpload.New", err)
	if link.UID == "" || link.UploadURL == "" || link.ScheduledDeletion.IsZero() {
		t.Errorf("link: %+v", link)
	}
	v, err := s.api.Get(t.Context(), link.UID, ask[stream.StreamGetParams](s))
	s.ok(t, "Get", err)
	if v.Status.State != stream.VideoStatusStatePendingupload || v.MaxDurationSeconds != 60 || v.Duration != -1 || !v.JSON.Uploaded.IsNull() {
		t.Errorf("pending: %+v", v)
	}
}

func (s *sdk) captions(t *testing.T) {
	uid, api := s.video.UID, s.api.Captions
	const vtt = "WEBVTT\n\n00:00.000 --> 00:01.000\nBars\n"
	c, err := api.Language.Update(t.Context(), uid, "de", ask[stream.CaptionLanguageUpdateParams](s, "File", vtt))
	s.ok(t, "Captions.Language.Update", err)
	if c.Label != "Deutsch" || c.Status != stream.CaptionStatusReady {
		t.Errorf("caption: %+v", c)
	}
	text, err := api.Language.Vtt.Get(t.Context(), uid, "de", ask[stream.CaptionLanguageVttGetParams](s))
	s.ok(t, "Captions.Language.Vtt.Get", err)
	if *text != vtt {
		t.Errorf("file: %q", *text)
	}
	c, err = api.Language.New(t.Context(), uid, "en", ask[stream.CaptionLanguageNewParams](s))
	s.ok(t, "Captions.Language.New", err)
	if !c.Generated {
		t.Errorf("generated: %+v", c)
	}
	until(t, "the generated caption is ready", func() bool {
		c, err := api.Language.Get(t.Context(), uid, "en", ask[stream.CaptionLanguageGetParams](s))
		s.ok(t, "Captions.Language.Get", err)
		return c.Status == stream.CaptionStatusReady
	})
	page, err := api.Get(t.Context(), uid, ask[stream.CaptionGetParams](s))
	s.ok(t, "Captions.Get", err)
	if len(page.Result) != 2 {
		t.Errorf("captions: %+v", page.Result)
	}
	pager := api.GetAutoPaging(t.Context(), uid, ask[stream.CaptionGetParams](s))
	for pager.Next() {
		if pager.Current().Language == "" {
			t.Errorf("a caption without a language: %+v", pager.Current())
		}
	}
	s.ok(t, "Captions.GetAutoPaging", pager.Err())
	gone, err := api.Language.Delete(t.Context(), uid, "de", ask[stream.CaptionLanguageDeleteParams](s))
	s.ok(t, "Captions.Language.Delete", err)
	if *gone != "" {
		t.Errorf("deletion answers %q, want nothing", *gone)
	}
}

func (s *sdk) audio(t *testing.T) {
	uid, api := s.video.UID, s.api.AudioTracks
	track, err := api.Copy(t.Context(), uid, ask[stream.AudioTrackCopyParams](s, "Label", "Commentary", "URL", s.source+"/tone.m4a"))
	s.ok(t, "AudioTracks.Copy", err)
	if track.Label != "Commentary" || track.Default {
		t.Errorf("track: %+v", track)
	}
	until(t, "the track is ready", func() bool {
		list, err := api.Get(t.Context(), uid, ask[stream.AudioTrackGetParams](s))
		s.ok(t, "AudioTracks.Get", err)
		return len(list.Audio) == 1 && list.Audio[0].Status == stream.AudioStatusReady
	})
	edited, err := api.Edit(t.Context(), uid, track.UID, ask[stream.AudioTrackEditParams](s, "Label", "Director"))
	s.ok(t, "AudioTracks.Edit", err)
	if edited.Label != "Director" {
		t.Errorf("edited: %+v", edited)
	}
	gone, err := api.Delete(t.Context(), uid, track.UID, ask[stream.AudioTrackDeleteParams](s))
	s.ok(t, "AudioTracks.Delete", err)
	if *gone != "ok" {
		t.Errorf("deletion answers %q, want ok", *gone)
	}
}

func (s *sdk) downloads(t *testing.T) {
	uid, api := s.video.UID, s.api.Downloads
	_, err := api.New(t.Context(), uid, ask[stream.DownloadNewParams](s))
	s.ok(t, "Downloads.New", err)
	until(t, "the download is ready", func() bool {
		got, err := api.Get(t.Context(), uid, ask[stream.DownloadGetParams](s))
		s.ok(t, "Downloads.Get", err)
		return got.Default.Status == stream.DownloadGetResponseDefaultStatusReady && got.Default.PercentComplete == 100 &&
			strings.HasSuffix(got.Default.URL, uid+"/downloads/default.mp4")
	})
	gone, err := api.Delete(t.Context(), uid, ask[stream.DownloadDeleteParams](s))
	s.ok(t, "Downloads.Delete", err)
	if *gone != "ok" {
		t.Errorf("deletion answers %q, want ok", *gone)
	}
}

func (s *sdk) watermarks(t *testing.T) {
	api := s.api.Watermarks
	mark, err := api.New(t.Context(), ask[stream.WatermarkNewParams](s, "URL", s.source+"/mark.png", "Name", "Mark",
		"Opacity", 0.5, "Padding", 0.1, "Scale", 0.2, "Position", "lowerLeft"))
	s.ok(t, "Watermarks.New", err)
	if mark.Width != 8 || mark.Opacity != 0.5 || mark.Position != "lowerLeft" || mark.DownloadedFrom == "" {
		t.Errorf("mark: %+v", mark)
	}
	again, err := api.Get(t.Context(), mark.UID, ask[stream.WatermarkGetParams](s))
	s.ok(t, "Watermarks.Get", err)
	if again.UID != mark.UID || again.Name != "Mark" {
		t.Errorf("again: %+v", again)
	}
	page, err := api.List(t.Context(), ask[stream.WatermarkListParams](s))
	s.ok(t, "Watermarks.List", err)
	if len(page.Result) != 1 {
		t.Errorf("list: %+v", page.Result)
	}
	pager := api.ListAutoPaging(t.Context(), ask[stream.WatermarkListParams](s))
	for pager.Next() {
		if pager.Current().UID != mark.UID {
			t.Errorf("paged to %+v", pager.Current())
		}
	}
	s.ok(t, "Watermarks.ListAutoPaging", pager.Err())
	_, err = api.Delete(t.Context(), mark.UID, ask[stream.WatermarkDeleteParams](s))
	s.ok(t, "Watermarks.Delete", err)
}

func (s *sdk) signing(t *testing.T) {
	api := s.api.Keys
	params := ask[stream.KeyNewParams](s)
	params.Body = map[string]any{}
	key, err := api.New(t.Context(), params)
	s.ok(t, "Keys.New", err)
	if key.ID == "" || key.Pem == "" || key.Jwk == "" {
		t.Error("the key has no private half")
	}
	token, err := s.api.Token.New(t.Context(), s.video.UID, ask[stream.TokenNewParams](s, "ID", key.ID, "Pem", key.Pem,
		"Exp", time.Now().Add(2*time.Hour).Unix(), "Downloadable", true,
		"AccessRules", []stream.TokenNewParamsAccessRule{ask[stream.TokenNewParamsAccessRule](s, "Type", "any", "Action", "allow")}))
	s.ok(t, "Token.New", err)
	if strings.Count(token.Token, ".") != 2 {
		t.Error("the token has not three parts")
	}
	page, err := api.Get(t.Context(), ask[stream.KeyGetParams](s))
	s.ok(t, "Keys.Get", err)
	if len(page.Result) != 1 || page.Result[0].KeyID != key.ID {
		t.Errorf("keys: %+v", page.Result)
	}
	pager := api.GetAutoPaging(t.Context(), ask[stream.KeyGetParams](s))
	for pager.Next() {
		if pager.Current().ID != key.ID {
			t.Errorf("paged to %+v", pager.Current())
		}
	}
	s.ok(t, "Keys.GetAutoPaging", pager.Err())
	gone, err := api.Delete(t.Context(), key.ID, ask[stream.KeyDeleteParams](s))
	s.ok(t, "Keys.Delete", err)
	if *gone != "Revoked" {
		t.Errorf("deletion answers %q, want Revoked", *gone)
	}
}

func (s *sdk) copies(t *testing.T) {
	copied, err := s.api.Copy.New(t.Context(), ask[stream.CopyNewParams](s, "Input", s.source+"/film.mp4",
		"Creator", "ana", "Meta", map[string]any{"name": "Copy"}))
	s.ok(t, "Copy.New", err)
	if copied.Status.State != stream.VideoStatusStateDownloading {
		t.Errorf("copy: %+v", copied.Status)
	}
	clip, err := s.api.Clip.New(t.Context(), ask[stream.ClipNewParams](s, "ClippedFromVideoUID", s.video.UID,
		"StartTimeSeconds", 0, "EndTimeSeconds", 1, "Name", "Clip"))
	s.ok(t, "Clip.New", err)
	settled(t, s.server, s.client, copied.UID)
	if v := settled(t, s.server, s.client, clip.UID); v.ClippedFrom != s.video.UID || v.Duration < 0.9 || v.Duration > 1.2 {
		t.Errorf("clip of %q, %g s; want %s, 1 s", v.ClippedFrom, v.Duration, s.video.UID)
	}
}

func (s *sdk) deletion(t *testing.T) {
	err := s.api.Delete(t.Context(), s.video.UID, ask[stream.StreamDeleteParams](s))
	s.ok(t, "Delete", err)
	_, err = s.api.Get(t.Context(), s.video.UID, ask[stream.StreamGetParams](s))
	if err == nil || !strings.Contains(err.Error(), "404") || !strings.Contains(err.Error(), "10003") {
		t.Errorf("a deleted video: %v, want 404 with 10003", err)
	}
}
