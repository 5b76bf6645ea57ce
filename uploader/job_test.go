package uploader

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

var allStates = []State{Waiting, Uploading, Paused, Attention, Processing, Ready, Canceling}

func TestEveryEdgeOfTheStateMachine(t *testing.T) {
	allowed := map[State][]State{
		Waiting:    {Uploading, Paused, Attention, Canceling},
		Uploading:  {Waiting, Paused, Attention, Processing, Canceling},
		Paused:     {Waiting, Attention, Canceling},
		Attention:  {Waiting, Canceling},
		Processing: {Ready, Attention, Canceling},
		Ready:      {Canceling},
	}
	for _, from := range allStates {
		for _, to := range allStates {
			j := Job{State: from, Former: Paused, Cause: Cause{Code: CodeServer}, RetryAt: time.Unix(1, 0)}
			want := slices.Contains(allowed[from], to) || from == Canceling && to == Paused
			err := j.To(to)
			if (err == nil) != want {
				t.Errorf("%s to %s: error %v, allowed %v", from, to, err, want)
			}
			if err != nil && (!errors.Is(err, ErrBadStep) || j.State != from) {
				t.Errorf("%s to %s: refused with %v and left %s", from, to, err, j.State)
			}
			keeps := from == Attention && to == Canceling
			if err == nil && (j.State != to || (j.Cause.Code != CodeNone) != keeps || !j.RetryAt.IsZero()) {
				t.Errorf("%s to %s: left %+v", from, to, j)
			}
		}
	}
}

func TestCancelCallsBackToTheStateBefore(t *testing.T) {
	for _, from := range allStates[:6] {
		j := Job{State: from, Cause: Cause{Code: CodeStorageFull}}
		if err := j.To(Canceling); err != nil {
			t.Fatal(err)
		}
		want := from
		if from == Uploading {
			want = Waiting
		}
		if err := j.To(want); err != nil || j.State != want {
			t.Errorf("from %s back to %s: %v, now %s", from, want, err, j.State)
		}
		if asks := want == Attention; asks != (j.Cause.Code == CodeStorageFull) {
			t.Errorf("from %s back to %s: its cause is %+v", from, want, j.Cause)
		}
	}
}

func TestNameOfAVideo(t *testing.T) {
	for path, want := range map[string]string{
		"/v/Harbour at dawn.mp4": "Harbour at dawn", "/v/.mp4": ".mp4", "/v/a.b.mov": "a.b", "/v/plain": "plain",
		"/v/caf\xe9.mp4": "caf\uFFFD", "/v/\xff\xfe": "\uFFFD",
	} {
		if got := (&Job{Path: path}).Name(); got != want {
			t.Errorf("%s is called %q, want %q", path, got, want)
		}
	}
}

func TestEveryCauseHasWords(t *testing.T) {
	for code := range explanations {
		j := Job{State: Attention, Cause: Cause{Code: code, Status: 503, Detail: "detail"}}
		e := j.Explain(time.Now())
		if e.Title == "" {
			t.Errorf("%s has no title", code)
		}
		if code.Kind() == Ask && e.Remedy == RemedyNone && code != CodeTooLarge {
			t.Errorf("%s asks a person without offering anything", code)
		}
	}
	for code := range kinds {
		if explanations[code] == nil {
			t.Errorf("%s has a kind but no words", code)
		}
	}
	if e := (&Job{Cause: Cause{Code: "ERR_FROM_2030"}}).Explain(time.Now()); e.Title == "" || e.Remedy == RemedyNone {
		t.Errorf("an unknown code of Stream is explained as %+v", e)
	}
}

func TestWhatIsSaidOfWhatWasSent(t *testing.T) {
	for _, code := range []Code{CodeTokenRight, CodeWrongAccount, CodeNotVideo} {
		for _, offset := range []int64{0, 5e6} {
			j := Job{State: Attention, Cause: Cause{Code: code}, Size: 10e6, Offset: offset}
			if e := j.Explain(time.Now()); strings.Contains(e.Detail, "Nothing was sent") != (offset == 0) {
				t.Errorf("%s at %d says %q", code, offset, e.Detail)
			}
		}
	}
}

