package cmd

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/sim"
)

// demoBearer is how the list of products calls the types of units.
var demoBearer = map[survey.UnitType]string{
	survey.Landkreis: "LK", survey.KreisfreieStadt: "KFS", survey.Verwaltungsgemeinschaft: "VG",
	survey.ErfuellendeGemeinde: "G", survey.VerbandsfreieGemeinde: "G",
}

// Areas that nobody applies for, so that their procedures take no applications.
const demoInner = " finanzen kasse_zahlung vollstreckung erechnung personal_abrechnung zeiterfassung gis liegenschaften ratsinfo dms_eakte leitstelle_katschutz termin bauleitplanung feuerwehr "

// Areas that keep registers of persons.
const demoRegisters = " einwohner personenstand auslaender gewerbe waffen kfz_zulassung fahrerlaubnis "

// Procedures that a large part of the staff works with.
const demoForAll = " zeiterfassung dms_eakte ratsinfo termin finanzen "

// productOf picks a product of an area. In each Kreis some products prevail.
func (p *demoProfile) productOf(area string, c *demoAsk) string {
	var fitting []string
	for _, row := range p.kit.products[area] {
		if row["traeger"] == "alle" || row.lists("traeger", ",", demoBearer[p.unit.Type]) {
			fitting = append(fitting, row["code"])
		}
	}
	// Which product comes first differs from Kreis to Kreis, but less than by chance.
	slices.SortStableFunc(fitting, func(a, b string) int {
		return cmp.Compare(demoHash(b, "land")+0.6*demoHash(b, p.unit.DistrictKey), demoHash(a, "land")+0.6*demoHash(a, p.unit.DistrictKey))
	})
	switch x := c.r.Float64(); {
	case len(fitting) == 0 || x < 0.04:
		return "sonstiges"
	case x < 0.07:
		return "eigenloesung"
	case x < 0.72:
		return fitting[0]
	}
	return fitting[c.r.IntN(len(fitting))]
}

// procedures are the columns of the list of specialist procedures: a row for
// each area of work.
func (p *demoProfile) procedures() map[string]func(*demoAsk) string {
	staff := float64(p.staff)
	in := func(c *demoAsk, areas string) bool { return strings.Contains(areas, " "+c.code("fv_bereich")+" ") }
	users := func(c *demoAsk) float64 {
		if in(c, demoForAll) {
			return staff * 0.6
		}
		return 1 + staff*0.07*demoHash(c.code("fv_bereich"), "nutzer")
	}
	applied := func(answer func(*demoAsk) string) func(*demoAsk) string {
		return func(c *demoAsk) string {
			if in(c, demoInner) {
				return sim.Missing("entfaellt")
			}
			return answer(c)
		}
	}
	usual := func(*demoAsk) string { return "" }
	return map[string]func(*demoAsk) string{
		"fv_bereich":      func(c *demoAsk) string { return p.areas[c.row()%len(p.areas)] },
		"fv_produkt":      func(c *demoAsk) string { return p.productOf(c.code("fv_bereich"), c) },
		"fv_produkt_name": oneOf("Eigene Tabelle", "Fachmodul Änderungsdienst", "Straßenkataster", "Datenbank Gebührenbescheide"), "fv_hersteller": always("Muster Software GmbH"),
		"fv_betrieb": p.operator(0.9), "fv_betreiber": always("Beispiel-Rechenzentrum"),
		"fv_nutzer":       whole(users),
		"fv_seit":         year(-24, -1),
		"fv_vertrag_ende": unless(0.25, p.contractEnd), "fv_kuendigung": oneOf("3", "3", "6", "12"),
		"fv_kosten": euros(func(c *demoAsk) float64 { return 400 + users(c)*260*(0.4+demoHash(c.code("fv_produkt"), "preis")) }),
		"fv_eol": func(c *demoAsk) string {
			if product := c.code("fv_produkt"); product == "eigenloesung" || product == "sonstiges" {
				return yesNo(c.chance(0.12))
			}
			return yesNo(demoHash(c.code("fv_produkt"), "pflegeende") < 0.09 && c.chance(0.8))
		},
		"fv_abloesung": likely(func(c *demoAsk) float64 {
			if c.code("fv_eol") == "ja" {
				return 0.3 + 0.5*p.maturity
			}
			return 0.04 + 0.06*p.maturity
		}),
		"fv_abloesung_jahr": year(0, 4), "fv_schnittstelle": applied(usual), "fv_eakte": unless(0.15, usual), "fv_epayment": applied(usual),
		"fv_register": likely(func(c *demoAsk) float64 {
			if in(c, demoRegisters) {
				return 0.3 + 0.6*demoHash(p.unit.Key, "register")
			}
			return 0.02
		}),
		"fv_xoev": p.standard,
		"sst_von": usual, "sst_nach": usual,
	}
}

// contractEnd is when a contract ends. Contracts on one product were often
// concluded together in a Kreis.
func (p *demoProfile) contractEnd(c *demoAsk) string {
	if c.chance(0.5) {
		return "31.12." + strconv.Itoa(c.d.Year+1+int(4*demoHash(p.unit.DistrictKey, c.code("fv_produkt"), "vertrag")))
	}
	return germanDay(c.inYears(1, 5))
}

// standard is the first standard that the product is said to serve.
func (p *demoProfile) standard(c *demoAsk) string {
	for _, row := range p.kit.products[c.code("fv_bereich")] {
		if row["code"] != c.code("fv_produkt") {
			continue
		}
		name, _, _ := strings.Cut(row["standard"], ",")
		for _, o := range c.offered() {
			if strings.EqualFold(o.Label.In("de"), strings.TrimSpace(name)) {
				return o.Name
			}
		}
	}
	return "keine"
}
