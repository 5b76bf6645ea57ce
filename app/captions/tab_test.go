package captions

import (
	"context"
	"encoding/json"
	"errors"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"spool/app/apptest"
	"spool/app/demo"
	"spool/app/page"
	"spool/app/stills"
	"spool/internal/filepick"
	"spool/library"
	"spool/library/subtitle"
	"spool/library/subtitle/desk"
	"spool/widgets"
	"spool/widgets/look"
)

// stream is the captions of an account, in memory.
type stream struct {
	captions []library.Caption
	texts    map[string]string
	fails    error
}

func (s *stream) Captions(context.Context, string) ([]library.Caption, error) {
	return s.captions, s.fails
}

func (s *stream) PutCaption(_ context.Context, _, language string, vtt []byte) (library.Caption, error) {
	if s.fails != nil {
		return library.Caption{}, s.fails
	}
	s.drop(language)
	c := library.Caption{Language: language, Status: desk.Ready}
	s.captions, s.texts[language] = append(s.captions, c), string(vtt)
	return c, nil
}

func (s *stream) GenerateCaption(_ context.Context, _, language string) (library.Caption, error) {
	for _, c := range s.captions {
		if c.Language == language {
			return library.Caption{}, errors.New("caption exists")
		}
	}
	c := library.Caption{Language: language, Status: desk.InProgress, Generated: true}
	s.captions = append(s.captions, c)
	return c, s.fails
}

func (s *stream) DeleteCaption(_ context.Context, _, language string) error {
	s.drop(language)
	delete(s.texts, language)
	return s.fails
}

func (s *stream) drop(language string) {
	var rest []library.Caption
	for _, c := range s.captions {
		if c.Language != language {
			rest = append(rest, c)
		}
	}
	s.captions = rest
}

func (s *stream) CaptionVTT(_ context.Context, _, language string) ([]byte, error) {
	if text, there := s.texts[language]; there {
		return []byte(text), s.fails
	}
	return nil, library.ErrNotFound
}

// stage is a tab in a window over captions in memory and the real desk.
type stage struct {
	t      testing.TB
	window fyne.Window
	tab    *Tab
	stream *stream
	toasts []widgets.Toast
	picks  []string
	later  []func()
	now    time.Time
	heard  []time.Duration // where the player page was opened
	folder string
}

const vtt = "WEBVTT\n\nNOTE kept\n\n1\n00:00:01.000 --> 00:00:03.000 line:0\nThe first cue\n\n2\n00:00:04.000 --> 00:00:06.000\nThe second cue\n\n3\n00:00:05.500 --> 00:00:08.000\nThe third cue\n"

func video(name string) library.Video {
	raw, err := json.Marshal(name)
	if err != nil {
		panic(err)
	}
	return library.Video{
		UID: strings.Repeat("a", 32), Meta: library.Meta{"name": raw}, Duration: 600, Ready: true,
		Status: library.Status{State: library.StateReady},
	}
}

func newStage(t testing.TB) *stage {
	t.Helper()
	return newStageOver(t, apptest.Stills{})
}

func newStageOver(t testing.TB, pictures stills.Source) *stage {
	t.Helper()
	s := &stage{
		t: t, window: apptest.Window(t), folder: t.TempDir(),
		stream: &stream{
			captions: []library.Caption{{Language: "en", Label: "English", Status: desk.Ready}, {Language: "fr", Label: "Français", Status: desk.Failed, Generated: true}},
			texts:    map[string]string{"en": vtt},
		},
	}
	s.now = time.Date(2026, time.May, 14, 15, 14, 0, 0, time.Local)
	kept := s.now
	s.tab = New(Params{
		Tools: page.Tools{
			Do: apptest.Inline, Toast: func(x widgets.Toast) { s.toasts = append(s.toasts, x) }, Now: func() time.Time { return s.now },
			Pick:  func(_ filepick.Options, chosen func([]string)) { chosen(s.picks) },
			After: func(_ time.Duration, do func()) func() { s.later = append(s.later, do); return func() {} },
		},
		Captions: desk.New(desk.Params{API: s.stream, Folder: s.folder, Now: func() time.Time { kept = kept.Add(time.Second); return kept }}),
		Stills:   pictures,
		Watch:    func(_ library.Video, at time.Duration) { s.heard = append(s.heard, at) },
		Videos: func(context.Context) ([]subtitle.Named, error) {
			return []subtitle.Named{{UID: strings.Repeat("a", 32), Name: "Reef survey, transect 11"}, {UID: strings.Repeat("b", 32), Name: "Harbour at dawn"}}, nil
		},
	})
	s.window.SetContent(s.tab.Content)
	s.window.Resize(fyne.NewSize(1224, 804))
	s.tab.Show(video("Reef survey, transect 11"))
	return s
}

