package cmd

import (
	"fmt"
	"maps"
	"strings"

	"bestand.example/itbestand/survey"
)

// knowsUnit is what an administration knows of itself.
func knowsUnit(p *demoProfile, set string) demoKnowledge {
	k := demoKnowledge{
		blank: 0.15, ladders: demoLadders,
		named: map[string]func(*demoAsk) string{}, weights: map[string]demoWeights{},
		doubt: func(q *survey.Question) float64 { return p.doubt(q) },
		aim:   func(c *demoAsk) float64 { return unit01(p.field(c.q.Section.Name) + demoShift[c.q.Name]) },
		texts: func(c *demoAsk) string { return demoSentence(c) },
	}
	if set == demoOZG {
		maps.Copy(k.named, p.services())
		maps.Copy(k.weights, demoServiceWeights)
		k.rows = map[string]int{}
		return k
	}
	for _, part := range []map[string]func(*demoAsk) string{p.contacts(), p.organisation(), p.sites(), p.workplaces(), p.servers(), p.records(), p.procedures(), p.security(), p.money(), p.plans()} {
		maps.Copy(k.named, part)
	}
	maps.Copy(k.weights, demoWeightsIT)
	k.rows = p.rowsIT()
	return k
}

// doubt is how often nobody knows: more often where little is in order, and
// where the answer stands in contracts, registers and routers.
func (p *demoProfile) doubt(q *survey.Question) float64 {
	if often, ok := demoDoubt[q.Name]; ok {
		return often * (1.3 - p.maturity)
	}
	return 0.05 * (1.1 - p.maturity)
}

var demoDoubt = map[string]float64{
	"o_beschaeftigte": 0, "ap_gesamt": 0.02, "fv_vertrag_ende": 0.14, "fv_kuendigung": 0.25, "fv_kosten": 0.2, "fv_register": 0.15, "fv_eol": 0.08,
	"fv_version": 0.2, "st_down": 0.06, "st_up": 0.1, "od_faelle": 0.16, "od_online": 0.1, "od_ziel": 0.15, "od_zieljahr": 0.1, "od_schriftform": 0.12,
	"od_stufe": 0.03, "p_ruhestand": 0.12, "h_gesamt": 0.05, "si_vorfaelle_meldung": 0.1, "ki_stand": 0.1, "efa_geplant": 0.15,
}

// demoShift is how much further than the rest of its field something has come
// everywhere: because the law demands it, or because it is new.
var demoShift = map[string]float64{
	"bd_zufi": 0.3, "bd_erechnung": 0.36, "bd_ebpo": 0.3, "bd_video": 0.25, "bd_signatur": 0.05, "bd_thavel": 0.12, "bd_buergerkonto": 0.1,
	"bd_epayment": 0.02, "bd_orgakonto": -0.12, "bd_fitconnect": -0.25, "bd_gateway": -0.2, "bd_siegel": -0.25, "bd_dvdv": 0.05, "bd_termin": 0.05,
	"n_landesnetz": 0.2, "n_bandbreite_verfahren": 0.3, "n_bandbreite_video": 0.2, "st_redundanz": -0.2, "ds_dsb": 0.35, "ds_vvt": 0.05, "si_isb": 0.1,
	"o_strategie": -0.08, "o_digi_person": 0.2, "d_stand": 0.12, "d_resiscan": -0.2, "d_langzeit": -0.3, "d_archiv": -0.15, "si_notfallplan": -0.06,
	"bf_erklaerung": 0.15, "bf_feedback": 0.2, "w_mobil": 0.3, "w_leicht": -0.25, "ll_test": -0.25, "pvb_anteil": 0.32, "pvb_links": 0.05,
	"pvb_postfach": -0.15, "pvb_konto_organisation": -0.12, "pvb_dvdv": 0.05, "pvb_aktuell": 0.1, "pr_aufgabenkritik": -0.12, "fv_eakte": -0.12,
	"fv_epayment": -0.1, "fv_epayment_buchung": 0, "si_schulung": 0.12, "ri_stand": -0.1, "p_vertretung": -0.1,
}

