package questionnaires_test

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"bestand.example/itbestand/questionnaires"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/evaluate"
	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/parser"
)

// plan is the evaluation with the sets that it reads, as they come with the
// program.
type plan struct {
	sets       []*survey.Questionnaire
	evaluation *survey.Evaluation
}

const planFile = "umsetzungsplan.yaml"

// opposite is the suffix of a measure that holds where the real one does not.
// What makes neither hold leaves the rule unknown.
const opposite = "_gegenteil"

var readPlan = sync.OnceValues(func() (*plan, error) { return planOf(nil) })

// planWithOpposites has for each measure a second one with the contrary
// condition.
var planWithOpposites = sync.OnceValues(func() (*plan, error) {
	p, err := readPlan()
	if err != nil {
		return nil, err
	}
	var more strings.Builder
	for _, m := range p.evaluation.Measures {
		fmt.Fprintf(&more, "  - {name: %s%s, label: Gegenteil, level: %s, priority: 3, when: %q", m.Name, opposite, m.Scope, "not ("+m.When.Source+")")
		if m.ForEach != "" {
			fmt.Fprintf(&more, ", for_each: %s", m.ForEach)
		}
		if m.Scope == survey.ScopeGroup {
			var by []string
			for _, g := range m.By {
				by = append(by, "["+strings.ReplaceAll(g.Name(), " x ", ", ")+"]")
			}
			fmt.Fprintf(&more, ", by: [%s]", strings.Join(by, ", "))
		}
		more.WriteString("}\n")
	}
	return planOf([]byte(more.String()))
})

// planOf reads the evaluation; with further measures, it does without tables.
func planOf(more []byte) (*plan, error) {
	files, err := embedded()
	if err != nil {
		return nil, err
	}
	if more != nil {
		text, _, _ := strings.Cut(string(files[planFile].Data), "\ntables:\n")
		text = strings.Replace(text, "\nmeasures:\n", "\nmeasures:\n"+string(more), 1)
		files[planFile] = &fstest.MapFile{Data: []byte(text)}
	}
	p := &plan{}
	sets := func(ref, _ string) (*survey.Questionnaire, error) {
		set, _, err := parser.Questionnaire(files, ref+".yaml")
		if err == nil && !slices.ContainsFunc(p.sets, func(s *survey.Questionnaire) bool { return s.ID == set.ID }) {
			p.sets = append(p.sets, set)
		}
		return set, err
	}
	p.evaluation, _, err = parser.Evaluation(files, planFile, sets)
	if wrong, ok := err.(*parser.Errors); ok {
		return nil, fmt.Errorf("\n%s", wrong.Render(i18n.In("de")))
	}
	return p, err
}

// embedded are the sets and their lists as they come with the program.
func embedded() (fstest.MapFS, error) {
	files := fstest.MapFS{}
	entries, err := questionnaires.Files.ReadDir(".")
	for _, entry := range entries {
		data, failed := questionnaires.Files.ReadFile(entry.Name())
		if failed != nil {
			return nil, failed
		}
		files[entry.Name()] = &fstest.MapFile{Data: data}
	}
	return files, err
}

// planCase is one set of answers, read from a text that an expert can read:
//
//	@ 990610001 typ=landkreis kreis=99061 einwohner=90000   an administration; without this line a municipality of 12,000
//	@ FK p1 kreis=99061                                     a person, an interview (INT), a paper (GP), the tasks (AUF)
//	fv[1].fv_eol=ja  fv[1].fv_krit:ausfall=unbekannt        answers; several on a line stand two blanks apart
//	kz03 = 30,000                                           what comes of it, in the files of figures
type planCase struct {
	name  string
	lines []string
	want  []string
	day   survey.Date // the reference date; the zero date: planDay
}

// planDay is the reference date of all cases that name none.
var planDay = survey.Date{Year: 2026, Month: 12, Day: 31}

const standardHead = "@ 990610001"

var (
	answerPattern = regexp.MustCompile(`^(?:([A-Z]+)\.)?(?:([a-z_0-9]+)\[(\d+)\]\.)?([a-z_0-9]+)(:ausfall|:grund)?=(.*)$`)
	wantPattern   = regexp.MustCompile(`^[a-z0-9_]+( [\[({].*)? = `)
)

