package desk_test

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"spool/library"
	"spool/library/subtitle"
	"spool/library/subtitle/desk"
)

// captions are one video's at Stream, with Stream's rules.
type captions struct {
	list  []library.Caption
	texts map[string][]byte
	// ends is what becomes of a generated caption at the second look.
	ends  string
	looks int
	err   error
}

func (c *captions) at(language string) int {
	return slices.IndexFunc(c.list, func(x library.Caption) bool { return x.Language == language })
}

func (c *captions) Captions(context.Context, string) ([]library.Caption, error) {
	if c.looks++; c.ends != "" && c.looks%2 == 0 {
		for i := range c.list {
			if c.list[i].Status == desk.InProgress {
				c.list[i].Status = c.ends
				c.texts[c.list[i].Language] = []byte("WEBVTT\n\n00:00.000 --> 00:01.000\nspoken\n")
			}
		}
	}
	return slices.Clone(c.list), c.err
}

func (c *captions) PutCaption(_ context.Context, _, language string, vtt []byte) (library.Caption, error) {
	if i := c.at(language); i >= 0 {
		c.list = slices.Delete(c.list, i, i+1)
	}
	c.list = append(c.list, library.Caption{Language: language, Status: desk.Ready})
	c.texts[language] = vtt
	return c.list[len(c.list)-1], nil
}

func (c *captions) GenerateCaption(_ context.Context, _, language string) (library.Caption, error) {
	if c.at(language) >= 0 {
		return library.Caption{}, library.ErrRefused
	}
	c.list = append(c.list, library.Caption{Language: language, Status: desk.InProgress, Generated: true})
	return c.list[len(c.list)-1], nil
}

func (c *captions) DeleteCaption(_ context.Context, _, language string) error {
	i := c.at(language)
	if i < 0 {
		return library.ErrNotFound
	}
	c.list = slices.Delete(c.list, i, i+1)
	delete(c.texts, language)
	return nil
}

func (c *captions) CaptionVTT(_ context.Context, _, language string) ([]byte, error) {
	text, found := c.texts[language]
	if !found {
		return nil, library.ErrNotFound
	}
	return text, nil
}

func newDesk(t *testing.T) (*desk.Desk, *captions) {
	t.Helper()
	at := &captions{texts: map[string][]byte{}}
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	return desk.New(desk.Params{
		API: at, Folder: filepath.Join(t.TempDir(), "captions"),
		Now:   func() time.Time { now = now.Add(time.Second); return now },
		Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	}), at
}

func doc(text string) *subtitle.Document {
	return subtitle.ParseVTT("WEBVTT\n\n00:00.000 --> 00:01.000\n" + text + "\n")
}

