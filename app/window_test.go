package app

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"spool/app/apptest"
	"spool/app/demo"
	"spool/app/queue"
	"spool/app/welcome"
	"spool/uploader"
)

func TestPagesByKeyAndTheLastOneIsRemembered(t *testing.T) {
	d := newDesk(t)
	d.open()
	d.ctrl(fyne.Key2)
	d.settle()
	d.see("Search names, UIDs and metadata")
	if last := d.host.kept[len(d.host.kept)-1]; last.Page != pageLibrary {
		t.Errorf("kept is %+v", last)
	}
	d.ctrl(fyne.Key1)
	d.see("Nothing to upload")
}

func TestKeysWithoutFocusReachTheList(t *testing.T) {
	d := newDesk(t)
	d.open()
	d.window.shell.take(demo.Busy())
	apptest.Press(d.window.Window, fyne.KeyDown)
	d.see("1 selected")
	d.window.Canvas().Unfocus()
	d.shortcut(&fyne.ShortcutSelectAll{})
	d.see("11 selected")
	apptest.Press(d.window.Window, fyne.KeyF6, fyne.KeyF6)
	if d.window.Canvas().Focused() != d.window.list() {
		t.Error("F6 twice does not come back to the list")
	}
}

func TestSettingsAndHelp(t *testing.T) {
	d := newDesk(t)
	d.open()
	w := d.window.Window
	d.ctrl(fyne.KeyComma)
	d.see("Accounts", "Uploads", "Signing keys", "Appearance", "About", "a1 at api.example.com")
	apptest.Click(t, w, "Appearance")
	apptest.Click(t, w, "Light")
	d.settle()
	if last := d.host.kept[len(d.host.kept)-1]; last.Theme != ThemeLight {
		t.Errorf("kept is %+v", last)
	}
	apptest.Click(t, w, "About")
	d.see("/home/example/spool.log", "Spool 1.2.3")
	apptest.Click(t, w, "Copy the path")
	if got := fyne.CurrentApp().Clipboard().Content(); got != "/home/example/spool.log" {
		t.Errorf("copied %q", got)
	}
	apptest.Press(w, fyne.KeyF1)
	d.see("Keys", "Pause or resume", "Alt Up, Alt Down")
	apptest.Press(w, fyne.KeyEscape)
	apptest.SeeNot(t, w, "Pause or resume")
}

func TestClosingWhileUploadingAsks(t *testing.T) {
	d := newDesk(t)
	d.open()
	d.window.close()
	if d.quits != 1 {
		t.Fatal("with nothing under way it asks")
	}
	d.window.shell.take(demo.Busy())
	d.window.close()
	d.see("3 videos are uploading", "Keep going in the background", "Quit", "Cancel")
	apptest.Click(t, d.window.Window, "Cancel")
	d.window.close()
	apptest.Click(t, d.window.Window, "Keep going in the background")
	if !d.window.hidden || d.quits != 1 {
		t.Error("it does not go on in the background")
	}
}

// queueOf is a queue of one job, or of none for an empty state.
func queueOf(state uploader.State) *queue.Snapshot {
	var jobs []uploader.Brief
	if state != "" {
		jobs = append(jobs, uploader.Brief{ID: 1, State: state, Size: 1})
	}
	return &queue.Snapshot{Now: demo.Now, Outline: queue.NewOutline(jobs, nil, demo.Now)}
}

func TestAHiddenWindowEndsOnceNothingGoesOn(t *testing.T) {
	for name, c := range map[string]struct {
		left uploader.State
		ends bool
	}{
		"arrived": {uploader.Ready, true}, "failed": {uploader.Attention, true}, "removed": {"", true},
		"paused": {uploader.Paused, true}, "waiting": {uploader.Waiting, false}, "encoding": {uploader.Processing, false},
	} {
		d := newDesk(t)
		d.open()
		d.window.shell.take(queueOf(uploader.Uploading))
		d.window.close()
		apptest.Click(t, d.window.Window, "Keep going in the background")
		d.window.shell.take(queueOf(c.left))
		if ended := d.quits > 0; ended != c.ends {
			t.Errorf("%s: it ends: %v", name, ended)
		}
	}
}

