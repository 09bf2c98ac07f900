package cmd

import (
	"strconv"

	"bestand.example/itbestand/survey/sim"
)

// The figures of the inventory. What is not here is answered by its type.

// demoWeightsIT are choices of the inventory that have no order.
var demoWeightsIT = map[string]demoWeights{
	"mitgliederbereiche": {"": 0.35},
	"it_verortung":       {"eigene_einheit": 0.5, "hauptamt": 2, "kaemmerei": 0.4, "stabsstelle": 0.2, "landkreis": 0.1, "zweckverband": 0.1, "extern": 0.5, "ehrenamtlich_nebenbei": 0.2, "niemand": 0.1},
	"beteiligung":        {"kiv": 0.3, "sonst": 0.1},
	"schul_it":           {"eigene_it": 1, "dienstleister": 1, "schule_selbst": 0.4, "kein_traeger": 1},
	"kopplung":           {"vpn": 4, "richtfunk": 0.5, "dark_fiber": 1, "landesnetz": 0.6, "sonst": 0.2, "keine": 0.5},
	"fehlanzeige":        {"enthalten": 2, "ohne_verfahren": 5, "zweckverband": 0.5, "andere_verwaltung": 1, "faellt_nicht_an": 1},
	"huerde":             {"technik": 3, "personal": 5, "kosten": 2, "recht": 0.5, "sonst": 0.3, "kein_bedarf": 0.5, "keine": 0.7},
	"konto_art":          {"bundid": 3, "landeskonto": 0.7, "beide": 1},
	"buerosoftware":      {"ms_kauf": 5, "m365": 1.5, "libreoffice": 0.4, "sonst": 0.1},
	"it_dienstleister":   {"kiv": 4, "kids": 0.7, "ekom21": 0.5, "akdb": 0.4, "komm_one": 0.3, "tlrz": 0.3, "mehrere": 0.6, "sonst": 0.4},
	"datenstandort":      {"thueringen": 4, "deutschland": 1.5, "eu": 0.3},
	"cloud_dienste":      {"videokonferenz": 0.4, "office": 0.12, "mail": 0.1, "fachverfahren": 0.3, "speicher": 0.12, "backup": 0.1, "sonst": 0.03},
	"unternehmen":        {"": 0.12},
	"vorgaenge":          {"rechnung": 0.45, "post": 0.2, "urlaub": 0.3, "beschlussvorlage": 0.35, "mitzeichnung": 0.15, "vertrag": 0.12, "sonst": 0.03},
	"ki_zwecke":          {"text": 0.25, "chatbot": 0.06, "fachverfahren": 0.06, "posteingang": 0.03, "ohne_freigabe": 0.15, "sonst": 0.02},
	"sst_richtung":       {"intern": 3, "an_extern": 2, "von_extern": 1},
	"sst_extern":         {"land": 2, "bund": 1.5, "bank": 1, "landkreis": 1, "kommune": 0.5, "sonst": 0.3},
	"qualifikationen":    {"sicherheit": 0.5, "prozess": 0.45, "projekt": 0.35, "schnittstellen": 0.35, "cloud": 0.25, "ki": 0.25, "netz_server": 0.2, "": 0.15},
	"vorfallhilfe":       {"landes_cert": 0.4, "dienstleister": 0.5, "versicherung": 0.2, "nachbar": 0.1},
	"notbetrieb":         {"personenstand": 0.3, "ausweise": 0.25, "zahlungen": 0.25, "wahlen": 0.2, "sozialleistungen": 0.1, "gefahrenabwehr": 0.15, "sonst": 0.02},
	"rechnung":           {"kameral": 1.6, "doppisch": 1},
	"foerderhindernis":   {"eigenanteil": 0.3, "personal": 0.45, "aufwand": 0.5, "nicht_bekannt": 0.25, "mittel_erschoepft": 0.15, "sonst": 0.03},
	"vertragsgegenstand": {"betrieb": 1, "pflege": 3, "leitung": 2, "lizenz": 2, "beratung": 0.7, "druck": 1, "sonst": 0.2},
	"vergabeart":         {"direkt": 3, "inhouse": 1.5, "verhandlungsvergabe": 1.5, "beschraenkt": 0.7, "oeffentlich": 0.7, "offen": 0.3, "": 0.1},
	"hemmnis":            {"personal": 4, "geld": 2, "technik": 1, "vergabe": 0.7, "recht": 0.4, "beteiligte": 1, "sonst": 0.2, "keines": 0.7},
	"unterstuetzung":     {"beratung_vor_ort": 0.4, "schulung": 0.45, "muster": 0.5, "technik_rollout": 0.3, "sicherheit": 0.45, "personal_pool": 0.35, "foerderung": 0.3, "": 0.2},
	"krit":               {"niedrig": 1, "mittel": 3, "hoch": 2, "sehr_hoch": 0.5},
}

