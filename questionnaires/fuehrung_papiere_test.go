package questionnaires_test

import (
	"encoding/csv"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"testing"

	"bestand.example/itbestand/questionnaires"
	"bestand.example/itbestand/survey"
)

// checkFKOrGP fails where a name is missing or is of another type, and where a
// question does not say what it is asked for.
func checkFKOrGP(t *testing.T, set *survey.Questionnaire, names map[survey.Type]string) {
	t.Helper()
	for kind, list := range names {
		for _, name := range strings.Fields(list) {
			switch q := set.Question(name); {
			case q == nil:
				t.Errorf("%s: %s is not asked", set.ID, name)
			case q.Type != kind:
				t.Errorf("%s: %s is of type %s, not %s", set.ID, name, q.Type, kind)
			}
		}
	}
	for _, q := range set.Questions() {
		if q.Purpose == "" && q.Type != survey.TypeNote && q.Name != survey.StichtagName {
			t.Errorf("%s: %s has no purpose", set.ID, q.Name)
		}
	}
}

// What the evaluation reads of the survey of leadership and competence is
// there, and nothing in it could tell who answered.
func TestLeadershipSet(t *testing.T) {
	set := mustSet(t, "fuehrung-kompetenz")
	checkFKOrGP(t, set, map[survey.Type]string{
		survey.TypeMatrix: "fh fk fs fc fx",
		survey.TypeScale: `fh_1 fh_2 fh_3 fh_4 fh_5 fh_6 fk_1a fk_1b fk_2 fk_3a fk_3b fk_4a fk_4b fk_5 fk_6 fk_7
			fs_1 fs_2 fs_3 fs_4 fs_5 fc_1 fc_2a fc_2b fc_3 fc_4a fc_4b fx_1 fx_2 fx_3 fx_4a fx_4b fx_5a fx_5b`,
		survey.TypeSelectOne:      "f_ebene f_bereich f_hemmnis",
		survey.TypeSelectMultiple: "f_bedarf f_format f_kanal",
		survey.TypeDecimal:        "f_fortbildung_tage",
	})
	if !set.Anonymous || !set.Many || set.Short != "FK" {
		t.Errorf("anonymous %v, many %v, short %s", set.Anonymous, set.Many, set.Short)
	}
	var reversed []string
	for _, q := range set.Questions() {
		switch q.Type {
		case survey.TypeText, survey.TypeMultiline, survey.TypeEmail, survey.TypeURL, survey.TypeRepeat:
			t.Errorf("%s takes free words", q.Name)
		}
		if q.Other != nil || len(q.Warnings) > 0 {
			t.Errorf("%s asks for words of one's own, as a choice or as the reason for a warning", q.Name)
		}
		if q.Reversed {
			reversed = append(reversed, q.Name)
		}
		if q.Type == survey.TypeScale && (q.Required != survey.Required || !q.AllowsMissing("keine_angabe") || !q.AllowsMissing("entfaellt")) {
			t.Errorf("%s is %v and allows %v", q.Name, q.Required, q.Missing)
		}
	}
	if want := []string{"fh_5", "fs_4", "fc_3", "fx_3", "fx_4a", "fx_4b"}; !slices.Equal(reversed, want) {
		t.Errorf("reversed are %v, not %v", reversed, want)
	}
	for _, gone := range strings.Fields("f_einheit f_alter f_jahre f_vorbild f_einwilligung fk_1 fk_3 fk_4 fc_2 fc_4 fx_4 fx_5") {
		if set.Question(gone) != nil {
			t.Errorf("%s is asked again", gone)
		}
	}
}

// The head of an administration has no superior and leads people; a clerk does
// not, and is the only one whose department is not one person's.
func TestLeadershipSetByLevel(t *testing.T) {
	set := mustSet(t, "fuehrung-kompetenz")
	for level, want := range map[string]struct{ area, leads bool }{
		"verwaltungsleitung": {false, true}, "dezernat_amt": {false, true}, "team_sachgebiet": {false, true},
		"sachbearbeitung": {true, false}, "personalrat": {false, false},
	} {
		r := &survey.Response{ID: "1", Answers: survey.NewAnswers()}
		s := survey.NewSession(set, r, survey.Place{Question: "f_ebene"}, func(survey.Change) error { return nil })
		if findings, err := s.Choose([]string{level}); len(findings) > 0 || err != nil {
			t.Fatalf("%s: %v %v", level, findings, err)
		}
		ev := s.Assessment()
		if got := ev.Relevant(survey.Key{Question: "f_bereich"}); got != want.area {
			t.Errorf("%s: the department is asked: %v", level, got)
		}
		if got := ev.Relevant(survey.Key{Question: "fk_6"}); got != want.leads {
			t.Errorf("%s: fk_6 is asked: %v", level, got)
		}
		for _, name := range []string{"fh_2", "fs_4", "fc_3"} {
			if !set.Question(name).AllowsMissing("unbekannt") {
				t.Errorf("%s cannot be answered with: not known", name)
			}
			if err := s.Jump(survey.Place{Question: name}, ""); err != nil || s.Place().Question != name {
				t.Fatalf("%s: %s is not asked: %v", level, name, err)
			}
			if findings, err := s.SetMissing("entfaellt"); len(findings) > 0 || err != nil {
				t.Errorf("%s: %s cannot be marked: %v %v", level, name, findings, err)
			}
			if got := s.Assessment().State(survey.Key{Question: name}); got != survey.StateMissing {
				t.Errorf("%s: %s is then in state %v", level, name, got)
			}
		}
	}
}

