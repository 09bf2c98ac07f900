package document_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"bestand.example/itbestand/export/document"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
)

// parts reads a package.
func parts(t *testing.T, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name] = string(content)
	}
	return all
}

func docx(t *testing.T, d *document.Document) map[string]string {
	t.Helper()
	data, err := document.DOCX(d)
	if err != nil {
		t.Fatal(err)
	}
	return parts(t, data)
}

// values lists an attribute's values in the order of a part.
func values(t *testing.T, part, element, attribute string) []string {
	t.Helper()
	var list []string
	for d := xml.NewDecoder(strings.NewReader(part)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return list
		}
		if err != nil {
			t.Fatal(err)
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != element {
			continue
		}
		for _, a := range start.Attr {
			if a.Name.Local == attribute {
				list = append(list, a.Value)
			}
		}
	}
}

// text is what a person reads in a part.
func text(t *testing.T, part string) string {
	t.Helper()
	var b strings.Builder
	for d := xml.NewDecoder(strings.NewReader(part)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return b.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.CharData:
			b.Write(token)
		case xml.EndElement:
			if token.Name.Local == "p" {
				b.WriteByte('\n')
			}
		}
	}
}

// Each part is well-formed and has a content type; each relationship leads to
// a part; each id and style that is used is there.
func TestDOCXIsAWholePackage(t *testing.T) {
	for _, d := range documents(t) {
		all := docx(t, d)
		types := all["[Content_Types].xml"]
		named, endings := values(t, types, "Override", "PartName"), values(t, types, "Default", "Extension")
		for name, content := range all {
			values(t, content, "", "") // well-formed
			if ending := strings.TrimPrefix(path.Ext(name), "."); !slices.Contains(named, "/"+name) && !slices.Contains(endings, ending) {
				t.Errorf("%s has no content type", name)
			}
		}
		for _, name := range named {
			if _, ok := all[strings.TrimPrefix(name, "/")]; !ok {
				t.Errorf("the content type of %s is that of no part", name)
			}
		}
		for _, target := range values(t, all["_rels/.rels"], "Relationship", "Target") {
			if _, ok := all[target]; !ok {
				t.Errorf("the package leads to %s, which is not there", target)
			}
		}
		relations := all["word/_rels/document.xml.rels"]
		for _, target := range values(t, relations, "Relationship", "Target") {
			if _, ok := all["word/"+target]; !ok {
				t.Errorf("the document leads to %s, which is not there", target)
			}
		}
		main, ids := all["word/document.xml"], values(t, relations, "Relationship", "Id")
		for _, element := range []string{"headerReference", "footerReference"} {
			for _, id := range values(t, main, element, "id") {
				if !slices.Contains(ids, id) {
					t.Errorf("%s %s leads nowhere", element, id)
				}
			}
		}
		styles := values(t, all["word/styles.xml"], "style", "styleId")
		for name, content := range all {
			for _, style := range values(t, content, "pStyle", "val") {
				if !slices.Contains(styles, style) {
					t.Errorf("%s uses the style %s, which is not there", name, style)
				}
			}
		}
		marks := values(t, main, "bookmarkStart", "name")
		for _, anchor := range values(t, main, "hyperlink", "anchor") {
			if !slices.Contains(marks, anchor) {
				t.Errorf("a link leads to %s, which is not there", anchor)
			}
		}
	}
}

