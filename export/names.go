package export

import (
	"strconv"
	"strings"
	"unicode/utf16"

	"bestand.example/itbestand/survey"
)

// names keeps the names of one kind that are taken. Excel compares the names
// of sheets, of tables and of the columns of a table without regard to case.
type names map[string]bool

// take reserves a name, with a number behind it where it is taken. Limit is
// its greatest length in UTF-16 units.
func (n names) take(name string, limit int) string {
	candidate := splitText(name, limit)[0]
	for i := 2; n[strings.ToLower(candidate)]; i++ {
		suffix := "_" + strconv.Itoa(i)
		candidate = splitText(name, limit-len(suffix))[0] + suffix
	}
	n[strings.ToLower(candidate)] = true
	return candidate
}

// maxSheetName is how many UTF-16 units the name of a sheet has at most, and
// maxColumnName the name of a column.
const (
	maxSheetName  = 31
	maxColumnName = 255
)

// takeSheet reserves the first of the names that can name a sheet and is
// free. The last one must be valid; it gets a number if it is taken.
func (n names) takeSheet(candidates ...string) string {
	for _, c := range candidates {
		if c = tidySheetName(c); validSheetName(c) && !n[strings.ToLower(c)] {
			return n.take(c, maxSheetName)
		}
	}
	return n.take(candidates[len(candidates)-1], maxSheetName)
}

// tidySheetName replaces what Excel refuses in the name of a sheet.
func tidySheetName(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) || r == '\uFFFD' {
			return ' '
		}
		return r
	}, survey.CleanLine(s))
	return strings.Trim(strings.Join(strings.Fields(s), " "), "' ")
}

// validSheetName reports whether Excel takes the name. Excelize does not know
// that History is reserved.
func validSheetName(s string) bool {
	return s != "" && len(utf16.Encode([]rune(s))) <= maxSheetName && tidySheetName(s) == s && !strings.EqualFold(s, "History")
}

// rosterSheet proposes names for the sheet of a roster: its label if that is
// no question, its section's label, its name.
func rosterSheet(q *survey.Question, short, lang string) []string {
	label := q.Label.In(lang)
	if strings.Contains(label, "?") || strings.Contains(label, "${") {
		label = ""
	}
	section := ""
	if q.Section != nil {
		section = q.Section.Label.In(lang)
	}
	return []string{label, section, q.Name, short + "_" + q.Name}
}

// shorts gives each set the name by which sheets and tables are named after
// it. Two versions of one set are told apart by their version.
func shorts(sets []*survey.Questionnaire) []string {
	count := map[string]int{}
	for _, set := range sets {
		count[strings.ToLower(set.Short)]++
	}
	taken := names{}
	all := make([]string, len(sets))
	for i, set := range sets {
		name := set.Short
		if count[strings.ToLower(name)] > 1 {
			name += "_" + strings.ReplaceAll(set.Version, ".", "_")
		}
		all[i] = taken.take(name, 16)
		taken.take(all[i]+"_Codes", maxSheetName) // its second sheet
	}
	return all
}
