package cmd

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/sim"
)

// demoServiceWeights are choices of the set on online services that have no
// order.
var demoServiceWeights = map[string]demoWeights{
	"einstieg":      {"aemter": 0.5, "a_bis_z": 0.5, "suche": 0.5, "lebenslagen": 0.2, "zustaendigkeitsfinder_eingebettet": 0.3, "sonst": 0.03},
	"vorort":        {"buergerbuero": 0.7, "telefon_115": 0.2, "terminal": 0.08, "bibliothek": 0.08, "sonst": 0.05},
	"efa_hindernis": {"kosten": 0.4, "vertrag": 0.3, "technik": 0.35, "personal": 0.55, "informationsmangel": 0.4, "kein_bedarf": 0.08, "sonst": 0.03},
	"zustaendig":    {"ja": 30, "nein": 1.2, "zweckverband": 0.3, "unklar": 0.8},
	"schriftform":   {"keine": 6, "eigene_satzung": 0, "landesrecht": 1, "bundesrecht": 1.4},
	"prozessform":   {"text": 0.7, "swimlane": 0.25, "bpmn": 0.2, "fim": 0.08, "herstellerdoku": 0.2, "sonst": 0.03},
	"rueckmeldung":  {"formular": 0.4, "bewertung": 0.12, "befragung": 0.12, "beirat": 0.03, "sonst": 0.03},
	"lagen":         {"": 0.03},
}

// Services that many people ask for.
const demoCommon = " wohnsitz personalausweis reisepass kita hund geburtsurkunde fuehrungszeugnis wahlschein meldebescheinigung kfz_zulassung wohngeld elterngeld gewerbeanzeige baugenehmigung fuehrerschein bussgeld "

func (p *demoProfile) services() map[string]func(*demoAsk) string {
	online := p.field("online_dienste")
	stage := func(c *demoAsk) int { n, _ := strconv.Atoi(c.code("od_stufe")); return n }
	service := func(c *demoAsk) string { return c.code("od_leistung") }
	offline := p.field("portal") < 0.25 && !p.large()
	criterion := func(c *demoAsk, full float64) string { return criterionOf(c, stage(c), full) }
	k := map[string]func(*demoAsk) string{
		"w_portal":  p.platforms(offline),
		"w_betrieb": p.operator(0.5),
		"pvb_redaktion": weighted(func(*demoAsk) demoWeights {
			return demoWeights{"eigene_person": 3 + 3*p.size, "kreis": 0.5, "vg": 0.4, "dienstleister": 0.2, "niemand": 1.2 * (1 - p.maturity)}
		}),
		"pvb_zustellweg": weighted(func(*demoAsk) demoWeights { return p.waysIn() }),
		"efa_genutzt":    func(c *demoAsk) string { return p.reused(c) },
		"efa_geplant":    whole(func(*demoAsk) float64 { return 1 + 7*p.maturity }),
		"od_stufe": func(c *demoAsk) string {
			if offline {
				return strconv.Itoa(c.r.IntN(2))
			}
			at := online + 0.34*(demoHash(service(c), "online")-0.5) + 0.18*c.r.NormFloat64()
			return strconv.Itoa(ladder(at, 0.1, 0.36, 0.62, 0.93))
		},
		"od_plattform": weighted(func(c *demoAsk) demoWeights {
			w := demoWeights{"": 0.02}
			for _, code := range c.value("w_portal").Codes() {
				w[code] = 1
			}
			return w
		}),
		"od_url":    func(c *demoAsk) string { return "https://www.verwaltung.example/" + p.unit.Key + "/" + service(c) },
		"od_faelle": whole(func(c *demoAsk) float64 { return p.cases(service(c)) }),
		"od_online": func(c *demoAsk) string {
			share := []float64{0, 0, 0.1, 0.35, 0.45}[stage(c)] * (0.3 + 1.1*online) * (0.6 + 0.8*c.r.Float64())
			return strconv.Itoa(int(c.figure("od_faelle", 0) * min(0.9, share)))
		},
		"od_schriftform": func(c *demoAsk) string {
			if p.bylaws && c.chance(0.12) {
				return "eigene_satzung"
			}
			return ""
		},
		"od_ziel":     func(c *demoAsk) string { return strconv.Itoa(min(4, max(3, stage(c)+c.r.IntN(2)))) },
		"od_zieljahr": year(0, 5), "od_rg2": always(sim.Blank),
		"pr_erhoben":   whole(func(*demoAsk) float64 { return 45 * p.field("prozesse") * p.field("prozesse") * (0.2 + p.size) }),
		"pr_optimiert": whole(func(c *demoAsk) float64 { return 0.25 * c.figure("pr_erhoben", 0) }),
		"ll_top5":      topFive,
	}
	for _, name := range []string{"od_k1", "od_k2", "od_k7", "od_k8", "od_k9"} {
		k[name] = func(c *demoAsk) string { return criterion(c, 0.4) }
	}
	for _, name := range []string{"od_k3", "od_k4", "od_k6", "od_k10"} {
		k[name] = unless(0.12, func(c *demoAsk) string { return criterion(c, 0.3) })
	}
	k["od_k5"] = unless(0.35, func(c *demoAsk) string { return criterion(c, 0.4) })
	return k
}

