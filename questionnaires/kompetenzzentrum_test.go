package questionnaires_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"bestand.example/itbestand/questionnaires"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/parser"
)

// centreSession starts a response of the project to the set of this name.
func centreSession(t *testing.T, name string) *survey.Session {
	t.Helper()
	r := &survey.Response{ID: "1", Unit: survey.Project(), Answers: survey.NewAnswers()}
	s := survey.NewSession(mustSet(t, name), r, survey.Place{}, func(survey.Change) error { return nil })
	if found := centrePut(t, s, "stichtag=31.12.2026"); len(found) > 0 {
		t.Fatal(found)
	}
	return s
}

// centrePut gives answers, name=entry, name[row]=entry or name:missing=code,
// all in one change, and returns what was refused.
func centrePut(t *testing.T, s *survey.Session, answers ...string) []survey.Finding {
	t.Helper()
	var all []survey.Assignment
	for _, answer := range answers {
		name, entry, _ := strings.Cut(answer, "=")
		var a survey.Assignment
		if before, missing := strings.CutSuffix(name, ":missing"); missing {
			name, a.Missing = before, &entry
		} else {
			a.Entry = &entry
		}
		if before, row, in := strings.Cut(strings.TrimSuffix(name, "]"), "["); in {
			name = before
			index, err := strconv.Atoi(row)
			if err != nil {
				t.Fatal(err)
			}
			a.Index = index
		}
		q := s.Set.Question(name)
		if q == nil {
			t.Fatalf("%s is not asked", name)
		}
		if a.Question = name; q.Roster != nil {
			a.Roster = q.Roster.Name
		}
		all = append(all, a)
	}
	found, err := s.Put(all)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func centreRefuses(t *testing.T, s *survey.Session, code survey.Code, answers ...string) {
	t.Helper()
	if found := centrePut(t, s, answers...); !slices.ContainsFunc(found, func(f survey.Finding) bool { return f.Code == code }) {
		t.Errorf("%v: %v, expected %s", answers, found, code)
	}
}

func centreAccepts(t *testing.T, s *survey.Session, answers ...string) {
	t.Helper()
	if found := centrePut(t, s, answers...); len(found) > 0 {
		t.Errorf("%v: refused, %v", answers, found)
	}
}

// centreOffers lists the codes that a question offers.
func centreOffers(s *survey.Session, question string, row int) []string {
	var codes []string
	for _, c := range s.Assessment().Choices(survey.Key{Question: question, Row: row}).Choices {
		codes = append(codes, c.Name)
	}
	return codes
}

// What the evaluation reads of interviews and tasks is there, every question
// says what it is asked for, and what the review struck is not asked.
func TestCentreSetsAreComplete(t *testing.T) {
	for name, names := range map[string]map[survey.Type]string{
		"kompetenzzentrum-interview": {
			survey.TypeInteger:   "i_nr i_dauer kz_a_bedarf_tage kz_b_bedarf_tage kz_c_bedarf_tage kz_d_bedarf_tage",
			survey.TypeDate:      "i_datum",
			survey.TypeYesNo:     "i_freigabe",
			survey.TypeText:      "i_kennung i_funktion e_nutzen_1 e_nutzen_2 e_nutzen_3 kz_a_erfolg kz_b_erfolg kz_c_erfolg kz_d_erfolg",
			survey.TypeMultiline: "e_abgrenzung e_risiko_text",
			survey.TypeRank:      "e_rolle",
			survey.TypeMatrix:    "e_kunden kz_wichtig",
			survey.TypePercent:   "e_kunden_kommunen e_kunden_ressorts e_kunden_nachgeordnete",
			survey.TypeScale:     "kz_a_wichtig kz_b_wichtig kz_c_wichtig kz_d_wichtig",
			survey.TypeSelectOne: `i_gruppe i_sicht e_risiko kz_a_steuerung kz_b_steuerung kz_c_steuerung kz_d_steuerung
				kz_a_verantwortung kz_b_verantwortung kz_c_verantwortung kz_d_verantwortung`,
			survey.TypeSelectMultiple: `kz_a_bedarf_art kz_b_bedarf_art kz_c_bedarf_art kz_d_bedarf_art
				kz_a_kompetenz kz_b_kompetenz kz_c_kompetenz kz_d_kompetenz`,
		},
		"kompetenzzentrum-aufgaben": {
			survey.TypeRepeat:         "t aufsicht lk_mitglied lk_sitzung",
			survey.TypeCalculate:      "t_nr t_mgz",
			survey.TypeText:           "t_aufgabe t_produkt t_pauschal_grund as_konflikt lkm_organisation lkm_person lks_thema lks_auftrag lks_verantwortlich",
			survey.TypeMultiline:      "lks_beschluss",
			survey.TypeInteger:        "ao_orte ao_spanne t_bezugsmenge t_min t_wahr t_max t_reise",
			survey.TypeDecimal:        "t_faelle_je t_pauschal",
			survey.TypePercent:        "sk_quote_start sk_quote_ausbau sk_quote_vollbetrieb",
			survey.TypeYear:           "sk_jahr_start sk_jahr_ausbau sk_jahr_vollbetrieb",
			survey.TypeDate:           "lks_datum lks_frist",
			survey.TypeYesNo:          "lkm_stimmrecht",
			survey.TypeSelectMultiple: "t_qual as_instrument",
			survey.TypeSelectOne: `ao_form ao_schnitt t_vorlage t_bereich t_art t_bezug t_quelle t_ebene sk_szenario_gewaehlt
				as_bereich as_ressort as_art lkm_ebene lks_status`,
		},
	} {
		set := mustSet(t, name)
		for kind, list := range names {
			for _, question := range strings.Fields(list) {
				if q := set.Question(question); q == nil || q.Type != kind {
					t.Errorf("%s: %s is no question of type %s", name, question, kind)
				}
			}
		}
		for _, q := range set.Questions() {
			if q.Purpose == "" && q.Type != survey.TypeNote && q.Name != survey.StichtagName {
				t.Errorf("%s: %s has no purpose", name, q.Name)
			}
			for _, struck := range []string{"i_person", "dringend", "ao_bewertung", "sk_lernkurve"} {
				if strings.Contains(q.Name, struck) {
					t.Errorf("%s: %s was struck", name, q.Name)
				}
			}
		}
		if !set.Project || set.Many != (name == "kompetenzzentrum-interview") || set.Duration.In("de") == "" {
			t.Errorf("%s: project %v, many %v, duration %v", name, set.Project, set.Many, set.Duration)
		}
	}
}

// Who was interviewed and who sits on the committee can be forgotten; group
// and release stay, because the positions hang on them.
func TestCentreMarksPersons(t *testing.T) {
	for _, name := range []string{"kompetenzzentrum-interview", "kompetenzzentrum-aufgaben"} {
		for _, q := range mustSet(t, name).Questions() {
			if q.Type == survey.TypeNote {
				continue
			}
			expected := q.Name == "lk_mitglied" || strings.HasPrefix(q.Name, "lkm_") ||
				strings.HasPrefix(q.Name, "i_") && !slices.Contains([]string{"i_gruppe", "i_sicht", "i_freigabe"}, q.Name)
			if q.Personal != expected {
				t.Errorf("%s: personal %v", q.Name, q.Personal)
			}
		}
	}
}

func TestInterviewSharesAddUpTo100(t *testing.T) {
	s := centreSession(t, "kompetenzzentrum-interview")
	centreRefuses(t, s, survey.TotalOff, "e_kunden_kommunen=60", "e_kunden_ressorts=30", "e_kunden_nachgeordnete=20")
	centreAccepts(t, s, "e_kunden_kommunen=60", "e_kunden_ressorts=30", "e_kunden_nachgeordnete=10")
}

// A code is no name.
func TestInterviewTakesACodeNotAName(t *testing.T) {
	s := centreSession(t, "kompetenzzentrum-interview")
	for _, name := range []string{"Erika Muster", "Muster", "EM", "p07", "P07 Muster", "07"} {
		centreRefuses(t, s, survey.Violated, "i_kennung="+name)
	}
	centreAccepts(t, s, "i_kennung=P07")
	centreAccepts(t, s, "i_kennung=INT123")
}

// Where no risk is named, nobody is asked what it is seen by.
func TestInterviewAsksForTheRisk(t *testing.T) {
	s := centreSession(t, "kompetenzzentrum-interview")
	for risk, asked := range map[string]bool{"personal": true, "sonst": true, "keins": false} {
		centreAccepts(t, s, "e_risiko="+risk)
		if s.Assessment().Relevant(survey.Key{Question: "e_risiko_text"}) != asked {
			t.Errorf("%s: its signs are asked for: %v", risk, !asked)
		}
	}
}

// The ministries are those of the reference date.
func TestInterviewOffersTheMinistriesOfTheDay(t *testing.T) {
	s := centreSession(t, "kompetenzzentrum-interview")
	centreAccepts(t, s, "kz_a_steuerung=ein_ressort")
	now, group := centreOffers(s, "kz_a_verantwortung", 0), centreOffers(s, "i_gruppe", 0)
	centreAccepts(t, s, "stichtag=1.6.2018")
	then := centreOffers(s, "kz_a_verantwortung", 0)
	for _, x := range []struct {
		code      string
		then, now bool
	}{{"tsk", true, true}, {"tfm", true, true}, {"tmik", true, false}, {"tmwwwdg", true, false}, {"tmdi", false, true}, {"landkreistag", false, false}} {
		if slices.Contains(then, x.code) != x.then || slices.Contains(now, x.code) != x.now {
			t.Errorf("%s: offered in 2018 %v, in 2026 %v", x.code, !x.then, !x.now)
		}
	}
	for _, code := range []string{"tfm", "tlvwa", "landkreis", "kreisfreie_stadt", "gemeinde", "vg", "gstb", "landkreistag", "it_dienstleister", "personalrat", "sonst"} {
		if !slices.Contains(group, code) {
			t.Errorf("nobody of %s can be interviewed", code)
		}
	}
}

// Demand is 0 only where somebody said that there is none: who does not know
// of which kind is asked for the days all the same.
func TestInterviewAsksForTheDays(t *testing.T) {
	s := centreSession(t, "kompetenzzentrum-interview")
	days := survey.Key{Question: "kz_b_bedarf_tage"}
	for answer, asked := range map[string]bool{"kz_b_bedarf_art=schulung": true, "kz_b_bedarf_art=keine": false, "kz_b_bedarf_art:missing=unbekannt": true} {
		centreAccepts(t, s, "kz_b_bedarf_art=")
		centreAccepts(t, s, answer)
		if s.Assessment().Relevant(days) != asked {
			t.Errorf("%s: days asked %v", answer, !asked)
		}
	}
	centreAccepts(t, s, "kz_b_bedarf_art=schulung", "kz_b_bedarf_tage:missing=entfaellt") // a colleague has named it
}

var centreTasks = strings.Fields("a1 a2 a3 a4 b1 b2 b3 b4 b5 b6 c1 c2 c3 d1 d2 d3 l1 l2")

// The tasks are there from the beginning, each in its own area; a further one
// gets number, name and result.
func TestTasksFromTheBeginning(t *testing.T) {
	s := centreSession(t, "kompetenzzentrum-aufgaben")
	rows := s.Response.Answers.Rows("t")
	if len(rows) != len(centreTasks) {
		t.Fatalf("%d tasks", len(rows))
	}
	for i, row := range rows {
		task := centreTasks[i]
		if got := s.Assessment().Calculated(survey.Key{Question: "t_nr", Row: row}).Text; got != task {
			t.Errorf("task %d is %s, not %s", i+1, got, task)
		}
		if offered := centreOffers(s, "t_bereich", row); !slices.Equal(offered, []string{task[:1]}) {
			t.Errorf("%s is offered the areas %v", task, offered)
		}
		if s.Assessment().Relevant(survey.Key{Question: "t_aufgabe", Row: row}) {
			t.Errorf("%s is asked for its name", task)
		}
	}
	centreRefuses(t, s, survey.SameRow, "t_vorlage[19]=eigene", "t_nr_eigen[19]=a4")
	for _, number := range []string{"5", "a", "a0", "e5", "A5", "a100"} {
		centreRefuses(t, s, survey.Violated, "t_vorlage[19]=eigene", "t_nr_eigen[19]="+number)
	}
	centreAccepts(t, s, "t_vorlage[19]=eigene", "t_nr_eigen[19]=a5", "t_aufgabe[19]=Aktenplan beraten", "t_bereich[19]=a")
}

// The catalogue puts each task where the set offers it.
func TestTaskCatalogueAgreesWithTheSet(t *testing.T) {
	set := mustSet(t, "kompetenzzentrum-aufgaben")
	areas := map[string]string{}
	for _, c := range set.Question("t_bereich").List.Choices {
		for _, task := range c.Columns["vorlagen"] {
			areas[task] = c.Name
		}
	}
	relations := set.Question("t_bezug").List
	for _, c := range set.Question("t_vorlage").List.Choices {
		if c.Columns["vorbelegt"][0] != "ja" {
			continue
		}
		if got := areas[c.Name]; !slices.Equal(c.Columns["bereich"], []string{got}) {
			t.Errorf("%s: area %v in the list, %q in the set", c.Name, c.Columns["bereich"], got)
		}
		if relations.Index(c.Columns["bezug"][0]) < 0 || len(c.Columns["produkt"]) == 0 {
			t.Errorf("%s: %v", c.Name, c.Columns)
		}
		// what is measured by cases says what a case is
		if counted := c.Columns["bereich"][0] != "l"; strings.Contains(c.Label.In("de"), "(Fall: ") != counted {
			t.Errorf("%s: %q names its case: %v", c.Name, c.Label.In("de"), !counted)
		}
		delete(areas, c.Name)
	}
	if len(areas) > 0 {
		t.Errorf("not in the list: %v", areas)
	}
}

// Three times in their order, only of tasks that are measured by them.
func TestTaskTimesAreInOrder(t *testing.T) {
	s := centreSession(t, "kompetenzzentrum-aufgaben")
	centreAccepts(t, s, "t_art[1]=quantifizierbar", "t_bezug[1]=je_kommune", "t_art[2]=dispositiv_kreativ", "t_art[17]=leitung")
	centreRefuses(t, s, survey.Violated, "t_min[1]=300", "t_wahr[1]=299", "t_max[1]=960")
	centreRefuses(t, s, survey.Violated, "t_min[1]=300", "t_wahr[1]=480", "t_max[1]=479")
	centreRefuses(t, s, survey.Violated, "t_min[1]=300", "t_wahr[1]:missing=unbekannt", "t_max[1]=299")
	centreAccepts(t, s, "t_min[1]=300", "t_wahr[1]=300", "t_max[1]=300")
	centreAccepts(t, s, "t_min[1]=300", "t_wahr[1]=480", "t_max[1]=960")
	rows := s.Response.Answers.Rows("t")
	if got := s.Assessment().Calculated(survey.Key{Question: "t_mgz", Row: rows[0]}).Text; got != "530" {
		t.Errorf("mean time %s", got)
	}
	for _, x := range []struct {
		task     int
		question string
		asked    bool
	}{
		{1, "t_min", true}, {1, "t_bezugsmenge", true}, {1, "t_pauschal", false},
		{2, "t_min", false}, {2, "t_faelle_je", false}, {2, "t_bezug", false}, {2, "t_pauschal", true}, {2, "t_pauschal_grund", true},
		{17, "t_min", false}, {17, "t_pauschal", false}, {17, "t_ebene", true},
	} {
		key := survey.Key{Question: x.question, Row: rows[x.task-1]}
		if s.Assessment().Relevant(key) != x.asked || x.asked && s.Set.Question(x.question).Required != survey.Required {
			t.Errorf("task %d: %s is asked: %v", x.task, x.question, !x.asked)
		}
	}
	centreAccepts(t, s, "t_bezug[1]=direkt") // the quantity is 1 then
	if s.Assessment().Relevant(survey.Key{Question: "t_bezugsmenge", Row: rows[0]}) {
		t.Error("a quantity is asked where the cases are counted themselves")
	}
}

// Stages follow each other; a share that shrinks wants a reason.
func TestStagesFollowEachOther(t *testing.T) {
	s := centreSession(t, "kompetenzzentrum-aufgaben")
	centreRefuses(t, s, survey.Violated, "sk_jahr_start=2027", "sk_jahr_ausbau=2026")
	centreRefuses(t, s, survey.Violated, "sk_jahr_start=2027", "sk_jahr_ausbau=2028", "sk_jahr_vollbetrieb=2027")
	centreAccepts(t, s, "sk_jahr_start=2027", "sk_jahr_ausbau=2028", "sk_jahr_vollbetrieb=2030")
	for _, x := range []struct {
		shares  []string
		warning string
	}{
		{[]string{"sk_quote_start=20", "sk_quote_ausbau=50", "sk_quote_vollbetrieb=50"}, ""},
		{[]string{"sk_quote_start=60", "sk_quote_ausbau=50", "sk_quote_vollbetrieb=50"}, "sk_quote_ausbau"},
		{[]string{"sk_quote_start=20", "sk_quote_ausbau=50", "sk_quote_vollbetrieb=40"}, "sk_quote_vollbetrieb"},
	} {
		centreAccepts(t, s, x.shares...)
		for _, question := range []string{"sk_quote_ausbau", "sk_quote_vollbetrieb"} {
			if centreWarns(s, question) != (question == x.warning) {
				t.Errorf("%v: %s: %v", x.shares, question, s.Assessment().FindingsAt(survey.Key{Question: question}))
			}
		}
	}
}

func centreWarns(s *survey.Session, question string) bool {
	return slices.ContainsFunc(s.Assessment().FindingsAt(survey.Key{Question: question}), func(f survey.Finding) bool { return f.Code == survey.Unconfirmed })
}

// Without a task of leadership its need would be 0 unnoticed, and the number of
// administrations is the same wherever it counts.
func TestTasksAreLookedAtTogether(t *testing.T) {
	s := centreSession(t, "kompetenzzentrum-aufgaben")
	var others []string
	for i := range centreTasks[:17] {
		others = append(others, "t_art["+strconv.Itoa(i+1)+"]=dispositiv_kreativ")
	}
	for _, x := range []struct {
		answers []string
		warning bool
	}{
		{append(others, "t_art[18]=projekt_befristet"), true},
		{[]string{"t_art[17]=leitung"}, false},
		{[]string{"t_art[5]=quantifizierbar", "t_bezug[5]=je_kommune", "t_bezugsmenge[5]=200", "t_art[6]=quantifizierbar", "t_bezug[6]=je_kommune", "t_bezugsmenge[6]=120"}, true},
		{[]string{"t_bezugsmenge[6]=200"}, false},
		{[]string{"t_bezug[6]=je_massnahme", "t_bezugsmenge[6]=40"}, false},
	} {
		centreAccepts(t, s, x.answers...)
		if centreWarns(s, "t") != x.warning {
			t.Errorf("%v: %v", x.answers, s.Assessment().FindingsAt(survey.Key{Question: "t"}))
		}
	}
}

// A formula cannot read what kind of body a code is; which are ministries says
// a pattern that agrees with the list.
func TestPatternOfMinistriesAgreesWithTheList(t *testing.T) {
	for _, area := range strings.Fields("a b c d") {
		source := thePlan(t).evaluation.Indicator("wichtig_ressort_" + area).Value.Source
		_, rest, _ := strings.Cut(source, `matches "`)
		written, _, _ := strings.Cut(rest, `"`)
		pattern := regexp.MustCompile(written)
		for _, c := range mustSet(t, "kompetenzzentrum-interview").Question("i_gruppe").List.Choices {
			if is := slices.Equal(c.Columns["art"], []string{"ressort"}); pattern.MatchString(c.Name) != is {
				t.Errorf("%s: %s is a ministry: %v", area, c.Name, is)
			}
		}
	}
}

// Exactly one body supervises the matters of each area a to d: a ministry or
// the Landesverwaltungsamt.
func TestSupervisionOfEachArea(t *testing.T) {
	all := []string{"a tfm fachaufsicht", "b tfm fachaufsicht", "c tsk fachaufsicht", "d tsk fachaufsicht", "l tmikl dienstaufsicht"}
	for name, x := range map[string]struct {
		rows    []string
		warning bool
	}{
		"one each":          {all, false},
		"not by a ministry": {append(slices.Delete(slices.Clone(all), 4, 5), "l tlvwa dienstaufsicht"), false},
		"others take part":  {append(slices.Clone(all), "a tmdi beteiligung", "a tmikl dienstaufsicht"), false},
		"none for d":        {slices.Delete(slices.Clone(all), 3, 4), true},
		"two for a":         {append(slices.Clone(all), "a tmdi fachaufsicht"), true},
		"l in place of d":   {append(slices.Delete(slices.Clone(all), 3, 4), "l tfm fachaufsicht"), true},
		"only other duties": {[]string{"a tfm dienstaufsicht"}, true},
	} {
		s := centreSession(t, "kompetenzzentrum-aufgaben")
		var answers []string
		for i, row := range x.rows {
			cells, n := strings.Fields(row), "["+strconv.Itoa(i+1)+"]="
			answers = append(answers, "as_bereich"+n+cells[0], "as_ressort"+n+cells[1], "as_art"+n+cells[2])
		}
		centreAccepts(t, s, answers...)
		if centreWarns(s, "aufsicht") != x.warning {
			t.Errorf("%s: %v", name, s.Assessment().FindingsAt(survey.Key{Question: "aufsicht"}))
		}
	}
}

// An order of the committee has somebody responsible, a term and a state; a
// term before the meeting is refused.
func TestOrdersOfTheCommittee(t *testing.T) {
	s := centreSession(t, "kompetenzzentrum-aufgaben")
	centreAccepts(t, s, "lks_datum[1]=1.10.2026", "lks_thema[1]=Haushalt", "lks_beschluss[1]:missing=entfaellt", "lks_auftrag[1]:missing=entfaellt")
	row := s.Response.Answers.Rows("lk_sitzung")[0]
	for _, question := range []string{"lks_verantwortlich", "lks_frist", "lks_status"} {
		if s.Assessment().Relevant(survey.Key{Question: question, Row: row}) {
			t.Errorf("%s is asked without an order", question)
		}
	}
	centreAccepts(t, s, "lks_auftrag[1]=Entwurf vorlegen", "lks_verantwortlich[1]=Geschäftsstelle", "lks_frist[1]=1.2.2027", "lks_status[1]=laufend")
	centreRefuses(t, s, survey.Violated, "lks_frist[1]=1.9.2026")
}

// The wave asks each administration what it is for: every one gets exactly one
// form of the survey of its IT, and none is asked what is about the project.
func TestWaveAsksEachAdministrationItsSets(t *testing.T) {
	sets := func(ref, version string) (*survey.Questionnaire, error) {
		if set := mustSet(t, ref); set.Version == version {
			return set, nil
		}
		return nil, nil
	}
	w, _, err := parser.Wave(questionnaires.Files, "welle-beispiel.yaml", sets)
	if err != nil {
		t.Fatal(err)
	}
	everybody := []string{"ozg-umsetzungsstand", "fuehrung-kompetenz"}
	for _, typ := range survey.UnitTypes() {
		for _, inhabitants := range []int{0, 900, 4999, 5000, 60000} {
			u := survey.Unit{Key: "990610001", Type: typ, Inhabitants: inhabitants}
			form := []string{"it-landschaft"}
			switch {
			case typ == survey.Landkreis:
			case inhabitants == 0:
				form = nil // not known which
			case inhabitants < 5000:
				form = []string{"it-landschaft kurz"}
			}
			var asked []string
			for _, s := range w.Sets {
				if is, _ := s.Asks(u); is {
					asked = append(asked, strings.TrimSpace(s.ID+" "+s.Profile))
				}
			}
			if !slices.Equal(asked, slices.Concat(form, everybody)) {
				t.Errorf("%s with %d inhabitants is asked %v", typ, inhabitants, asked)
			}
		}
	}
	var used []string
	for _, s := range w.Sets {
		if s.For == nil {
			t.Errorf("%s does not say whom it is for", s.ID)
		}
		if !slices.Contains(used, s.ID) {
			used = append(used, s.ID)
		}
	}
	if len(used) != 6 || w.Evaluation != "umsetzungsplan.yaml" || len(w.Recipients) > 0 || w.Population != "" || w.ReferenceDate.String() != "2026-12-31" {
		t.Errorf("sets %v, evaluation %q, recipients %v, population %q, date %s", used, w.Evaluation, w.Recipients, w.Population, w.ReferenceDate)
	}
}