func (s *stage) see(texts ...string) { s.t.Helper(); apptest.See(s.t, s.window, texts...) }

// file writes a file to drop.
func (s *stage) file(name, text string) string {
	s.t.Helper()
	path := filepath.Join(s.folder, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		s.t.Fatal(err)
	}
	return path
}

func (s *stage) lastToast() string {
	if len(s.toasts) == 0 {
		return ""
	}
	return s.toasts[len(s.toasts)-1].Text
}

func TestTheTextOpensAndItsProblemsAreFixed(t *testing.T) {
	s := newStage(t)
	s.see("English", "Uploaded, 3 cues", "Français", "Generation failed", "The second cue", "1 problem", "Cues 2 and 3 overlap by 0.50 s", "Fix 1 problem to upload")
	apptest.Click(t, s.window, "Trim 2")
	s.see("No problems", "English, 1 cue changed", "edited here", "Saved as a draft at 15:14", "Upload")
	apptest.Click(t, s.window, "Upload")
	got := s.stream.texts["en"]
	if want := strings.Replace(vtt, "00:00:06.000", "00:00:05.500", 1); got != want {
		t.Errorf("uploaded\n%s\nwant\n%s", got, want)
	}
	s.see("English, as on Stream")
	s.toasts[len(s.toasts)-1].Undo()
	if s.stream.texts["en"] != vtt {
		t.Errorf("taken back to %q", s.stream.texts["en"])
	}
}

func TestCuesAreTypedSplitJoinedAndUndone(t *testing.T) {
	s := newStage(t)
	s.window.Canvas().Focus(s.tab.Cues)
	apptest.Press(s.window, fyne.KeyHome, fyne.KeyReturn)
	apptest.Type(s.window, "Now ")
	if got := s.tab.text.doc.Cue(0).Text; got != "Now The first cue" {
		t.Errorf("typed %q", got)
	}
	draft, found, err := s.tab.Captions.Draft(s.tab.video.UID, "en")
	if err != nil || !found || draft.Cue(0).Text != "Now The first cue" {
		t.Errorf("the draft is %v, %v, %v", draft, found, err)
	}
	if !s.tab.Undo() || s.tab.text.doc.Cue(0).Text != "The first cue" {
		t.Errorf("undone to %q", s.tab.text.doc.Cue(0).Text)
	}
	s.tab.Redo()
	s.tab.split()
	if n := s.tab.text.doc.Len(); n != 4 {
		t.Errorf("%d cues after the split", n)
	}
	s.see("Now The", "first cue")
	s.tab.join()
	s.tab.deleteCue()
	if n := s.tab.text.doc.Len(); n != 2 {
		t.Errorf("%d cues at the end", n)
	}
	for s.tab.Undo() {
	}
	if string(s.tab.text.doc.Bytes()) != vtt {
		t.Errorf("undone to %q", s.tab.text.doc.Bytes())
	}
}

func TestEnterReplacesInTheCueInHand(t *testing.T) {
	s := newStage(t)
	s.tab.takeCue(1)
	s.tab.findSheet()
	apptest.Type(s.window, "cue")
	s.see("3 cues have it")
	s.window.Canvas().FocusNext()
	apptest.Type(s.window, "line")
	texts := func() (all []string) {
		for i := range s.tab.text.doc.Len() {
			all = append(all, s.tab.text.doc.Cue(i).Text)
		}
		return all
	}
	apptest.Press(s.window, fyne.KeyReturn)
	if got, want := texts(), []string{"The first cue", "The second line", "The third cue"}; !slices.Equal(got, want) {
		t.Errorf("after one Enter: %q", got)
	}
	s.see("2 cues have it")
	apptest.Press(s.window, fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn)
	if got, want := texts(), []string{"The first line", "The second line", "The third line"}; !slices.Equal(got, want) {
		t.Errorf("after all: %q", got)
	}
	s.tab.Undo()
	if got := texts()[0]; got != "The first cue" {
		t.Errorf("undone to %q", got)
	}
}

