package questionnaires_test

import (
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"bestand.example/itbestand/questionnaires"
	"bestand.example/itbestand/survey"
)

// ozgSession begins an interview with an administration of a type.
func ozgSession(t *testing.T, typ survey.UnitType) *survey.Session {
	t.Helper()
	unit := survey.Unit{Key: "990610001", Name: "Beispiel", Type: typ, Inhabitants: 12000}
	response := &survey.Response{ID: "1", Unit: unit, Answers: survey.NewAnswers()}
	return survey.NewSession(mustSet(t, "ozg-umsetzungsstand"), response, survey.Place{}, func(survey.Change) error { return nil })
}

// ozgPut answers without a dialogue; "NAME:ausfall" sets a missing code,
// "NAME:grund" gives the reason for a replaced calculation. Names with od_ are
// those of the first row; "od[2].NAME" is of another.
func ozgPut(t *testing.T, s *survey.Session, answers ...string) []survey.Finding {
	t.Helper()
	var all []survey.Assignment
	for _, answer := range answers {
		name, value, _ := strings.Cut(answer, "=")
		name, what, _ := strings.Cut(name, ":")
		a := survey.Assignment{Question: name}
		if row, of, other := strings.Cut(name, "]."); other {
			a.Roster, a.Question = "od", of
			a.Index, _ = strconv.Atoi(strings.TrimPrefix(row, "od["))
		} else if strings.HasPrefix(name, "od_") {
			a.Roster, a.Index = "od", 1
		}
		switch what {
		case "":
			a.Entry = &value
		case "ausfall":
			a.Missing = &value
		case "grund":
			a.Reason = &value
		}
		all = append(all, a)
	}
	findings, err := s.Put(all)
	if err != nil {
		t.Fatal(err)
	}
	return findings
}

// What the evaluation reads exists, and every question says what it is for.
func TestOZGNamesAndPurposes(t *testing.T) {
	set := mustSet(t, "ozg-umsetzungsstand")
	for _, name := range strings.Fields(`w_portal mb_dienst pvb_redaktion pvb_aktuell pvb_anteil pvb_links pvb_konto_buerger pvb_konto_organisation pvb_postfach
		pvb_zustellweg pvb_dvdv efa_genutzt efa_geplant efa_huerde od od_leistung od_zustaendig od_plattform od_url od_stufe od_k1 od_k2 od_k3 od_k4 od_k5 od_k6
		od_k7 od_k8 od_k9 od_k10 od_rg od_rg2 od_faelle od_online od_schriftform od_ziel od_zieljahr pr_erhoben pr_methode pr_optimiert pr_medienbruch
		pr_aufgabenkritik ll_ketten ll_test ll_feedback ll_top5`) {
		if set.Question(name) == nil {
			t.Errorf("there is no question %s", name)
		}
	}
	for _, name := range strings.Fields("w_cms w_sprachen od_seit od_nachweise ll_beschwerden") { // struck out by the review
		if set.Question(name) != nil {
			t.Errorf("%s was struck out", name)
		}
	}
	for _, section := range set.Sections {
		for _, q := range section.Questions {
			for _, one := range append([]*survey.Question{q}, q.Questions...) {
				if len(one.Purpose) == 0 {
					t.Errorf("%s does not say what it is for", one.Name)
				}
			}
		}
	}
}