func TestWhatEndsDuringTheQuestionEndsTheHiddenWindow(t *testing.T) {
	d := newDesk(t)
	d.open()
	d.window.shell.take(queueOf(uploader.Uploading))
	d.window.close()
	d.window.shell.take(queueOf(uploader.Ready))
	if d.quits != 0 {
		t.Fatal("it ends in front of a person")
	}
	apptest.Click(t, d.window.Window, "Keep going in the background")
	if d.quits != 1 {
		t.Error("it stays without a window and without work")
	}
}

func TestClosingAsksWhileVideosAreLookedFor(t *testing.T) {
	d := newDesk(t)
	d.open()
	dir := d.files(map[string]string{"shoot/a.mp4": film})
	d.window.Add([]string{dir})
	d.window.close()
	d.see("Videos are being looked for", "Those it has not come to are not added if you quit now")
	apptest.Click(t, d.window.Window, "Keep going in the background")
	if d.quits != 0 {
		t.Fatal("it ends before the folder was walked")
	}
	d.settle()
	for d.quits == 0 {
		(<-d.posted)() // the queue is read once more, and nothing is under way
	}
}

func TestAHiddenWindowWaitsUntilItSeesWhatCameInLast(t *testing.T) {
	d := newDesk(t)
	d.open()
	d.window.hidden, d.window.added = true, demo.Now.Add(time.Second)
	d.window.shell.take(queueOf(""))
	if d.quits != 0 {
		t.Error("it ends by a look from before")
	}
	d.window.added = demo.Now
	d.window.shell.take(queueOf(""))
	if d.quits == 0 {
		t.Error("it never ends")
	}
}

func TestQuittingWhileUploading(t *testing.T) {
	d := newDesk(t)
	d.open()
	d.window.shell.take(demo.Busy())
	d.window.close()
	apptest.Click(t, d.window.Window, "Quit")
	if d.quits != 1 {
		t.Error("it stays")
	}
}

func TestABatchThatEndsIsToldToWhoLooksElsewhere(t *testing.T) {
	d := newDesk(t)
	d.open()
	s := d.window.shell
	finished, _ := demo.Queue("finished")
	s.take(demo.Busy())
	d.window.front = false
	test.AssertNotificationSent(t, fyne.NewNotification("10 videos are on Stream", "Everything has arrived."), func() { s.take(finished) })
	d.window.front = true
	s.take(demo.Busy())
	test.AssertNotificationSent(t, nil, func() { s.take(finished) })
	d.window.front, d.window.settings.Quiet = false, true
	s.take(demo.Busy())
	test.AssertNotificationSent(t, nil, func() { s.take(finished) })
}

func TestTheScreenStaysOnWhileUploadingIfWanted(t *testing.T) {
	d := newDesk(t)
	d.open()
	s := d.window.shell
	s.take(demo.Busy())
	if !s.awake {
		t.Error("the screen may go dark")
	}
	s.setAwake(false)
	if s.awake {
		t.Error("it stays on though that is not wanted")
	}
	s.setAwake(true)
	finished, _ := demo.Queue("finished")
	s.take(finished)
	if s.awake {
		t.Error("it stays on with nothing under way")
	}
}

func TestConnectingAnAccount(t *testing.T) {
	d := newDesk(t)
	d.host.report = welcome.Report{Active: true, Read: true, Write: true, Videos: 342, Minutes: 8412, Limit: 10000}
	s := newFakeSession("a2", "Studio")
	d.host.next = s
	d.window.Welcome()
	d.settle()
	w := d.window.Window
	d.see("Where should your videos go?", "Kept in your system keychain, never in a file")
	apptest.Press(w, fyne.KeyReturn)
	apptest.Type(w, "https://dash.cloudflare.com/3f9a1c7be2d84056a1e7c0b9d452f680/stream")
	w.Canvas().FocusNext()
	apptest.Type(w, "secret-token")
	apptest.Press(w, fyne.KeyReturn)
	d.settle()
	d.see("Token is active", "342 videos, 8,412 of 10,000 minutes used", "Stream Write", "Open my library")
	apptest.SeeNot(t, w, "secret-token")
	apptest.TabToButton(t, w, "Open my library")
	apptest.Press(w, fyne.KeyReturn)
	d.settle()
	d.see("Nothing to upload", "Studio")
	const account = "3f9a1c7be2d84056a1e7c0b9d452f680 at https://api.today.example.com"
	want := []string{"check " + account + " secret-token", "connect " + account + " secret-token My account"}
	if !slices.Equal(d.host.told, want) {
		t.Errorf("the host was told %q", d.host.told)
	}
}