func TestGeneratingAsksBeforeItReplaces(t *testing.T) {
	s := newStage(t)
	apptest.Click(t, s.window, "Generate")
	apptest.Click(t, s.window, "English")
	s.see("Replace the captions in English?")
	apptest.Click(t, s.window, "Delete and generate")
	s.see("Stream is listening to the audio")
	if len(s.later) == 0 {
		t.Fatal("nobody asks how it goes on")
	}
	for i := range s.stream.captions {
		if s.stream.captions[i].Language == "en" {
			s.stream.captions[i].Status = desk.Ready
			s.stream.texts["en"] = vtt
		}
	}
	s.later[len(s.later)-1]()
	s.see("Written by Stream, 3 cues")
	// The failed one in the way goes without a question.
	apptest.Click(t, s.window, "Generate")
	apptest.Click(t, s.window, "français")
	apptest.SeeNot(t, s.window, "Replace the captions")
	s.see("Stream is listening to the audio")
}

func TestDeletedCaptionsComeBack(t *testing.T) {
	s := newStage(t)
	s.tab.delete("en")
	if s.lastToast() != "Captions in English deleted" || s.stream.texts["en"] != "" {
		t.Fatalf("it says %q, there is %q", s.lastToast(), s.stream.texts["en"])
	}
	s.toasts[len(s.toasts)-1].Undo()
	if s.stream.texts["en"] != vtt {
		t.Errorf("restored as %q", s.stream.texts["en"])
	}
	s.see("The second cue")
	s.tab.delete("en")
	if !s.tab.Undo() || s.stream.texts["en"] != vtt {
		t.Errorf("by key restored as %q", s.stream.texts["en"])
	}
	if s.tab.Undo() {
		t.Error("it is restored twice")
	}
}

func TestDroppedFilesGoUpOrWaitAsDrafts(t *testing.T) {
	s := newStage(t)
	if s.tab.Drop([]string{"/x/film.mp4"}) {
		t.Error("a video was taken for captions")
	}
	s.tab.Drop([]string{s.file("reef.de.srt", "1\n00:00:01,000 --> 00:00:02,500\nGrüße\n")})
	if !strings.Contains(s.stream.texts["de"], "Grüße") || !strings.HasPrefix(s.stream.texts["de"], "WEBVTT") {
		t.Errorf("uploaded %q", s.stream.texts["de"])
	}
	s.tab.Drop([]string{s.file("reef.it.vtt", "WEBVTT\n\n00:05.000 --> 00:02.000\nciao\n")})
	if _, there := s.stream.texts["it"]; there || !strings.Contains(s.lastToast(), "has 1 problem") {
		t.Errorf("a broken file: %q", s.lastToast())
	}
	s.see("Draft on this computer, 1 cue", "Cue 1 ends before it starts", "not on Stream yet")
	s.tab.Drop([]string{s.file("page.vtt", "<html><body>no</body></html>")})
	if !strings.Contains(s.lastToast(), "web page") {
		t.Errorf("a web page: %q", s.lastToast())
	}
	s.tab.Drop([]string{s.file("plain.srt", "1\n00:00:01,000 --> 00:00:02,500\nhej\n")})
	s.see("Which language is it?")
	apptest.Type(s.window, "sv")
	apptest.Press(s.window, fyne.KeyReturn)
	if !strings.Contains(s.stream.texts["sv"], "hej") {
		t.Errorf("in the language that was typed: %q", s.stream.texts["sv"])
	}
}

func TestManyFilesAreMatchedByName(t *testing.T) {
	s := newStage(t)
	one := "1\n00:00:01,000 --> 00:00:02,500\nx\n"
	s.tab.Drop([]string{
		s.file("Harbour at dawn.de.srt", one), s.file("harbour_at_dawn.srt", one),
		s.file("nobody.fr.srt", one), s.file("broken.en.srt", "nothing"),
	})
	s.see("4 subtitle files", "1 file goes to Stream", "Left out, No video has this name", "Left out, Its name tells no language")
	apptest.Click(t, s.window, "Files that name no video are for this one")
	s.see("2 files go to Stream", "This video")
	apptest.TabToButton(t, s.window, "Upload")
	apptest.Press(s.window, fyne.KeyReturn)
	if s.lastToast() != "2 files are on Stream" {
		t.Errorf("it says %q", s.lastToast())
	}
}