// The scores that the formulas read.
func TestOZGScores(t *testing.T) {
	set := mustSet(t, "ozg-umsetzungsstand")
	for question, scores := range map[string]string{
		"pvb_links":         "ja 100, teilweise 50, nein 0",
		"pvb_aktuell":       "bis_6 100, m7_12 100, m13_24 0, ueber_24 0, nie 0",
		"pvb_zustellweg":    "direkt_fachverfahren 100, fit_connect 100, gateway 100, thavel_eingang 60, mail_pdf 20, post 0",
		"pr_medienbruch":    "keine 0, einige 25, haelfte 50, meisten 75, alle 100",
		"pr_aufgabenkritik": "nein 0, teilbereiche 50, ganz 100",
		"od_stufe":          "0 0, 1 1, 2 2, 3 3, 4 4",
		"od_ziel":           "1 1, 2 2, 3 3, 4 4, offen",
		"od_k1":             "gar_nichts 1, einiges 2, alles 4",
		"od_k2":             "vor_ort 1, formular 2, online 4",
		"od_k3":             "papier 2, online 4",
		"od_k4":             "getrennt 2, online 4",
		"od_k5":             "offline 2, online 4",
		"od_k6":             "post 2, online 4",
		"od_k7":             "nachfrage 3, online 4",
		"od_k8":             "nein 2, ungeprueft 3, ja 4",
		"od_k9":             "abtippen 3, automatisch 4",
		"od_k10":            "antragsteller 3, verwaltung 4",
	} {
		var got []string
		for _, c := range set.Question(question).List.Choices {
			score := ""
			if c.Score != nil {
				score = " " + c.Score.RatString()
			}
			got = append(got, c.Name+score)
		}
		if strings.Join(got, ", ") != scores {
			t.Errorf("%s: %s, want %s", question, strings.Join(got, ", "), scores)
		}
	}
}

// Each type of administration finds its usual services in the list.
func TestOZGRowsFromTheBeginning(t *testing.T) {
	for typ, rows := range map[survey.UnitType]int{
		survey.Verwaltungsgemeinschaft: 26, survey.ErfuellendeGemeinde: 26, survey.VerbandsfreieGemeinde: 26,
		survey.Landkreis: 29, survey.KreisfreieStadt: 51,
	} {
		if got := len(ozgSession(t, typ).Response.Answers.Rows("od")); got != rows {
			t.Errorf("%s: %d rows, want %d", typ, got, rows)
		}
	}
}

func TestOZGCatalogue(t *testing.T) {
	situations, services := map[string]map[string]string{}, map[string]int{}
	for _, row := range ozgTable(t, "lagen.csv") {
		situations[row["code"]] = row
	}
	used := map[string]bool{"keine": true}
	labels := map[string]bool{}
	for _, row := range ozgTable(t, "ozg-leistungen.csv") {
		code, types := row["code"], strings.Split(row["traeger"], ";")
		if n := utf8.RuneCountInString(row["label"]); n > 56 || labels[row["label"]] {
			t.Errorf("%s: its label has %d characters, or is there twice", code, n)
		}
		labels[row["label"]] = true
		situation := situations[row["lage_code"]]
		if situation == nil || situation["label"] != row["lage"] || situation["themenfeld_code"] != row["themenfeld_code"] {
			t.Errorf("%s: its Lage %s is not as in lagen.csv", code, row["lage_code"])
		}
		used[row["lage_code"]] = true
		services[row["lage_code"]]++
		for _, typ := range types {
			if !slices.Contains(survey.UnitTypes(), survey.UnitType(typ)) {
				t.Errorf("%s: %s is no type of administration", code, typ)
			}
		}
		switch {
		case row["kennzeichen"] == "sicher" && row["vorbelegt"] == row["traeger"]:
		case row["kennzeichen"] == "zu_pruefen" && row["vorbelegt"] == "":
		default:
			t.Errorf("%s: only what is certain stands in the list from the beginning", code)
		}
		if !strings.Contains(row["herkunft"], "nicht amtlich") {
			t.Errorf("%s does not say that it is not official", code)
		}
	}
	for code, row := range situations { // a Lage can be done in one go only if it has several services
		want := map[bool]string{true: "ja", false: "nein"}[services[code] > 1]
		if row["art"] == "querschnitt" || row["art"] == "keine" {
			want = ""
		}
		if row["mehrere"] != want {
			t.Errorf("%s: mehrere is %q, want %q", code, row["mehrere"], want)
		}
	}
	if len(labels) != 72 || len(used) != len(situations) {
		t.Errorf("%d services, %d of %d Lagen used", len(labels), len(used), len(situations))
	}
}

