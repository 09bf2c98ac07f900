package cmd

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"bestand.example/itbestand/survey"
)

// demoProfile makes the answers of one invented unit hang together: figures
// follow its size, and its digital maturity decides how far things have come.
type demoProfile struct {
	unit     survey.Unit
	staff    int
	maturity float64 // 0 to 1
	products map[string][]string
	areas    []string
}

// demoStichtag is the reference date of the demonstration.
const demoStichtag = "31.12.2025"

func newDemoProfile(set *survey.Questionnaire, u survey.Unit, products map[string][]string, r *rand.Rand) *demoProfile {
	p := &demoProfile{unit: u, products: products}
	p.staff = max(8, u.Inhabitants/(130+r.IntN(70)))
	size := min(1, float64(p.staff)/400)
	p.maturity = min(1, 0.15+0.5*size+0.45*r.Float64())
	p.areas = p.pickAreas(set, r)
	return p
}

// Areas that only some types have; all others occur everywhere.
var (
	districtAreas = []string{"auslaender", "kfz_zulassung", "fahrerlaubnis", "waffen", "jugend", "soziales", "bafoeg_elterngeld",
		"leitstelle_katschutz", "veterinaer_lebensmittel", "gesundheit", "umwelt_abfall", "bau", "wohngeld", "strassenverkehr", "gewerbe"}
	municipalAreas = []string{"einwohner", "pass_ausweis", "personenstand", "kita", "friedhof", "bibliothek", "feuerwehr", "steuern_abgaben", "bauleitplanung", "wahlen"}
	firstAreas     = []string{"finanzen", "personal_abrechnung", "einwohner", "ratsinfo", "zeiterfassung"}
)

func (p *demoProfile) pickAreas(set *survey.Questionnaire, r *rand.Rand) []string {
	column := set.Question("fv_bereich")
	if column == nil {
		return nil
	}
	share := min(0.9, 0.25+float64(p.staff)/300)
	var areas []string
	for _, c := range column.List.Choices {
		fits := len(p.products[c.Name]) > 0
		if slices.Contains(districtAreas, c.Name) {
			fits = fits && (p.unit.Type == survey.Landkreis || p.unit.Type == survey.KreisfreieStadt)
		}
		if slices.Contains(municipalAreas, c.Name) {
			fits = fits && p.unit.Type != survey.Landkreis
		}
		if fits && (slices.Contains(firstAreas, c.Name) || r.Float64() < share) {
			areas = append(areas, c.Name)
		}
	}
	return areas
}

// hint answers the questions that it knows; the simulation draws the others.
func (p *demoProfile) hint(s *survey.Session, r *rand.Rand) (string, bool) {
	q := s.Question()
	if missing := p.blank(q, r); missing {
		return "", true
	}
	switch q.Name {
	case survey.StichtagName:
		return demoStichtag, true
	case "k_datenschutz":
		return "ja", true
	case "kp":
		return fmt.Sprint(2 + r.IntN(3)), true
	case "kp_rolle":
		return []string{"leitung", "it", "ozg", "dsb", "isb"}[(len(s.Response.Answers.Rows("kp"))-1)%5], true
	case "fv":
		return fmt.Sprint(len(p.areas)), true
	}
	for _, answer := range []func(string, *survey.Session, *rand.Rand) (string, bool){p.contact, p.figure, p.choice, p.procedure} {
		if entry, ok := answer(q.Name, s, r); ok {
			return entry, true
		}
	}
	return "", false
}

// blank leaves some of what may stay open unanswered, as people do.
func (p *demoProfile) blank(q *survey.Question, r *rand.Rand) bool {
	return q.Type != survey.TypeRepeat && q.Required != survey.Required && r.Float64() < 0.25
}

var (
	demoGiven  = []string{"Erika", "Max", "Sabine", "Jörg", "Änne", "Tomáš", "Gül", "Renate"}
	demoFamily = []string{"Muster", "Beispiel", "Probe", "Übermut", "Groß-Exempel", "Fiktiv", "Änderlich"}
)

func (p *demoProfile) contact(name string, _ *survey.Session, r *rand.Rand) (string, bool) {
	switch name {
	case "k_person", "kp_name":
		return demoGiven[r.IntN(len(demoGiven))] + " " + demoFamily[r.IntN(len(demoFamily))], true
	case "k_funktion":
		return []string{"Hauptamtsleitung", "IT-Koordination", "Digitalisierungsbeauftragte", "Büroleitung"}[r.IntN(4)], true
	case "k_mail", "kp_mail":
		return fmt.Sprintf("post%s@verwaltung.example", p.unit.Key), true
	case "k_tel":
		return fmt.Sprintf("0999 %d", 1000+r.IntN(9000)), true
	case "rz_dienstleister_name", "fv_betreiber":
		return "Beispiel-Rechenzentrum", true
	case "fv_hersteller":
		return "Muster Software GmbH", true
	case "fv_version":
		return fmt.Sprintf("%d.%d", 1+r.IntN(12), r.IntN(10)), true
	case "fv_produkt_name", "d_produkt_name":
		return []string{"Eigene Tabelle", "Fachmodul Änderungsdienst", "Straßenkataster"}[r.IntN(3)], true
	}
	return "", false
}

