// Package document makes documents that people read on paper or on a screen:
// the blank form of a question set, and the review of what was answered, as
// DOCX, HTML, Markdown and text.
//
// What a document says is decided once, in a tree of blocks that knows no
// format (form*.go, review*.go). A writer turns that tree into one format
// (docx*.go, html*.go, markdown*.go, text*.go) and decides nothing but how it
// looks.
package document

// Document is a tree of blocks with what stands at the edge of every page.
type Document struct {
	Lang   string // de or en
	Title  string
	Header string // at the top of every page but the first
	Footer string // at the foot of every page, beside the page number
	Pages  string // "Seite %[1]s von %[2]s"
	Blocks []Block
}

// Block is a piece of a document. The writers know each kind.
type Block interface{ isBlock() }

// Heading opens a part of the document. Level 0 is the document's title.
type Heading struct {
	Level   int
	Number  string
	Text    string
	Anchor  string // where links lead
	NewPage bool
	Wide    bool // on a landscape page
}

// Style is how a paragraph is set.
type Style int

// The styles of paragraphs.
const (
	Plain     Style = iota
	Subtitle        // below a title
	Hint            // how to understand a question
	Condition       // when a question is to be answered
	Remark          // a note between questions
	Lead            // opens a list
	Small           // small print
)

// Paragraph is running text.
type Paragraph struct {
	Style Style
	Text  string
}

// Bullets is a list of points.
type Bullets struct{ Items []string }

// Facts are places to write on with a name each: administration, person, date.
type Facts struct {
	Rows  []Fact
	Tight bool // filled in, so without room to write
}

// Fact is one of them. It is empty, or filled in, or a row of boxes for one
// character each.
type Fact struct {
	Label string
	Value string
	Boxes string // a pattern such as "##.##.####"
}

// Overview lists the sections with links.
type Overview struct {
	Head   []string
	Counts bool // the cells are numbers, and there is nothing to tick
	Rows   []OverviewRow
}

// OverviewRow is a section in the overview. Where nothing is written, a person
// may write.
type OverviewRow struct {
	Number, Text, Anchor string
	Cells                []string
	Tick                 bool // a box at the end, to tick when done
}

// Question is one question with all that belongs to it; a page break does not
// tear it apart.
type Question struct {
	Number   string
	Label    string
	Required bool
	Wish     string // what stands behind the label of a question that is not required
	Blocks   []Block
	Wide     bool // on a landscape page
	NewPage  bool
	Follows  bool // on the page of what stands above it, and never alone
}

// Ticks are choices with a box in front. Round boxes take one answer, square
// ones several.
type Ticks struct {
	Lead   string // in front of ticks that stand in one line
	Round  bool
	Inline bool
	Items  []Tick
}

// Tick is one choice; where Write is set, there is room to write behind it.
type Tick struct {
	Text  string
	Write bool
}

// Lines are for writing on.
type Lines struct {
	Lead  string // in front of the line
	Count int
	Short bool   // room for a number
	Unit  string // behind the line
	Ticks []string
}

// Boxes is a row of boxes for one character each; "#" stands for a box.
type Boxes struct {
	Pattern string
	Unit    string
}

// Table is a grid to fill in, or one that is filled in.
type Table struct {
	Head   []Cell
	Rows   [][]Cell
	Widths []int // relative
	Full   bool  // from margin to margin, not below the question's label
	Tight  bool  // filled in, so without room to write
}

// Answers are questions with what was answered, beside each other.
type Answers struct {
	Head  []string // names the three columns on every page; nil: none
	Cards bool     // several questions in a line, each above its answer and without its number
	Rows  []Answered
}

// Answered is a question with its answer, or the title of those that follow.
type Answered struct {
	Number, Label string
	Title         bool // of the rows below; it has no answer itself
	Value         string
	Open          bool // the value says that there is none yet, and stands out
	Notes         []string
}

// Listing is a long list with numbers, in several columns.
type Listing struct{ Items []string }

// Cell is a field of a table: text, or something to tick, or room to write.
type Cell struct {
	Number string
	Text   string
	Note   string // below the text, smaller
	Strong bool
	Ticks  []Tick
	Round  bool
	Circle bool // one round box alone
	Square bool // one square box alone
	Center bool
}

func (Heading) isBlock()   {}
func (Paragraph) isBlock() {}
func (Bullets) isBlock()   {}
func (Facts) isBlock()     {}
func (Overview) isBlock()  {}
func (Question) isBlock()  {}
func (Ticks) isBlock()     {}
func (Lines) isBlock()     {}
func (Boxes) isBlock()     {}
func (Table) isBlock()     {}
func (Listing) isBlock()   {}
func (Answers) isBlock()   {}
