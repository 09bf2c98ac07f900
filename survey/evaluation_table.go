package survey

// TableKind says how a table is made.
type TableKind string

// The kinds of tables.
const (
	TableCrosstab TableKind = "crosstab" // rows by columns, figures in the cells
	TableList     TableKind = "list"     // one line for each row, response or unit
	TableRanking  TableKind = "ranking"  // groups in the order of a figure
	TableMatrix   TableKind = "matrix"   // the statements of a matrix by their answers
)

// TableKinds lists the kinds of tables.
func TableKinds() []TableKind {
	return []TableKind{TableCrosstab, TableList, TableRanking, TableMatrix}
}

// TableChart says how a table is drawn besides.
type TableChart string

// The charts of tables.
const (
	ChartNone    TableChart = ""
	ChartBars    TableChart = "bars"    // of a ranking: its first figure
	ChartStacked TableChart = "stacked" // how many there are in each row, by column
	ChartShares  TableChart = "shares"  // the same as shares of the row
)

// TableCharts lists the charts that a kind of table can be drawn as.
func (k TableKind) TableCharts() []TableChart {
	switch k {
	case TableRanking:
		return []TableChart{ChartBars}
	case TableCrosstab, TableMatrix:
		return []TableChart{ChartStacked, ChartShares}
	}
	return nil
}

// UnitsName is the reserved name of the list of all units that a group has.
const UnitsName = "units"

// Table is what becomes a table of the workbook.
type Table struct {
	Name    string
	Title   Text
	Sheet   string // on which it stands with others, in every language; empty: on one of its own
	Kind    TableKind
	ForEach string        // a roster, the short name of a set, or units: what is counted or listed
	Filter  *Expression   // what it is not true for stays out
	Rows    *Axis         // crosstab and ranking; of a matrix the matrix
	Columns *Axis         // crosstab
	Lines   []TableColumn // list: its columns
	Values  []TableColumn // crosstab and ranking: figures of each group; none: how many there are
	Top     int           // ranking: how many places; 0: all
	Chart   TableChart

	Sensitive bool // set by Compile
	Personal  bool
	Anonymous bool

	set    *Questionnaire
	roster *Question
}

// TableColumn is a column of a table with its formula.
type TableColumn struct {
	Label    Text
	Value    *Expression
	Unit     string
	Decimals int
	Base     *Expression // set by Compile, of figures: how many known values it rests on; nil: it counts, and rests on all
}

// Set returns the question set whose rows or responses the table is about, or
// nil when it is about units.
func (t *Table) Set() *Questionnaire { return t.set }

// Roster returns the roster that the table is about, or nil.
func (t *Table) Roster() *Question { return t.roster }
