package library_test

import (
	"bytes"
	"strings"
	"testing"

	"spool/library"
)

func TestJSONColumnsKeepNumbers(t *testing.T) {
	var columns []library.Column
	for _, name := range []string{"uid", "duration", "size", "width", "height", "state"} {
		c, err := library.ParseColumn(name)
		if err != nil {
			t.Fatal(err)
		}
		columns = append(columns, c)
	}
	var out bytes.Buffer
	_, err := library.WriteJSON(&out, columns, func(yield func(library.Video, error) bool) {
		yield(library.Video{UID: "u", Duration: 12.5, Size: 1 << 40, Width: 1920, Height: -1, Status: library.Status{State: library.StateReady}}, nil)
	})
	want := `[` + "\n" + `{"duration":12.5,"height":null,"size":1099511627776,"state":"ready","uid":"u","width":1920}` + "\n]\n"
	if err != nil || out.String() != want {
		t.Errorf("%s (%v), want %s", out.String(), err, want)
	}
}

func TestColumnsOfStrangeKeys(t *testing.T) {
	var names []string
	for _, c := range library.DefaultColumns([]string{"", "a.b", "name", " x "}) {
		back, err := library.ParseColumn(c.Name)
		if err != nil || *cmpPath(back) != *cmpPath(c) {
			t.Errorf("%q is read back as %v (%v)", c.Name, back.Path, err)
		}
		names = append(names, c.Name)
	}
	if got := strings.Join(names, ","); !strings.HasPrefix(got, "uid,name,state,created,duration,size,meta.,meta.a.b,meta. x ,creator,") {
		t.Errorf("the columns are %s", got)
	}
}

func cmpPath(c library.Column) *library.Path {
	if c.Path == nil {
		return &library.Path{}
	}
	return c.Path
}
