package export

import (
	"strings"

	"bestand.example/itbestand/survey"
)

// record is what a row of answers is made from: a response, or a row of one of
// its rosters.
type record struct {
	*Response
	one    *setScan
	ev     *survey.Assessment
	number int // of the response, counted from 1
	status status
	roster *survey.Question // nil outside of rosters
	row    int              // id of the row
	place  int              // its place, counted from 1
}

func (r *record) key(q *survey.Question) survey.Key {
	if q.Roster == nil {
		return survey.Key{Question: q.Name}
	}
	return survey.Key{Question: q.Name, Row: r.row}
}

// columnPart is what fills a column, or its cells in the rows of one set: on Kontakte,
// sets share columns.
type columnPart struct {
	id     partID
	column int   // counted from 1
	used   *bool // nil, or false as long as the part is empty: see tally
	cell   func(*record) any
}

// partID tells the parts of a table apart, whatever other columns it has.
type partID struct {
	owner *setScan // on Kontakte
	name  string
}

// fields are the columns of a table of answers.
type fields struct {
	w      *workbook
	all    bool // those too that may turn out not to be needed
	codes  bool // codes instead of words
	taken  names
	list   []column
	parts  []columnPart
	keys   []int // of the columns, those that are no answers
	prints int   // columns that are printed; 0: as many as a page takes
	tint   bool
	used   *bool // of the parts that are added next
	homes  map[*survey.Question]*home

	// Where several sets share columns: the rows that the next columns are
	// for, and the columns that there are, by the name asked for.
	only   func(*record) bool
	owner  *setScan // whose columns they are
	shared map[string]*sharedColumn
}

// sharedColumn is a column that several sets may fill, each once.
type sharedColumn struct {
	number int
	owners map[*setScan]bool
}

// home says where the answers to a question stand, for the codebook.
type home struct {
	sheet   string
	column  string
	number  int      // of the column, counted from 1
	codes   string   // the sheet of codes, or ""
	coded   []string // columns with its codes
	further []string // companion columns
	missing string   // of them, the one that says why there is no answer
}

func (w *workbook) newFields(all bool) *fields {
	return &fields{w: w, all: all, taken: names{}, homes: map[*survey.Question]*home{}, shared: map[string]*sharedColumn{}}
}

func (b *fields) lang() string { return b.w.words.Lang() }

// add appends a column and returns its number, counted from 1. Its name gets a
// number where it is taken: a question may be called as one of the key columns.
// What it is, in contrast, says its id.
func (b *fields) add(id, name, label string, width float64, cell func(*record) any) int {
	if only := b.only; only != nil {
		all := cell
		cell = func(r *record) any {
			if !only(r) {
				return nil
			}
			return all(r)
		}
	}
	number := b.place(name, label, width)
	b.parts = append(b.parts, columnPart{partID{b.owner, id}, number, b.used, cell})
	return number
}

// place finds the column for a part, or appends it.
func (b *fields) place(name, label string, width float64) int {
	if b.only == nil {
		return b.append(name, label, width)
	}
	role := name + "\n" + label // a release and a question may have one name
	shared := b.shared[role]
	if shared == nil || shared.owners[b.owner] {
		shared = &sharedColumn{b.append(name, label, width), map[*setScan]bool{}}
		b.shared[role] = shared
	}
	shared.owners[b.owner] = true
	return shared.number
}

func (b *fields) append(name, label string, width float64) int {
	name = b.taken.take(name, maxColumnName)
	b.list = append(b.list, column{name: name, label: label, width: headingWidth(name, label, width), tinted: b.tint})
	return len(b.list)
}

func (b *fields) name(number int) string { return b.list[number-1].name }

// key appends a column whose label stands in the program's own catalogue.
func (b *fields) key(name string, width float64, cell func(*record) any) {
	b.keys = append(b.keys, len(b.list))
	b.add("key "+name, name, b.w.t("col_"+name), width, cell)
}

// unit appends the columns that say whose row it is.
func (b *fields) unit() {
	b.unitName()
	b.unitKind()
}

func (b *fields) unitName() {
	w := b.w
	b.key("schluessel", 12, func(r *record) any { return w.text(r.about().Key) })
	b.key("name", 30, func(r *record) any { return w.text(r.about().Name) })
}

func (b *fields) unitKind() {
	w := b.w
	b.key("typ", 22, func(r *record) any { return w.text(b.either(string(r.about().Type), r.about().Type.Label())) })
	b.key("kreis", 20, func(r *record) any { return w.text(r.about().District) })
}

func (b *fields) statusKey() {
	b.key("status", 14, func(r *record) any { return b.w.text(b.either(r.status.code(), b.w.statusWord(r.status))) })
}

func (w *workbook) statusWord(s status) string { return w.t("status_" + s.code()) }

func (b *fields) either(code, word string) string {
	if b.codes {
		return code
	}
	return word
}

// question appends the column of a question and remembers it for the codebook.
func (b *fields) question(q *survey.Question, cell func(*record) any) {
	width := valueWidth(q, b.lang())
	if b.codes && q.Type.Choice() {
		width = codeWidth(q)
	}
	b.questionOf(q, width, cell)
}

// questionOf appends it as wide as is asked for.
func (b *fields) questionOf(q *survey.Question, width float64, cell func(*record) any) {
	number := b.add(q.Name, q.Name, questionLabel(q, b.lang()), width, cell)
	b.homes[q] = &home{column: b.name(number), number: number}
}

// questionLabel is what a question asks, a statement of a matrix behind what
// the matrix asks.
func questionLabel(q *survey.Question, lang string) string {
	label := plainLabel(q.Label, lang)
	if q.Matrix == nil {
		return label
	}
	return plainLabel(q.Matrix.Label, lang) + " – " + label
}

// plainLabel is a label for the top of a column, where no answer is known that
// it could pipe in.
func plainLabel(t survey.Text, lang string) string {
	return strings.TrimSpace(survey.Fill(t.In(lang), func(string) string { return "…" }))
}
