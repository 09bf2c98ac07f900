package document

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// DOCX writes a document as WordprocessingML. The same document gives the same
// bytes: there are no times in them, and the parts have a fixed order.
//
// The part of WordprocessingML that a form needs is small, and it is written
// here: of the Go libraries for DOCX one is abandoned, and the others are
// copyleft, paid for, or younger than this program.
func DOCX(d *Document) ([]byte, error) {
	w := &docx{doc: d}
	body := w.body()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, p := range []struct{ name, content string }{
		{"[Content_Types].xml", contentTypes},
		{"_rels/.rels", packageRelations},
		{"docProps/core.xml", fmt.Sprintf(coreProperties, escape(d.Title), escape(d.Lang))},
		{"word/document.xml", body},
		{"word/_rels/document.xml.rels", documentRelations},
		{"word/styles.xml", fmt.Sprintf(styles, map[string]string{"de": "de-DE", "en": "en-GB"}[d.Lang])},
		{"word/numbering.xml", numbering},
		{"word/settings.xml", settings},
		{"word/header1.xml", header(d.Header)},
		{"word/header2.xml", header("")},
		{"word/footer1.xml", footer(d, uprightText)},
		{"word/footer2.xml", footer(d, turnedText)},
	} {
		part, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate})
		if err != nil {
			return nil, err
		}
		if _, err := io.WriteString(part, xmlHead+p.content); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return out.Bytes(), err
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

const namespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

// Sizes of an A4 page in twentieths of a point.
const (
	pageShort, pageLong = 11906, 16838
	marginSide          = 1190
	marginEnd           = 1190
	uprightText         = pageShort - 2*marginSide
	turnedText          = pageLong - 2*marginSide
	indent              = 740 // of what stands below a question's label
)

// docx writes the main part.
type docx struct {
	doc      *Document
	out      strings.Builder
	wide     bool // the page is turned
	columns  int  // beside each other; 0: one
	flowing  bool // the section goes on on the same page
	sections int
	marks    int
	keep     bool // what is written stays on one page with what follows
	inside   bool // inside a question
	leads    bool // what stands next must not stand alone on a page
}

func follows(b Block) bool {
	switch b := b.(type) {
	case Question:
		return b.Follows
	case Answers:
		return b.Cards // the first entry of a list stays below its question
	}
	return false
}

func (w *docx) f(format string, args ...any) { fmt.Fprintf(&w.out, format, args...) }

func (w *docx) body() string {
	w.f(`<w:document %s><w:body>`, namespaces)
	for i, b := range w.doc.Blocks {
		w.leads = i+1 < len(w.doc.Blocks) && follows(w.doc.Blocks[i+1])
		w.turn(wideBlock(b, w.wide))
		w.block(b)
	}
	w.f(`%s</w:body></w:document>`, w.section())
	return w.out.String()
}

// wideBlock reports whether a block goes on a turned page. Questions, headings
// and answers decide that; everything else stays where it is.
func wideBlock(b Block, now bool) bool {
	switch b := b.(type) {
	case Question:
		return b.Wide
	case Heading:
		return b.Wide
	case Answers:
		return false
	}
	return now
}

// turn ends the section of the document where the page has to be turned.
func (w *docx) turn(wide bool) {
	if wide == w.wide {
		return
	}
	w.endSection()
	w.wide, w.flowing = wide, false
}

func (w *docx) endSection() {
	w.f(`<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>%s</w:pPr></w:p>`, w.section())
}

// listing runs down three columns of the page.
func (w *docx) listing(l Listing) {
	w.endSection()
	w.columns, w.flowing = 3, true
	for i, item := range l.Items {
		w.para("Listed", "", runs(strconv.Itoa(i+1), "")+tab+runs(item, ""))
	}
	w.endSection()
	w.columns = 0
}

// section describes the pages up to here. The first of all has no header: its
// title stands below.
func (w *docx) section() string {
	w.sections++
	first, width, height, orient, foot := "", pageShort, pageLong, "", "rId6"
	if w.wide {
		width, height, orient, foot = pageLong, pageShort, ` w:orient="landscape"`, "rId7"
	}
	if w.sections == 1 {
		first = `<w:headerReference w:type="first" r:id="rId5"/><w:footerReference w:type="first" r:id="` + foot + `"/>`
	}
	title, flow, columns := "", "", ""
	if w.sections == 1 {
		title = `<w:titlePg/>`
	}
	if w.flowing {
		flow = `<w:type w:val="continuous"/>`
	}
	if w.columns > 1 {
		columns = fmt.Sprintf(`<w:cols w:num="%d" w:space="340"/>`, w.columns)
	}
	return fmt.Sprintf(`<w:sectPr>%s<w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="%s"/>%s<w:pgSz w:w="%d" w:h="%d"%s/>`+
		`<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="600" w:footer="560" w:gutter="0"/>%s%s</w:sectPr>`,
		first, foot, flow, width, height, orient, marginEnd, marginSide, marginEnd, marginSide, columns, title)
}

// textWidth is how wide the page's text is.
func (w *docx) textWidth() int {
	if w.wide {
		return turnedText
	}
	return uprightText
}

func header(text string) string {
	return fmt.Sprintf(`<w:hdr %s>%s</w:hdr>`, namespaces, paragraph("Header", "", runs(text, "")))
}

// footer counts the pages in the words of the language.
func footer(d *Document, width int) string {
	before, after, _ := strings.Cut(d.Pages, "%[1]s")
	between, after, _ := strings.Cut(after, "%[2]s")
	counted := runs(before, "") + field("PAGE") + runs(between, "") + field("NUMPAGES") + runs(after, "")
	tabs := fmt.Sprintf(`<w:tabs><w:tab w:val="right" w:pos="%d"/></w:tabs>`, width)
	return fmt.Sprintf(`<w:ftr %s>%s</w:ftr>`, namespaces, paragraph("Footer", tabs, runs(d.Footer, "")+tab+counted))
}

func field(name string) string {
	return `<w:fldSimple w:instr=" ` + name + ` "><w:r><w:t>1</w:t></w:r></w:fldSimple>`
}
