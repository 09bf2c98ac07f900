// Package quiet keeps the program from asking the terminal a question while it
// starts.
//
// Bubble Tea asks for the background colour in an init of its own, and waits
// five seconds for the answer of a terminal that gives none; what a slow
// terminal answers later lands in the first entry field. Telling Lip Gloss the
// background beforehand makes the question needless.
//
// Packages are initialised in the order of their import paths as soon as all
// that they import is. Therefore this package imports Lip Gloss and nothing
// else, and its path must sort before github.com/charmbracelet/bubbletea. It is
// the only init of the program; a test on a silent terminal holds it.
package quiet

import "github.com/charmbracelet/lipgloss"

// The dialogue uses no colour that depends on the background, so that either
// answer will do.
func init() { lipgloss.SetHasDarkBackground(true) }