// rowsIT is how many rows the lists of the inventory get.
func (p *demoProfile) rowsIT() map[string]int {
	h := func(what string, most float64) int { return int(most * demoHash(p.unit.Key, what)) }
	return map[string]int{
		"kp": 2 + h("kp", 3), "st": 1 + h("st", 2) + int(9*p.size), "fv": len(p.areas),
		"sst": h("sst", 3) + int(6*p.size), "v": h("v", 2.5) + int(7*p.size), "pv": h("pv", 2.5) + int(6*p.size*p.maturity),
	}
}

func (p *demoProfile) organisation() map[string]func(*demoAsk) string {
	// A post for computers is split where there is no work for a whole one.
	posts := func(c *demoAsk) float64 {
		perPost := 60 + 45*demoHash(p.unit.Key, "it-stellen")
		if p.size < 0.35 && demoHash(p.unit.Key, "ohne-it") < 0.3 {
			return 0
		}
		return max(0.25, float64(int(p.posts/perPost*4+0.5))/4)
	}
	return map[string]func(*demoAsk) string{
		"o_beschaeftigte": always(strconv.Itoa(p.staff)), "o_vzae": always(decimal(p.posts)),
		"o_digi_vzae":   func(c *demoAsk) string { return decimal(float64(c.r.IntN(5))/4*(0.4+0.8*p.size) + p.size*p.size) },
		"o_ikz":         weighted(func(*demoAsk) demoWeights { return demoWeights{"": 0.16, "zweckvereinbarung": 0.25} }),
		"o_ikz_partner": p.neighbours,
		"p_stellen":     func(c *demoAsk) string { return decimal(posts(c)) },
		"p_besetzt": func(c *demoAsk) string {
			return decimal(c.figure("p_stellen", posts(c)) * []float64{1, 1, 0.9, 0.8, 0.75}[c.r.IntN(5)])
		},
		"p_ruhestand":   func(c *demoAsk) string { return strconv.Itoa(int(c.figure("p_besetzt", 1)*0.25 + 0.8*c.r.Float64())) },
		"p_fortbildung": func(c *demoAsk) string { return decimal(float64(int(2*6*c.near(0.15))) / 2) },
		"p_bedarf": func(c *demoAsk) string {
			return decimal(float64(int((0.3+posts(c)*0.35*c.r.Float64())*4*float64(c.r.IntN(4)))/2) / 4)
		},
	}
}

func (p *demoProfile) sites() map[string]func(*demoAsk) string {
	speed := func(c *demoAsk) float64 {
		between := map[string][2]float64{"glasfaser": {100, 900}, "kabel": {50, 450}, "vdsl": {25, 90}, "dsl": {4, 12}, "funk": {15, 60}, "mobilfunk": {15, 80}, "satellit": {10, 60}}
		s, ok := between[c.code("st_anschluss")]
		if !ok {
			s = [2]float64{16, 90}
		}
		return s[0] + (s[1]-s[0])*c.r.Float64()
	}
	fast := p.field("standorte")
	return map[string]func(*demoAsk) string{
		"st_art": func(c *demoAsk) string {
			if c.row() == 0 {
				return "haupt"
			}
			return c.pick(c.offered(), demoWeights{"neben": 2, "buergerbuero": 0.6, "schule": 1, "bauhof": 1, "feuerwehr": 1, "sonst": 0.6}.of)
		},
		"st_name": func(c *demoAsk) string {
			return []string{"Rathaus", "Nebengebäude Markt", "Bürgerservice", "Standort Bahnhofstraße", "Alte Schule", "Haus am Park", "Standort Ringstraße"}[c.row()%7] + " " + strconv.Itoa(c.row()+1)
		},
		"st_arbeitsplaetze": func(c *demoAsk) string {
			if c.row() == 0 {
				return strconv.Itoa(int(0.6 * float64(p.seats)))
			}
			return strconv.Itoa(int(0.35 * float64(p.seats) / float64(p.rowsIT()["st"]) * c.r.Float64()))
		},
		"st_anschluss": weighted(func(c *demoAsk) demoWeights {
			w := demoWeights{"glasfaser": 5 * fast * fast, "kabel": 0.5, "vdsl": 1.4, "dsl": 1.2 * (1 - fast) * (1 - fast), "funk": 0.15, "mobilfunk": 0.15, "satellit": 0.02, "keiner": 0.02}
			if art := c.code("st_art"); art == "feuerwehr" || art == "bauhof" {
				w["keiner"], w["dsl"] = 0.3, 1
			}
			return w
		}),
		"st_down": func(c *demoAsk) string { return strconv.Itoa(int(speed(c))) },
		"st_up": func(c *demoAsk) string {
			return strconv.Itoa(max(1, int(c.figure("st_down", 50)*(0.2+0.5*c.r.Float64()))))
		},
		"n_firewall": p.operator(1),
	}
}