func TestCausesAreSentences(t *testing.T) {
	for detail, want := range map[string]string{
		"permission denied": "Permission denied. Nothing is lost.", "Is it there?": "Is it there? Nothing is lost.",
		"été.": "Été. Nothing is lost.", "": "Check its permissions. Nothing is lost.",
	} {
		j := Job{State: Attention, Cause: Cause{Code: CodeFileRead, Detail: detail}}
		if e := j.Explain(time.Now()); e.Detail != want {
			t.Errorf("%q becomes %q, want %q", detail, e.Detail, want)
		}
	}
}

func TestARefusedSettingIsMendedByEditing(t *testing.T) {
	j := Job{State: Attention, Cause: Cause{Code: CodeRefused, Status: 400}}
	if e := j.Explain(time.Now()); e.Remedy != RemedyEdit {
		t.Errorf("before its creation it offers %q", e.Remedy)
	}
	j.UploadURL = "https://u"
	if e := j.Explain(time.Now()); e.Remedy != RemedyRetry {
		t.Errorf("after its creation it offers %q", e.Remedy)
	}
}

func TestEndedNeedsAPerson(t *testing.T) {
	for _, s := range allStates {
		if got, want := s.Ended(), s == Ready || s == Attention || s == Paused; got != want {
			t.Errorf("%s: ended %v", s, got)
		}
	}
}

func TestAnswersOfStream(t *testing.T) {
	for _, c := range []struct {
		a    Answer
		want Code
	}{
		{Answer{Status: 401}, CodeTokenRevoked},
		{Answer{Status: 401, NotJSON: true}, CodeTokenRevoked},
		{Answer{Status: 400, Code: 10000}, CodeTokenRevoked},
		{Answer{Status: 403, Code: 10000}, CodeTokenRight},
		{Answer{Status: 403, Code: 9109}, CodeWrongAccount},
		{Answer{Status: 404, Code: 7003}, CodeWrongAccount},
		{Answer{Status: 403, Upload: true}, CodeUploadExpired},
		{Answer{Status: 404, Upload: true}, CodeUploadExpired},
		{Answer{Status: 410, Upload: true}, CodeUploadExpired},
		{Answer{Status: 404, Upload: true, NotJSON: true}, CodeNotStream},
		{Answer{Status: 409, Upload: true}, CodeOffset},
		{Answer{Status: 413, Code: 10011}, CodeStorageFull},
		{Answer{Status: 429, Code: 10011}, CodeStorageFull},
		{Answer{Status: 413}, CodeTooLarge},
		{Answer{Status: 413, Message: "at most 120 videos may be queued or encoding"}, CodeBusy},
		{Answer{Status: 429}, CodeRateLimit},
		{Answer{Status: 423, Upload: true}, CodeLocked},
		{Answer{Status: 400, Code: 10005}, CodeRefused},
		{Answer{Status: 500}, CodeServer},
		{Answer{Status: 520, NotJSON: true}, CodeServer},
		{Answer{Status: 200, NotJSON: true}, CodeNotStream},
		{Answer{Status: 302}, CodeRedirect},
		{Answer{Status: 408}, CodeConnection},
	} {
		if got := c.a.Fault().Code; got != c.want {
			t.Errorf("%+v means %s, want %s", c.a, got, c.want)
		}
	}
}

func TestDelaysGrowAndStayBounded(t *testing.T) {
	last := time.Duration(0)
	for attempt := 1; attempt < 100; attempt++ {
		d := delay(attempt, 0, 0)
		if d < last || d > lastDelay {
			t.Fatalf("attempt %d waits %s after %s", attempt, d, last)
		}
		if jittered := delay(attempt, 0, 1); jittered < d*3/4 || jittered > d {
			t.Fatalf("attempt %d with jitter waits %s of %s", attempt, jittered, d)
		}
		last = d
	}
	if d := delay(1, 40*time.Second, 0.5); d < 40*time.Second || d > 41*time.Second {
		t.Errorf("asked for 40 s, waits %s", d)
	}
	if d := delay(1, 24*time.Hour, 0.5); d > MaxWait {
		t.Errorf("a server's day is waited out: %s", d)
	}
}

func TestMove(t *testing.T) {
	order := []int64{1, 2, 3, 4, 5}
	for _, c := range []struct {
		to   Place
		ids  []int64
		want []int64
	}{
		{Up, []int64{3}, []int64{1, 3, 2, 4, 5}},
		{Up, []int64{1, 2}, []int64{1, 2, 3, 4, 5}},
		{Up, []int64{2, 4}, []int64{2, 1, 4, 3, 5}},
		{Up, []int64{3, 4}, []int64{1, 3, 4, 2, 5}},
		{Down, []int64{5, 3}, []int64{1, 2, 4, 3, 5}},
		{Down, []int64{1, 2}, []int64{3, 1, 2, 4, 5}},
		{Top, []int64{5, 2}, []int64{2, 5, 1, 3, 4}},
		{Bottom, []int64{1, 9}, []int64{2, 3, 4, 5, 1}},
	} {
		if got := move(order, c.ids, c.to); !slices.Equal(got, c.want) {
			t.Errorf("move %v to %d: %v, want %v", c.ids, c.to, got, c.want)
		}
	}
}

