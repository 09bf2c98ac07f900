package export

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"bestand.example/itbestand/export/update"
	"bestand.example/itbestand/survey"
)

// placed is a table as it stands in a workbook.
type placed struct {
	name, sheet              string
	left, top, right, bottom int
	columns                  []string
	keys                     []string // of the rows; nil where nothing identifies them
}

func (w *written) placed(table string) placed {
	w.t.Helper()
	p := placed{name: table}
	var found []byte
	w.f.Pkg.Range(func(k, v any) bool {
		if data, ok := v.([]byte); ok && strings.HasPrefix(k.(string), "xl/tables/") && bytes.Contains(data, []byte(`displayName="`+table+`"`)) {
			found = data
		}
		return found == nil
	})
	var content struct {
		Ref     string `xml:"ref,attr"`
		Columns []struct {
			Name string `xml:"name,attr"`
		} `xml:"tableColumns>tableColumn"`
	}
	if err := xml.Unmarshal(found, &content); err != nil {
		w.t.Fatalf("%s: %v", table, err)
	}
	at := (&packageCheck{T: w.t}).area(content.Ref)
	p.left, p.top, p.right, p.bottom = at[0], at[1], at[2], at[3]
	for _, c := range content.Columns {
		p.columns = append(p.columns, c.Name)
	}
	p.sheet = (&analyst{written: w}).sheetOf(table)
	for _, key := range []string{"zeilen_id", "antwort_id", "schluessel"} {
		if p.column(key) > 0 && p.keys == nil {
			for row := p.top + 1; row <= p.bottom; row++ {
				p.keys = append(p.keys, w.cell(p.sheet, cellName(p.column(key), row)))
			}
		}
	}
	if slices.Equal(p.keys, []string{""}) {
		p.keys = nil // Excel wants a row in every table
	}
	return p
}

// column is where a column stands on the sheet, or 0.
func (p *placed) column(name string) int {
	if i := slices.Index(p.columns, name); i >= 0 {
		return p.left + i
	}
	return 0
}

// edits are what an analyst did at random, and what must have become of it.
type edits struct {
	*analyst
	rt      *rapid.T
	notes   map[string]map[string]string // by table and key
	remarks map[string]map[[2]string]string
	names   map[string][3]string // of defined names: table, key, column
	marks   map[string]marked
	beside  map[[2]string]string // cells that are nobody's business
	sums    map[string]string    // formula columns by table
}

// marked are cells with a format or a check of their own.
type marked struct {
	table, column string
	keys          []string
	all           bool
}

func anyEdits(rt *rapid.T, a *analyst, tables []placed) *edits {
	e := &edits{a, rt, map[string]map[string]string{}, map[string]map[[2]string]string{}, map[string][3]string{}, map[string]marked{}, map[[2]string]string{}, map[string]string{}}
	for _, p := range tables {
		if len(p.keys) > 0 && rapid.IntRange(0, 3).Draw(rt, "untouched") > 0 {
			e.table(p)
		}
	}
	return e
}

func (e *edits) chance(what string) bool { return rapid.Bool().Draw(e.rt, what) }

