package store

import (
	"context"
	"slices"
	"testing"

	"bestand.example/itbestand/survey"
)

// languageSet has one question of each kind of value that a file stores in a
// form of its own: rankings, own words, rows, units, statements, replaced
// calculations.
func languageSet(t testing.TB) *survey.Questionnaire {
	t.Helper()
	list := func(names ...string) *survey.ChoiceList {
		l := &survey.ChoiceList{Name: names[0]}
		for _, n := range names {
			l.Choices = append(l.Choices, survey.Choice{Name: n, Label: survey.German("Label " + n)})
		}
		return l
	}
	scale := survey.NewScale("zustimmung", 5, survey.German("nein"), survey.German("ja"))
	other := survey.Text{"de": "Sonstiges, nämlich", "en": "Other, namely"}
	missing := []string{"unbekannt"}
	expression := func(source string) *survey.Expression { return &survey.Expression{Source: source} }
	set := &survey.Questionnaire{
		ID: "sprache", Short: "SP", Version: "1.0.0", Title: survey.German("Sprache"), Digest: survey.SetDigest(testFiles()),
		Profiles: []survey.Profile{{Name: "kurz", Label: survey.German("Kurzfassung")}},
		Sections: []*survey.Section{{Name: "s", Label: survey.German("S"), Profiles: []string{"kurz"}, Questions: []*survey.Question{
			{Name: "rang", Type: survey.TypeRank, List: list("a", "b", "c"), Missing: missing},
			{Name: "eins", Type: survey.TypeSelectOne, List: list("x", "y"), Other: other},
			{Name: "viele", Type: survey.TypeSelectMultiple, List: list("p", "q", "r"), Other: other},
			{Name: "stufe", Type: survey.TypeScale, List: scale},
			{Name: "mail", Type: survey.TypeEmail},
			{Name: "seite", Type: survey.TypeURL},
			{Name: "fv", Type: survey.TypeRepeat, Questions: []*survey.Question{{Name: "fv_name", Type: survey.TypeText}}},
			{Name: "wichtig", Type: survey.TypeSelectMultiple, ChoicesFrom: "fv", Missing: missing},
			{Name: "partner", Type: survey.TypeSelectOne, ChoicesFrom: survey.PopulationSource},
			{Name: "m", Type: survey.TypeMatrix, Rows: []*survey.Question{
				{Name: "m_1", Type: survey.TypeScale, List: scale, Missing: missing}, {Name: "m_2", Type: survey.TypeScale, List: scale, Missing: missing},
			}},
			{Name: "zahl", Type: survey.TypeCalculate, Override: true, Calculation: expression("2 + 3")},
			{Name: "viel", Type: survey.TypeCalculate, Override: true, Calculation: expression("2 > 3")},
			{Name: "langfassung", Type: survey.TypeText, Profiles: []string{"lang"}},
		}}},
	}
	if issues := set.Compile(); len(issues) > 0 {
		t.Fatalf("%s: %v", issues[0].Code, issues[0].Args)
	}
	return set
}

func partners() *survey.Population {
	return &survey.Population{Units: []survey.Unit{
		{Key: gera, Name: "Gera", Type: survey.KreisfreieStadt, Inhabitants: 93000, Members: 1},
		{Key: "16077", Name: "Altenburger Land", Type: survey.Landkreis, DistrictKey: "16077", District: "Altenburger Land"},
		{Key: jena, Name: "Jena", Type: survey.KreisfreieStadt},
	}}
}

