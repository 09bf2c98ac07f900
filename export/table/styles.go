package table

import "strings"

// format is what the number format of a cell says about its value.
type format int

const (
	plain format = iota
	day          // a date, with or without a time
	percent
)

// maxShared is how many strings and styles a workbook may have: each cell could
// have its own.
const maxShared = 1_000_000

// readShared reads the strings that cells name by their number.
func (w *workbook) readShared() *Error {
	if w.parts[sharedPart] == nil {
		return nil
	}
	p, refused := w.open(sharedPart)
	if refused != nil {
		return refused
	}
	defer p.close()
	for p.next() {
		if p.name == "si" {
			if w.shared = append(w.shared, p.words()); len(w.shared) > maxShared {
				return w.inflated(sharedPart)
			}
		}
	}
	return p.refused()
}

// readStyles reads which styles make a number a date or a percentage.
func (w *workbook) readStyles() *Error {
	if w.parts[stylesPart] == nil {
		return nil
	}
	p, refused := w.open(stylesPart)
	if refused != nil {
		return refused
	}
	defer p.close()
	codes, inside := map[int]format{}, false
	for p.step() {
		switch {
		case p.name == "cellXfs":
			inside = !p.end
		case p.end:
		case p.name == "numFmt" && len(codes) < maxShared:
			codes[p.whole("numFmtId")] = formatOf(p.attr("formatCode"))
		case p.name == "xf" && inside && len(w.formats) < maxShared:
			id := p.whole("numFmtId")
			f, own := codes[id]
			if !own {
				f = builtIn(id)
			}
			w.formats = append(w.formats, f)
		}
	}
	return p.refused()
}

// builtIn is what the number formats mean that every workbook has. Those from
// 27 to 36 and 50 to 58 are dates of East Asia.
func builtIn(id int) format {
	switch {
	case id == 9, id == 10:
		return percent
	case id >= 14 && id <= 17, id == 22, id >= 27 && id <= 36, id >= 50 && id <= 58:
		return day
	}
	return plain
}

// formatOf reads a number format. Only years and days make a date: a time
// alone, as [h]:mm, is none.
func formatOf(code string) format {
	code = strings.ToLower(literal(code))
	switch {
	case strings.Contains(code, "%"):
		return percent
	case strings.ContainsAny(code, "yd"):
		return day
	}
	return plain
}

// literal is the first section of a number format without what stands in it as
// it is: in quotation marks, in brackets, behind a backslash.
func literal(code string) string {
	var b strings.Builder
	closing := rune(0)
	escaped := false
	for _, r := range code {
		switch {
		case escaped:
			escaped = false
		case closing != 0:
			if r == closing {
				closing = 0
			}
		case r == '\\' || r == '_' || r == '*':
			escaped = true
		case r == '"':
			closing = '"'
		case r == '[':
			closing = ']'
		case r == ';':
			return b.String()
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// style is the format of a cell's style.
func (w *workbook) style(number int) format {
	if number < 0 || number >= len(w.formats) {
		return plain
	}
	return w.formats[number]
}
