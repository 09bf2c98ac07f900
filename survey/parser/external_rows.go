package parser

import (
	"math/big"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"bestand.example/itbestand/survey"
)

// addRow makes a choice of a record of a CSV file.
func (b *listBuilder) addRow(row []cell, h headings) {
	c := survey.Choice{Label: survey.Text{}}
	code := row[h.single["value"].column]
	whole := b.filled(code)
	for lang, one := range h.labels {
		label := row[one.column]
		switch {
		case lang != "de" && strings.TrimSpace(label.text) == "": // not translated
		case !b.filled(label):
			whole = false
		case utf8.RuneCountInString(label.text) > maxLabel:
			b.report(label.at, "parser.text_too_long", strconv.Itoa(maxLabel))
			whole = false
		default:
			c.Label[lang] = label.text
		}
	}
	if !whole {
		return
	}
	c.Name = code.text
	c.Score = b.score(row, h.single["score"])
	c.Exclusive = b.truth(row, h.single["exclusive"])
	c.ValidFrom, c.ValidUntil = b.day(row, h.single["valid_from"]), b.day(row, h.single["valid_until"])
	if c.ValidFrom != (survey.Date{}) && c.ValidUntil != (survey.Date{}) && c.ValidFrom.Compare(c.ValidUntil) > 0 {
		b.report(row[h.single["valid_until"].column].at, "parser.valid_never")
	}
	c.Columns = b.cells(row, h)
	b.add(c, code.at, row[h.labels["de"].column].at)
}

func (b *listBuilder) filled(c cell) bool {
	if strings.TrimSpace(c.text) == "" {
		b.report(c.at, "parser.csv_empty")
		return false
	}
	return true
}

// cells are the values of a choice's columns; an empty cell is not known.
func (b *listBuilder) cells(row []cell, h headings) map[string][]string {
	values := map[string][]string{}
	for _, one := range h.extra {
		if s := strings.TrimSpace(row[one.column].text); s != "" {
			values[one.name] = []string{s}
		}
	}
	for _, one := range h.lists {
		if several := severalValues(row[one.column].text); len(several) > 0 {
			values[one.name] = several
		}
	}
	return values
}

// optional is the cell under a heading that the set need not name.
func optional(row []cell, h *heading) (cell, bool) {
	if h == nil {
		return cell{}, false
	}
	c := row[h.column]
	c.text = strings.TrimSpace(c.text)
	return c, c.text != ""
}

func (b *listBuilder) score(row []cell, h *heading) *big.Rat {
	c, ok := optional(row, h)
	if !ok {
		return nil
	}
	canonical, err := survey.CanonicalNumber(c.text)
	if err != nil || !numberPattern.MatchString(c.text) {
		b.report(c.at, "parser.not_number", c.text)
		return nil
	}
	number, _ := new(big.Rat).SetString(canonical) // canonical numbers are numbers
	return number
}

// truth reads a yes or no; an empty cell is no.
func (b *listBuilder) truth(row []cell, h *heading) bool {
	c, ok := optional(row, h)
	if !ok || slices.Contains([]string{"false", "nein", "0"}, strings.ToLower(c.text)) {
		return false
	}
	if !slices.Contains([]string{"true", "ja", "1", "x"}, strings.ToLower(c.text)) {
		b.report(c.at, "parser.csv_boolean", c.text)
	}
	return true
}

func (b *listBuilder) day(row []cell, h *heading) survey.Date {
	c, ok := optional(row, h)
	if !ok {
		return survey.Date{}
	}
	d, valid := survey.ParseISODate(c.text)
	if !valid {
		b.report(c.at, "parser.bad_date", c.text)
	}
	return d
}