// part is a whole number near a share of another one.
func part(of int, share float64, r *rand.Rand) int {
	return int(float64(of) * share * (0.7 + 0.6*r.Float64()))
}

func (p *demoProfile) figure(name string, s *survey.Session, r *rand.Rand) (string, bool) {
	seats := p.given(s, "ap_gesamt", p.staff)
	figures := map[string]int{
		"o_beschaeftigte": p.staff, "o_vzae": part(p.staff, 0.8, r) + 1, "ap_gesamt": part(p.staff, 0.95, r) + 1,
		"ap_mobil": part(seats, 0.1+0.5*p.maturity, r), "ap_thin": part(seats, 0.2, r), "ap_alt5": part(seats, 0.5-0.35*p.maturity, r),
		"ap_os_eol": part(seats, 0.12*(1-p.maturity), r), "ap_esu": 0, "ap_homeoffice": part(p.staff, 0.6*p.maturity, r),
		"rz_phys": part(p.staff, 0.03, r), "rz_virt": part(p.staff, 0.12, r), "rz_eol": r.IntN(2),
		"d_anteil": int(100 * p.maturity * r.Float64()), "d_zieljahr": 2026 + r.IntN(6), "si_schulung": int(100 * p.maturity * (0.5 + r.Float64()/2)),
		"fv_nutzer": 1 + part(p.staff, 0.25*r.Float64()+0.01, r), "fv_seit": 2001 + r.IntN(24), "fv_kosten": 50 * (8 + part(p.staff, 1.5*r.Float64(), r)),
		"fv_kuendigung": []int{3, 6, 12}[r.IntN(3)], "fv_abloesung_jahr": 2026 + r.IntN(4), "si_vorfaelle_meldung": r.IntN(2), "si_vorfaelle_betrieb": r.IntN(3),
	}
	switch n, ok := figures[name]; {
	case ok:
		return fmt.Sprint(n), true
	case name == "o_digi_vzae", name == "si_isb_vzae":
		return fmt.Sprintf("%d,%d", r.IntN(2), r.IntN(10)), true
	case name == "fv_vertrag_ende":
		return fmt.Sprintf("31.12.%d", 2026+r.IntN(5)), true
	}
	return "", false
}

// given is a number that the unit has answered already.
func (p *demoProfile) given(s *survey.Session, name string, otherwise int) int {
	var n int
	if _, err := fmt.Sscan(s.Response.Answers.Get(survey.Key{Question: name}).Value.Text, &n); err != nil {
		return otherwise
	}
	return n
}

// choice picks from a list that runs from the least to the most mature state.
func (p *demoProfile) choice(name string, s *survey.Session, r *rand.Rand) (string, bool) {
	steps := map[string][]string{
		"o_strategie": {"nicht_vorhanden", "geplant", "in_umsetzung", "vorhanden"}, "d_stand": {"nicht_vorhanden", "geplant", "in_umsetzung", "vorhanden"},
		"si_leitlinie": {"nicht_vorhanden", "geplant", "in_umsetzung", "vorhanden"}, "si_notfallplan": {"nicht_vorhanden", "geplant", "in_umsetzung", "vorhanden"},
		"o_digi_person": {"nein", "ja"}, "ap_verteilung": {"nein", "teilweise", "ja"}, "d_aktenplan": {"nein", "teilweise", "ja"}, "d_scannen": {"nein", "teilweise", "ja"},
		"si_isb": {"nein", "gemeinsam", "extern", "intern"}, "si_patch": {"unregelmaessig", "30t", "7t", "48h"}, "si_restore": {"nie", "ueber_24", "m13_24", "m7_12", "bis_6"},
		"si_backup": {"taeglich", "taeglich,extern_gelagert", "taeglich,extern_gelagert,offline_getrennt", "taeglich,extern_gelagert,offline_getrennt,verschluesselt"},
		"ap_os":     {"win11,win10,win_aelter", "win11,win10", "win11", "win11,linux"}, "fv_eol": {"ja", "nein", "nein", "nein", "nein"},
		"fv_schnittstelle": {"nein", "nur_pdf_mail", "datei_import", "automatisch"}, "fv_krit": {"mittel", "niedrig", "hoch", "sehr_hoch"},
	}[name]
	if len(steps) == 0 {
		return "", false
	}
	spread := p.maturity + 0.5*r.Float64() - 0.25
	return steps[min(len(steps)-1, max(0, int(spread*float64(len(steps)))))], true
}

// procedure answers the columns of the roster of specialist applications: one
// row for each area, with a product of that area.
func (p *demoProfile) procedure(name string, s *survey.Session, r *rand.Rand) (string, bool) {
	if name != "fv_bereich" && name != "fv_produkt" {
		return "", false
	}
	area := p.areas[(len(s.Response.Answers.Rows("fv"))-1)%len(p.areas)]
	switch name {
	case "fv_bereich":
		return area, true
	default:
		if products := p.products[area]; len(products) > 0 && r.Float64() < 0.92 {
			return products[r.IntN(len(products))], true
		}
		return []string{"sonstiges", "eigenloesung"}[r.IntN(2)], true
	}
}