func TestNothingIsLostWithoutANetwork(t *testing.T) {
	s := newStage(t)
	apptest.Click(t, s.window, "Trim 2")
	s.stream.fails = errors.New("no answer from Stream")
	apptest.Click(t, s.window, "Upload")
	if !strings.Contains(s.lastToast(), "the draft is kept here: no answer") {
		t.Errorf("it says %q", s.lastToast())
	}
	s.tab.Show(library.Video{})
	s.stream.fails = nil
	s.tab.Show(video("Reef survey, transect 11"))
	s.see("No problems", "English, 1 cue changed")
	s.stream.fails = errors.New("no answer from Stream")
	s.tab.Show(library.Video{})
	other := video("Harbour")
	other.UID = strings.Repeat("b", 32)
	s.tab.Show(other)
	s.see("The captions can’t be listed", "No answer from Stream.")
}

// BenchmarkALetterInTenThousandCues types into a long text, from the key to what
// is drawn of the result. The figure is 16 ms to the check's result.
func BenchmarkALetterInTenThousandCues(b *testing.B) {
	s := newStage(b)
	var text strings.Builder
	text.WriteString("WEBVTT\n")
	for i := range 10_000 {
		at := time.Duration(i) * 3 * time.Second
		text.WriteString("\n" + subtitle.FormatStamp(at) + " --> " + subtitle.FormatStamp(at+2*time.Second) + "\nA cue of some length\n")
	}
	s.stream.texts["en"] = text.String()
	s.tab.video.Duration = 30_000
	s.tab.text = nil
	s.tab.Refresh()
	s.window.Canvas().Focus(s.tab.Cues)
	apptest.Press(s.window, fyne.KeyHome, fyne.KeyReturn)
	for b.Loop() {
		apptest.Type(s.window, "x")
	}
}

// TestPicture draws the tab for people to look at, where SPOOL_PICTURES says.
func TestPicture(t *testing.T) {
	to := os.Getenv("SPOOL_PICTURES")
	if to == "" {
		to = t.TempDir()
	}
	for _, mode := range []struct {
		name string
		mode look.Mode
	}{{"light", look.Light}, {"dark", look.Dark}} {
		for _, size := range []fyne.Size{fyne.NewSize(1224, 804), fyne.NewSize(944, 544)} {
			s := newStageOver(t, demo.Pictures{})
			fyne.CurrentApp().Settings().SetTheme(look.New(mode.mode))
			s.stream.captions = append(s.stream.captions, library.Caption{Language: "de", Label: "Deutsch (auto-generated)", Status: desk.InProgress, Generated: true})
			s.tab.Refresh()
			s.window.Resize(size)
			save(t, s.window, filepath.Join(to, "captions-"+mode.name+"-"+map[bool]string{true: "wide", false: "small"}[size.Width > 1000]+".png"))
		}
	}
}

func save(t *testing.T, w fyne.Window, path string) {
	t.Helper()
	var img image.Image = w.Canvas().Capture()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(png.Encode(f, img), f.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestF8GoesFromProblemToProblem(t *testing.T) {
	s := newStage(t)
	s.stream.texts["en"] = "WEBVTT\n\n00:01.000 --> 00:01.100\nfar too much to read in time\n\n00:02.000 --> 00:04.000\nfine\n\n00:06.000 --> 00:05.000\nbackwards\n"
	s.tab.text = nil
	s.tab.Refresh()
	s.see("1 problem, 1 warning")
	if s.tab.text.problems[0].Kind != subtitle.Backwards {
		t.Errorf("the first problem is %+v", s.tab.text.problems[0])
	}
	var went []int
	for range 3 {
		s.tab.Key(&fyne.KeyEvent{Name: fyne.KeyF8})
		went = append(went, s.tab.text.current)
	}
	if went[0] != 2 || went[1] != 0 || went[2] != 2 {
		t.Errorf("it went to %v", went)
	}
}
