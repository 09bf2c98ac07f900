package export

import (
	"math"
	"slices"
	"strings"

	"bestand.example/itbestand/survey"
)

// Personalbedarf is the one sheet that is bound to a question set: what staff
// the Kompetenzzentrum needs (KZ29 to KZ31). It is written in formulas, so that
// whoever plans the posts can change a parameter and see what follows.
const (
	sheetStaffing      = "Personalbedarf"
	sheetStaffingTasks = "Personalbedarf_Aufgaben"

	staffingSet  = "kompetenzzentrum-aufgaben"
	interviewSet = "kompetenzzentrum-interview" // says how many days are asked for
)

// unknown stands for a number that nobody gave. Whatever is computed from it is
// unknown too; it is never 0.
var unknown = math.NaN()

func isKnown(v float64) bool { return !math.IsNaN(v) }

// staffing is what the answers say about tasks and staff.
type staffing struct {
	lang     string
	one      *setScan
	response *Response // whose answers these are
	more     int       // further responses with tasks, which are left out
	clashing int       // responses that contradict each other, none of which counts

	tasks  []staffTask
	span   float64            // VZÄ that one manager leads
	shares [stages]float64    // of the administrations served in a year, 0 to 1
	years  [stages]float64    // in which the stages begin
	chosen int                // stage that the posts are planned for; -1: not said
	filled map[string]float64 // VZÄ there are, by level

	interviews int // released
	demand     map[string]staffDemand
}

// stages are Start, Ausbau and Vollbetrieb.
const stages = 3

var stageCodes = [stages]string{"start", "ausbau", "vollbetrieb"}

// staffDemand is what the interviewed ask for in an area.
type staffDemand struct {
	days float64 // in a year
	open int     // interviews without a number
}

// staffTask is a task of the catalogue. Numbers that were not asked or not given
// are unknown.
type staffTask struct {
	number, area, title string
	kind, per           string  // how it is measured, what its cases are counted by: codes
	each, of            float64 // cases a year for each of so many
	minutes             [bounds]float64
	travel              float64 // minutes for each case
	flat                float64 // VZÄ, where cases cannot be counted
	level, source       string
	skills              []string
}

// bounds are the least, the usual and the greatest.
const bounds = 3

const (
	low = iota
	likely
	high
)

// The codes of the question set that formulas depend on.
const (
	kindCases    = "quantifizierbar"
	kindFlat     = "dispositiv_kreativ"
	kindProject  = "projekt_befristet"
	kindLead     = "leitung"
	perCase      = "direkt"
	perAuthority = "je_kommune"
)

// there reports whether there is anything to write.
func (s *staffing) there() bool { return len(s.tasks) > 0 }

// read takes in the next response. Of several that have tasks the last one
// counts, and none that another contradicts.
func (s *staffing) read(r *Response, one *setScan, ev *survey.Assessment) {
	switch {
	case one.set.ID == staffingSet && r.Conflict:
		s.clashing++
	case one.set.ID == staffingSet:
		s.readTasks(&staffReader{r, one, ev, s.lang})
	case one.set.ID == interviewSet && !r.Conflict:
		s.readInterview(&staffReader{r, one, ev, s.lang})
	}
}

func (s *staffing) readTasks(a *staffReader) {
	rows := a.rows("t")
	if len(rows) == 0 {
		return
	}
	if s.there() {
		s.more++
	}
	s.one, s.response, s.tasks = a.one, a.Response, nil
	for _, row := range rows {
		s.tasks = append(s.tasks, a.task(row))
	}
	s.span, s.chosen = a.number("ao_spanne", 0), slices.Index(stageCodes[:], a.code("sk_szenario_gewaehlt", 0))
	for i, stage := range stageCodes {
		s.shares[i], s.years[i] = a.number("sk_quote_"+stage, 0)/100, a.number("sk_jahr_"+stage, 0)
	}
	s.filled = map[string]float64{}
	for _, level := range []string{"md", "gd", "hd"} {
		s.filled[level] = a.number("pi_"+level, 0)
	}
}

// demandAreas are those that interviews ask about.
var demandAreas = []string{"a", "b", "c", "d"}

// readInterview adds up the days that are asked for. Only who has released the
// record counts; who asks for no support was not asked how many days.
func (s *staffing) readInterview(a *staffReader) {
	if a.code("i_freigabe", 0) != survey.YesNo.Choices[0].Name {
		return
	}
	s.interviews++
	if s.demand == nil {
		s.demand = map[string]staffDemand{}
	}
	for _, area := range demandAreas {
		d := s.demand[area]
		switch question := "kz_" + area + "_bedarf_tage"; a.state(question) {
		case survey.StateAnswered:
			d.days += a.number(question, 0)
		case survey.StateOpen:
			d.open++
		case survey.StateMissing:
			// entfaellt: somebody else has said it for the same office
			if a.Answers.Get(survey.Key{Question: question}).Missing != "entfaellt" {
				d.open++
			}
		}
		s.demand[area] = d
	}
}

// staffReader reads answers by name. What a version of the set does not ask is
// unknown.
type staffReader struct {
	*Response
	one  *setScan
	ev   *survey.Assessment
	lang string
}

func (a *staffReader) state(name string) survey.State {
	if a.one.set.Question(name) == nil {
		return survey.StateNotAsked
	}
	return a.ev.State(survey.Key{Question: name})
}

func (a *staffReader) value(name string, row int) survey.Value {
	k := survey.Key{Question: name, Row: row}
	if a.one.set.Question(name) == nil || a.ev.State(k) != survey.StateAnswered {
		return survey.Value{}
	}
	return a.ev.Value(k)
}

func (a *staffReader) rows(roster string) []int {
	if a.one.set.Question(roster) == nil || !a.ev.Relevant(survey.Key{Question: roster}) {
		return nil
	}
	return a.Answers.Rows(roster)
}

func (a *staffReader) number(name string, row int) float64 {
	n, ok := a.value(name, row).Number()
	if !ok {
		return unknown
	}
	v, _ := n.Float64()
	return v
}

func (a *staffReader) code(name string, row int) string {
	return strings.Join(a.value(name, row).Codes(), " ")
}

func (a *staffReader) task(row int) staffTask {
	t := staffTask{
		number: a.value("t_nr", row).Text, area: a.code("t_bereich", row), kind: a.code("t_art", row), per: a.code("t_bezug", row),
		each: a.number("t_faelle_je", row), of: a.number("t_bezugsmenge", row), travel: a.number("t_reise", row), flat: a.number("t_pauschal", row),
		minutes: [bounds]float64{a.number("t_min", row), a.number("t_wahr", row), a.number("t_max", row)},
		level:   a.code("t_ebene", row), source: a.words("t_quelle", row), skills: a.value("t_qual", row).Codes(),
	}
	if t.title = a.value("t_aufgabe", row).Text; t.title == "" { // one of the catalogue has its name from there
		t.title = a.words("t_vorlage", row)
	}
	return t
}

// words are the answer as a person reads it.
func (a *staffReader) words(name string, row int) string {
	v := a.value(name, row)
	if v.IsZero() {
		return ""
	}
	return a.one.set.Question(name).Show(v, a.lang)
}