func (c planCase) on() survey.Date {
	if c.day == (survey.Date{}) {
		return planDay
	}
	return c.day
}

// read gives the answers of a case in sessions, as a person would: what the
// set refuses, or does not ask, fails the test.
func (p *plan) read(t *testing.T, c planCase) (population []survey.Unit, responses []*survey.Response) {
	t.Helper()
	r := &caseReader{t: t, plan: p, name: c.name, day: c.on().String()}
	lines := c.lines
	if len(lines) > 0 && !strings.HasPrefix(lines[0], "@") {
		lines = append([]string{standardHead}, lines...)
	}
	for _, line := range lines {
		if strings.HasPrefix(line, "@") {
			r.finish()
			r.head(strings.Fields(line[1:]))
			continue
		}
		for _, entry := range strings.Split(line, "  ") {
			if entry = strings.TrimSpace(entry); entry != "" {
				r.answer(entry)
			}
		}
	}
	r.finish()
	return r.population, r.responses
}

type caseReader struct {
	t          *testing.T
	plan       *plan
	name       string
	day        string
	population []survey.Unit
	responses  []*survey.Response

	unit    survey.Unit
	id      string
	profile string
	sets    []*survey.Questionnaire // to which answers may belong
	batch   map[string][]survey.Assignment
}

func (r *caseReader) head(words []string) {
	r.t.Helper()
	r.unit, r.profile, r.sets, r.batch = survey.Unit{}, "", nil, map[string][]survey.Assignment{}
	r.id = "r" + strconv.Itoa(len(r.responses)+1)
	named := words[0]
	for _, set := range r.plan.sets {
		if set.Short == named || set.Short != named && !set.Project && !set.Anonymous && named[0] >= '0' && named[0] <= '9' {
			r.sets = append(r.sets, set)
		}
	}
	if len(r.sets) == 0 {
		r.t.Fatalf("%s: nobody is meant by @ %s", r.name, strings.Join(words, " "))
	}
	r.unit = survey.Unit{Key: named, Name: named, Type: survey.VerbandsfreieGemeinde, DistrictKey: "99061", District: "Beispielkreis", Inhabitants: 12000}
	for _, word := range words[1:] {
		key, value, _ := strings.Cut(word, "=")
		switch key {
		case "typ":
			r.unit.Type = survey.UnitType(value)
		case "kreis":
			r.unit.DistrictKey, r.unit.District = value, value
		case "einwohner":
			r.unit.Inhabitants, _ = strconv.Atoi(value)
		case "profil":
			r.profile = value
		default:
			r.id = word
		}
	}
	switch set := r.sets[0]; {
	case set.Anonymous:
		r.unit = r.unit.Veiled()
	case set.Project:
		r.unit = survey.Project()
	default:
		r.population = append(r.population, r.unit)
	}
}

func (r *caseReader) answer(entry string) {
	r.t.Helper()
	m := answerPattern.FindStringSubmatch(entry)
	if m == nil {
		r.t.Fatalf("%s: cannot read %q", r.name, entry)
	}
	var of *survey.Questionnaire
	for _, set := range r.sets {
		if set.Question(m[4]) == nil || m[1] != "" && m[1] != set.Short {
			continue
		}
		if of != nil {
			r.t.Fatalf("%s: %s is in %s and %s", r.name, m[4], of.Short, set.Short)
		}
		of = set
	}
	if of == nil {
		r.t.Fatalf("%s: no set asks %s", r.name, m[4])
	}
	a := survey.Assignment{Roster: m[2], Question: m[4]}
	a.Index, _ = strconv.Atoi(m[3])
	switch m[5] {
	case ":ausfall":
		a.Missing = &m[6]
	case ":grund":
		a.Reason = &m[6]
	default:
		a.Entry = &m[6]
	}
	r.batch[of.ID] = append(r.batch[of.ID], a)
}