// languageOffice has answered the set in its short form.
func languageOffice(t testing.TB, path string) *office {
	t.Helper()
	f, err := Create(path, Working, anna, noon)
	must(t, err)
	t.Cleanup(func() { _ = f.Close() })
	o := &office{t: t, set: languageSet(t), file: f}
	must(t, f.AddSet(described(o.set), testFiles()))
	must(t, f.SetUnit(survey.Unit{Key: jena, Name: "Jena"}))
	must(t, f.SetPopulation(partners()))
	o.nr, err = f.NewResponse(described(o.set), survey.Unit{Key: jena, Name: "Jena"}, "", "kurz")
	must(t, err)
	reason := "Neu gezählt"
	o.answer("rang", "c, a, b", "eins", "sonstiges: Eigene, Worte", "viele", "p, r, sonstiges: mit: Doppelpunkt", "stufe", "4",
		"mail", "amt@jena.example", "seite", "https://jena.example/a?b=c", "fv_name[1]", "eins", "fv_name[2]", "zwei", "fv_name[3]", "drei")
	s := o.session()
	must(t, s.Goto(survey.Place{Question: "fv"}))
	must(t, s.DeleteRow(2))
	o.answer("wichtig", "2, 1", "partner", gera, "m_1", "1", "m_2", "5")
	six, no := "6", "ja"
	s = o.session()
	findings, err := s.Put([]survey.Assignment{{Question: "zahl", Entry: &six, Reason: &reason}, {Question: "viel", Entry: &no, Reason: &reason}})
	must(t, err)
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	return o
}

func TestEveryKindOfValueIsSavedHandedInAndMerged(t *testing.T) {
	at := in(t)
	o := languageOffice(t, at("a.itb"))
	want := map[string]survey.Value{
		"rang":    {Kind: survey.KindRanking, Text: "c a b"},
		"eins":    {Kind: survey.KindCode, Text: "sonstiges\nEigene, Worte"},
		"viele":   {Kind: survey.KindCodes, Text: "p r sonstiges\nmit: Doppelpunkt"},
		"stufe":   {Kind: survey.KindCode, Text: "4"},
		"mail":    survey.TextValue("amt@jena.example"),
		"seite":   survey.TextValue("https://jena.example/a?b=c"),
		"wichtig": {Kind: survey.KindCodes, Text: "1 3"}, // the rows' ids, not their places
		"partner": {Kind: survey.KindCode, Text: gera},
		"m_1":     {Kind: survey.KindCode, Text: "1"},
		"m_2":     {Kind: survey.KindCode, Text: "5"},
		"zahl":    {Kind: survey.KindNumber, Text: "6"},
		"viel":    {Kind: survey.KindBoolean, Text: "true"},
	}
	check := func(where string, r *survey.Response) {
		t.Helper()
		for name, v := range want {
			if a := r.Answers.Get(survey.Key{Question: name}); a.Value != v {
				t.Errorf("%s: %s is %+v, want %+v", where, name, a.Value, v)
			}
		}
		for _, name := range []string{"zahl", "viel"} {
			if got := r.Answers.Get(survey.Key{Question: name}).Reason; got != "Neu gezählt" {
				t.Errorf("%s: reason of %s is %q", where, name, got)
			}
		}
		if r.Profile != "kurz" || !slices.Equal(r.Answers.Rows("fv"), []int{1, 3}) {
			t.Errorf("%s: profile %q, rows %v", where, r.Profile, r.Answers.Rows("fv"))
		}
	}
	check("working file", load(t, o))
	header := o.submit(at("r.itb"))
	check("after handing in", load(t, o))
	foreign, err := onlyRead(context.Background(), at("r.itb"), nil)
	must(t, err)
	check("return", foreign.Responses[0])
	central := languageCentral(t, o.set, at("z.itb"))
	report, err := central.Merge(context.Background(), []string{at("r.itb")}, languageOptions(o.set))
	must(t, err)
	wantCounts(t, report, "merged 1, unchanged 0, replaced 0, older 0, begun 0, refused 0, conflicts 0")
	held, err := central.Responses()
	must(t, err)
	merged, _, err := central.Load(held[0].Nr)
	must(t, err)
	check("central file", merged)
	if survey.ResponseDigest(o.set, merged) != header.Digest {
		t.Error("another digest after merging")
	}
}

func languageCentral(t testing.TB, set *survey.Questionnaire, path string) *File {
	t.Helper()
	f, err := Create(path, Central, anna, noon)
	must(t, err)
	t.Cleanup(func() { _ = f.Close() })
	must(t, f.AddSet(described(set), testFiles()))
	return f
}

