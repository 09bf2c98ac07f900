//go:build unix

package store

import (
	"syscall"
	"testing"
)

func pipe(t testing.TB) string {
	path := in(t)("pipe.itb")
	must(t, syscall.Mkfifo(path, 0o600))
	return path
}
