package cmd

import (
	"fmt"
	"strconv"
	"strings"

	"bestand.example/itbestand/survey"
)

// demoTask is a task of the Kompetenzzentrum and what it takes.
type demoTask struct {
	kind, per       string  // how it is measured; what it is counted by
	each            float64 // cases for each
	of              int
	min, usual, max int // minutes
	travel          int
	level           string
	skills          string
}

// demoTasks are invented figures, of the size that the first year had.
var demoTasks = map[string]demoTask{
	"a1": {"quantifizierbar", "je_kommune", 0.25, 206, 2400, 4800, 9600, 240, "hd", "organisation,prozess"},
	"a2": {"quantifizierbar", "je_kommune", 0.5, 206, 960, 1920, 3840, 180, "gd", "prozess,moderation"},
	"a3": {"quantifizierbar", "je_kommune", 0.2, 206, 960, 2400, 4800, 180, "gd", "moderation,verwaltungsrecht"},
	"a4": {"quantifizierbar", "direkt", 6, 0, 4800, 9600, 19200, 0, "gd", "prozess,it_architektur"},
	"b1": {"quantifizierbar", "je_kommune", 1.3, 206, 240, 420, 720, 150, "gd", "verwaltungsrecht,projekt"},
	"b2": {"quantifizierbar", "je_kommune", 0.6, 206, 480, 960, 1920, 150, "gd", "it_architektur,projekt"},
	"b3": {"quantifizierbar", "je_schulung", 1, 24, 480, 720, 1200, 120, "gd", "moderation"},
	"b4": {"quantifizierbar", "je_kommune", 0.5, 206, 480, 960, 2400, 120, "gd", "it_architektur,it_sicherheit"},
	"b5": {"quantifizierbar", "je_kommune", 1, 206, 120, 240, 480, 0, "md", "verwaltungsrecht"},
	"b6": {"quantifizierbar", "direkt", 45, 0, 480, 960, 1920, 0, "gd", "vergabe_foerderung"},
	"c1": {"quantifizierbar", "je_ressort", 1, 9, 2400, 4800, 9600, 0, "gd", "organisation"},
	"c2": {"quantifizierbar", "je_ressort", 1, 9, 1920, 3840, 7680, 0, "hd", "organisation,verwaltungsrecht"},
	"c3": {kind: "dispositiv_kreativ", each: 0.5, level: "gd", skills: "daten_controlling"},
	"d1": {"quantifizierbar", "direkt", 4, 0, 2400, 4800, 7200, 0, "gd", "daten_controlling"},
	"d2": {"quantifizierbar", "je_massnahme", 1, 30, 960, 1920, 3840, 0, "gd", "daten_controlling,projekt"},
	"d3": {"quantifizierbar", "direkt", 6, 0, 480, 960, 1920, 0, "gd", "organisation"},
	"l1": {kind: "leitung", level: "hd", skills: "organisation,verwaltungsrecht"},
	"l2": {kind: "dispositiv_kreativ", each: 2, level: "md", skills: "organisation"},
}

// demoSupervision is who supervises what: area, ministry, how.
var demoSupervision = [][3]string{
	{"a", "tmikl", "fachaufsicht"}, {"b", "tmdi", "fachaufsicht"}, {"c", "tfm", "fachaufsicht"}, {"d", "tsk", "fachaufsicht"},
	{"l", "tmdi", "dienstaufsicht"}, {"a", "tfm", "beteiligung"}, {"b", "tmikl", "beteiligung"}, {"d", "tmdi", "beteiligung"},
}

// demoMembers are who sits on the steering committee: body, level, whether it votes.
var demoMembers = [][3]string{
	{"Ministerium für Beispiele", "land", "ja"}, {"Ministerium für Muster", "land", "ja"}, {"Staatskanzlei (Beispiel)", "land", "ja"},
	{"Landkreis Musterau", "kommunal", "ja"}, {"Stadt Beispielstedt", "kommunal", "ja"}, {"Verband der Gemeinden (Beispiel)", "spitzenverband", "ja"},
	{"Verband der Kreise (Beispiel)", "spitzenverband", "ja"}, {"Beispiel-Rechenzentrum", "dienstleister", "nein"}, {"Hauptpersonalrat (Beispiel)", "personalvertretung", "nein"},
}

// demoMeetings are what it has resolved: subject, resolution, order, state.
var demoMeetings = [][4]string{
	{"Auftrag des Kompetenzzentrums", "Der Aufgabenkatalog wird als Grundlage der Planung bestätigt.", "Personalbedarf je Aufgabe vorlegen", "erledigt"},
	{"Bestandsaufnahme", "Die Erhebung wird in allen Verwaltungen durchgeführt.", "Rücklauf monatlich berichten", "laufend"},
	{"Fachaufsicht", "Die Fachaufsicht wird je Aufgabenbereich einem Ministerium zugeordnet.", "Entwurf der Zuordnung abstimmen", "laufend"},
	{"Finanzierung", "Die Kosten der Stufe Ausbau werden zum Haushalt angemeldet.", "Anmeldung vorbereiten", "offen"},
}