func languageOptions(set *survey.Questionnaire) MergeOptions {
	return MergeOptions{At: noon, Set: func(string, string, string) (*survey.Questionnaire, error) { return set, nil }}
}

// The digest is that of the changed content wherever the engine can compute
// one, so that the form alone is what refuses it.
func TestValuesInAnotherFormThanTheEngineWritesAreRefused(t *testing.T) {
	at := in(t)
	o := languageOffice(t, at("a.itb"))
	header := o.submit(at("r.itb"))
	for name, c := range map[string]struct {
		code   Code
		change func(*survey.Response)
	}{
		"a ranking with a choice twice":    {CodeBadAnswer, setting("rang", survey.KindRanking, "a a b")},
		"a ranking as a selection":         {CodeBadAnswer, setting("rang", survey.KindCodes, "a b c")},
		"a ranking with own words":         {CodeBadAnswer, setting("rang", survey.KindRanking, "a b c\nWorte")},
		"own words without their choice":   {CodeBadAnswer, setting("eins", survey.KindCode, "x\nWorte")},
		"the choice without own words":     {CodeBadAnswer, setting("eins", survey.KindCode, "sonstiges")},
		"own words with a blank at an end": {CodeBadAnswer, setting("viele", survey.KindCodes, "p sonstiges\nWorte ")},
		"own words of two lines":           {CodeBadAnswer, setting("viele", survey.KindCodes, "p sonstiges\nWorte\nmehr")},
		"codes in another order":           {CodeBadAnswer, setting("viele", survey.KindCodes, "r p")},
		"another spelling of a row":        {CodeBadAnswer, setting("wichtig", survey.KindCodes, "01 3")},
		"a row that is none":               {CodeBadAnswer, setting("wichtig", survey.KindCodes, "eins")},
		"a unit that is none":              {CodeBadAnswer, setting("partner", survey.KindCode, "Gera")},
		"a step beyond the scale":          {CodeBadAnswer, setting("m_1", survey.KindCode, "6")},
		"an answer to the whole matrix":    {CodeBadAnswer, setting("m", survey.KindCode, "1")},
		"no yes and no no":                 {CodeBadAnswer, setting("viel", survey.KindBoolean, "ja")},
		"a web address that is none":       {CodeBadAnswer, setting("seite", survey.KindText, "jena")},
		"a question of another profile":    {CodeBadAnswer, setting("langfassung", survey.KindText, "x")},
		"a reason for nothing":             {CodeBadAnswer, func(r *survey.Response) { put(r, "mail", func(a *survey.Answer) { a.Reason = "x" }) }},
		"an unknown profile":               {CodeBadProfile, func(r *survey.Response) { r.Profile = "mini" }},
		"the whole set":                    {CodeDamaged, func(r *survey.Response) { r.Profile, r.Digest = "", header.Digest }},
	} {
		r := *header
		r.Answers = header.Answers.Clone()
		c.change(&r)
		if name != "the whole set" {
			r.Digest = survey.ResponseDigest(o.set, &r)
		}
		if e := checkResponse("x.itb", o.set, &r, r.Answers.Keys()); e == nil || e.Code != c.code {
			t.Errorf("%s: %v, want %s", name, e, c.code)
		}
	}
	if e := checkResponse("x.itb", o.set, header, header.Answers.Keys()); e != nil {
		t.Errorf("what was handed in is refused: %v", e)
	}
}

func put(r *survey.Response, question string, how func(*survey.Answer)) {
	k := survey.Key{Question: question}
	a := r.Answers.Get(k)
	how(&a)
	r.Answers.Set(k, a)
}

func setting(question string, kind survey.Kind, text string) func(*survey.Response) {
	return func(r *survey.Response) {
		put(r, question, func(a *survey.Answer) { a.Value = survey.Value{Kind: kind, Text: text} })
	}
}
