package videos

import (
	"testing"

	"fyne.io/fyne/v2"

	"spool/app/apptest"
	"spool/library"
)

func TestFiltersCombineAsChips(t *testing.T) {
	st := newStage(t, 300)
	st.page.setCondition("status", "status:ready,error,processing")
	st.page.setCondition("created", "created>30d")
	st.page.setCondition("duration", "duration>1m")
	st.settle()
	st.see("Ready, 2 more", "Last 30 days", "Length >1m", "Creator", "Signed")
	if got := st.page.query().String(); got != "status:ready,error,processing created>30d duration>1m" {
		t.Errorf("the query is %s", got)
	}
	all := len(st.page.rows.hits)
	st.page.setCondition("signed", "signed:yes")
	st.settle()
	if n := len(st.page.rows.hits); n >= all {
		t.Errorf("with one filter more there are %d of %d", n, all)
	}
	for _, key := range []string{"status", "created", "duration", "signed"} {
		st.page.setCondition(key, "")
	}
	st.settle()
	if n := len(st.page.rows.hits); n != 300 {
		t.Errorf("without filters there are %d", n)
	}
	apptest.SeeNot(t, st.window, "Length")
}

func TestAChipOffersItsValuesByKeyboard(t *testing.T) {
	st := newStage(t, 100)
	apptest.Click(t, st.window, "Signed")
	st.settle()
	apptest.Press(st.window, fyne.KeyDown, fyne.KeyReturn)
	st.settle()
	if got := st.page.on.text(); got != "signed:yes" {
		t.Errorf("the filter is %q", got)
	}
	apptest.Click(t, st.window, "Status")
	st.settle()
	apptest.Press(st.window, fyne.KeySpace)
	st.settle()
	if got := st.page.on.text(); got != "signed:yes status:ready" {
		t.Errorf("the filters are %q", got)
	}
	for i := range st.page.rows.hits {
		if v := st.at(i); !v.RequireSignedURLs || v.Status.State != library.StateReady {
			t.Fatalf("found %+v", v)
		}
	}
}

func TestAFilterOfOnesOwnIsCheckedBeforeItHolds(t *testing.T) {
	st := newStage(t, 30)
	f := filterOf("duration")
	st.page.chooseOwn(f, st.page.tools.filters.more)
	apptest.Type(st.window, ">soon")
	apptest.Press(st.window, fyne.KeyReturn)
	st.see("is not a length")
	if len(st.page.on) != 0 {
		t.Errorf("filters are on: %q", st.page.on)
	}
}

func TestAQueryIsPartedIntoChipsAndText(t *testing.T) {
	q, err := library.ParseQuery(`harbour creator:"crew north" -signed:yes meta."odd key":x created>30d created<7d`, now)
	if err != nil {
		t.Fatal(err)
	}
	on, rest := splitQuery(q, now)
	if got := on.text(); got != `creator:"crew north" -signed:yes meta."odd key":x created>30d` {
		t.Errorf("chips: %s", got)
	}
	if rest != "harbour created<7d" {
		t.Errorf("text: %s", rest)
	}
	term, ok := on.term(`meta."odd key"`, now)
	if !ok || filterOf(`meta."odd key"`).say(term) == "" {
		t.Errorf("the metadata filter is %+v", term)
	}
}
