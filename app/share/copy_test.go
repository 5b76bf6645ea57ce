package share

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"spool/app/apptest"
	"spool/library"
)

func TestECopiesAnEmbedCodeThatPlays(t *testing.T) {
	s := newStage(t)
	open := s.video(nil)
	s.press(fyne.KeyE, false, open)
	if !strings.Contains(s.copied, open.UID+"/iframe") || s.secret != "" {
		t.Errorf("copied %q", s.copied)
	}
	s.hears("Embed code copied")

	key := s.key()
	v := s.signedOnly()
	s.press(fyne.KeyE, false, v)
	d := s.decoded(s.secret)
	if d.Subject != v.UID || d.KeyID != key.ID || d.Expires.Sub(s.now).Round(time.Minute) != time.Hour {
		t.Errorf("the token is %+v", d)
	}
	s.hears("plays until")
	if list := s.issues(); len(list) != 1 || list[0].UID != v.UID || list[0].Token != "" {
		t.Errorf("on record is %+v", list)
	}
}

func TestWithoutAKeyStreamSigns(t *testing.T) {
	s := newStage(t)
	v := s.signedOnly()
	s.press(fyne.KeyL, true, v)
	if !strings.HasSuffix(s.secret, "/watch") || strings.Contains(s.secret, v.UID+"/") {
		t.Errorf("copied %q", s.secret)
	}
	if list := s.issues(); len(list) != 1 || !list[0].ByAPI {
		t.Errorf("on record is %+v", list)
	}
}

func TestABareLinkOfASignedVideoSaysThatItNeedsAToken(t *testing.T) {
	s := newStage(t)
	s.key()
	v := s.signedOnly()
	s.press(fyne.KeyL, false, v)
	if !strings.HasSuffix(s.copied, v.UID+"/watch") {
		t.Errorf("copied %q", s.copied)
	}
	s.hears("plays with a token only")
	s.toasts[len(s.toasts)-1].OnAction()
	if s.decoded(s.secret).Subject != v.UID {
		t.Errorf("the toast's action copied %q", s.secret)
	}
}

func TestVideosWithoutAnAddressAreNamedAndLeftOut(t *testing.T) {
	s := newStage(t)
	fresh := library.Video{UID: strings.Repeat("0", 32)}
	s.press(fyne.KeyE, false, s.video(nil), fresh)
	s.hears("1 video has no address yet")
	s.press(fyne.KeyE, false, fresh)
	s.hears("Nothing was copied")
}

func TestManyAreSavedAsATableWithATokenEach(t *testing.T) {
	s := newStage(t)
	s.key()
	v := s.signedOnly()
	s.press(fyne.KeyC, true, v, v)
	apptest.See(t, s.window, "Copy as", "2 videos", "With tokens")
	apptest.Click(t, s.window, "CSV")
	apptest.Click(t, s.window, "HLS manifest")
	apptest.Click(t, s.window, "Save to a file…")
	table := s.saved[".csv"]
	if !strings.HasPrefix(table, "uid,name,embed,hls\n") || strings.Count(table, "\n") != 3 {
		t.Fatalf("saved %q", table)
	}
	s.decoded(table)
	if list := s.issues(); len(list) != 2 || list[0].Batch == "" {
		t.Errorf("on record is %+v", list)
	}
	if s.habits.Format != "csv" {
		t.Errorf("the next time it is %+v", s.habits)
	}
}

func TestATemplateOfOnesOwnIsKept(t *testing.T) {
	s := newStage(t)
	v := s.video(nil)
	c := s.copier()
	c.As(These(v))
	sheet := &copyAs{Copier: c, videos: []library.Video{v}}
	sheet.build()
	sheet.saved.OnChanged(len(c.Habits.Templates) + 1)
	sheet.text.SetText("{{.Nonsense}}")
	sheet.name.SetText("Mine")
	sheet.keepTemplate()
	if sheet.text.Error() == "" || len(s.habits.Templates) != 0 {
		t.Error("a template with a wrong field is kept")
	}
	sheet.text.SetText("{{.Name}}={{.UID}}")
	sheet.keepTemplate()
	if len(s.habits.Templates) != 1 || s.habits.Templates[0].Name != "Mine" {
		t.Fatalf("kept is %+v", s.habits)
	}
	links, err := linksOf([]library.Video{v}, nil)
	must(t, err)
	text, err := sheet.write(links)
	must(t, err)
	if !strings.HasSuffix(text, "="+v.UID+"\n") {
		t.Errorf("written is %q", text)
	}
	sheet.removeTemplate()
	if len(s.habits.Templates) != 0 {
		t.Error("the template is still there")
	}
}