func (e *edits) table(p placed) {
	row := func(i int) int { return p.top + 1 + i }
	some := func(what string) int { return rapid.IntRange(0, len(p.keys)-1).Draw(e.rt, what) }
	columns := slices.Clone(p.columns)
	right := p.right
	if e.chance("notes") {
		e.notes[p.name] = map[string]string{}
		style, err := e.f.NewStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFEE00"}}})
		e.do(err)
		letter := e.own(p.name, "Notiz", func(r int) any {
			key := p.keys[r-p.top-1]
			switch rapid.IntRange(0, 3).Draw(e.rt, "note") {
			case 0:
				return nil
			case 1:
				e.notes[p.name][key] = strconv.Itoa(r)
				return r
			}
			e.notes[p.name][key] = "zu " + key + " & <\"ä\">\n" + p.name
			return e.notes[p.name][key]
		})
		e.do(e.f.SetCellStyle(p.sheet, letter+strconv.Itoa(row(some("coloured"))), letter+strconv.Itoa(row(0)), style))
		right++
	}
	if e.chance("formulas") {
		e.sums[p.name] = "Rechnung"
		structured := e.chance("structured")
		e.own(p.name, "Rechnung", func(r int) any {
			if structured {
				return formulaText(p.name + "[[#This Row],[" + columns[0] + "]]&\"x\"")
			}
			return formulaText("LEN(" + cellName(p.left+1, r) + ")")
		})
		right++
	}
	for range rapid.IntRange(0, 2).Draw(e.rt, "remarks") {
		i, column := some("row"), rapid.SampledFrom(columns).Draw(e.rt, "column")
		if e.remarks[p.name] == nil {
			e.remarks[p.name] = map[[2]string]string{}
		}
		at := [2]string{p.keys[i], column}
		if e.remarks[p.name][at] == "" {
			e.remarks[p.name][at] = "Rückfrage " + p.name + " " + at[0] + " " + column
			e.do(e.f.AddComment(p.sheet, excelize.Comment{Cell: cellName(p.column(column), row(i)), Author: "Eva", Text: e.remarks[p.name][at]}))
		}
	}
	if e.chance("mark") {
		e.mark(p, some("first"), some("last"), rapid.SampledFrom(columns).Draw(e.rt, "column"))
	}
	if e.chance("name") {
		i, column := some("row"), rapid.SampledFrom(columns).Draw(e.rt, "column")
		name := "Stelle_" + p.name
		e.names[name] = [3]string{p.name, p.keys[i], column}
		letter, err := excelize.ColumnNumberToName(p.column(column))
		e.do(err)
		e.do(e.f.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: "'" + p.sheet + "'!$" + letter + "$" + strconv.Itoa(row(i))}))
	}
	if e.chance("beside") { // now and then where new columns come
		cell := cellName(right+rapid.SampledFrom([]int{2, 30, 31, 32, 33}).Draw(e.rt, "columns"), row(some("row")))
		e.beside[[2]string{p.sheet, cell}] = "daneben"
		e.set(p.sheet, cell, "daneben")
	}
	if e.chance("below") && e.chance("far") {
		cell := cellName(p.left, p.bottom+rapid.SampledFrom([]int{1, 5, 40, 41}).Draw(e.rt, "below"))
		e.beside[[2]string{p.sheet, cell}] = "darunter"
		e.set(p.sheet, cell, "darunter")
	}
	if e.chance("hidden") {
		e.do(e.f.SetRowVisible(p.sheet, row(some("row")), false))
		e.do(e.f.SetRowOutlineLevel(p.sheet, row(some("row")), 1))
	}
}

// mark gives rows of a column a format by a rule of its own.
func (e *edits) mark(p placed, first, last int, column string) {
	if first > last {
		first, last = last, first
	}
	style, err := e.f.NewConditionalStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	e.do(err)
	letter, err := excelize.ColumnNumberToName(p.column(column))
	e.do(err)
	name := "Marke" + p.name
	row := p.top + 1 + first
	e.do(e.f.SetConditionalFormat(p.sheet, fmt.Sprintf("%s%d:%s%d", letter, row, letter, p.top+1+last), []excelize.ConditionalFormatOptions{
		{Type: "formula", Criteria: fmt.Sprintf(`$%s%d="%s"`, letter, row, name), Format: &style},
	}))
	e.marks[name] = marked{p.name, column, p.keys[first : last+1], first == 0 && last == len(p.keys)-1}
}

// hold holds that all of it is where it belongs.
func (e *edits) hold(w *written, report update.Report) {
	t := e.t
	var lost, kept []string
	for table, notes := range e.notes {
		p := w.placed(table)
		for key, want := range notes {
			i := slices.Index(p.keys, key)
			if i < 0 {
				lost = append(lost, want)
				continue
			}
			if got := w.cell(p.sheet, cellName(p.column("Notiz"), p.top+1+i)); got != want {
				t.Errorf("%s: the note on %s is %q, want %q", table, key, got, want)
			}
		}
		for i, key := range p.keys {
			if got := w.cell(p.sheet, cellName(p.column("Notiz"), p.top+1+i)); got != notes[key] {
				t.Errorf("%s: at %s stands the note %q", table, key, got)
			}
		}
	}
	for table, column := range e.sums {
		p := w.placed(table)
		for i := range p.keys {
			if w.formula(p.sheet, cellName(p.column(column), p.top+1+i)) == "" {
				t.Errorf("%s: row %d has no formula", table, i)
			}
		}
	}
	for table, remarks := range e.remarks {
		p := w.placed(table)
		comments, err := w.f.GetComments(p.sheet)
		e.do(err)
		got := map[string]string{}
		for _, c := range comments {
			got[c.Cell] = c.Text
		}
		for at, want := range remarks {
			i := slices.Index(p.keys, at[0])
			if i < 0 {
				lost = append(lost, want)
				continue
			}
			cell := cellName(p.column(at[1]), p.top+1+i)
			if !strings.Contains(got[cell], want) {
				t.Errorf("%s: the comment at %s is %q, want %q", table, cell, got[cell], want)
			}
			delete(got, cell)
		}
		if len(got) > 0 {
			t.Errorf("%s: there are comments too many: %v", table, got)
		}
	}
	if report.OrphanSheet != "" {
		for i := 2; ; i++ {
			text := w.cell(report.OrphanSheet, "D"+strconv.Itoa(i))
			if text == "" {
				break
			}
			kept = append(kept, strings.TrimPrefix(text, "Eva:\n"))
		}
	}
	slices.Sort(lost)
	slices.Sort(kept)
	if !slices.Equal(lost, kept) {
		t.Errorf("without a row are %q, want %q", kept, lost)
	}
	for at, want := range e.beside {
		if got := w.cell(at[0], at[1]); got != want {
			t.Errorf("%v holds %q, want %q", at, got, want)
		}
	}
	e.namesHold(w)
	for name, m := range e.marks {
		e.markHolds(w, name, m)
	}
}

