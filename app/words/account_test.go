package words

import (
	"testing"

	"spool/uploader"
)

func TestAnAccountIsToldByItsAPI(t *testing.T) {
	const id = "3f9a1c7be2d84056a1e7c0b9d452f680"
	for base, want := range map[string]string{
		uploader.DefaultBaseURL: id, "http://127.0.0.1:8080/client/v4": id + " at 127.0.0.1:8080",
	} {
		if got := Account(uploader.Account{BaseURL: base, ID: id}); got != want {
			t.Errorf("%s: %q", base, got)
		}
	}
	for long, want := range map[string]string{id: "3f9a…f680", "a1": "a1", "": ""} {
		if got := ShortID(long); got != want {
			t.Errorf("%q is %q in short", long, got)
		}
	}
}