// Choices from the least to the most mature, by question or by list.
var demoLadders = map[string][]string{
	"letzte_probe":    {"nie", "ueber_24", "m13_24", "m7_12", "bis_6"},
	"netztrennung":    {"nicht_getrennt", "nicht_getrennt", "getrennt", "getrennt", "getrennt"},
	"patchfrist":      {"unregelmaessig", "laenger", "30t", "7t", "48h"},
	"sst_art":         {"abtippen", "abtippen", "angestossen", "automatisch", "automatisch"},
	"sst_stoerung":    {"oft", "selten", "selten", "nie"},
	"zufriedenheit":   {"unzufrieden", "teils", "teils", "zufrieden", "zufrieden", "sehr_zufrieden"},
	"letzte_pruefung": {"nie", "ueber_24", "m13_24", "m7_12", "bis_6", "bis_6"},
	"mobil":           {"nein", "nein", "anlass", "regelmaessig"},
	"mobile_dienste":  {"nein", "nein", "geplant", "anlass", "regelmaessig"},
	"anteil":          {"alle", "meisten", "haelfte", "einige", "einige", "keine"}, // of work done twice: less is more
	"ehrenamt_geraet": {"gar_nicht", "privat", "gemischt", "dienstgeraet"},
	"vergaberegel":    {"nie", "nie", "teils", "immer"},
}

// operators is who runs something for the unit: small ones leave it to others.
func (p *demoProfile) operators(own float64) demoWeights {
	o := p.outsourced
	w := demoWeights{
		"eigen": own * (1.2 - o), "it_dienstleister": 1.6 * o, "hersteller_saas": 0.5, "landkreis": 0.15, "andere_kommune": 0.05,
		"zweckverband": 0.15, "gemeinsamer_betrieb": 0.1, "land": 0.08, "sonstige": 0.02, "keine": 0.01, "keine_eigenen_server": 0.4 * o * (1 - p.size),
	}
	if p.large() {
		w["landkreis"] = 0
	}
	return w
}

func (p *demoProfile) operator(own float64) func(*demoAsk) string {
	return weighted(func(*demoAsk) demoWeights { return p.operators(own) })
}

var (
	demoGiven  = []string{"Erika", "Max", "Sabine", "Jörg", "Änne", "Tomáš", "Gül", "Renate"}
	demoFamily = []string{"Muster", "Beispiel", "Probe", "Übermut", "Groß-Exempel", "Fiktiv", "Änderlich"}
)

func (p *demoProfile) contacts() map[string]func(*demoAsk) string {
	name := func(c *demoAsk) string {
		return demoGiven[c.r.IntN(len(demoGiven))] + " " + demoFamily[c.r.IntN(len(demoFamily))]
	}
	mail := always(fmt.Sprintf("post%s@verwaltung.example", p.unit.Key))
	return map[string]func(*demoAsk) string{
		"k_datenschutz": always("ja"), "k_person": name, "kp_name": name, "k_mail": mail, "kp_mail": mail,
		"k_funktion": oneOf("Hauptamtsleitung", "IT-Koordination", "Digitalisierungsbeauftragte", "Büroleitung"),
		"k_tel":      func(c *demoAsk) string { return fmt.Sprintf("0999 %d", 1000+c.r.IntN(9000)) },
		"kp_rolle":   func(c *demoAsk) string { return []string{"leitung", "it", "ozg", "dsb", "isb"}[c.row()%5] },
	}
}

// neighbours picks other units of the Kreis.
func (p *demoProfile) neighbours(c *demoAsk) string {
	var near []string
	for _, o := range c.offered() {
		if strings.HasPrefix(o.Name, p.unit.DistrictKey) && o.Name != p.unit.Key {
			near = append(near, o.Name)
		}
	}
	c.r.Shuffle(len(near), func(i, j int) { near[i], near[j] = near[j], near[i] })
	return strings.Join(near[:min(len(near), 1+c.r.IntN(3))], ",")
}