func TestSettingsAreChecked(t *testing.T) {
	now := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	half, over := 0.5, 1.01
	good := Settings{
		Creator: "crew-north", AllowedOrigins: []string{"example.com", "*.example.com", "localhost:8080"}, ThumbnailTimestampPct: &half,
		ScheduledDeletion: now.AddDate(0, 0, 31), MaxDurationSeconds: 36000, Meta: map[string]string{"project": "Küste"},
	}
	if err := good.Check(now); err != nil {
		t.Errorf("good settings: %v", err)
	}
	for name, bad := range map[string]Settings{
		"long creator":      {Creator: string(make([]byte, 65))},
		"creator newline":   {Creator: "a\nb"},
		"thumbnail":         {ThumbnailTimestampPct: &over},
		"duration":          {MaxDurationSeconds: 36001},
		"deletion too soon": {ScheduledDeletion: now.AddDate(0, 0, 29)},
		"deletion too late": {ScheduledDeletion: now.AddDate(0, 0, 1097)},
		"origin scheme":     {AllowedOrigins: []string{"https://example.com"}},
		"origin path":       {AllowedOrigins: []string{"example.com/a"}},
		"origin empty":      {AllowedOrigins: []string{""}},
		"meta reserved":     {Meta: map[string]string{"Name": "x"}},
		"meta blank":        {Meta: map[string]string{"a b": "x"}},
		"meta comma":        {Meta: map[string]string{"a,b": "x"}},
		"meta empty":        {Meta: map[string]string{"": "x"}},
		"meta twice":        {Meta: map[string]string{"K": "1", "k": "2"}},
		"meta not UTF-8":    {Meta: map[string]string{"k": "caf\xe9"}},
	} {
		if bad.Check(now) == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

func TestFormats(t *testing.T) {
	for n, want := range map[int64]string{0: "0 B", 999: "999 B", 4310000000: "4.31 GB", 375000000: "375 MB", 18900000000: "18.9 GB", 999999: "1 MB", 9999: "10 kB", 2400000000: "2.4 GB", 100: "100 B"} {
		if got := Bytes(n); got != want {
			t.Errorf("%d bytes: %q, want %q", n, got, want)
		}
	}
	for parts, want := range map[[2]int64]string{{2930000000, 4310000000}: "2.93 of 4.31 GB", {375000000, 412000000}: "375 of 412 MB", {1100000000, 2400000000}: "1.1 of 2.4 GB", {0, 5}: "0 of 5 B"} {
		if got := BytesOf(parts[0], parts[1]); got != want {
			t.Errorf("%d: %q, want %q", parts, got, want)
		}
	}
	for d, want := range map[time.Duration]string{15 * time.Second: "15 s", 226 * time.Second: "3 min 46 s", 2*time.Hour + 5*time.Minute: "2 h 5 min", 0: "1 s"} {
		if got := Remaining(d); got != want {
			t.Errorf("%s: %q, want %q", d, got, want)
		}
	}
	for d, want := range map[time.Duration]string{588 * time.Second: "09:48", 3982 * time.Second: "1:06:22"} {
		if got := Timecode(d); got != want {
			t.Errorf("%s: %q, want %q", d, got, want)
		}
	}
}

func TestSpeedSettlesAndNeverJumps(t *testing.T) {
	var m meter
	now := time.Unix(0, 0)
	var count int64
	for range 60 {
		now, count = now.Add(250*time.Millisecond), count+250_000
		m.sample(now, count)
	}
	if m.speed < 990_000 || m.speed > 1_010_000 {
		t.Errorf("1 MB/s is measured as %.0f", m.speed)
	}
	if got := m.sample(now, count); got != m.speed {
		t.Errorf("a second look at the same instant changes the speed to %f", got)
	}
	before := m.speed
	if got := m.sample(now.Add(time.Second), 0); got != before {
		t.Errorf("a count that starts anew makes the speed %f", got)
	}
}