func ozgTable(t *testing.T, name string) []map[string]string {
	t.Helper()
	file, err := questionnaires.Files.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, heading := range records[0] {
			row[heading] = record[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// The grade is the lowest criterion, and known only if every criterion that is
// asked is. Without an online application the first two are asked and suffice.
func TestOZGGrade(t *testing.T) {
	best := strings.Fields("od_k1=alles od_k2=online od_k3=online od_k4=online od_k5=online od_k6=online od_k7=online od_k8=ja od_k9=automatisch od_k10=verwaltung")
	with := func(others ...string) []string { return append(append([]string{"od_stufe=3"}, best...), others...) }
	for name, c := range map[string]struct {
		answers []string
		grade   string
	}{
		"step 0 is its own grade":                    {[]string{"od_stufe=0"}, "0"},
		"step 1 is its own grade":                    {[]string{"od_stufe=1"}, "1"},
		"step not known":                             {[]string{"od_stufe:ausfall=unbekannt"}, ""},
		"no criterion answered":                      {[]string{"od_stufe=3"}, ""},
		"all ten reached":                            {with(), "4"},
		"all ten, Once-only does not apply":          {with("od_k10:ausfall=entfaellt"), "4"},
		"without Once-only a 3 stays a 3":            {with("od_k10=antragsteller"), "3"},
		"without status and transfer too":            {with("od_k7=nachfrage", "od_k9=abtippen", "od_k10=antragsteller"), "3"},
		"payment by invoice":                         {with("od_k5=offline"), "2"},
		"no proofs: then no Once-only either":        {with("od_k10=antragsteller", "od_k4:ausfall=entfaellt"), "4"},
		"payment and proofs do not apply":            {with("od_k4:ausfall=entfaellt", "od_k5:ausfall=entfaellt", "od_k7=nachfrage"), "3"},
		"everything that need not apply does not":    {with("od_k3:ausfall=entfaellt", "od_k4:ausfall=entfaellt", "od_k5:ausfall=entfaellt", "od_k6:ausfall=entfaellt", "od_k7:ausfall=entfaellt", "od_k8=ungeprueft"), "3"},
		"the lowest of several":                      {with("od_k1=einiges", "od_k7=nachfrage", "od_k10=antragsteller"), "2"},
		"no description at all":                      {with("od_k1=gar_nichts"), "1"},
		"a form alone, in step 2":                    {[]string{"od_stufe=2", "od_k1=alles", "od_k2=formular"}, "2"},
		"a form, hardly described":                   {[]string{"od_stufe=2", "od_k1=gar_nichts", "od_k2=formular"}, "1"},
		"a form, its description not known":          {[]string{"od_stufe=2", "od_k1:ausfall=unbekannt", "od_k2=formular"}, ""},
		"the way to apply not known":                 {[]string{"od_stufe=2", "od_k1=alles", "od_k2:ausfall=unbekannt"}, ""},
		"online, then a form after all":              {with("od_k7:ausfall=unbekannt", "od_k2=formular"), "2"},
		"one criterion open":                         {with("od_k7="), ""},
		"one criterion not known":                    {with("od_k7:ausfall=unbekannt"), ""},
		"one not known, though another is low":       {with("od_k3=papier", "od_k9:ausfall=unbekannt"), ""},
		"criteria given, then step 1 after all":      {with("od_stufe=1"), "1"},
		"criteria given, then responsible no longer": {with("od_zustaendig=nein"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := ozgSession(t, survey.VerbandsfreieGemeinde)
			answers := append([]string{"stichtag=31.12.2025", "w_portal=thavel", "od_zustaendig=ja"}, c.answers...)
			// later entries for a question replace earlier ones, as a person would
			for _, answer := range answers {
				if findings := ozgPut(t, s, answer); len(findings) > 0 {
					t.Fatal(answer, findings)
				}
			}
			row := s.Response.Answers.Rows("od")[0]
			if got := s.Assessment().Value(survey.Key{Question: "od_rg", Row: row}).Text; got != c.grade {
				t.Errorf("the grade is %q, want %q", got, c.grade)
			}
		})
	}
}

func TestOZGGradeReplacedOnlyWithAReason(t *testing.T) {
	s := ozgSession(t, survey.Landkreis)
	ozgPut(t, s, "stichtag=31.12.2025", "od_zustaendig=ja", "od_stufe=1")
	key := survey.Key{Question: "od_rg", Row: s.Response.Answers.Rows("od")[0]}
	blocked := func() bool {
		return slices.ContainsFunc(s.Assessment().Findings(), func(f survey.Finding) bool {
			return f.Question == key.Question && f.Row == key.Row && f.Code == survey.NeedsReason && f.Code.Blocks()
		})
	}
	if err := s.Goto(key); err != nil {
		t.Fatal(err)
	}
	for _, beyond := range []string{"-1", "5"} {
		if findings, err := s.Enter(beyond); err != nil || len(findings) != 1 || findings[0].Code != survey.Violated {
			t.Fatalf("%s is no grade: %v %v", beyond, findings, err)
		}
	}
	findings, err := s.Enter("2")
	if err != nil || len(findings) != 1 || findings[0].Code != survey.NeedsReason || !blocked() {
		t.Fatalf("replaced without a reason: %v %v", findings, err)
	}
	if err := s.Explain("Formular seit gestern im Internet"); err != nil {
		t.Fatal(err)
	}
	if got := s.Assessment().Value(key).Text; got != "2" || blocked() {
		t.Errorf("the grade is %q, blocked %v", got, blocked())
	}
}

// What the answers to a service contradict is asked about, and nothing else.
// The first row of the list is for wohnsitz.
func TestOZGWarnings(t *testing.T) {
	service := []string{"stichtag=31.12.2025", "w_portal=thavel", "od_zustaendig=ja"}
	for name, c := range map[string]struct {
		answers []string
		at      string
	}{
		"step 2 without a form":               {[]string{"od_stufe=2", "od_k2=vor_ort"}, "od_k2"},
		"step 3 with a form":                  {[]string{"od_stufe=3", "od_k2=formular"}, "od_k2"},
		"step 2 with a form":                  {[]string{"od_stufe=2", "od_k2=formular"}, ""},
		"step 3 with a grade of 2":            {[]string{"od_stufe=3", "od_k2=online", "od_k3=papier"}, ""},
		"online, but no platform":             {[]string{"od_stufe=2", "od_k2=online", "w_portal=keine"}, "od"},
		"a form, but nothing online":          {[]string{"od_stufe=2", "od_k2=formular", "w_portal=keine"}, ""},
		"reused, but not named":               {[]string{"efa_genutzt=2"}, "efa_genutzt"},
		"named, but not reused":               {[]string{"w_portal=efa", "efa_genutzt=0"}, "efa_genutzt"},
		"the same service twice":              {[]string{"od[2].od_leistung=wohnsitz"}, "od"},
		"the same service on two platforms":   {[]string{"od[2].od_leistung=wohnsitz", "od[2].od_zustaendig=ja", "od[2].od_stufe=3", "od[2].od_plattform=thavel", "od_stufe=3", "od_plattform=bund"}, ""},
		"the same service, one platform open": {[]string{"od[2].od_leistung=wohnsitz", "od[2].od_zustaendig=ja", "od[2].od_stufe=3", "od[2].od_plattform=thavel", "od_stufe=3"}, "od"},
	} {
		t.Run(name, func(t *testing.T) {
			s := ozgSession(t, survey.VerbandsfreieGemeinde)
			for _, answer := range append(slices.Clone(service), c.answers...) {
				ozgPut(t, s, answer)
			}
			var at []string
			for _, f := range s.Assessment().Findings() {
				if f.Code == survey.Unconfirmed && !slices.Contains(at, f.Question) {
					at = append(at, f.Question)
				}
			}
			if strings.Join(at, " ") != c.at {
				t.Errorf("asked about %v, want %q", at, c.at)
			}
		})
	}
}

// A row ends where it must: after the responsibility, or without criteria.
func TestOZGRowAsksNoMoreThanItMust(t *testing.T) {
	const (
		all   = "od_leistung od_zustaendig od_stufe od_rg od_faelle od_schriftform od_ziel"
		first = "od_leistung od_zustaendig od_stufe od_plattform "
	)
	for name, c := range map[string]struct {
		answers []string
		asked   string
	}{
		"not responsible":     {[]string{"od_zustaendig=nein"}, "od_leistung od_zustaendig"},
		"an association does": {[]string{"od_zustaendig=zweckverband"}, "od_leistung od_zustaendig"},
		"not clear who":       {[]string{"od_zustaendig=unklar"}, "od_leistung od_zustaendig"},
		"step 0":              {[]string{"od_zustaendig=ja", "od_stufe=0", "od_ziel=offen"}, all},
		"step 1, with a goal": {[]string{"od_zustaendig=ja", "od_stufe=1", "od_ziel=3"}, all + " od_zieljahr"},
		"step 2, a form": {[]string{"od_zustaendig=ja", "od_stufe=2", "od_k1=alles", "od_k2=formular", "od_ziel=2"},
			first + "od_k1 od_k2 od_rg od_faelle od_schriftform od_ziel"},
		"step 3, before model 2.0": {[]string{"stichtag=31.12.2024", "od_zustaendig=ja", "od_stufe=3", "od_k2=online", "od_ziel=3"},
			first + "od_url od_k1 od_k2 od_k3 od_k4 od_k5 od_k6 od_k7 od_k8 od_k9 od_k10 od_rg od_faelle od_online od_ziel"},
		"step 3, since model 2.0, no proofs": {[]string{"od_zustaendig=ja", "od_stufe=3", "od_k2=online", "od_k4:ausfall=entfaellt", "od_ziel=3"},
			first + "od_url od_k1 od_k2 od_k3 od_k4 od_k5 od_k6 od_k7 od_k8 od_k9 od_rg od_rg2 od_faelle od_online od_ziel"},
	} {
		t.Run(name, func(t *testing.T) {
			s := ozgSession(t, survey.VerbandsfreieGemeinde)
			if findings := ozgPut(t, s, append([]string{"stichtag=31.12.2025"}, c.answers...)...); len(findings) > 0 {
				t.Fatal(findings)
			}
			var asked []string
			row := s.Response.Answers.Rows("od")[0]
			for _, q := range s.Set.Question("od").Questions {
				if s.Assessment().Relevant(survey.Key{Question: q.Name, Row: row}) {
					asked = append(asked, q.Name)
				}
			}
			if strings.Join(asked, " ") != c.asked {
				t.Errorf("asked are %q, want %q", strings.Join(asked, " "), c.asked)
			}
		})
	}
}

// The five most useful services are chosen among those that the administration
// is responsible for, as measure R22 reads them.
func TestOZGTopFiveAreOwnServices(t *testing.T) {
	s := ozgSession(t, survey.VerbandsfreieGemeinde)
	rows := s.Response.Answers.Rows("od")
	var answers []survey.Assignment
	for i := range rows {
		value := "nein"
		if i < 6 {
			value = "ja"
		}
		answers = append(answers, survey.Assignment{Question: "od_zustaendig", Roster: "od", Index: i + 1, Entry: &value})
	}
	if findings, err := s.Put(answers); err != nil || len(findings) > 0 {
		t.Fatal(findings, err)
	}
	if got := len(s.Assessment().Choices(survey.Key{Question: "ll_top5"}).Choices); got != 6 {
		t.Errorf("%d services are offered, want 6", got)
	}
	own := func(n int) string {
		var codes []string
		for _, row := range rows[:n] {
			codes = append(codes, s.Response.Answers.Get(survey.Key{Question: "od_leistung", Row: row}).Value.Text)
		}
		return "ll_top5=" + strings.Join(codes, ",")
	}
	if findings := ozgPut(t, s, own(6)); len(findings) != 1 {
		t.Errorf("six services: %v", findings)
	}
	if findings := ozgPut(t, s, own(5)); len(findings) != 0 {
		t.Errorf("five services: %v", findings)
	}
	if findings := ozgPut(t, s, "ll_top5=elterngeld"); len(findings) != 1 || findings[0].Code != survey.NotOffered {
		t.Errorf("a service of others: %v", findings)
	}
}