func TestATokenThatLacksSomethingIsExplained(t *testing.T) {
	d := newDesk(t)
	d.host.keyring = errors.New("no keyring")
	d.window.Welcome()
	d.settle()
	w := d.window.Window
	d.see("No keychain: kept until Spool ends")
	apptest.Press(w, fyne.KeyReturn)
	apptest.Press(w, fyne.KeyReturn)
	d.see("The account’s ID is missing")
	apptest.Type(w, "a1")
	w.Canvas().FocusNext()
	apptest.Type(w, "t")
	apptest.Press(w, fyne.KeyReturn)
	d.settle()
	d.see("Token is not active", "Check the token")
	apptest.SeeNot(t, w, "Open my library")
	d.host.report = welcome.Report{Active: true, Read: true}
	apptest.Press(w, fyne.KeyReturn)
	d.settle()
	d.see("Missing. Nothing can be uploaded or edited.")
	d.host.fails = errors.New("Stream could not be reached")
	apptest.Type(w, "2")
	apptest.Press(w, fyne.KeyReturn)
	d.settle()
	d.see("Stream could not be reached")
}

func TestTryingItByKeyboard(t *testing.T) {
	d := newDesk(t)
	d.host.next = newFakeSession("local", "This computer")
	d.window.Welcome()
	apptest.Press(d.window.Window, fyne.KeyDown, fyne.KeyReturn)
	d.settle()
	d.see("This computer", "Nothing to upload")
}

func TestAMissingTokenIsAskedForAndWhatWaitedForItGoesOn(t *testing.T) {
	d := newDesk(t)
	s := newFakeSession("a1", "Example Studio")
	s.info.Token = TokenMissing
	s.jobs = []uploader.Job{{ID: 1, Path: "/a.mp4", State: uploader.Attention, Cause: uploader.Cause{Code: uploader.CodeTokenRevoked}}}
	d.window.show(s)
	w := d.window.Window
	d.see("The token is not on this computer any more")
	next := newFakeSession("a1", "Example Studio")
	next.jobs = s.jobs
	d.host.next = next
	apptest.Click(t, w, "Enter token…")
	d.see("API token for account a1 at api.example.com")
	apptest.Type(w, "bad")
	apptest.Press(w, fyne.KeyReturn)
	d.settle()
	d.see("Stream doesn’t take this token.")
	d.host.report = welcome.Report{Active: true, Write: true}
	apptest.Press(w, fyne.KeyReturn)
	d.settle()
	apptest.SeeNot(t, w, "not on this computer any more", "API token for account")
	if next.jobs[0].State != uploader.Waiting || s.closed != 1 {
		t.Errorf("the job is %s, the old session was closed %d times", next.jobs[0].State, s.closed)
	}
	// Wherever the environment's API is today, the token goes to the account's.
	const account = "a1 at https://api.example.com/client/v4"
	want := []string{"check " + account + " bad", "check " + account + " bad", "connect " + account + " bad Example Studio"}
	if !slices.Equal(d.host.told, want) {
		t.Errorf("the host was told %q", d.host.told)
	}
}

func TestATipGoesWithWhatItIsAbout(t *testing.T) {
	d := newDesk(t)
	tip := func() string {
		tip, shown := d.window.tips.Shown()
		if !shown {
			return ""
		}
		return tip.Text
	}
	point := func() {
		t.Helper()
		apptest.TabToButton(t, d.window.Window, "Show the token")
		button := d.window.Canvas().Focused()
		d.window.Canvas().Unfocus()
		button.FocusGained() // as if the pointer were there: nothing tells it to go
		if tip() == "" {
			t.Fatal("there is no tip")
		}
	}
	d.window.Welcome()
	point()
	if d.window.fill(&fyne.Container{}); tip() != "" {
		t.Errorf("another window shows %q", tip())
	}
	d.open()
	d.window.another()
	point()
	if d.window.shell.open(pageLibrary); tip() != "" {
		t.Errorf("another page shows %q", tip())
	}
}

