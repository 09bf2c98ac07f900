package survey

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"bestand.example/itbestand/survey/i18n"
)

// draft is a question set that a test changes before it is compiled.
type draft struct{ *Questionnaire }

// published is the older version of the tests: one of each thing that can
// change.
func published() draft {
	operation := &ChoiceList{Name: "betrieb", Choices: []Choice{
		{Name: "eigen", Label: German("Eigenbetrieb")}, {Name: "rz", Label: German("Rechenzentrum")}, {Name: "keiner", Label: German("keiner")},
	}}
	area := &ChoiceList{Name: "bereich", Choices: []Choice{{Name: "kfz", Label: German("Kfz")}, {Name: "bau", Label: German("Bau")}}}
	cells := func(code string) *Question {
		return &Question{Name: "m_" + code, Type: TypeInteger, Label: German(code), Choice: &Choice{Name: code}}
	}
	return draft{&Questionnaire{
		ID: "it", Short: "IT", Version: "1.0.0", Digest: "old", Choices: []*ChoiceList{operation, area},
		Profiles: []Profile{{Name: "kurz"}},
		Sections: []*Section{
			{Name: "a", Label: German("A"), Questions: []*Question{
				{Name: "anzahl", Type: TypeInteger, Label: German("Wie viele?"), Estimate: true},
				{Name: "anteil", Type: TypePercent, Label: German("Anteil"), Decimals: 1},
				{Name: "art", Type: TypeSelectOne, Label: German("Art"), List: operation, Other: German("Sonstiges")},
				{Name: "arten", Type: TypeSelectMultiple, Label: German("Arten"), List: operation},
				{Name: "rang", Type: TypeRank, Label: German("Rang"), List: operation},
				{Name: "stufe", Type: TypeScale, Label: German("Stufe"), Hint: German("1 ist wenig."), List: NewScale("stufe", 5, nil, nil)},
				{Name: "notiz", Type: TypeMultiline, Label: German("Notiz")},
			}},
			{Name: "b", Label: German("B"), Questions: []*Question{
				{Name: "fv", Type: TypeRepeat, Label: German("Verfahren"), Questions: []*Question{
					{Name: "fv_name", Type: TypeText, Label: German("Name")}, {Name: "fv_kosten", Type: TypeMoney, Label: German("Kosten")},
				}},
				{Name: "fv_haupt", Type: TypeSelectOne, Label: German("Wichtigstes"), ChoicesFrom: "fv"},
				{Name: "m", Type: TypeMatrix, Label: German("Matrix"), RowsFrom: area, Rows: []*Question{cells("kfz"), cells("bau")}},
			}},
		},
	}}
}

// next is the newer version: the same, one version higher, until it is changed.
func next() draft {
	d := published()
	d.Version, d.Digest = "1.1.0", "new"
	return d
}

func (d draft) question(name string) *Question {
	_, all := d.homes()
	return all[name].Question
}

// drop takes a question out, wherever it stands, and gives it back.
func (d draft) drop(name string) *Question {
	q := d.question(name)
	is := func(x *Question) bool { return x == q }
	for _, s := range d.Sections {
		for _, whole := range s.Questions {
			whole.Questions, whole.Rows = slices.DeleteFunc(whole.Questions, is), slices.DeleteFunc(whole.Rows, is)
		}
		s.Questions = slices.DeleteFunc(s.Questions, is)
	}
	return q
}

func (d draft) put(section int, q *Question) {
	d.Sections[section].Questions = append(d.Sections[section].Questions, q)
}

func (d draft) rename(old, new string) {
	d.question(old).Name = new
	d.step("1.0.0").Rename[old] = new
}

func (d draft) step(from string) *Migration {
	for i := range d.Migrations {
		if d.Migrations[i].From == from {
			return &d.Migrations[i]
		}
	}
	d.Migrations = append(d.Migrations, Migration{From: from, Rename: map[string]string{}, Recode: map[string]map[string]string{}})
	return &d.Migrations[len(d.Migrations)-1]
}

