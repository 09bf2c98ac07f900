// Package survey is the model and the engine of itbestand: question sets,
// answers, conditions, and the session that walks a person through them.
//
// It is pure. It reads no file, asks no clock, draws nothing and knows no SQL;
// whatever it needs is handed to it, and whatever it decides is a value.
package survey

// Questionnaire is a question set: what is asked, in which order, and under
// which conditions. It is read-only once Compile has accepted it.
type Questionnaire struct {
	ID         string // names the set for ever, e.g. it-landschaft
	Short      string // identifier that names its sheets, e.g. IT
	Version    string // ID and Version name one content
	Digest     string // SHA-256 over the set's files, hex; see SetDigest
	Title      Text
	Duration   Text
	Many       bool // a unit gives many responses (interviews, persons, papers); otherwise one
	Anonymous  bool // nobody is to know who answered; only with Many
	Project    bool // about a project: outside the population, counts in no rate
	Profiles   []Profile
	Missing    []MissingCode
	Choices    []*ChoiceList
	Sections   []*Section
	Migrations []Migration

	questions []*Question          // asked order; columns after their roster, rows after their matrix
	sorted    []*Question          // the same by their names
	byName    map[string]*Question // columns and rows included
	asksDate  bool                 // the set reads the reference date
	decisive  map[string]bool      // questions that the relevance of others may hang on
	read      map[string]bool      // questions that any expression of the set may read
}

// Profile is a short form of a question set (Kurzfassung): the same set, of
// which only those questions are asked that name the profile.
type Profile struct {
	Name  string
	Label Text
}

// Migration says how answers to an older version become answers to this one.
// A chain of them leads from any version that it names to the newest.
type Migration struct {
	From   string                       // the version that the answers are of
	Rename map[string]string            // name of a question: its new name
	Recode map[string]map[string]string // name of a choice list: code: its new code
}

// MissingCode is a reason for which a question is not answered (Ausfallgrund).
// It stands beside a value, never in it.
type MissingCode struct {
	Name  string
	Label Text
}

// MissingLater is the missing code of an answer that will be handed in later;
// the receipt lists it.
const MissingLater = "spaeter"

// MissingNotApplicable is the missing code of what does not apply: it is no
// gap in what is known.
const MissingNotApplicable = "entfaellt"

// MissingCodeNames are the four codes that a set may use, and that no choice
// may be named after.
func MissingCodeNames() []string {
	return []string{"unbekannt", "entfaellt", "spaeter", "keine_angabe"}
}

// Section is a chapter of a question set.
type Section struct {
	Name         string
	Label        Text
	Hint         Text
	AssigneeHint Text        // who in an administration usually knows the answers
	Relevant     *Expression // nil: always
	Profiles     []string    // short forms that it is in, for all its questions
	Questions    []*Question
}

// StichtagName is the reserved name of the reference date. Where no wave gives
// it, it is asked as the first question of a set that reads it.
const StichtagName = "stichtag"

// UnitName is the reserved name under which conditions read the unit.
const UnitName = "einheit"

// ChoiceName is the reserved name under which a filter reads the choice that
// it decides on: choice.name is its code, choice.COLUMN a column of its list.
const ChoiceName = "choice"

// PopulationSource is what a question's choices come from when they are the
// units of the population.
const PopulationSource = "population"

// Questions returns every question in the order in which they are asked, the
// columns of a roster and the rows of a matrix right after it.
func (q *Questionnaire) Questions() []*Question { return q.questions }

// Question finds a question by name, or returns nil.
func (q *Questionnaire) Question(name string) *Question { return q.byName[name] }

// Profile finds a short form by name.
func (q *Questionnaire) Profile(name string) (Profile, bool) {
	for _, p := range q.Profiles {
		if p.Name == name {
			return p, true
		}
	}
	return Profile{}, false
}

// MissingLabel returns the words for a missing code.
func (q *Questionnaire) MissingLabel(code string) Text {
	for _, m := range q.Missing {
		if m.Name == code {
			return m.Label
		}
	}
	if code == Forgotten {
		return Text{"de": "gelöscht", "en": "deleted"}
	}
	return German(code)
}