func TestWhatIsDeletedOrReplacedCanBeRestored(t *testing.T) {
	d, at := newDesk(t)
	ctx := t.Context()
	for _, text := range []string{"first", "second"} {
		if _, err := d.Upload(ctx, "uid", "de", doc(text)); err != nil {
			t.Fatal(err)
		}
	}
	expect := func(when, want string) {
		t.Helper()
		if got := at.texts["de"]; !bytes.Equal(got, doc(want).Bytes()) {
			t.Errorf("%s: %q, want %s", when, got, want)
		}
	}
	if _, err := d.Restore(ctx, "uid", "de"); err != nil {
		t.Fatal(err)
	}
	expect("restored after it was replaced", "first")
	if _, err := d.Restore(ctx, "uid", "de"); err != nil {
		t.Fatal(err)
	}
	expect("restored once more", "second")
	if err := d.Delete(ctx, "uid", "de"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Restore(ctx, "uid", "de"); err != nil {
		t.Fatal(err)
	}
	expect("restored after it was deleted", "second")
	if err := d.Delete(ctx, "uid", "fr"); !errors.Is(err, desk.ErrNone) {
		t.Errorf("deleting none: %v", err)
	}
	if _, err := d.Restore(ctx, "uid", "fr"); err == nil {
		t.Error("what was never there is restored")
	}
	if _, err := d.Text(ctx, "uid", "fr"); !errors.Is(err, desk.ErrNone) {
		t.Errorf("the text of none: %v", err)
	}
}

func TestEveryChangeOfCaptionsIsTold(t *testing.T) {
	at := &captions{texts: map[string][]byte{}}
	var told []string
	d := desk.New(desk.Params{API: at, Folder: t.TempDir(), Known: func(_ context.Context, uid string, list []library.Caption) error {
		told = []string{uid}
		for _, c := range list {
			told = append(told, c.Language)
		}
		slices.Sort(told[1:])
		return nil
	}})
	ctx := t.Context()
	for i, step := range []struct {
		do   func() error
		want []string
	}{
		{func() error { _, err := d.Upload(ctx, "uid", "de", doc("x")); return err }, []string{"uid", "de"}},
		{func() error { _, err := d.Generate(ctx, "uid", "en", false); return err }, []string{"uid", "de", "en"}},
		{func() error { _, err := d.Upload(ctx, "uid", "de", doc("y")); return err }, []string{"uid", "de", "en"}},
		{func() error { return d.Delete(ctx, "uid", "de") }, []string{"uid", "en"}},
		{func() error { at.list = nil; _, err := d.List(ctx, "uid"); return err }, []string{"uid"}},
	} {
		if err := step.do(); err != nil || !slices.Equal(told, step.want) {
			t.Errorf("after step %d it is told %v, want %v (%v)", i, told, step.want, err)
		}
	}
}

func TestWithoutTheOldTextNothingIsReplaced(t *testing.T) {
	d, at := newDesk(t)
	at.list = []library.Caption{{Language: "de", Status: desk.Ready}} // whose text does not come
	if _, err := d.Upload(t.Context(), "uid", "de", doc("new")); err == nil {
		t.Error("it is replaced")
	}
	if err := d.Delete(t.Context(), "uid", "de"); err == nil || len(at.list) != 1 {
		t.Errorf("it is deleted: %v", err)
	}
	big := subtitle.ParseVTT("WEBVTT\n\n00:00.000 --> 00:01.000\n" + string(bytes.Repeat([]byte("x"), subtitle.MaxUpload)))
	if _, err := d.Upload(t.Context(), "uid", "fr", big); !errors.Is(err, desk.ErrTooLarge) {
		t.Errorf("11 MB: %v", err)
	}
}

func TestGeneratingFollowsStreamsRules(t *testing.T) {
	for _, tt := range []struct {
		name, language, old string
		replace             bool
		ends                string
		err, waitErr        error
		kept                bool
	}{
		{"new", "en", "", false, desk.Ready, nil, nil, false},
		{"fails", "en", "", false, desk.Failed, nil, desk.ErrFailed, false},
		{"after a failure", "en", desk.Failed, false, desk.Ready, nil, nil, false},
		{"one is there", "en", desk.Ready, false, "", desk.ErrExists, nil, false},
		{"one is replaced", "en", desk.Ready, true, desk.Ready, nil, nil, true},
		{"one is being written", "en", desk.InProgress, true, "", desk.ErrUnderWay, nil, false},
		{"a language it can't write", "tr", "", false, "", desk.ErrNotSpoken, nil, false},
	} {
		d, at := newDesk(t)
		if tt.old != "" {
			at.list = []library.Caption{{Language: "en", Status: tt.old}}
			at.texts["en"] = doc("old").Bytes()
		}
		_, err := d.Generate(t.Context(), "uid", tt.language, tt.replace)
		if !errors.Is(err, tt.err) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.err)
		}
		if err != nil {
			continue
		}
		at.ends = tt.ends
		if c, err := d.Wait(t.Context(), "uid", "en"); !errors.Is(err, tt.waitErr) || (err == nil && c.Status != desk.Ready) {
			t.Errorf("%s: ended as %+v, %v", tt.name, c, err)
		}
		if tt.kept {
			if _, err := d.Restore(t.Context(), "uid", "en"); err != nil || !bytes.Equal(at.texts["en"], doc("old").Bytes()) {
				t.Errorf("%s: the old text is lost: %v", tt.name, err)
			}
		}
	}
}
