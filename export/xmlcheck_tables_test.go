package export

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

func (c *packageCheck) tables() {
	seen, ids, listed := map[string]bool{}, map[int]bool{}, map[string]int{}
	for name := range c.parts {
		if !strings.HasPrefix(name, "xl/worksheets/sheet") {
			continue
		}
		var sheet sheetCells
		c.decode(name, &sheet)
		for _, r := range c.relationsOf(name) {
			if !strings.HasSuffix(r.Type, "/table") {
				continue
			}
			for _, p := range sheet.TableParts {
				if p.ID == r.ID {
					listed[r.Target]++
				}
			}
			c.table(r.Target, sheet, seen, ids)
		}
	}
	for name := range c.parts {
		if strings.HasPrefix(name, "xl/tables/") && listed[name] != 1 {
			c.T.Errorf("%s is listed %d times", name, listed[name])
		}
	}
}

func (c *packageCheck) table(part string, sheet sheetCells, seen map[string]bool, ids map[int]bool) {
	var table struct {
		ID      int    `xml:"id,attr"`
		Name    string `xml:"displayName,attr"`
		Ref     string `xml:"ref,attr"`
		Columns []struct {
			Name string `xml:"name,attr"`
		} `xml:"tableColumns>tableColumn"`
	}
	c.decode(part, &table)
	if seen[strings.ToLower(table.Name)] || ids[table.ID] {
		c.T.Errorf("table %s (%d) is there twice", table.Name, table.ID)
	}
	seen[strings.ToLower(table.Name)], ids[table.ID] = true, true
	first, last, _ := strings.Cut(table.Ref, ":")
	left, top, _ := excelize.CellNameToCoordinates(first)
	right, bottom, _ := excelize.CellNameToCoordinates(last)
	if bottom <= top || right-left+1 != len(table.Columns) {
		c.T.Errorf("table %s: %s with %d columns", table.Name, table.Ref, len(table.Columns))
	}
	header := map[string]string{}
	for _, r := range sheet.Rows {
		for _, cell := range r.Cells {
			if r.R == top {
				header[cell.R] = c.text(cell.T, cell.V, cell.IS.T)
			}
		}
	}
	names := map[string]bool{}
	for i, column := range table.Columns {
		cell, _ := excelize.CoordinatesToCellName(left+i, top)
		if header[cell] != column.Name || column.Name == "" || names[strings.ToLower(column.Name)] {
			c.T.Errorf("table %s: column %q, in cell %s %q", table.Name, column.Name, cell, header[cell])
		}
		names[strings.ToLower(column.Name)] = true
	}
}

// text is what stands in a cell that must be a text.
func (c *packageCheck) text(kind, v, inline string) string {
	switch kind {
	case "inlineStr":
		return inline
	case "s":
		var strings struct {
			Items []struct {
				T string `xml:"t"`
			} `xml:"si"`
		}
		c.decode("xl/sharedStrings.xml", &strings)
		var i int
		if _, err := fmt.Sscan(v, &i); err == nil && i < len(strings.Items) {
			return strings.Items[i].T
		}
	}
	return "?" + kind
}