// knowsTasks is what the project team knows of the Kompetenzzentrum.
func knowsTasks() demoKnowledge {
	task := func(c *demoAsk) demoTask { return demoTasks[c.code("t_vorlage")] }
	minutes := func(of func(demoTask) int) func(*demoAsk) string {
		return func(c *demoAsk) string { return strconv.Itoa(of(task(c))) }
	}
	supervision := func(i int) func(*demoAsk) string {
		return func(c *demoAsk) string { return demoSupervision[c.row()][i] }
	}
	member := func(i int) func(*demoAsk) string { return func(c *demoAsk) string { return demoMembers[c.row()][i] } }
	meeting := func(i int) func(*demoAsk) string { return func(c *demoAsk) string { return demoMeetings[c.row()][i] } }
	return demoKnowledge{
		aim: func(*demoAsk) float64 { return 0.6 }, texts: demoSentence,
		rows: map[string]int{"aufsicht": len(demoSupervision), "lk_mitglied": len(demoMembers), "lk_sitzung": len(demoMeetings)},
		named: map[string]func(*demoAsk) string{
			"ao_form": always("abteilung_tlvwa"), "ao_schnitt": always("matrix"), "ao_orte": always("4"), "ao_spanne": always("12"),
			"t_bereich": func(c *demoAsk) string { return c.code("t_vorlage")[:1] }, "t_art": func(c *demoAsk) string { return task(c).kind },
			"t_bezug": func(c *demoAsk) string { return task(c).per }, "t_faelle_je": func(c *demoAsk) string { return decimal(task(c).each) },
			"t_bezugsmenge": minutes(func(t demoTask) int { return t.of }), "t_min": minutes(func(t demoTask) int { return t.min }),
			"t_wahr": minutes(func(t demoTask) int { return t.usual }), "t_max": minutes(func(t demoTask) int { return t.max }),
			"t_reise": minutes(func(t demoTask) int { return t.travel }), "t_pauschal": func(c *demoAsk) string { return decimal(task(c).each) },
			"t_quelle": weighted(func(*demoAsk) demoWeights {
				return demoWeights{"schaetzung_interview": 3, "vergleich": 1, "annahme": 2, "ist_2019": 1}
			}),
			"t_ebene": func(c *demoAsk) string { return task(c).level }, "t_qual": func(c *demoAsk) string { return task(c).skills },
			"pi_md": always("3"), "pi_gd": always("11,5"), "pi_hd": always("4"),
			"sk_quote_start": always("25"), "sk_quote_ausbau": always("50"), "sk_quote_vollbetrieb": always("80"),
			"sk_jahr_start": year(1, 1), "sk_jahr_ausbau": year(3, 3), "sk_jahr_vollbetrieb": year(5, 5), "sk_szenario_gewaehlt": always("ausbau"),
			"as_bereich": supervision(0), "as_ressort": supervision(1), "as_art": supervision(2), "as_konflikt": always("Runde der Staatssekretärinnen und Staatssekretäre"),
			"lkm_organisation": member(0), "lkm_ebene": member(1), "lkm_stimmrecht": member(2),
			"lkm_person": func(c *demoAsk) string {
				return demoGiven[c.row()%len(demoGiven)] + " " + demoFamily[c.row()%len(demoFamily)]
			},
			"lks_datum": func(c *demoAsk) string { return germanDay(survey.Date{Year: c.d.Year, Month: 2 + 3*c.row(), Day: 12}) },
			"lks_thema": meeting(0), "lks_beschluss": meeting(1), "lks_auftrag": meeting(2), "lks_status": meeting(3),
			"lks_verantwortlich": always("Geschäftsstelle"), "lks_frist": day(1, 2),
		},
		weights: map[string]demoWeights{"instrumente": {"zielvereinbarung": 0.6, "bericht": 0.6, "jour_fixe": 0.5, "weisung": 0.2, "haushalt": 0.2}},
	}
}

// demoPaper is a paper on which the Kompetenzzentrum may rest.
type demoPaper struct {
	title, from, kind, state, binding string
	areas                             string // a to d: - no, m mentioned, e set out, z a task is given
}