func (d draft) compiled(t testing.TB) *Questionnaire {
	t.Helper()
	if issues := d.Compile(); len(issues) > 0 {
		t.Fatalf("%s %v", issues[0].Code, issues[0].Args)
	}
	return d.Questionnaire
}

// said lists differences as "kind question args", those that break first
// marked.
func said(found []Difference) string {
	lines := make([]string, len(found))
	for i, d := range found {
		mark := ""
		if d.Kind.Breaks() {
			mark = "! "
		}
		lines[i] = strings.TrimSpace(fmt.Sprintf("%s%s %s %s", mark, d.Kind, d.Question, strings.Join(d.Args, " ")))
	}
	return strings.Join(lines, "\n")
}

func TestCompare(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(draft)
		want   string
	}{
		{"nothing but the version", func(draft) {}, ""},
		{"another set", func(d draft) { d.ID = "ozg" }, "! set_other  it ozg"},
		{"same version", func(d draft) { d.Version = "1.0.0" }, "! version_same  1.0.0"},
		{"lower version", func(d draft) { d.Version = "0.9.9" }, "! version_not_higher  1.0.0 0.9.9"},
		{"version by number", func(d draft) { d.Version = "1.10.0" }, ""},
		{"many responses", func(d draft) { d.Many = true }, "! nature_changed  responses"},
		{"short and title", func(d draft) { d.Short, d.Title = "EDV", German("EDV") }, "detail_changed  short IT EDV\nwords_changed  title"},
		{"profile gone", func(d draft) { d.Profiles = nil }, "! profile_gone  kurz"},
		{"new", func(d draft) { d.put(0, &Question{Name: "neu", Type: TypeText}) }, "question_new neu text"},
		{"gone", func(d draft) { d.drop("anzahl") }, "question_gone anzahl"},
		{"renamed", func(d draft) { d.rename("anzahl", "gesamt") }, "question_renamed gesamt anzahl"},
		{"renamed over versions", func(d draft) {
			d.Version = "1.2.0"
			d.question("anzahl").Name = "gesamt"
			d.step("1.1.0").Rename["zahl"] = "gesamt"
			d.step("1.0.0").Rename["anzahl"] = "zahl"
		}, "question_renamed gesamt anzahl"},
		{"a migration from before", func(d draft) { d.step("0.9.0").Rename["anteil"] = "anzahl" }, ""},
		{"renamed, misspelt", func(d draft) {
			d.question("anzahl").Name = "gesamt"
			d.step("1.0.0").Rename["anzal"] = "gesamt"
		}, "! rename_unknown  1.0.0 anzal\nquestion_new gesamt integer\nquestion_gone anzahl"},
		{"renamed onto another", func(d draft) {
			d.drop("anteil")
			d.rename("anzahl", "anteil")
		}, "question_renamed anteil anzahl\nquestion_gone anteil\n! rename_taken anteil anteil"},
		{"moved", func(d draft) { d.put(1, d.drop("anzahl")) }, "question_moved anzahl"},
		{"relabelled", func(d draft) { d.question("anzahl").Label = German("Anzahl?") }, "label_changed anzahl"},
		{"English added", func(d draft) { d.question("anzahl").Label = Text{"de": "Wie viele?", "en": "How many?"} }, ""},
		{"a hint taken away", func(d draft) { d.question("stufe").Hint = nil }, "words_changed stufe hint"},
		{"integer to decimal", func(d draft) { d.question("anzahl").Type = TypeDecimal }, "! type_changed anzahl integer decimal"},
		{"integer to text", func(d draft) { d.question("anzahl").Type, d.question("anzahl").Estimate = TypeText, false },
			"type_to_text anzahl integer text\ndetail_changed anzahl estimate true false"},
		{"text to e-mail", func(d draft) { d.question("notiz").Type = TypeEmail }, "! type_changed notiz multiline email"},
		{"roster to text", func(d draft) {
			d.question("fv").Type, d.question("fv").Questions = TypeText, nil
			d.drop("fv_haupt")
		}, "! type_changed fv repeat text\nquestion_gone fv_name\nquestion_gone fv_kosten\nquestion_gone fv_haupt"},
		{"fewer decimals", func(d draft) { d.question("anteil").Decimals = 0 }, "! decimals_reduced anteil 1 0"},
		{"more decimals", func(d draft) { d.question("anteil").Decimals = 2 }, "detail_changed anteil decimals 1 2"},
		{"column outside", func(d draft) { d.put(1, d.drop("fv_kosten")) }, "! roster_changed fv_kosten fv"},
		{"roster renamed", func(d draft) {
			d.rename("fv", "verfahren")
			d.question("fv_haupt").ChoicesFrom = "verfahren"
		}, "question_renamed verfahren fv"},
		{"row of the matrix outside", func(d draft) { d.put(1, d.drop("m_kfz")) }, "! matrix_changed m_kfz m"},
		{"matrix renamed", func(d draft) {
			d.rename("m", "n")
			d.question("m_kfz").Name, d.question("m_bau").Name = "n_kfz", "n_bau"
		}, "question_renamed n m\nquestion_renamed n_kfz m_kfz\nquestion_renamed n_bau m_bau"},
		{"row recoded", func(d draft) {
			d.step("1.0.0").Recode["bereich"] = map[string]string{"kfz": "verkehr"}
			d.Choices[1].Choices[0].Name = "verkehr"
			d.question("m_kfz").Choice.Name = "verkehr"
			d.question("m_kfz").Name = "m_verkehr"
		}, "question_renamed m_verkehr m_kfz\nchoice_recoded  bereich kfz verkehr"},
		{"row into another matrix", func(d draft) {
			d.put(1, &Question{Name: "n", Type: TypeMatrix, Label: German("N"), Rows: []*Question{d.drop("m_kfz")}})
		}, "question_new n matrix"},
		{"choice gone", func(d draft) { d.Choices[0].Choices = d.Choices[0].Choices[:2] }, "! choice_gone  betrieb keiner"},
		{"choice recoded", func(d draft) {
			d.step("1.0.0").Recode["betrieb"] = map[string]string{"rz": "dienstleister"}
			d.Choices[0].Choices[1].Name = "dienstleister"
		}, "choice_recoded  betrieb rz dienstleister"},
		{"choice recoded to nothing", func(d draft) { d.step("1.0.0").Recode["betrieb"] = map[string]string{"rz": "weg"} },
			"choice_recoded  betrieb rz weg\n! choice_gone  betrieb weg\nchoice_new  betrieb rz"},
		{"recode of an unknown code", func(d draft) { d.step("1.0.0").Recode["betrieb"] = map[string]string{"rzz": "rz"} },
			"! recode_unknown  1.0.0 betrieb rzz"},
		{"choice new, relabelled, exclusive", func(d draft) {
			l := d.Choices[0]
			l.Choices = append(l.Choices, Choice{Name: "cloud", Label: German("Cloud")})
			l.Choices[0].Label, l.Choices[2].Exclusive = German("selbst"), true
		}, "choice_relabelled  betrieb eigen\nchoice_changed  betrieb keiner exclusive false true\nchoice_new  betrieb cloud"},
		{"another list", func(d draft) { d.question("rang").List = d.Choices[1] }, "! codes_lost rang betrieb bereich eigen, rz, keiner"},
		{"a larger list", func(d draft) {
			more := &ChoiceList{Name: "mehr", Choices: append(slices.Clone(d.Choices[0].Choices), Choice{Name: "cloud"})}
			d.Choices = append(d.Choices, more)
			d.question("rang").List = more
		}, "list_changed rang betrieb mehr"},
		{"own words on another list", func(d draft) {
			twin := &ChoiceList{Name: "zwilling", Choices: d.Choices[0].Choices}
			d.Choices = append(d.Choices, twin)
			d.question("art").List, d.question("art").Other = twin, nil
		}, "! other_gone art\nlist_changed art betrieb zwilling\nwords_changed art other"},
		{"points by another name", func(d draft) { d.question("stufe").List.Name = "punkte" }, ""},
		{"other source", func(d draft) { d.question("fv_haupt").ChoicesFrom, d.question("fv_haupt").List = "", d.Choices[0] }, "! source_changed fv_haupt fv"},
		{"no own words", func(d draft) { d.question("art").Other = nil }, "! other_gone art\nwords_changed art other"},
		{"more points", func(d draft) { d.question("stufe").List = NewScale("stufe", 7, nil, nil) }, "! scale_changed stufe 5 7"},
		{"tighter", func(d draft) { d.question("fv").Min, d.question("fv").Max = 1, 9 }, "limit_tightened fv min 0 1\nlimit_tightened fv max 0 9"},
		{"condition and hint", func(d draft) {
			d.question("arten").Relevant, d.question("arten").Hint = &Expression{Source: "anzahl > 3"}, German("Hinweis")
		}, "words_changed arten hint\ndetail_changed arten relevant  anzahl > 3"},
		{"section", func(d draft) {
			d.Sections[0].Label, d.Sections[1].Relevant = German("Anfang"), &Expression{Source: "anzahl > 0"}
		}, "section_relabelled  a\nsection_changed  b relevant  anzahl > 0"},
	} {
		t.Run(test.name, func(t *testing.T) {
			old, d := published().compiled(t), next()
			test.change(d)
			found := Compare(old, d.compiled(t))
			if got := said(found); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
			if Breaks(found) != strings.Contains(test.want, "! ") {
				t.Errorf("Breaks says %v", Breaks(found))
			}
			for _, lang := range i18n.Languages() {
				for _, d := range found {
					if s := d.Say(i18n.In(lang)); strings.Contains(s, "%!") || strings.HasPrefix(s, "difference.") {
						t.Errorf("%s: %s", d.Kind, s)
					}
				}
			}
		})
	}
}

