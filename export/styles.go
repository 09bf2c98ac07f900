package export

import (
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// kind is what a sheet is for; it gives the colours of its tab and headings.
type kind int

const (
	analysis kind = iota // figures: blue
	data                 // answers: green
	contact              // personal data: orange
	evidence             // what the rest is built on: grey
)

// palette are the colours of a kind: the tab and the table's header, the row
// of labels above it, and the tint of every other section in that row.
type palette struct{ dark, light, lighter string }

func (k kind) palette() palette {
	return []palette{
		{"1F4E79", "DDEBF7", "EEF5FB"},
		{"375623", "E2EFDA", "F1F7ED"},
		{"C55A11", "FBE5D6", "FDF2EA"},
		{"595959", "EDEDED", "F7F7F7"},
	}[k]
}

const (
	fontName = "Arial"
	ink      = "262626"
	faint    = "767676"
	hairline = "D9D9D9"
)

// styles makes the styles of a workbook, each once.
type styles struct {
	f    *excelize.File
	made map[string]int
	err  error
}

func newStyles(f *excelize.File) *styles { return &styles{f: f, made: map[string]int{}} }

func (s *styles) style(name string, make func() *excelize.Style) int {
	id, ok := s.made[name]
	if !ok && s.err == nil {
		id, s.err = s.f.NewStyle(make())
		s.made[name] = id
	}
	return id
}

// header is the row of a table that names its columns.
func (s *styles) header(k kind) int {
	return s.headerStyle(k, "header", &excelize.Alignment{Horizontal: "left", Vertical: "center", WrapText: true})
}

// headerUp is header with the text running upwards, clear of the filter button.
func (s *styles) headerUp(k kind) int {
	return s.headerStyle(k, "headerUp", &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true, TextRotation: 90})
}

func (s *styles) headerStyle(k kind, name string, align *excelize.Alignment) int {
	return s.style(name+k.palette().dark, func() *excelize.Style {
		return &excelize.Style{
			Font:      &excelize.Font{Family: fontName, Size: 8, Bold: true, Color: "FFFFFF"},
			Fill:      solid(k.palette().dark),
			Alignment: align,
			Border:    []excelize.Border{{Type: "right", Color: "FFFFFF", Style: 1}},
		}
	})
}

// columnHeading heads a column of a sheet for reading, in line with its texts.
func (s *styles) columnHeading(k kind) int {
	return s.style("columnHeading"+k.palette().dark, func() *excelize.Style {
		return &excelize.Style{
			Font:      &excelize.Font{Family: fontName, Size: 9, Bold: true, Color: "FFFFFF"},
			Fill:      solid(k.palette().dark),
			Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "top", WrapText: true, Indent: 1},
			Border:    []excelize.Border{{Type: "right", Color: "FFFFFF", Style: 1}},
		}
	})
}

// label is the row above it that says what the columns mean.
func (s *styles) label(k kind, tinted bool) int {
	color := k.palette().light
	if tinted {
		color = k.palette().lighter
	}
	return s.style("label"+color, func() *excelize.Style {
		return &excelize.Style{
			Font:      &excelize.Font{Family: fontName, Size: 9, Bold: true, Color: ink},
			Fill:      solid(color),
			Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "top", WrapText: true},
			Border:    []excelize.Border{{Type: "right", Color: "FFFFFF", Style: 1}},
		}
	})
}

// Number formats of cells. A file holds them in English; Excel shows them in
// the reader's language.
const (
	formatText   = "@"
	formatWhole  = "#,##0"
	formatDigits = "0" // years and ordinals
	formatDate   = "dd.mm.yyyy"
	formatTime   = "dd.mm.yyyy hh:mm"
	formatShare  = "0.0%"
)

// decimal is the format of a number with so many places, with a unit behind
// it that is shown but is no part of the value.
func decimal(places int, unit string) string {
	format := formatWhole
	if places > 0 {
		format += "." + strings.Repeat("0", places)
	}
	if unit != "" {
		format += `" ` + unit + `"`
	}
	return format
}

// cell is a cell of a table: text to the left, numbers to the right.
func (s *styles) cell(format string) int { return s.body(format, false) }

// wrapped is a text that may take several lines.
func (s *styles) wrapped() int { return s.body(formatText, true) }

// inputStyle begins the name of the style of cells that people may change.
const inputStyle = "input"

// isDate reports whether a style is that of a day. It makes none.
func (s *styles) isDate(id int) bool {
	date, made := s.made[formatDate]
	return made && date == id
}

// nameOf is the name of a style.
func (s *styles) nameOf(id int) string {
	for name, made := range s.made {
		if made == id {
			return name
		}
	}
	return ""
}

// input is a number that people may change.
func (s *styles) input(format string) int {
	return s.style(inputStyle+format, func() *excelize.Style {
		align := &excelize.Alignment{Horizontal: "right", Vertical: "top"}
		if format == formatText {
			align.Horizontal, align.Indent = "left", 1
		}
		return &excelize.Style{
			Font: &excelize.Font{Family: fontName, Size: 9, Color: ink}, Fill: solid("FFF8DC"),
			CustomNumFmt: &format, Alignment: align,
		}
	})
}