// ladder counts the steps that a figure has reached.
func ladder(at float64, steps ...float64) int {
	n := 0
	for _, s := range steps {
		if at >= s {
			n++
		}
	}
	return n
}

// criterionOf answers what a service can do so that it fits its stage. The
// points of a choice are the stage that it allows: from stage 3 on hardly
// anything may hold a service back, before that about half does.
func criterionOf(c *demoAsk, stage int, full float64) string {
	points := func(code string) float64 { x, _ := c.q.Score(code).Float64(); return x }
	offered := slices.Clone(c.offered())
	slices.SortFunc(offered, func(a, b survey.Choice) int { return cmp.Compare(points(a.Name), points(b.Name)) })
	least := 3.0
	if stage == 2 {
		least, full = 2, 0.5
	}
	if stage < 4 && !c.chance(full) {
		for _, o := range offered {
			if points(o.Name) >= least {
				return o.Name
			}
		}
	}
	return offered[len(offered)-1].Name
}

// platforms is where services are offered: nowhere, where nothing has begun.
func (p *demoProfile) platforms(offline bool) func(*demoAsk) string {
	return func(c *demoAsk) string {
		if offline {
			return "keine"
		}
		m := p.field("portal")
		codes := c.several(demoWeights{
			"eigene_website": 0.75, "thavel": 0.2 + 0.6*m, "buergerportal_dienstleister": 0.08 + 0.15*m, "kreisportal": 0.08,
			"efa": 0.1 + 0.4*m, "herstellerportal": 0.12 + 0.2*m, "formular_dienst": 0.12,
		})
		if codes == "" || codes == "keine" {
			return "eigene_website"
		}
		return codes
	}
}

func (p *demoProfile) waysIn() demoWeights {
	m := p.field("portalverbund")
	return demoWeights{"mail_pdf": 0.8 - 0.4*m, "post": 0.5 - 0.4*m, "thavel_eingang": 0.15 + 0.6*m, "direkt_fachverfahren": 0.5 * m * m, "fit_connect": 0.35 * m * m, "gateway": 0.3 * m * m}
}

func (p *demoProfile) reused(c *demoAsk) string {
	if !c.chose("w_portal", "efa") {
		return "0"
	}
	return strconv.Itoa(1 + c.about(10*p.field("portal")*(0.3+p.size)))
}

// cases is how many cases a service has in a year: the same share of the
// inhabitants everywhere.
func (p *demoProfile) cases(service string) float64 {
	share := 0.0004 + 0.006*demoHash(service, "fälle")*demoHash(service, "fälle")
	if strings.Contains(demoCommon, " "+service+" ") {
		share = 0.012 + 0.07*demoHash(service, "fälle")
	}
	return 1 + share*float64(p.unit.Inhabitants)
}

// topFive picks what many people ask for.
func topFive(c *demoAsk) string {
	var common, others []string
	for _, o := range c.offered() {
		if strings.Contains(demoCommon, " "+o.Name+" ") {
			common = append(common, o.Name)
		} else {
			others = append(others, o.Name)
		}
	}
	c.r.Shuffle(len(common), func(i, j int) { common[i], common[j] = common[j], common[i] })
	c.r.Shuffle(len(others), func(i, j int) { others[i], others[j] = others[j], others[i] })
	codes := append(common[:min(4, len(common))], others...)
	return strings.Join(codes[:min(5, len(codes))], ",")
}
