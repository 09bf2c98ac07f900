package store

import "testing"

func pipe(t testing.TB) string {
	t.Skip("no named pipes in folders here")
	return ""
}