func (s *styles) body(format string, wrap bool) int {
	name := format
	if wrap {
		name += "|wrap"
	}
	if id, ok := s.made[name]; ok { // of millions of cells
		return id
	}
	return s.style(name, func() *excelize.Style {
		align := &excelize.Alignment{Horizontal: "right", Vertical: "top", WrapText: wrap}
		if format == formatText {
			// Without the indent a text sticks to the number before it.
			align.Horizontal, align.Indent = "left", 1
		}
		return &excelize.Style{
			Font:         &excelize.Font{Family: fontName, Size: 9, Color: ink},
			CustomNumFmt: &format, Alignment: align,
		}
	})
}

// strong is a cell that stands out among figures, such as a total.
func (s *styles) strong(format string) int {
	return s.style("strong"+format, func() *excelize.Style {
		align := &excelize.Alignment{Horizontal: "right", Vertical: "top"}
		if format == formatText {
			align.Horizontal, align.Indent = "left", 1
		}
		return &excelize.Style{
			Font: &excelize.Font{Family: fontName, Size: 9, Bold: true, Color: ink}, Fill: solid("EAF1FA"),
			CustomNumFmt: &format, Alignment: align,
		}
	})
}

// outstanding is the style of a cell, made to stand out.
func (s *styles) outstanding(id int) int {
	return s.style("outstanding"+strconv.Itoa(id), func() *excelize.Style {
		style, err := s.f.GetStyle(id)
		if err != nil {
			s.err = err
			return &excelize.Style{}
		}
		font := excelize.Font{Family: fontName, Size: 9, Bold: true, Color: ink}
		style.Font, style.Fill = &font, solid("EAF1FA")
		return style
	})
}

// link is a cell that leads somewhere.
func (s *styles) link() int {
	return s.style("link", func() *excelize.Style {
		return &excelize.Style{
			Font:      &excelize.Font{Family: fontName, Size: 9, Color: "0563C1", Underline: "single"},
			Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "top", Indent: 1},
		}
	})
}

// rule makes a style for a conditional format.
func (s *styles) rule(name string, style *excelize.Style) *int {
	id, ok := s.made[name]
	if !ok && s.err == nil {
		id, s.err = s.f.NewConditionalStyle(style)
		s.made[name] = id
	}
	return &id
}

// hairlines are drawn between rows by a rule, so that they run through empty
// cells too, which the file does not hold.
func (s *styles) hairlines() excelize.ConditionalFormatOptions {
	return excelize.ConditionalFormatOptions{Type: "formula", Criteria: "TRUE", Format: s.rule("hairline", &excelize.Style{
		Border: []excelize.Border{{Type: "bottom", Color: hairline, Style: 1}},
	})}
}

// groupStart draws a line above rows for which a formula is true.
func (s *styles) groupStart(formula string) excelize.ConditionalFormatOptions {
	return excelize.ConditionalFormatOptions{Type: "formula", Criteria: formula, Format: s.rule("group", &excelize.Style{
		Border: []excelize.Border{{Type: "top", Color: faint, Style: 1}, {Type: "bottom", Color: hairline, Style: 1}},
	})}
}

// groupRest makes texts faint that only repeat those above.
func (s *styles) groupRest(formula string) excelize.ConditionalFormatOptions {
	return excelize.ConditionalFormatOptions{Type: "formula", Criteria: formula, Format: s.rule("rest", &excelize.Style{
		Font:   &excelize.Font{Color: "A6A6A6"},
		Border: []excelize.Border{{Type: "bottom", Color: hairline, Style: 1}},
	})}
}

func solid(color string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
}

// The styles of the overview.

func (s *styles) heading(size float64) int {
	return s.style("heading"+strconv.Itoa(int(size)), func() *excelize.Style {
		return &excelize.Style{
			Font:      &excelize.Font{Family: fontName, Size: size, Bold: true, Color: "1F3864"},
			Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "center"},
		}
	})
}

func (s *styles) remark() int { return s.line9("remark", faint, false, false) }
func (s *styles) alert() int  { return s.line9("alert", "C00000", true, false) }
func (s *styles) small() int  { return s.line9("small", ink, false, true) }

// aside is small print that runs over the cells beside it.
func (s *styles) aside() int { return s.line9("aside", faint, false, false) }

func (s *styles) line9(name, color string, bold, wrap bool) int {
	return s.style(name, func() *excelize.Style {
		return &excelize.Style{
			Font:      &excelize.Font{Family: fontName, Size: 9, Bold: bold, Color: color},
			Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "top", WrapText: wrap},
		}
	})
}

func (s *styles) contentLink() int {
	return s.style("contentLink", func() *excelize.Style {
		return &excelize.Style{
			Font:      &excelize.Font{Family: fontName, Size: 9, Color: "0563C1", Underline: "single"},
			Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "top"},
		}
	})
}

func (s *styles) tileValue(format string) int {
	return s.tile("tileValue"+format, excelize.Font{Family: fontName, Size: 20, Bold: true, Color: "1F3864"}, format)
}

func (s *styles) tileLabel() int {
	return s.tile("tileLabel", excelize.Font{Family: fontName, Size: 9, Color: "595959"}, "General")
}

func (s *styles) tile(name string, font excelize.Font, format string) int {
	return s.style(name, func() *excelize.Style {
		return &excelize.Style{
			Font: &font, Fill: solid("EAF1FA"), CustomNumFmt: &format,
			Border:    []excelize.Border{{Type: "left", Color: "2F75B5", Style: 5}, {Type: "right", Color: "FFFFFF", Style: 5}},
			Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "center", Indent: 1},
		}
	})
}
