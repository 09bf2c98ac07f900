package document_test

import (
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"bestand.example/itbestand/export/document"
	"bestand.example/itbestand/survey"
)

// The file needs nothing but itself, runs nothing, and every element is
// closed where it was opened.
func TestHTMLIsOneClosedFile(t *testing.T) {
	for _, d := range documents(t) {
		page := string(document.HTML(d))
		for _, foreign := range []string{"<script", "<link", "<img", `="http`, "url(", "@import"} {
			if strings.Contains(page, foreign) {
				t.Errorf("%s: found %s", d.Title, foreign)
			}
		}
		var open []string
		x := xml.NewDecoder(strings.NewReader(page[strings.Index(page, "<body>"):strings.Index(page, "</html>")]))
		x.Strict = false
		for {
			token, err := x.RawToken()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			switch token := token.(type) {
			case xml.StartElement:
				if name := token.Name.Local; name != "br" && name != "col" {
					open = append(open, name)
				}
			case xml.EndElement:
				if len(open) == 0 || open[len(open)-1] != token.Name.Local {
					t.Fatalf("%s: </%s> closes nothing; open are %v", d.Title, token.Name.Local, open)
				}
				open = open[:len(open)-1]
			}
		}
		if len(open) > 0 {
			t.Errorf("%s: never closed: %v", d.Title, open)
		}
	}
}

// A question set is foreign text: it writes no markup into any format.
func TestTextOfASetIsNoMarkup(t *testing.T) {
	set := parsed(t, `sections:
  - name: a
    label: '</title></style><script>alert(1)</script>'
    questions:
      - {name: n, type: integer, label: '<b>]]&gt; "x" *y* _z_ `+"`q`"+` [l](javascript:x) | \'}
      - {name: m, type: text, label: '1. - # kein Markdown', hint: '- keine Liste'}
`)
	set.Title, set.ID = survey.German(`</style>\";<script>`), `a"</style>`
	d := form(set, "de", "", 0)
	page := string(document.HTML(d))
	if strings.Contains(page, "<script") || strings.Count(page, "</style>") != 1 || strings.Count(page, "</title>") != 1 || strings.Contains(page, "<b>]]") {
		t.Error("the page holds markup of the set")
	}
	markdown := string(document.Markdown(d))
	for _, want := range []string{`&lt;b&gt;\]\]&amp;gt; "x" \*y\* \_z\_`, `\[l\](javascript:x) \|`, "\n" + `\- keine Liste`} {
		if !strings.Contains(markdown, want) {
			t.Errorf("%s is missing in\n%s", want, markdown)
		}
	}
	if !strings.Contains(text(t, docx(t, d)["word/document.xml"]), `<b>]]&gt; "x" *y*`) {
		t.Error("the label is not in the document as it was written")
	}
}

// The rows of a table in Markdown have as many cells as its head.
func TestMarkdownTablesAreEven(t *testing.T) {
	for _, d := range documents(t) {
		width := 0
		for _, line := range strings.Split(string(document.Markdown(d)), "\n") {
			if !strings.HasPrefix(line, "|") {
				width = 0
				continue
			}
			cells := strings.Count(strings.ReplaceAll(line, `\|`, ""), "|")
			if width == 0 {
				width = cells
			}
			if cells != width {
				t.Errorf("%s: %d instead of %d: %s", d.Title, cells, width, line)
			}
		}
	}
}

func TestMarkdownTicksAreGitHubs(t *testing.T) {
	lines := strings.Split(string(document.Markdown(form(sample(t), "de", "", 0))), "\n")
	for _, want := range []string{"- [ ] Datenschutz", "- ○ geplant", `**1.1 Wie heißt das Produkt? \***`, "| 1 – trifft nicht zu | 2 | 3 | 4 | 5 – trifft voll zu |"} {
		if !slices.Contains(lines, want) {
			t.Errorf("no line %q", want)
		}
	}
}

// The lines for remarks stand on the page of what they are about, and the
// numbers of an appendix have room beside the next column.
func TestRemarksAreNeverAloneOnAPage(t *testing.T) {
	page := string(document.HTML(form(landscape(t), "de", "", 0)))
	for _, rule := range []string{".follows, .grid + *", "break-before: avoid", "columns: 3; column-gap: 13mm"} {
		if !strings.Contains(page, rule) {
			t.Errorf("no %s", rule)
		}
	}
	if n, sections := strings.Count(page, `class="question follows"`), strings.Count(page, "<h2"); n == 0 || n > sections {
		t.Errorf("%d places for remarks in %d sections", n, sections)
	}
}
