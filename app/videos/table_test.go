package videos

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"spool/app/apptest"
	"spool/library"
)

func TestTheTableShowsSortsAndMovesColumns(t *testing.T) {
	st := newStage(t, 60)
	st.page.ShowTable(true)
	st.see("Name", "Allowed origins", "Uploaded", st.at(0).Name())
	apptest.Click(t, st.window, "Size")
	st.settle()
	if st.page.order != (library.Order{By: "size", Descending: true}) {
		t.Errorf("a click on Size orders by %+v", st.page.order)
	}
	st.see("Largest first")
	if st.at(0).Size < st.at(1).Size {
		t.Error("the largest is not first")
	}
	apptest.Click(t, st.window, "Size")
	st.settle()
	st.see("Smallest first")
	st.page.moveColumn(1, 0)
	if got := joinColumns(st.page.columns); !strings.HasPrefix(got, "length,status,size") {
		t.Errorf("the columns are %s", got)
	}
	st.page.toggleColumn(st.page.columns[2])
	apptest.SeeNot(t, st.window, "Size")
	last := st.kept[len(st.kept)-1]
	if !last.Table || !strings.HasPrefix(last.Columns, "length,status,creator") || last.Sort.By != "size" {
		t.Errorf("kept is %+v", last)
	}
}

func TestGridAndTableShareTheSelection(t *testing.T) {
	st := newStage(t, 60)
	want := []string{st.at(1).UID, st.at(4).UID}
	st.page.list().Select(keyOf(st.page.rows.hits[1]), keyOf(st.page.rows.hits[4]))
	st.page.ShowTable(true)
	var got []string
	for v, err := range st.page.Selection().Videos(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, v.UID)
	}
	if !slices.Equal(got, want) {
		t.Errorf("in the table %q are selected, want %q", got, want)
	}
}

func TestAVideoIsRenamedInItsPlace(t *testing.T) {
	for _, table := range []bool{false, true} {
		st := newStage(t, 30)
		st.page.ShowTable(table)
		uid := st.at(1).UID
		st.press(fyne.KeyHome, fyne.KeyDown, fyne.KeyF2)
		if !table {
			st.page.list().Select(keyOf(st.page.rows.hits[1]))
			apptest.Press(st.window, fyne.KeyEscape)
			st.press(fyne.KeyF2)
		}
		apptest.Type(st.window, "Harbour at dawn")
		apptest.Press(st.window, fyne.KeyReturn)
		st.settle()
		v, err := st.client.Get(t.Context(), uid)
		if err != nil {
			t.Fatal(err)
		}
		if v.Name() != "Harbour at dawn" {
			t.Errorf("table %v: the name at Stream is %q", table, v.Name())
		}
		st.see("Harbour at dawn")
		st.hear("Renamed to “Harbour at dawn”")
	}
}

func TestColumnsAreRememberedWithTheirOddNames(t *testing.T) {
	list := readColumns("status,meta.a%2Cb,meta.50%25,nonsense,status,meta.")
	var ids []string
	for _, c := range list {
		ids = append(ids, c.id)
	}
	if want := []string{"status", "meta.a,b", "meta.50%"}; !slices.Equal(ids, want) {
		t.Errorf("read %q, want %q", ids, want)
	}
	if again := readColumns(joinColumns(list)); len(again) != 3 || again[1].label != "a,b" {
		t.Errorf("written and read again there are %d columns", len(again))
	}
}