func (r *caseReader) finish() {
	r.t.Helper()
	for _, set := range r.sets {
		batch := r.batch[set.ID]
		if len(batch) == 0 {
			continue
		}
		response := &survey.Response{ID: r.id + "-" + set.Short, SetID: set.ID, SetVersion: set.Version, Unit: r.unit, Answers: survey.NewAnswers()}
		if _, ok := set.Profile(r.profile); ok {
			response.Profile = r.profile
		}
		s := survey.NewSession(set, response, survey.Place{}, func(survey.Change) error { return nil })
		if q := set.Question(survey.StichtagName); q != nil && q.Section != nil {
			batch = append([]survey.Assignment{{Question: q.Name, Entry: &r.day, Literal: true}}, batch...)
		}
		findings, err := s.Put(batch)
		for _, f := range findings {
			r.t.Errorf("%s: %s: %s %v", r.name, f.Question, f.Code, f.Args)
		}
		if err != nil {
			r.t.Fatal(err)
		}
		for _, a := range batch {
			key := survey.Key{Question: a.Question}
			if a.Roster != "" {
				rows := response.Answers.Rows(a.Roster)
				if a.Index < 1 || a.Index > len(rows) {
					r.t.Fatalf("%s: %s has no row %d", r.name, a.Roster, a.Index)
				}
				key.Row = rows[a.Index-1]
			}
			if len(findings) == 0 && !s.Assessment().Relevant(key) {
				r.t.Errorf("%s: %s is not asked", r.name, a.Question)
			}
		}
		r.responses = append(r.responses, response)
	}
	r.sets = nil
}

// compute evaluates the answers of a case.
func (p *plan) compute(t *testing.T, c planCase) *evaluate.Result {
	t.Helper()
	population, responses := p.read(t, c)
	result, err := evaluate.Task{Evaluation: p.evaluation, Population: population, Responses: evaluate.InMemory(responses), Reference: c.on()}.Compute()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range result.LeftOut {
		t.Errorf("%s: left out: %v", c.name, l)
	}
	return result
}

// casesIn reads the lines of a file of an archive; a heading is a line that
// ends with a colon.
func casesIn(f txtar.File) []planCase {
	var cases []planCase
	c := planCase{name: f.Name}
	flush := func() {
		if len(c.lines)+len(c.want) > 0 {
			cases = append(cases, c)
		}
	}
	for _, line := range strings.Split(string(f.Data), "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasSuffix(line, ":") && !strings.HasPrefix(line, "@"):
			flush()
			c = planCase{name: f.Name + ", " + strings.TrimSuffix(line, ":")}
		case wantPattern.MatchString(line):
			c.want = append(c.want, line)
		default:
			c.lines = append(c.lines, line)
		}
	}
	flush()
	return cases
}

// figureOf finds the value that a name means: NAME, NAME [ROW], NAME {ID},
// NAME (GROUP) or NAME (GROUPING=GROUP, TIER).
func figureOf(r *evaluate.Result, name string) (found []*evaluate.Value) {
	first, rest, _ := strings.Cut(name, " ")
	inner := strings.Trim(rest, "[](){}")
	rows := map[string]int{}
	for _, v := range r.Of(first) {
		rows[v.Response]++
		fits := true
		switch {
		case strings.HasPrefix(rest, "["):
			fits = strconv.Itoa(rows[v.Response]) == inner
		case strings.HasPrefix(rest, "{"):
			fits = strings.HasPrefix(v.Response, inner+"-") || v.Unit.Key == inner
		case strings.HasPrefix(rest, "("):
			group, tier, _ := strings.Cut(inner, ", ")
			grouping, code, named := strings.Cut(group, "=")
			if !named {
				code, grouping = group, v.Grouping
			}
			fits = len(v.Group) > 0 && v.Group[0].Code == code && v.Grouping == grouping && (tier == "" || string(v.Tier) == tier)
		}
		if fits {
			found = append(found, v)
		}
	}
	return found
}

// shown is a value in the words of the files: with as many decimals as what is
// wanted has.
func shown(v *evaluate.Value, want string) string {
	if !v.Known {
		return "n. b."
	}
	first, _, _ := strings.Cut(want, " ")
	_, fraction, _ := strings.Cut(first, ",")
	exact, _ := new(big.Rat).SetString(strconv.FormatFloat(v.Number, 'g', -1, 64))
	s := strings.Replace(exact.FloatString(len(fraction)), ".", ",", 1)
	if strings.Contains(want, "Stufe") {
		s += fmt.Sprintf(" Stufe %d", v.Level)
	}
	if v.Renormalised {
		s += " gekennzeichnet"
	}
	return s
}
