package cmd

import (
	"strconv"

	"bestand.example/itbestand/survey"
)

// Security, money and plans of a unit.

func (p *demoProfile) security() map[string]func(*demoAsk) string {
	safe := p.field("sicherheit")
	return map[string]func(*demoAsk) string{
		"si_isb": p.officer, "ds_dsb": p.officer,
		"si_isb_vzae": func(c *demoAsk) string { return decimal(float64(1+c.r.IntN(4)) / 4 * (0.3 + p.size)) },
		"si_standard": weighted(func(*demoAsk) demoWeights {
			return demoWeights{"keines": 1.6 * (1 - safe), "wiba": 1.1, "profil_kommunal": 1.1 * safe, "grundschutz": 0.5 * safe * p.size, "iso27001": 0.05, "cisis12": 0.1, "sonst": 0.05}
		}),
		"si_backup": weighted(func(*demoAsk) demoWeights {
			return demoWeights{"taeglich": 0.97, "extern_gelagert": 0.4 + 0.5*safe, "offline_getrennt": 0.15 + 0.8*safe, "verschluesselt": 0.2 + 0.6*safe, "unveraenderbar": 0.5 * safe}
		}),
		"si_fernzugriff": likely(func(*demoAsk) float64 { return 0.7 + 0.3*p.size }),
		"si_mfa": weighted(func(c *demoAsk) demoWeights {
			w := demoWeights{"fernzugriff": 0.15 + 0.8*safe, "administration": 0.05 + 0.75*safe, "mail": 0.25 * safe, "cloud": 0.35 * safe}
			if c.code("si_fernzugriff") == "nein" {
				w["fernzugriff"] = 0
			}
			return w
		}),
		"si_vorfaelle_meldung": oneOf("0", "0", "0", "0", "1"), "si_vorfaelle_betrieb": oneOf("0", "0", "1", "1", "2", "3"),
		"bf_pruefung": likely(func(*demoAsk) float64 { return 0.15 + 0.6*p.field("datenschutz") }),
	}
}

// officer is who watches over security or data protection. A small unit shares
// one with others, or has hired one.
func (p *demoProfile) officer(c *demoAsk) string {
	if !c.chance(0.25 + 0.9*c.knows.aim(c)) {
		return "nein"
	}
	return c.pick(c.offered(), demoWeights{"intern": 0.4 + 2*p.size, "extern": 1 - 0.5*p.size, "gemeinsam": 1 - 0.7*p.size}.of)
}

// demoBudget is what a unit of a type spends for each inhabitant, in Euro: the
// municipalities of a Verwaltungsgemeinschaft have budgets of their own.
var demoBudget = map[survey.UnitType]float64{
	survey.KreisfreieStadt: 3_600, survey.Landkreis: 1_900, survey.Verwaltungsgemeinschaft: 330,
	survey.ErfuellendeGemeinde: 2_300, survey.VerbandsfreieGemeinde: 2_200,
}

func (p *demoProfile) money() map[string]func(*demoAsk) string {
	it := float64(p.seats) * (1_000 + 1_300*demoHash(p.unit.Key, "kosten") + 500*p.maturity)
	spent := func(c *demoAsk) float64 { return c.figure("h_it_ist", it) }
	return map[string]func(*demoAsk) string{
		"h_it_ist": euros(func(*demoAsk) float64 { return it }), "h_it_plan": euros(func(c *demoAsk) float64 { return 1.05 * spent(c) }),
		"h_gesamt": euros(func(*demoAsk) float64 { return float64(p.unit.Inhabitants) * demoBudget[p.unit.Type] }),
		"h_foerderung": weighted(func(*demoAsk) demoWeights {
			return demoWeights{"thueregovrl": 0.1 + 0.45*p.maturity, "bedarfszuweisung": 0.08, "digitalpakt": 0.25 * p.size, "bund_ozg": 0.08, "leader": 0.05, "sonst": 0.04}
		}),
		"h_foerderbetrag": euros(func(*demoAsk) float64 { return 8_000 + 0.4*it }),
		"v_partner":       oneOf("Muster Software GmbH", "Beispiel-Rechenzentrum", "Probe Telekommunikation AG", "Fiktiv Drucksysteme GmbH"),
		"v_ende":          unless(0.15, day(1, 5)), "v_frist": oneOf("3", "3", "6", "12"),
		"v_kosten": euros(func(*demoAsk) float64 { return 15_000 + it*0.08*demoHash(p.unit.Key, "vertrag") }),
	}
}

func (p *demoProfile) plans() map[string]func(*demoAsk) string {
	fields := []string{"hf2", "hf3", "hf4", "hf5", "hf5", "hf6", "hf4", "hf1", "hf7"}
	titles := []string{
		"Neue Arbeitsplatzrechner", "Ablösung eines Fachverfahrens", "Anbindung an ThAVEL", "Einführung der E-Akte", "Zentraler Scandienst",
		"Notfallvorsorge", "Online-Terminvergabe", "Digitalisierungsstrategie", "Schulungsreihe Digitales",
	}
	kind := func(c *demoAsk) int { return int(demoHash(p.unit.Key, "vorhaben")*9) + c.row()*2 }
	return map[string]func(*demoAsk) string{
		"pv_titel": func(c *demoAsk) string { return titles[kind(c)%9] },
		"pv_feld":  func(c *demoAsk) string { return fields[kind(c)%9] },
		"pv_beginn": func(c *demoAsk) string {
			return "01.0" + strconv.Itoa(1+c.r.IntN(9)) + "." + strconv.Itoa(c.d.Year-1+c.r.IntN(3))
		},
		"pv_ende":    day(2, 4),
		"pv_budget":  euros(func(c *demoAsk) float64 { return 4_000 + 500*float64(p.staff)*c.r.Float64() }),
		"pv_offen":   likely(func(*demoAsk) float64 { return 0.3 }),
		"pv_partner": unless(0.6, p.neighbours),
		"z_minuten":  whole(func(*demoAsk) float64 { return 110 + 160*p.size }),
	}
}
