package localstream

import (
	"net/netip"
	"testing"
)

func TestOnlyThePublicInternetIsFetched(t *testing.T) {
	for address, want := range map[string]bool{
		"127.0.0.1": true, "::1": true, "1.1.1.1": true, "2606:4700::1111": true,
		"10.0.0.1": false, "192.168.0.1": false, "fd00::1": false, "169.254.169.254": false, "fe80::1": false,
		"100.64.0.1": false, "192.0.0.8": false, "198.18.0.1": false, "198.19.255.255": false, "240.0.0.1": false,
		"64:ff9b::a00:1": false, "64:ff9b:1::1": false, "2002:a00:1::": false, "2001::1": false,
		"224.0.0.1": false, "0.0.0.0": false, "255.255.255.255": false,
	} {
		if got := fetchable(netip.MustParseAddr(address), true); got != want {
			t.Errorf("%s: %v, want %v", address, got, want)
		}
	}
	if fetchable(netip.MustParseAddr("1.1.1.1"), false) {
		t.Error("the internet is fetched although it was not opened")
	}
}
