package export

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// references checks what parts say of one another: formats by rules, names,
// charts and merged cells.
func (c *packageCheck) references() {
	sheets := c.sheetParts()
	c.rules()
	c.definedNames(sheets)
	c.charts(sheets)
	c.merged()
}

// sheetParts gives the part of each sheet by its name.
func (c *packageCheck) sheetParts() map[string]string {
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"id,attr"`
		} `xml:"sheets>sheet"`
	}
	c.decode("xl/workbook.xml", &book)
	parts := map[string]string{}
	for _, s := range book.Sheets {
		for _, r := range c.relationsOf("xl/workbook.xml") {
			if r.ID == s.ID {
				parts[s.Name] = r.Target
			}
		}
		if parts[s.Name] == "" {
			c.T.Errorf("sheet %s has no part", s.Name)
		}
	}
	return parts
}

// rules looks for the formats that conditional formats name, and for two of a
// sheet with one priority.
func (c *packageCheck) rules() {
	var styles struct {
		Dxfs []struct{} `xml:"dxfs>dxf"`
	}
	c.decode("xl/styles.xml", &styles)
	for name := range c.parts {
		if !strings.HasPrefix(name, "xl/worksheets/sheet") {
			continue
		}
		var sheet struct {
			Rules []struct {
				Dxf      *int   `xml:"dxfId,attr"`
				Type     string `xml:"type,attr"`
				Priority int    `xml:"priority,attr"`
			} `xml:"conditionalFormatting>cfRule"`
		}
		c.decode(name, &sheet)
		seen := map[int]bool{}
		for _, r := range sheet.Rules {
			if r.Dxf != nil && *r.Dxf >= len(styles.Dxfs) || r.Type == "expression" && r.Dxf == nil {
				c.T.Errorf("%s: a rule has no format", name)
			}
			if seen[r.Priority] {
				c.T.Errorf("%s: two rules of priority %d", name, r.Priority)
			}
			seen[r.Priority] = true
		}
	}
}

var rangeReference = regexp.MustCompile(`'?((?:[^'!,]|'')+?)'?!\$?([A-Z]*)\$?(\d*)(?::\$?([A-Z]*)\$?(\d*))?`)

// definedNames checks that names are there once in their scope and lead to
// sheets.
func (c *packageCheck) definedNames(sheets map[string]string) {
	var book struct {
		Names []struct {
			Name  string `xml:"name,attr"`
			Scope string `xml:"localSheetId,attr"`
			Text  string `xml:",chardata"`
		} `xml:"definedNames>definedName"`
	}
	c.decode("xl/workbook.xml", &book)
	seen := map[string]bool{}
	for _, n := range book.Names {
		key := strings.ToLower(n.Name) + "\n" + n.Scope
		found := rangeReference.FindAllStringSubmatch(n.Text, -1)
		if c.foreign && strings.HasSuffix(n.Text, "#REF!") {
			continue // an analyst's, of a row that is gone
		}
		if seen[key] || len(found) == 0 || strings.Contains(n.Text, "#REF!") {
			c.T.Errorf("name %s (%s): %s", n.Name, n.Scope, n.Text)
		}
		seen[key] = true
		for _, f := range found {
			if sheets[strings.ReplaceAll(f[1], "''", "'")] == "" {
				c.T.Errorf("name %s leads to %s", n.Name, n.Text)
			}
		}
	}
}

// charts checks that each range of a chart stands on a sheet, and that some of
// its values are there: a chart of nothing draws nothing, and nobody notices.
func (c *packageCheck) charts(sheets map[string]string) {
	cells := map[string]map[string]bool{}
	for name, data := range c.parts {
		if !strings.HasPrefix(name, "xl/charts/chart") {
			continue
		}
		drawn := false
		for _, f := range chartRange.FindAllSubmatch(data, -1) {
			text := strings.NewReplacer("&apos;", "'", "&#39;", "'", "&amp;", "&").Replace(string(f[2]))
			m := rangeReference.FindStringSubmatch(text)
			if m == nil || sheets[m[1]] == "" {
				c.T.Errorf("%s draws %s", name, text)
				continue
			}
			if cells[m[1]] == nil {
				cells[m[1]] = c.filled(sheets[m[1]])
			}
			drawn = drawn || string(f[1]) == "val" && anyFilled(cells[m[1]], m)
		}
		if !drawn {
			c.T.Errorf("%s draws nothing", name)
		}
	}
}

// chartRange finds what a range is for, and the range.
var chartRange = regexp.MustCompile(`<(?:c:)?(val|cat|tx)>\s*<(?:c:)?(?:numRef|strRef)>\s*<(?:c:)?f>([^<]*)</`)

// filled lists the cells of a sheet that hold something; a formula does, also
// where its value is still to be computed.
func (c *packageCheck) filled(part string) map[string]bool {
	var sheet sheetCells
	c.decode(part, &sheet)
	all := map[string]bool{}
	for _, r := range sheet.Rows {
		for _, cell := range r.Cells {
			if cell.V != "" || cell.F != "" || cell.IS.T != "" {
				all[cell.R] = true
			}
		}
	}
	return all
}

func anyFilled(filled map[string]bool, m []string) bool {
	first, err := strconv.Atoi(m[3])
	if err != nil {
		return false
	}
	last := first
	if m[5] != "" {
		if last, err = strconv.Atoi(m[5]); err != nil {
			return false
		}
	}
	for row := first; row <= last; row++ {
		if filled[m[2]+strconv.Itoa(row)] {
			return true
		}
	}
	return false
}

// merged checks that merged cells overlap neither one another nor a table:
// Excel repairs a workbook in which they do.
func (c *packageCheck) merged() {
	for name := range c.parts {
		if !strings.HasPrefix(name, "xl/worksheets/sheet") {
			continue
		}
		var sheet struct {
			Cells []struct {
				Ref string `xml:"ref,attr"`
			} `xml:"mergeCells>mergeCell"`
		}
		c.decode(name, &sheet)
		var taken [][4]int
		for _, r := range c.relationsOf(name) {
			if strings.HasSuffix(r.Type, "/table") {
				var table struct {
					Ref string `xml:"ref,attr"`
				}
				c.decode(r.Target, &table)
				area := c.area(table.Ref)
				if slices.ContainsFunc(taken, func(other [4]int) bool { return overlap(area, other) }) {
					c.T.Errorf("%s: tables overlap at %s", name, table.Ref)
				}
				taken = append(taken, area)
			}
		}
		for _, m := range sheet.Cells {
			area := c.area(m.Ref)
			if slices.ContainsFunc(taken, func(other [4]int) bool { return overlap(area, other) }) {
				c.T.Errorf("%s: merged cells %s overlap others or a table", name, m.Ref)
			}
			taken = append(taken, area)
		}
	}
}

func (c *packageCheck) area(ref string) [4]int {
	first, last, _ := strings.Cut(ref, ":")
	left, top, err1 := excelize.CellNameToCoordinates(first)
	right, bottom, err2 := excelize.CellNameToCoordinates(last)
	if err1 != nil || err2 != nil {
		c.T.Errorf("range %q", ref)
	}
	return [4]int{left, top, right, bottom}
}

func overlap(a, b [4]int) bool {
	return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}
