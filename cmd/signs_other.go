//go:build !windows

package cmd

// unicodeConsole tells whether terminals show Unicode where no variable says
// so.
const unicodeConsole = false

// unicodeAnyway reports whether a locale has UTF-8 though it does not say so.
func unicodeAnyway(string) bool { return false }

func bitmapFont() bool { return false }