// A cell of a table ends in a paragraph, and a table is followed by one:
// otherwise Word calls the file damaged, or melts two tables into one.
func TestTablesEndInParagraphs(t *testing.T) {
	for _, d := range documents(t) {
		main := docx(t, d)["word/document.xml"]
		if bad := regexp.MustCompile(`</w:tbl>(<w:tbl>|</w:tc>|<w:sectPr>)|</w:tcPr></w:tc>`).FindString(main); bad != "" {
			t.Errorf("found %s", bad)
		}
		for _, table := range strings.Split(main, "<w:tbl>")[1:] {
			columns := strings.Count(table[:strings.Index(table, "</w:tblGrid>")], "<w:gridCol ")
			row := table[strings.Index(table, "<w:tr>"):strings.Index(table, "</w:tr>")]
			cells := strings.Count(row, "<w:tc>")
			for _, span := range regexp.MustCompile(`<w:gridSpan w:val="(\d)"`).FindAllStringSubmatch(row, -1) {
				cells += number(t, span[1]) - 1
			}
			if cells != columns && !strings.HasSuffix(row, "</w:tcPr>") {
				t.Errorf("a table of %d columns has a row of %d cells", columns, cells)
			}
		}
	}
}

func TestDOCXIsTheSameEachTime(t *testing.T) {
	one, err := document.DOCX(form(sample(t), "de", "", 0))
	if err != nil {
		t.Fatal(err)
	}
	two, err := document.DOCX(form(sample(t), "de", "", 0))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one, two) {
		t.Error("two writings of one set differ")
	}
}

// labels are the questions of a set as a form prints them.
func labels(set *survey.Questionnaire, lang string) []string {
	var all []string
	for _, q := range set.Questions() {
		parts := append([]*survey.Question{q}, q.Rows...)
		for _, p := range parts {
			label := p.Label.In(lang)
			if p.Name == survey.StichtagName || strings.Contains(label, "${") {
				continue
			}
			all = append(all, label)
		}
	}
	return all
}

// Every question of the set stands in every format, in both languages.
func TestEveryQuestionIsPrinted(t *testing.T) {
	plain := strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&", "&#34;", `"`, "&#39;", "'", "\\", "")
	for _, set := range []*survey.Questionnaire{sample(t), landscape(t), everything(t)} {
		for _, lang := range i18n.Languages() {
			d := form(set, lang, "", 0)
			printed := map[string]string{
				"docx": text(t, docx(t, d)["word/document.xml"]),
				"html": plain.Replace(string(document.HTML(d))),
				"md":   plain.Replace(string(document.Markdown(d))),
			}
			for format, content := range printed {
				for _, label := range labels(set, lang) {
					if !strings.Contains(content, label) {
						t.Errorf("%s, %s, %s: %q is not printed", set.ID, lang, format, label)
					}
				}
				if strings.Contains(content, "document.") || strings.Contains(content, "%!") || strings.Contains(content, "${") {
					t.Errorf("%s, %s, %s: words are missing", set.ID, lang, format)
				}
			}
		}
	}
}

// Every page says which set it is of, and how many there are; and a question's
// label stays with what follows it.
func TestPagesAndQuestionsHoldTogether(t *testing.T) {
	all := docx(t, form(sample(t), "de", "", 0))
	for _, name := range []string{"word/footer1.xml", "word/footer2.xml"} {
		if got := strings.TrimSpace(text(t, all[name])); got != "Fragensatz muster · Version 2.1.0 · Prüfsumme 0123-4567-89AB-CDEF-0123Seite 1 von 1" {
			t.Errorf("%s: %q", name, got)
		}
		if fields := values(t, all[name], "fldSimple", "instr"); !slices.Equal(fields, []string{" PAGE ", " NUMPAGES "}) {
			t.Errorf("%s: fields %v", name, fields)
		}
	}
	main := all["word/document.xml"]
	loose := 0
	for _, label := range strings.Split(main, `<w:pStyle w:val="Question"/>`)[1:] {
		if !strings.HasPrefix(label, "<w:keepNext/>") {
			loose++
		}
	}
	if loose > 0 {
		t.Errorf("%d questions may lose their label to the page before", loose)
	}
	if rows, whole := strings.Count(main, "<w:tr>"), strings.Count(main, "<w:cantSplit/>"); rows != whole {
		t.Errorf("of %d rows only %d stay on one page", rows, whole)
	}
	if orientations := values(t, main, "pgSz", "orient"); !slices.Equal(orientations, []string{"landscape"}) {
		t.Errorf("turned sections: %v", orientations)
	}
}