// Who needs no training is not asked for its form, and only who leads is
// offered to meet others who do.
func TestLeadershipSetAsksForTheForm(t *testing.T) {
	set := mustSet(t, "fuehrung-kompetenz")
	form := survey.Key{Question: "f_format"}
	for _, c := range []struct {
		level, need   string
		asked, leader bool
	}{
		{"verwaltungsleitung", "dms", true, true}, {"team_sachgebiet", "keiner", false, true}, {"sachbearbeitung", "dms", true, false},
		{"personalrat", "", true, false}, {"", "dms", true, true},
	} {
		s := survey.NewSession(set, &survey.Response{ID: "1", Answers: survey.NewAnswers()}, survey.Place{}, func(survey.Change) error { return nil })
		var all []survey.Assignment
		for name, code := range map[string]string{"f_ebene": c.level, "f_bedarf": c.need} {
			none := "keine_angabe"
			a := survey.Assignment{Question: name, Entry: &code}
			if code == "" {
				a = survey.Assignment{Question: name, Missing: &none}
			}
			all = append(all, a)
		}
		if findings, err := s.Put(all); len(findings) > 0 || err != nil {
			t.Fatal(findings, err)
		}
		offered := slices.ContainsFunc(s.Assessment().Choices(form).Choices, func(x survey.Choice) bool { return x.Name == "austausch_fuehrung" })
		if asked := s.Assessment().Relevant(form); asked != c.asked || offered != c.leader {
			t.Errorf("%q, who needs %q: asked %v, offered %v", c.level, c.need, asked, offered)
		}
	}
}

// What the evaluation reads of the papers is there, weighs as KZ33 needs it,
// and a contradiction cannot be entered at both papers.
func TestPapersSet(t *testing.T) {
	set := mustSet(t, "grundsatzpapiere")
	checkFKOrGP(t, set, map[survey.Type]string{
		survey.TypeInteger:        "gp_nr gpw_papier gp_zweit_abweichung",
		survey.TypeText:           "gp_titel gp_fundstelle gpa_stelle gpa_aufgabe gpw_thema gp_auswerter",
		survey.TypeMultiline:      "gp_ziele gp_organisation gp_luecke gp_personal_text gp_finanzen_text",
		survey.TypeDate:           "gp_datum gp_frist gpa_frist gp_auswertung_am",
		survey.TypeSelectOne:      "gp_art gp_status gp_verbindlich gp_bereich_a gp_bereich_b gp_bereich_c gp_bereich_d gpa_bereich gpw_art gpw_bewertung gpw_stand",
		survey.TypeSelectMultiple: "gp_zielgruppe gp_strategiebezug gp_herausgeber gp_aufsicht gpa_adressat",
		survey.TypeMatrix:         "gp_bereich",
		survey.TypeRepeat:         "gpa gpw",
		survey.TypeDecimal:        "gp_personal",
		survey.TypeMoney:          "gp_finanzen",
		survey.TypeScale:          "gp_relevanz",
		survey.TypeYesNo:          "gp_zweitpruefung",
	})
	if !set.Project || !set.Many || set.Short != "GP" || set.Question("gp_seiten") != nil {
		t.Errorf("project %v, many %v, short %s", set.Project, set.Many, set.Short)
	}
	weights := map[string]string{}
	for _, c := range set.Question("gp_verbindlich").List.Choices {
		weights[c.Name] = c.Score.RatString()
	}
	for name, want := range map[string]string{"bindend": "3", "leitlinie": "2", "empfehlung": "1", "meinung": "0"} {
		if weights[name] != want {
			t.Errorf("%s weighs %q, not %s", name, weights[name], want)
		}
	}
	for _, q := range set.Questions() {
		if q.Personal != (q.Name == "gp_auswerter") {
			t.Errorf("%s is personal: %v", q.Name, q.Personal)
		}
		if content := strings.Fields("gp_ziele gp_organisation gp_personal_text gp_finanzen_text gp_luecke gpa_aufgabe gpw_thema"); q.Sensitive != slices.Contains(content, q.Name) {
			t.Errorf("%s is sensitive: %v", q.Name, q.Sensitive) // drafts are not public
		}
	}

	for _, c := range []struct {
		paper, other string
		taken        bool
	}{{"5", "3", true}, {"5", "5", false}, {"5", "7", false}, {"5", "0", false}} {
		s := survey.NewSession(set, &survey.Response{ID: "1", Unit: survey.Project(), Answers: survey.NewAnswers()},
			survey.Place{Question: "gp_nr"}, func(survey.Change) error { return nil })
		if findings, err := s.Enter(c.paper); len(findings) > 0 || err != nil {
			t.Fatal(findings, err)
		}
		if err := s.Jump(survey.Place{Question: "gpw"}, ""); err != nil {
			t.Fatal(err)
		}
		if findings, err := s.AddRow(); len(findings) > 0 || err != nil {
			t.Fatal(findings, err)
		}
		findings, err := s.Enter(c.other)
		if err != nil || (len(findings) == 0) != c.taken {
			t.Errorf("paper %s contradicts %s: %v %v", c.paper, c.other, findings, err)
		}
	}
}

