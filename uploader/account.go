package uploader

import (
	"fmt"
	"net"
	"net/url"
	"strings"
)

// Account says where a job goes: one account at one API.
type Account struct {
	// BaseURL is the API's root, ending in /client/v4, without a slash behind.
	BaseURL string `json:"base_url"`
	// ID is the account's identifier, at most 32 characters.
	ID string `json:"account_id"`
}

// DefaultBaseURL is Cloudflare's API.
const DefaultBaseURL = "https://api.cloudflare.com/client/v4"

// NewAccount checks the two halves of an account. An empty baseURL means
// DefaultBaseURL.
func NewAccount(baseURL, id string) (Account, error) {
	if baseURL == "" {
		baseURL = DefaultBaseURL
	}
	if id == "" || len(id) > 32 || strings.ContainsAny(id, "/?#% \t\n") {
		return Account{}, fmt.Errorf("the account id %q is not one: 32 letters and digits are expected", id)
	}
	u, err := url.Parse(baseURL)
	if err != nil {
		return Account{}, fmt.Errorf("the API's base URL: %w", err)
	}
	if err := CheckSecure(u); err != nil {
		return Account{}, fmt.Errorf("the API's base URL: %w", err)
	}
	if u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return Account{}, fmt.Errorf("the API's base URL %q must be plain, without user, query or fragment", u.Redacted())
	}
	return Account{BaseURL: strings.TrimRight(u.String(), "/"), ID: id}, nil
}

// CheckSecure refuses a URL over which a token or a video must not travel:
// only https, and http to this computer itself, are taken.
func CheckSecure(u *url.URL) error {
	if u.Host != "" && (u.Scheme == "https" || u.Scheme == "http" && isLoopback(u.Hostname())) {
		return nil
	}
	return fmt.Errorf("%s://%s is not safe to send to: use https, or http on 127.0.0.1 or localhost", u.Scheme, u.Host)
}

func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
