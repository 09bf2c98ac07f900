package intake

// Policy says what becomes of a row of the table that the roster has already.
type Policy string

// The policies. Rows are the same when they agree in the columns that the
// roster calls unique, or else in its first two.
const (
	Skip   Policy = "skip"   // the roster's row stays as it is
	Update Policy = "update" // the table's answers replace the roster's; empty cells replace nothing
	Add    Policy = "add"    // as one more row
)

// Policies lists them, the usual one first.
func Policies() []Policy { return []Policy{Skip, Update, Add} }

// Profile says how a table is read: what a person decided once, so that the
// next list of this kind needs no decision. Its zero value decides nothing.
type Profile struct {
	Roster     string
	Sheet      string
	Header     int                          // number of the row with the headings; 0: found out
	Columns    map[string]string            // heading: question; the empty name: not taken. nil: found out
	Values     map[string]map[string]string // question: text in the table: a code, an entry, a missing code; empty: nothing
	Duplicates Policy                       // empty: Skip
	Visible    bool                         // hidden rows are left out
	PadKeys    bool                         // keys that lost their leading zero as numbers get it back
}

// Policy is what becomes of duplicates.
func (p Profile) Policy() Policy {
	if p.Duplicates == "" {
		return Skip
	}
	return p.Duplicates
}

// SetColumn decides what a column is taken for. Where another column was taken
// for that question, it is no longer.
func (p *Plan) SetColumn(number int, question string) {
	for i := range p.Columns {
		c := &p.Columns[i]
		switch {
		case c.Number == number:
			c.Question = question
		case c.Question == question:
			c.Question = ""
		}
	}
	p.Profile.Columns = p.mapping()
}

// SetValue decides what a text of the table means for a question.
func (p *Plan) SetValue(question, source, value string) {
	if p.Profile.Values == nil {
		p.Profile.Values = map[string]map[string]string{}
	}
	if p.Profile.Values[question] == nil {
		p.Profile.Values[question] = map[string]string{}
	}
	p.Profile.Values[question][source] = value
}

// mapping is what the columns are taken for, as a profile keeps it.
func (p *Plan) mapping() map[string]string {
	m := make(map[string]string, len(p.Columns))
	for _, c := range p.Columns {
		m[c.Heading] = c.Question
	}
	return m
}
