package cmd

import (
	"runtime"
	"testing"
)

// What a terminal can show is told by the first variable that is set.
func TestLocalesWithoutUnicode(t *testing.T) {
	windows := runtime.GOOS == "windows"
	for _, c := range []struct {
		env  map[string]string
		want bool
	}{
		{map[string]string{"LANG": "de_DE.UTF-8"}, false},
		{map[string]string{"LANG": "de_DE.utf8", "TERM": "xterm"}, false},
		{map[string]string{"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, true},
		{map[string]string{"LANG": "de_DE.UTF-8", "LC_CTYPE": "POSIX"}, true},
		{map[string]string{"LANG": "C", "LC_ALL": "C.UTF-8"}, false},
		{map[string]string{"LANG": "de_DE.ISO-8859-15"}, !windows},
		{map[string]string{"LANG": "de_DE.UTF-8", "TERM": "linux"}, true},
		{nil, !windows},
	} {
		if got := asciiLocale(func(name string) string { return c.env[name] }); got != c.want {
			t.Errorf("%v: %v, want %v", c.env, got, c.want)
		}
	}
}
