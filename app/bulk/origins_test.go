package bulk

import (
	"encoding/json"
	"testing"

	"fyne.io/fyne/v2"

	"spool/app/apptest"
	"spool/library"
)

// origins gives the videos these allowed origins, as JSON, from the newest on.
func (st *stage) origins(lists ...string) {
	st.t.Helper()
	i := 0
	for v, err := range st.all(st.t.Context()) {
		if err != nil {
			st.t.Fatal(err)
		}
		if i < len(lists) {
			st.edit(v.UID, library.Patch{library.FieldAllowedOrigins: json.RawMessage(lists[i])})
		}
		i++
	}
	if _, err := st.library.Sync(st.t.Context(), nil); err != nil {
		st.t.Fatal(err)
	}
}

// allowed are the allowed origins at Stream, from the newest video on.
func (st *stage) allowed() string {
	st.t.Helper()
	text := ""
	for v, err := range st.all(st.t.Context()) {
		if err != nil {
			st.t.Fatal(err)
		}
		at, err := st.client.Get(st.t.Context(), v.UID)
		if err != nil {
			st.t.Fatal(err)
		}
		text += library.FormatValue(originsPath, at.Value(originsPath)) + "; "
	}
	return text
}

// domains opens the popover and types domains.
func (st *stage) domains(n int, domains ...string) {
	st.t.Helper()
	st.page.Origins(st.page.Content, Source{Count: n, Videos: st.all})
	for _, d := range domains {
		apptest.Type(st.window, d)
		apptest.Press(st.window, fyne.KeyReturn)
	}
}

func TestOriginsAreAddedWithoutRestrictingWhatPlaysAnywhere(t *testing.T) {
	st := newStage(t, 4)
	st.origins(`["a.example"]`, `["example.com","*.example.com"]`, `["b.example"]`)
	n := 0
	for v := range st.all(t.Context()) {
		if n++; n == 3 {
			st.drafts[v.UID] = true
		}
	}
	st.domains(4, "example.com", "*.example.com")
	apptest.See(t, st.window, "Allowed origins for 4 videos", "*.example.com covers subdomains, not example.com itself.")
	st.until(func() bool { return apptest.Sees(st.window, "Change 1 video") })
	apptest.See(t, st.window, "Get the new domains", "Already allow both", "Play anywhere now, would be restricted", "Leave those 1 playing anywhere", "Have an unsaved draft, or can’t be changed")
	apptest.Click(t, st.window, "Change 1 video")
	st.ended(1)
	if got, want := st.allowed(), "a.example,example.com,*.example.com; example.com,*.example.com; b.example; ; "; got != want {
		t.Errorf("allowed are %q, want %q", got, want)
	}
}

func TestWhatPlaysAnywhereIsRestrictedOnlyWhenAsked(t *testing.T) {
	st := newStage(t, 2)
	st.origins(`["a.example"]`)
	st.domains(2, "a.example")
	apptest.Click(t, st.window, "Remove")
	st.until(func() bool { return apptest.Sees(st.window, "Have no other, would play anywhere") })
	apptest.See(t, st.window, "Change 0 videos", "Don’t have them", "Leave those 1 as they are")
	apptest.Click(t, st.window, "Replace")
	st.until(func() bool { return apptest.Sees(st.window, "Leave those 1 playing anywhere") })
	apptest.Click(t, st.window, "Leave those 1 playing anywhere")
	apptest.Click(t, st.window, "Change 1 video")
	st.ended(1)
	if got := st.allowed(); got != "a.example; a.example; " {
		t.Errorf("allowed are %q", got)
	}
}

func TestADomainThatIsNoneSaysSo(t *testing.T) {
	st := newStage(t, 1)
	st.domains(1, "https://example.com/x")
	st.until(func() bool {
		return apptest.Sees(st.window, "can’t be changed") && !apptest.Sees(st.window, "covers subdomains")
	})
	apptest.See(t, st.window, "Change 0 videos")
}
