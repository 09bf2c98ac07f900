package cmd

import (
	"os"
	"strings"
)

// ascii reports whether drawing characters, arrows and typographic signs would
// not come out where the person reads: the locale or the terminal has no UTF-8,
// or the console has a bitmap font. Letters are UTF-8 in any case; umlauts are
// never replaced.
func (a *app) ascii() bool { return asciiLocale(os.Getenv) || bitmapFont() }

// asciiLocale goes by the first of the variables that is set, as POSIX has it.
// The console of Linux itself has few signs, whatever the locale is. Where
// nothing is set, systems other than Windows have the locale POSIX.
func asciiLocale(env func(string) string) bool {
	if env("TERM") == "linux" {
		return true
	}
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if value := strings.ToLower(env(name)); value != "" {
			return !strings.Contains(value, "utf-8") && !strings.Contains(value, "utf8") && !unicodeAnyway(value)
		}
	}
	return !unicodeConsole
}
