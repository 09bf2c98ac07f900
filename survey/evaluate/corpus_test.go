package evaluate_test

import (
	"errors"
	"fmt"
	"math/big"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/evaluate"
	"bestand.example/itbestand/survey/i18n"
	"bestand.example/itbestand/survey/parser"
)

// example is one file of testdata: question sets, an evaluation over them,
// answers, and what comes out by hand. Its comment shows the calculation.
type example struct {
	name       string
	sets       map[string]*survey.Questionnaire // by id
	evaluation *survey.Evaluation
	population []survey.Unit
	responses  []*survey.Response
	want       []string
}

func examples(t testing.TB) []*example {
	t.Helper()
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	var all []*example
	for _, path := range paths {
		all = append(all, load(t, path))
	}
	return all
}

func load(t testing.TB, path string) *example {
	t.Helper()
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	x := &example{name: strings.TrimSuffix(filepath.Base(path), ".txtar"), sets: map[string]*survey.Questionnaire{}}
	fsys, answers := fstest.MapFS{}, ""
	for _, f := range archive.Files {
		switch f.Name {
		case "answers":
			answers = string(f.Data)
		case "want":
			x.want = lines(string(f.Data))
		default:
			fsys[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	for name := range fsys {
		if filepath.Ext(name) == ".yaml" && name != "evaluation.yaml" {
			set, _, err := parser.Questionnaire(fsys, name)
			right(t, x.name, err)
			x.sets[set.ID] = set
		}
	}
	x.evaluation, _, err = parser.Evaluation(fsys, "evaluation.yaml", func(ref, version string) (*survey.Questionnaire, error) { return x.sets[ref], nil })
	right(t, x.name, err)
	x.read(t, lines(answers))
	return x
}

func right(t testing.TB, name string, err error) {
	t.Helper()
	var wrong *parser.Errors
	switch {
	case errors.As(err, &wrong):
		t.Fatalf("%s:\n%s", name, wrong.Render(i18n.In("de")))
	case err != nil:
		t.Fatal(err)
	}
}

// lines are the lines of a text without blank ones and comments.
func lines(text string) []string {
	return slices.DeleteFunc(strings.Split(text, "\n"), func(l string) bool { return strings.TrimSpace(l) == "" || strings.HasPrefix(l, "#") })
}

var (
	headPattern  = regexp.MustCompile(`^@ (\S+)(.*)$`)
	entryPattern = regexp.MustCompile(`^(?:(\w+)\[(\d+)\]\.)?(\w+)(:ausfall)?=(.*)$`)
)

// read gives the answers in sessions, as a person would. A head "@ KEY set=ID
// id=ID typ=… kreis=… einwohner=…" begins a response, one without a set only
// names a unit of the population.
func (x *example) read(t testing.TB, lines []string) {
	t.Helper()
	var session *survey.Session
	var batch []survey.Assignment
	put := func() {
		if session == nil {
			return
		}
		findings, err := session.Put(batch)
		if err != nil || len(findings) > 0 {
			t.Fatalf("%s: %v %v", x.name, findings, err)
		}
		session, batch = nil, nil
	}
	for _, line := range lines {
		if m := headPattern.FindStringSubmatch(line); m != nil {
			put()
			session = x.begin(t, m[1], m[2])
			continue
		}
		m := entryPattern.FindStringSubmatch(line)
		if m == nil || session == nil {
			t.Fatalf("%s: cannot read %q", x.name, line)
		}
		a := survey.Assignment{Roster: m[1], Question: m[3]}
		a.Index, _ = strconv.Atoi(m[2])
		if m[4] != "" {
			a.Missing = &m[5]
		} else {
			a.Entry = &m[5]
		}
		batch = append(batch, a)
	}
	put()
}

func (x *example) begin(t testing.TB, key, rest string) *survey.Session {
	t.Helper()
	fields := map[string]string{}
	for _, field := range strings.Fields(rest) {
		name, value, _ := strings.Cut(field, "=")
		fields[name] = value
	}
	u := survey.Unit{Key: key, Name: key, Type: survey.UnitType(fields["typ"]), DistrictKey: fields["kreis"], District: fields["kreis"]}
	u.Inhabitants, _ = strconv.Atoi(fields["einwohner"])
	set := x.sets[fields["set"]]
	if set == nil || !set.Project && !set.Anonymous {
		if !slices.ContainsFunc(x.population, func(o survey.Unit) bool { return o.Key == key }) {
			x.population = append(x.population, u)
		}
	}
	if set == nil {
		return nil
	}
	r := &survey.Response{ID: fields["id"], SetID: set.ID, SetVersion: set.Version, Unit: u, Answers: survey.NewAnswers()}
	if r.ID == "" {
		r.ID = key + "-" + set.ID
	}
	x.responses = append(x.responses, r)
	return survey.NewSession(set, r, survey.Place{}, func(survey.Change) error { return nil })
}

func (x *example) compute() *evaluate.Result {
	return computed(x.evaluation, x.population, x.responses, survey.Date{Year: 2026, Month: 12, Day: 31})
}

// Every figure of the corpus is what was computed by hand.
func TestFiguresAreThoseComputedByHand(t *testing.T) {
	for _, x := range examples(t) {
		t.Run(x.name, func(t *testing.T) {
			if len(x.want) == 0 {
				t.Fatal("nothing is wanted")
			}
			got := describe(x.compute())
			for _, want := range x.want {
				name, value, ok := strings.Cut(want, " = ")
				if !ok {
					t.Fatalf("cannot read %q", want)
				}
				if found, ok := got[name]; !ok {
					t.Errorf("there is no %q, only %q", name, near(got, name))
				} else if shown := found(value); shown != value {
					t.Errorf("%s = %s, by hand %s", name, shown, value)
				}
			}
		})
	}
}

// near lists what there is besides a name.
func near(got map[string]func(string) string, name string) []string {
	first, _, _ := strings.Cut(name, " ")
	var all []string
	for other := range got {
		if strings.HasPrefix(other, first) {
			all = append(all, other)
		}
	}
	slices.Sort(all)
	return all
}

// describe gives every result a name, and shows it with as many places as what
// is wanted has.
func describe(r *evaluate.Result) map[string]func(string) string {
	all := map[string]func(string) string{}
	for _, v := range r.Values {
		all[valueName(v)] = func(want string) string { return showValue(v, want) }
	}
	for _, s := range r.Summaries {
		name := fmt.Sprintf("sum of %s %s=%s tier=%s", s.Indicator.Name, s.Grouping, groupName(s.Group), s.Tier)
		if s.Part != nil {
			name += " part=" + groupName(s.Part)
		}
		all[name] = func(want string) string { return showSummary(s, want) }
	}
	for _, h := range r.Measures {
		name := "measure " + h.Measure.Name
		if h.Unit.Key != "" {
			name += " " + h.Unit.Key
		}
		if h.Row > 0 {
			name += fmt.Sprintf(" row %d", h.Row)
		}
		if h.Group != nil {
			name += fmt.Sprintf(" %s=%s", h.Grouping, groupName(h.Group))
		}
		if h.Tier != "" {
			name += " tier=" + string(h.Tier)
		}
		all[name] = func(string) string { return showHit(h) }
	}
	all["measures"] = func(string) string { return strconv.Itoa(len(r.Measures)) }
	for _, t := range r.Tables {
		for i, row := range t.Cells {
			name := fmt.Sprintf("table %s tier=%s %s", t.Table.Name, t.Tier, t.Rows[i].Code)
			all[name] = func(string) string { return showCells(row) }
		}
	}
	for _, c := range r.Rules {
		all["rule "+c.Measure.Name] = func(string) string {
			return fmt.Sprintf("%d of %d, unknown %d, widespread %v", c.Units, c.Asked, c.Unknown, c.Widespread)
		}
	}
	return all
}

func valueName(v *evaluate.Value) string {
	name := v.Indicator.Name
	if v.Response != "" && v.Indicator.Set() != nil && v.Indicator.Set().Many {
		name += " " + v.Response
	} else if v.Unit.Key != "" {
		name += " " + v.Unit.Key
	}
	if v.Row > 0 {
		name += fmt.Sprintf(" row %d", v.Row)
	}
	if v.Group != nil {
		name += fmt.Sprintf(" %s=%s", v.Grouping, groupName(v.Group))
	}
	if v.Unit.Key == "" && v.Tier != "" {
		name += " tier=" + string(v.Tier)
	}
	return name
}

func groupName(labels []evaluate.Label) string {
	codes := make([]string, len(labels))
	for i, l := range labels {
		codes[i] = l.Code
	}
	return strings.Join(codes, ",")
}

func showValue(v *evaluate.Value, want string) string {
	if !v.Known {
		return "n. b."
	}
	first, _, _ := strings.Cut(want, " ")
	s := number(v.Number, first)
	if v.Level >= 0 {
		s += fmt.Sprintf(" level %d", v.Level)
	}
	if v.Renormalised {
		s += " renormalised"
	}
	return s
}

// number shows a number with as many places as another text has.
func number(n float64, like string) string {
	_, fraction, _ := strings.Cut(like, ".")
	exact, _ := new(big.Rat).SetString(strconv.FormatFloat(n, 'g', -1, 64))
	return exact.FloatString(len(fraction)) // half away from zero, as by hand
}

func showSummary(s *evaluate.Summary, want string) string {
	figures := map[string]*float64{
		"mean": s.Mean, "median": s.Median, "q1": s.Q1, "q3": s.Q3, "sd": s.SD, "min": s.Min, "max": s.Max, "hhi": s.HHI, "weighted": s.Weighted,
	}
	var shown []string
	for _, field := range strings.Fields(want) {
		name, like, _ := strings.Cut(field, "=")
		switch figure := figures[name]; {
		case name == "n":
			shown = append(shown, fmt.Sprintf("n=%d", s.N))
		case name == "unknown":
			shown = append(shown, fmt.Sprintf("unknown=%d", s.Unknown))
		case figure == nil:
			shown = append(shown, name+"=-")
		default:
			shown = append(shown, name+"="+number(*figure, like))
		}
	}
	return strings.Join(shown, " ")
}

func showCells(cells []evaluate.Cell) string {
	var shown []string
	for _, c := range cells {
		shown = append(shown, fmt.Sprintf("%d: %s", c.N, show(c.Values)))
	}
	return strings.Join(shown, ", ")
}

func showHit(h *evaluate.Hit) string {
	s := fmt.Sprintf("priority %d, rule %s", h.Priority, h.Version)
	var units []string
	for _, u := range h.Units {
		units = append(units, u.Key)
	}
	if units != nil {
		s += ", units " + strings.Join(units, " ")
	}
	answers, err := h.Answers()
	if err != nil {
		s += err.Error()
	}
	for _, a := range answers {
		row := ""
		if a.Row > 0 {
			row = fmt.Sprintf("[%d]", a.Row)
		}
		s += fmt.Sprintf(", %s%s=%s%s", a.Question, row, a.Value.Text, a.Missing)
	}
	return s
}

// computed is an evaluation over responses in memory.
func computed(e *survey.Evaluation, population []survey.Unit, responses []*survey.Response, reference survey.Date) *evaluate.Result {
	result, err := evaluate.Task{Evaluation: e, Population: population, Responses: evaluate.InMemory(responses), Reference: reference}.Compute()
	if err != nil {
		panic(err) // nothing is read
	}
	return result
}