// A paper is not of a day after the reference date, whatever day it is today.
func TestPapersAreNotFromAfterTheReferenceDate(t *testing.T) {
	set := mustSet(t, "grundsatzpapiere")
	for day, taken := range map[string]bool{"2018-09-06": true, "2018-12-31": true, "2019-01-01": false} {
		s := survey.NewSession(set, &survey.Response{ID: "1", Unit: survey.Project(), Answers: survey.NewAnswers()},
			survey.Place{Question: survey.StichtagName}, func(survey.Change) error { return nil })
		for _, step := range [][2]string{{survey.StichtagName, "2018-12-31"}, {"gp_datum", day}} {
			if err := s.Jump(survey.Place{Question: step[0]}, ""); err != nil {
				t.Fatal(err)
			}
			findings, err := s.Enter(step[1])
			if err != nil || step[0] == "gp_datum" && (len(findings) == 0) != taken || step[0] != "gp_datum" && len(findings) > 0 {
				t.Errorf("%s on %s: %v %v", step[0], step[1], findings, err)
			}
		}
	}
}

// The list of ministries and other bodies is complete and unambiguous: of a
// ministry that was renamed exactly one is valid on each day.
func TestBodies(t *testing.T) {
	data, err := fs.ReadFile(questionnaires.Files, "ressorts.csv")
	if err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(strings.NewReader(string(data))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(records[0], ","); got != "code,label,art,gueltig_ab,gueltig_bis,quelle,geprueft" {
		t.Fatalf("columns %s", got)
	}
	kinds := strings.Fields("ressort landesorgan landesbehoerde personalvertretung verband kommunal gruppe bund extern dienstleister")
	labels, valid := map[string]bool{}, map[string][2]string{}
	for i, r := range records[1:] {
		line := "line " + strconv.Itoa(i+2) + " (" + r[0] + ")"
		for _, day := range r[3:5] {
			if _, ok := survey.ParseISODate(day); day != "" && !ok {
				t.Errorf("%s: %q is no date", line, day)
			}
		}
		if r[3] != "" && r[4] != "" && r[3] > r[4] {
			t.Errorf("%s: never valid", line)
		}
		if !slices.Contains(kinds, r[2]) || r[5] == "" || r[6] != "ja" && r[6] != "nein" {
			t.Errorf("%s: kind %q, source %q, verified %q", line, r[2], r[5], r[6])
		}
		if len([]rune(r[1])) > 70 || labels[r[1]] {
			t.Errorf("%s: the label %q is too long or stands twice", line, r[1])
		}
		labels[r[1]], valid[r[0]] = true, [2]string{r[3], r[4]}
	}
	for _, code := range strings.Fields(`tsk tfm tmik tmwwwdg weiteres_ressort tlvwa landkreis kreisfreie_stadt gemeinde vg
		gstb landkreistag it_dienstleister personalrat sonst tmdi bund extern anderer_verband alle_ressorts alle_kommunen`) {
		if _, ok := valid[code]; !ok {
			t.Errorf("%s is missing", code)
		}
	}
	for old, successor := range map[string]string{"tmik": "tmikl", "tmwwwdg": "tmwllr", "tmil": "tmdi", "tmmjv": "tmjmv",
		"tmbjs": "tmbwk", "tmasgff": "tmsgaf", "tmuen": "tmuenf"} {
		last, ok := survey.ParseISODate(valid[old][1])
		if !ok || last.Add(1).String() != valid[successor][0] {
			t.Errorf("%s ends on %s, %s begins on %s", old, valid[old][1], successor, valid[successor][0])
		}
	}
}