func TestALockedKeychainIsAskedAgain(t *testing.T) {
	d := newDesk(t)
	s := newFakeSession("a1", "Example Studio")
	s.info.Token = TokenLocked
	d.window.show(s)
	d.see("The keychain can’t be read", "Unlock it and try again")
	apptest.SeeNot(t, d.window.Window, "not on this computer any more")
	d.host.next = newFakeSession("a1", "Example Studio")
	apptest.Click(t, d.window.Window, "Try again")
	d.settle()
	apptest.SeeNot(t, d.window.Window, "The keychain can’t be read")
	if s.closed != 1 {
		t.Errorf("the old session was closed %d times", s.closed)
	}
}

func TestATokenInMemoryIsSaid(t *testing.T) {
	d := newDesk(t)
	s := newFakeSession("a1", "Example Studio")
	s.info.Token = TokenInMemory
	d.window.show(s)
	d.see("The token is kept in memory only")
	now := &queue.Snapshot{Outline: queue.NewOutline(nil, nil, time.Time{}), Failed: errors.New("the disk is full")}
	d.window.shell.take(now)
	d.see("The queue can’t be saved", "the disk is full")
	ok := *now
	ok.Failed = nil
	d.window.shell.take(&ok)
	d.see("The token is kept in memory only")
}

func TestSwitchingAccountsClosesTheOther(t *testing.T) {
	d := newDesk(t)
	first := d.open()
	second := newFakeSession("a2", "Second Studio")
	d.host.next = second
	d.host.accounts = []AccountInfo{first.info, second.info}
	d.window.shell.accountMenu()
	apptest.Click(t, d.window.Window, "Second Studio")
	d.settle()
	if d.window.shell.session != Session(second) || first.closed != 1 {
		t.Errorf("closed %d times", first.closed)
	}
	d.window.shell.accountMenu()
	apptest.Click(t, d.window.Window, "Connect an account…")
	d.see("Where should your videos go?", "Back")
	apptest.Click(t, d.window.Window, "Back")
	d.see("Second Studio", "Nothing to upload")
	d.window.another()
	apptest.SeeNot(t, d.window.Window, "Nothing to upload")
	apptest.Press(d.window.Window, fyne.KeyEscape)
	d.see("Second Studio", "Nothing to upload")
}

func TestTheStorageBarCountsTheQueue(t *testing.T) {
	d := newDesk(t)
	d.open()
	s := d.window.shell
	s.usage.Minutes, s.usage.MinutesLimit, s.usage.Videos = 8412, 10000, 342
	s.take(demo.Busy())
	d.see("8,412 of 10,000 min", "Queue adds 214 min", "342")
	s.open(pageLibrary)
	d.see("3 uploading", "18.4 MB/s, 10 min left")
}

func TestEveryPictureCanBeShown(t *testing.T) {
	a := test.NewTempApp(t)
	for _, name := range []string{"empty", "busy", "failed", "finished", "library", "welcome"} {
		for _, theme := range []string{ThemeDark, ThemeLight} {
			w, err := NewDemo(a, name+","+theme+",1000x640", nil)
			if err != nil {
				t.Fatal(err)
			}
			if len(apptest.Texts(w.Window)) < 5 {
				t.Errorf("%s shows %q", name, apptest.Texts(w.Window))
			}
			if err := w.Stop(); err != nil {
				t.Error(err)
			}
			w.Close()
		}
	}
	for _, bad := range []string{"", "nothing,dark", "busy,blue", "busy,dark,wide"} {
		if _, err := NewDemo(a, bad, nil); err == nil || strings.TrimSpace(err.Error()) == "" {
			t.Errorf("%q is taken: %v", bad, err)
		}
	}
}

// strange is a theme that Spool must not measure a text in.
type strange struct {
	fyne.Theme
	asked int
}

func (s *strange) Font(style fyne.TextStyle) fyne.Resource {
	s.asked++
	return s.Theme.Font(style)
}

func TestNoTextIsMeasuredBeforeItsFontIsKnown(t *testing.T) {
	a := test.NewTempApp(t)
	before := &strange{Theme: theme.DefaultTheme()}
	a.Settings().SetTheme(before)
	painted := before.asked
	w := New(a, func() {}, Params{Host: &fakeHost{}})
	t.Cleanup(func() {
		if err := w.Stop(); err != nil {
			t.Error(err)
		}
	})
	if before.asked != painted {
		t.Errorf("a text was measured in another theme's font %d times", before.asked-painted)
	}
}