func TestCompareWithItself(t *testing.T) {
	set := published().compiled(t)
	if found := Compare(set, published().compiled(t)); len(found) > 0 {
		t.Errorf("got %s", said(found))
	}
}

func TestCompareVersions(t *testing.T) {
	ordered := []string{"0.9.12", "1.0.0", "1.0.1", "1.2.0", "1.10.0", "2.0.0"}
	for i, a := range ordered {
		for j, b := range ordered {
			if got := CompareVersions(a, b); got < 0 != (i < j) || got > 0 != (i > j) {
				t.Errorf("%s and %s: %d", a, b, got)
			}
		}
	}
}

// Sentences name what changed, in both languages.
func TestDifferenceInWords(t *testing.T) {
	old, d := published().compiled(t), next()
	d.rename("anzahl", "gesamt")
	d.question("gesamt").Label = Text{"de": "Wie viele sind es?", "en": "How many are there?"}
	d.question("arten").Relevant = &Expression{Source: "gesamt > 1"}
	var de, en []string
	for _, f := range Compare(old, d.compiled(t)) {
		de, en = append(de, f.Question+": "+f.Say(i18n.In("de"))), append(en, f.Question+": "+f.Say(i18n.In("en")))
	}
	want := []string{
		"gesamt: heißt jetzt so (bisher „anzahl“).",
		"gesamt: anderer Wortlaut: „Wie viele sind es?“ (bisher „Wie viele?“).",
		"arten: Bedingung (relevant): gesamt > 1 (bisher –).",
	}
	if !slices.Equal(de, want) {
		t.Errorf("got\n%s", strings.Join(de, "\n"))
	}
	if en[1] != "gesamt: other wording: “How many are there?” (before “Wie viele?”)." {
		t.Errorf("got %s", en[1])
	}
}
