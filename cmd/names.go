package cmd

import (
	"strings"

	"bestand.example/itbestand/survey"
)

// argument is a file's name as a person types it after a command: safe to
// show, and in quotes where it has blanks.
func argument(path string) string {
	name := survey.CleanLine(path)
	if strings.ContainsAny(name, " '&()") {
		return `"` + name + `"`
	}
	return name
}