func (p *demoProfile) workplaces() map[string]func(*demoAsk) string {
	seats, modern := float64(p.seats), p.field("arbeitsplaetze")
	old := func(c *demoAsk) bool { return c.chose("ap_os", "win10") || c.chose("ap_os", "win_aelter") }
	return map[string]func(*demoAsk) string{
		"ap_gesamt": always(strconv.Itoa(p.seats)),
		"ap_mobil":  whole(func(*demoAsk) float64 { return seats * (0.1 + 0.5*modern) }),
		"ap_thin": whole(func(c *demoAsk) float64 {
			return seats * 0.25 * demoHash(p.unit.Key, "thin") * demoHash(p.unit.Key, "thin")
		}),
		"ap_alt5": whole(func(*demoAsk) float64 { return seats * (0.5 - 0.4*modern) }),
		"ap_os": func(c *demoAsk) string {
			return c.several(demoWeights{"win11": 1, "win10": 0.8 - 0.8*modern, "win_aelter": 0.22 - 0.22*modern, "linux": 0.08 * p.size, "macos": 0.04})
		},
		"ap_os_eol": func(c *demoAsk) string {
			if !old(c) {
				return "0"
			}
			return strconv.Itoa(min(p.seats/2, 1+c.about(seats*0.22*(1-modern)*c.r.Float64())))
		},
		"ap_esu":        whole(func(*demoAsk) float64 { return seats * 0.05 * demoHash(p.unit.Key, "esu") }),
		"ap_homeoffice": whole(func(*demoAsk) float64 { return float64(p.staff) * 0.45 * modern }),
	}
}

func (p *demoProfile) servers() map[string]func(*demoAsk) string {
	own := func(c *demoAsk) float64 {
		switch c.code("rz_form") {
		case "eigen":
			return 1
		case "keine_eigenen_server":
			return 0
		}
		return 0.2
	}
	return map[string]func(*demoAsk) string{
		"rz_form": p.operator(0.5 + p.size),
		"rz_phys": whole(func(c *demoAsk) float64 { return own(c) * float64(p.staff) * 0.025 }),
		"rz_virt": whole(func(c *demoAsk) float64 { return own(c) * float64(p.staff) * 0.1 * (0.4 + p.size) }),
		"rz_eol": func(c *demoAsk) string {
			most := c.figure("rz_phys", 0) + c.figure("rz_virt", 0)
			if most == 0 || !c.chance(0.75-0.6*p.field("server")) {
				return "0"
			}
			return strconv.Itoa(1 + int(most*0.15*c.r.Float64()))
		},
		"rz_standort": func(c *demoAsk) string {
			if own(c) == 0 {
				return sim.Missing("entfaellt")
			}
			return ""
		},
		"rz_dienstleister_name": always("Beispiel-Rechenzentrum"), "rz_mail": p.operator(0.8),
	}
}

func (p *demoProfile) records() map[string]func(*demoAsk) string {
	return map[string]func(*demoAsk) string{
		"d_anteil": func(c *demoAsk) string {
			done := 0.75 * c.near(0.15)
			if c.code("d_stand") == "vorhanden" {
				done = 0.55 + 0.4*c.near(0.15)
			}
			return strconv.Itoa(int(100 * done))
		},
		"d_zieljahr": year(0, 5), "ri_stand": unless(0.1, func(*demoAsk) string { return "" }),
	}
}
