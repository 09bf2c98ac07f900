package cmd

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
)

// queryLine is one question to an administration, as query --json prints it.
type queryLine struct {
	Unit     string           `json:"unit"`
	Name     string           `json:"name,omitempty"`
	Set      string           `json:"questionnaire"`
	Response string           `json:"response"`
	Digest   string           `json:"digest"`
	Revision int              `json:"revision"`
	Question string           `json:"question"`
	Label    string           `json:"label"`
	Text     string           `json:"text"`
	By       string           `json:"by"`
	At       string           `json:"at"`
	State    store.QueryState `json:"state"`
}

type queryDocument struct {
	Open      int         `json:"open"`
	Answered  int         `json:"answered"`
	Overtaken int         `json:"overtaken"`
	File      string      `json:"file,omitempty"`
	Queries   []queryLine `json:"queries"`
}

// queryLines gathers what is asked, by unit, set and question, with what is
// known of the versions asked about.
func (a *app) queryLines(central *store.File, o queryOptions) ([]queryLine, error) {
	queries, err := central.Queries()
	if err != nil || len(queries) == 0 {
		return nil, err
	}
	versions, err := central.Versions()
	if err != nil {
		return nil, err
	}
	sets := map[string]*loadedSet{}
	var lines []queryLine
	for _, q := range queries {
		r := versions[[2]string{q.ResponseID, q.Digest}]
		if r == nil || o.unit != "" && r.Unit.Key != o.unit || o.set != "" && r.SetID != o.set || !strings.HasPrefix(q.Digest, plainDigest(o.response)) {
			continue
		}
		set, err := a.setOnce(central, r, sets)
		if err != nil {
			return nil, err
		}
		line := queryLine{
			Unit: r.Unit.Key, Name: r.Unit.Name, Set: r.SetID, Response: r.ID, Digest: r.Digest, Revision: r.Revision,
			Question: q.Question, Text: q.Text, By: q.By, At: moment(q.At), State: q.State,
		}
		if question := set.Question(q.Question); question != nil {
			line.Label = a.askedLabel(survey.Assess(set.Questionnaire, &survey.Response{Unit: r.Unit, Answers: survey.NewAnswers()}), question)
		}
		lines = append(lines, line)
	}
	slices.SortStableFunc(lines, func(x, y queryLine) int {
		return cmp.Or(cmp.Compare(x.Unit, y.Unit), cmp.Compare(x.Set, y.Set), cmp.Compare(x.Revision, y.Revision))
	})
	return lines, nil
}

func (a *app) queriesJSON(central *store.File, o queryOptions, file string) error {
	lines, err := a.queryLines(central, o)
	if err != nil {
		return err
	}
	d := queryDocument{File: file, Queries: append([]queryLine{}, lines...)}
	for _, l := range lines {
		switch l.State {
		case store.QueryOpen:
			d.Open++
		case store.QueryAnswered:
			d.Answered++
		case store.QueryOvertaken:
			d.Overtaken++
		}
	}
	return a.json(d)
}

func (a *app) listQueries(central *store.File, o queryOptions) error {
	if o.json {
		return a.queriesJSON(central, o, "")
	}
	lines, err := a.queryLines(central, o)
	if err != nil {
		return err
	}
	if len(lines) == 0 {
		fmt.Fprintln(a.out, a.words.T("query.none_collected"))
	}
	for i, l := range lines {
		if i == 0 || lines[i-1].Unit != l.Unit || lines[i-1].Digest != l.Digest {
			unit := strings.TrimSpace(survey.CleanLine(l.Unit + " " + l.Name))
			fmt.Fprintln(a.out, a.words.T("query.about", unit, l.Set, l.Revision, survey.ShortDigest(l.Digest)))
		}
		fmt.Fprintf(a.out, "  [%s] %s: %s\n    %s\n", a.words.T("query.state_"+string(l.State)), l.Question, l.Label, strings.ReplaceAll(survey.Clean(l.Text), "\n", "\n    "))
	}
	return nil
}