// demoPaperList are invented papers.
var demoPaperList = []demoPaper{
	{"Beispielgesetz zur digitalen Verwaltung", "landtag", "gesetz_begruendung", "beschlossen", "bindend", "ezm-"},
	{"Musterstrategie E-Government", "tfm", "strategie", "beschlossen", "leitlinie", "ezee"},
	{"Beispielkonzept Kompetenzzentrum", "tfm", "konzept", "abgestimmt", "leitlinie", "zzzz"},
	{"Beschluss zur Aufgabenkritik (Muster)", "landesregierung", "kabinettbeschluss", "beschlossen", "bindend", "m-zm"},
	{"Gutachten zur Verwaltungsmodernisierung (Beispiel)", "extern", "gutachten", "abgestimmt", "empfehlung", "zeem"},
	{"Rahmenvereinbarung mit den Verbänden (Muster)", "gstb", "vereinbarung", "beschlossen", "bindend", "ez-m"},
	{"Prüfmitteilung Digitalisierung (Beispiel)", "rechnungshof", "gutachten", "beschlossen", "empfehlung", "m-zz"},
	{"Erlass zur Anbindung an Basisdienste (Muster)", "tmik", "erlass", "beschlossen", "bindend", "-z--"},
	{"Stellungnahme der Kreise (Beispiel)", "landkreistag", "protokoll", "abgestimmt", "meinung", "me--"},
	{"Protokoll des Lenkungskreises (Muster)", "tfm", "protokoll", "beschlossen", "leitlinie", "e-mz"},
	{"Zielbild digitale Verwaltung (Beispiel)", "tmdi", "strategie", "entwurf", "leitlinie", "zzmz"},
	{"Erstes Konzept Organisation (Muster)", "tlvwa", "konzept", "ueberholt", "empfehlung", "em-m"},
}

// knowsPaper is what the i-th paper says.
func knowsPaper(i int) demoKnowledge {
	p := demoPaperList[i]
	given := strings.Split(p.tasks(), "")
	rows := map[string]int{}
	if p.tasks() != "" {
		rows["gpa"] = len(given)
	}
	if i%3 == 2 {
		rows["gpw"] = 1 + i%2
	}
	k := demoKnowledge{
		blank: 0.2, aim: func(*demoAsk) float64 { return 0.5 + 0.3*demoHash(p.title) }, texts: demoSentence, rows: rows,
		named: map[string]func(*demoAsk) string{
			"gp_nr": always(strconv.Itoa(i + 1)), "gp_titel": always(p.title), "gp_herausgeber": always(p.from), "gp_art": always(p.kind),
			"gp_status": always(p.state), "gp_verbindlich": always(p.binding), "gp_fundstelle": always(fmt.Sprintf("Beispielakte %d", 100+i)),
			"gp_datum": func(c *demoAsk) string {
				return germanDay(survey.Date{Year: c.d.Year - 9 + i/2, Month: 1 + i, Day: 15})
			},
			"gpa_bereich": func(c *demoAsk) string { return given[c.row()%len(given)] }, "gpa_stelle": func(c *demoAsk) string { return fmt.Sprintf("S. %d", 4+7*c.row()+i) },
			"gpa_adressat": oneOf("kompz", "tfm", "tlvwa", "tmikl", "tmdi"), "gpa_frist": day(0, 3), "gp_frist": day(1, 4),
			"gp_personal": func(c *demoAsk) string { return decimal(float64(10 + 3*i)) }, "gp_finanzen": euros(func(*demoAsk) float64 { return 1_500_000 }),
			"gpw_papier": func(c *demoAsk) string { return strconv.Itoa(1 + (i+4*c.row())%max(1, i)) }, "gpw_stand": oneOf("offen", "offen", "geklaert"),
			"gp_auswerter": oneOf("AB", "CD", "EF"), "gp_zweitpruefung": likely(func(*demoAsk) float64 { return 0.7 }),
		},
		weights: map[string]demoWeights{
			"zielgruppe": {"kommunen": 0.8, "landesressorts": 0.5, "nachgeordnete": 0.3, "": 0.15}, "strategie": {"egov_strategie": 0.6, "ozg": 0.6, "": 0.2},
			"schwere": {"gering": 2, "mittel": 2, "hoch": 1},
		},
	}
	k.named["gp_auswertung_am"] = func(c *demoAsk) string { return germanDay(survey.Date{Year: c.d.Year, Month: 10, Day: 5 + i}) }
	for at, area := range []string{"a", "b", "c", "d"} {
		k.named["gp_bereich_"+area] = always(map[byte]string{'-': "kein_bezug", 'm': "erwaehnt", 'e': "ausgefuehrt", 'z': "aufgabe_zugewiesen"}[p.areas[at]])
	}
	return k
}

// tasks are the areas in which the paper gives a task.
func (p demoPaper) tasks() string {
	given := ""
	for at, area := range "abcd" {
		if p.areas[at] == 'z' {
			given += string(area)
		}
	}
	return given
}
