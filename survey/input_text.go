package survey

import (
	"net/mail"
	"net/url"
	"strings"
)

// isEmail reports whether a text is one address as in name@host.example,
// without a display name (RFC 5322, addr-spec), its host with a dot.
func isEmail(s string) bool {
	address, err := mail.ParseAddress(s)
	if err != nil || address.Address != s || address.Name != "" {
		return false
	}
	_, host, _ := strings.Cut(s, "@")
	return strings.Contains(host, ".") && !strings.ContainsAny(s, " \"")
}

// isURL reports whether a text is the address of a web page (RFC 3986), with
// its scheme and a host.
func isURL(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && strings.Contains(u.Host, ".") && !strings.ContainsAny(s, " \n\t")
}