func (e *edits) namesHold(w *written) {
	defined := map[string]string{}
	for _, n := range w.f.GetDefinedName() {
		defined[n.Name] = n.RefersTo
	}
	for name, at := range e.names {
		p := w.placed(at[0])
		i := slices.Index(p.keys, at[1])
		letter, err := excelize.ColumnNumberToName(p.column(at[2]))
		e.do(err)
		want := "$" + letter + "$" + strconv.Itoa(p.top+1+i)
		if i < 0 {
			want = "#REF!"
		}
		if !strings.HasSuffix(defined[name], "!"+want) {
			e.t.Errorf("the name %s is %s, want %s", name, defined[name], want)
		}
	}
}

var formatFor = regexp.MustCompile(`<conditionalFormatting sqref="([^"]*)"[^>]*><cfRule[^>]*><formula>\$([A-Z]+)(\d+)=(?:"|&#34;|&quot;)([^"&]*)`)

func (e *edits) markHolds(w *written, name string, m marked) {
	p := w.placed(m.table)
	var want []int
	for row := p.top + 1; row <= p.bottom; row++ { // a table without rows has a blank one
		if i := row - p.top - 1; m.all || i < len(p.keys) && slices.Contains(m.keys, p.keys[i]) {
			want = append(want, row)
		}
	}
	var got []int
	for _, found := range formatFor.FindAllStringSubmatch(string(readParts(e.t, w.path)[w.sheetPart(p.sheet)]), -1) {
		if found[4] != name {
			continue
		}
		for _, one := range strings.Fields(found[1]) {
			if !strings.Contains(one, ":") {
				one += ":" + one
			}
			at := (&packageCheck{T: e.t}).area(one)
			if at[0] != p.column(m.column) || at[2] != at[0] {
				e.t.Errorf("%s is for %s", name, one)
			}
			for row := at[1]; row <= at[3]; row++ {
				got = append(got, row)
			}
		}
		if len(want) > 0 && found[3] != strconv.Itoa(want[0]) {
			e.t.Errorf("%s looks at row %s, and begins in row %d", name, found[3], want[0])
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		e.t.Errorf("%s is for the rows %v, want %v (%v of %v)", name, got, want, m.keys, p.keys)
	}
}

// asFresh holds that the export's columns of every table, and its other sheets,
// are those of a fresh export cell by cell.
func asFresh(t *testing.T, w, fresh *written) {
	t.Helper()
	for _, sheet := range fresh.f.GetSheetList() {
		want := fresh.raw(sheet)
		tables, err := fresh.f.GetTables(sheet)
		if err != nil {
			t.Fatal(err)
		}
		if sheet == sheetInventory {
			continue
		}
		got := w.raw(sheet)
		at := func(rows [][]string, col, row int) string {
			if row > len(rows) || col > len(rows[row-1]) {
				return ""
			}
			return rows[row-1][col-1]
		}
		if len(tables) != 1 {
			for y := range want {
				for x, text := range want[y] {
					if at(got, x+1, y+1) != text {
						t.Errorf("%s!%s is %q, want %q", sheet, cellName(x+1, y+1), at(got, x+1, y+1), text)
					}
				}
			}
			continue
		}
		is, was := w.placed(tables[0].Name), fresh.placed(tables[0].Name)
		if is.bottom-is.top != was.bottom-was.top {
			t.Errorf("%s has %d rows, want %d", is.name, is.bottom-is.top, was.bottom-was.top)
		}
		for _, column := range was.columns {
			for row := was.top; row <= was.bottom; row++ {
				if a, b := at(got, is.column(column), row), at(want, was.column(column), row); a != b {
					t.Errorf("%s: %s in row %d is %q, want %q", is.name, column, row, a, b)
				}
			}
		}
	}
}

// anyOf is a random response with an identifier that is told from others by its
// beginning, as real ones are.
func anyOf(rt *rapid.T, set *survey.Questionnaire, n int) *survey.Response {
	r := randomResponse(rt, set, n)
	r.ID = fmt.Sprintf("%08x%024x", 2654435761*uint32(n+1), n)
	return r
}

// Whatever an analyst does, and whoever answers: what the export made is as if
// exported anew, cell by cell; what she made stands at its key, or on the sheet
// for what has none, and nothing else in the file has changed. Or all of it is
// refused by name.
func TestRandomWorkIsFollowedOrRefused(t *testing.T) {
	checks := flag.Lookup("rapid.checks")
	few, before := "12", checks.Value.String()
	if os.Getenv("ITBESTAND_LONG") != "" {
		few = "200"
	}
	if err := checks.Value.Set(few); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = checks.Value.Set(before) }() // was its value
	set, sets := small(t)
	refusals := map[update.Code]int{}
	rapid.Check(t, func(rt *rapid.T) {
		dir := t.TempDir()
		defer os.RemoveAll(dir)
		all := rapid.Permutation([]int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}).Draw(rt, "units")
		answered := map[int]*survey.Response{}
		for _, n := range all {
			answered[n] = anyOf(rt, set, n)
		}
		old := all[:rapid.IntRange(1, 7).Draw(rt, "before")]
		var were []*survey.Response
		for _, n := range old {
			were = append(were, answered[n])
		}
		a := &analyst{written: writeBook(t, book(sets, were...)), changes: map[string]func([]byte) []byte{}}
		var tables []placed
		for _, sheet := range a.f.GetSheetList() {
			list, err := a.f.GetTables(sheet)
			a.do(err)
			if len(list) == 1 && strings.HasPrefix(list[0].Name, "tblDaten_") || len(list) == 1 && slices.Contains(a.placed(list[0].Name).columns, "zeilen_id") {
				tables = append(tables, a.placed(list[0].Name))
			}
		}
		e := anyEdits(rt, a, tables)
		path := a.save()
		now := rapid.Permutation(all).Draw(rt, "now")
		now = now[:rapid.IntRange(1, len(now)).Draw(rt, "after")]
		var are []*survey.Response
		for _, n := range now {
			if rapid.Bool().Draw(rt, "answers anew") {
				answered[n] = anyOf(rt, set, n)
			}
			are = append(are, answered[n])
		}
		fresh := writeBook(t, book(sets, are...))
		to := filepath.Join(dir, "neu.xlsx")
		bytesBefore, err := os.ReadFile(path)
		a.do(err)
		report, err := tryUpdate(path, fresh.path, to)
		bytesAfter, err2 := os.ReadFile(path)
		if err2 != nil || !bytes.Equal(bytesBefore, bytesAfter) {
			rt.Fatalf("her file has changed (%v)", err2)
		}
		var refused *update.Error
		if errors.As(err, &refused) {
			if _, err := os.Stat(to); err == nil {
				rt.Fatal("refused, and written")
			}
			refusals[refused.Refusals[0].Code]++
			if refused.Refusals[0].Code != update.Occupied {
				rt.Fatalf("refused: %+v", refused.Refusals)
			}
			return
		}
		a.do(err)
		checkUpdated(t, to)
		f, err := excelize.OpenFile(to)
		a.do(err)
		defer f.Close()
		w := &written{t: t, path: to, f: f}
		asFresh(t, w, fresh)
		e.hold(w, report)
		was, is := readParts(t, path), readParts(t, to)
		for name, data := range was {
			for _, same := range []string{"xl/theme/", "docProps/app.xml", "docProps/core.xml", "xl/sharedStrings.xml"} {
				if strings.HasPrefix(name, same) && !bytes.Equal(data, is[name]) {
					t.Errorf("%s has changed", name)
				}
			}
		}
		if t.Failed() {
			rt.FailNow()
		}
	})
	t.Logf("refused: %v", refusals)
}
