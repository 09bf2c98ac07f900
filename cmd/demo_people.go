package cmd

import (
	"math/rand/v2"
	"strconv"
	"strings"

	"bestand.example/itbestand/survey"
)

// knowsOwnMind is what one person of an administration thinks of it. Leaders
// see it in a better light than their staff, and the staff council doubts.
func knowsOwnMind(p *demoProfile, i int, r *rand.Rand) demoKnowledge {
	level := demoLevel(i, demoPeople(p), r)
	light := map[string]float64{"verwaltungsleitung": 0.13, "dezernat_amt": 0.09, "team_sachgebiet": 0.04, "sachbearbeitung": -0.09, "personalrat": -0.17}[level]
	own := light + 0.08*r.NormFloat64()
	worry := 0.5 * (demoHash(p.unit.DistrictKey, "sorge") - 0.6)
	return demoKnowledge{
		blank: 0.1,
		doubt: func(*survey.Question) float64 { return 0.04 },
		aim: func(c *demoAsk) float64 {
			at := 0.2 + 0.62*p.field(c.q.Section.Name) + own
			switch c.q.Name {
			case "fx_4a", "fx_4b":
				at -= worry + 0.05
			case "fk_4a":
				at += 0.25
			case "fh_5", "fx_3":
				at -= 0.15
			case "fk_1b", "fs_2", "fx_5b":
				at -= 0.1
			}
			return unit01(at)
		},
		named: map[string]func(*demoAsk) string{
			"f_ebene": always(level),
			"f_bereich": weighted(func(*demoAsk) demoWeights {
				return demoWeights{"": 1, "ordnung": 1.6, "finanzen": 1.4, "haupt_it": 1.4, "sonst": 0.3}
			}),
			"f_fortbildung_tage": func(c *demoAsk) string {
				return decimal(float64(int(2*5*p.field("kompetenz")*c.r.Float64())) / 2)
			},
			"fh_2": leaders(level), "fs_4": leaders(level), "fc_3": leaders(level),
		},
		weights: map[string]demoWeights{
			"bedarf":  {"ozg_recht": 0.35, "prozessmanagement": 0.35, "dms": 0.4, "fachverfahren": 0.3, "informationssicherheit": 0.3, "": 0.15},
			"format":  {"praesenz": 0.5, "online_kurz": 0.55, "e_learning": 0.3, "coaching": 0.08, "hospitation": 0.15, "austausch_fuehrung": 0.1},
			"kanal":   {"dienstberatung": 0.6, "mail": 0.55, "intranet": 0.4, "multiplikatoren": 0.2, "personalversammlung": 0.2},
			"hemmnis": {"zeit": 4, "personal": 4, "technik": 2, "geld": 1.5, "wissen": 1.5, "recht": 1, "haltung": 1, "zustaendigkeit": 1, "keins": 0.5},
		},
	}
}

// demoLevel deals out the levels: the head of the administration comes first,
// and there is a staff council where there are many to represent.
func demoLevel(i, of int, r *rand.Rand) string {
	switch {
	case i == 0:
		return "verwaltungsleitung"
	case i == of-1 && of > 5:
		return "personalrat"
	case i%3 == 1:
		return []string{"dezernat_amt", "team_sachgebiet"}[r.IntN(2)]
	}
	return "sachbearbeitung"
}

// leaders are told not to judge their own leadership.
func leaders(level string) func(*demoAsk) string {
	if level == "verwaltungsleitung" {
		return unless(1, always(""))
	}
	return always("")
}

// demoView is what one of those who are interviewed thinks.
type demoView struct {
	group     string
	function  string
	important [4]int    // of the areas a to d, 1 to 5
	lead      [4]string // the ministry that should supervise each; "" for several together, "-" for leaving it open
	days      [4]int    // of support in a year
	share     [3]int    // of municipalities, ministries, other authorities, in percent
	risk      string
	first     string // the role that matters most
}

// demoInterviews are the interviews: each ministry sees the supervision with
// itself, and those who are served mind less who supervises than who helps.
var demoInterviews = []demoView{
	{"tsk", "Referatsleitung", [4]int{4, 3, 4, 5}, [4]string{"tsk", "tmdi", "tsk", "tsk"}, [4]int{10, 5, 10, 15}, [3]int{50, 35, 15}, "zustaendigkeit", "steuerung_controlling"},
	{"tfm", "Referatsleitung", [4]int{3, 4, 5, 4}, [4]string{"tfm", "tfm", "tfm", ""}, [4]int{5, 20, 30, 20}, [3]int{40, 40, 20}, "personal", "steuerung_controlling"},
	{"tmikl", "Referatsleitung", [4]int{5, 4, 4, 3}, [4]string{"tmikl", "tmdi", "tmikl", "tmikl"}, [4]int{20, 15, 15, 5}, [3]int{70, 20, 10}, "akzeptanz", "beratung"},
	{"tmdi", "Abteilungsleitung", [4]int{4, 5, 3, 5}, [4]string{"", "tmdi", "tfm", "tmdi"}, [4]int{15, 40, 5, 20}, [3]int{60, 25, 15}, "personal", "betrieb_einfuehrung"},
	{"tmsgaf", "Sachgebietsleitung", [4]int{3, 3, 3, 2}, [4]string{"", "tmdi", "-", "-"}, [4]int{10, 10, 5, 0}, [3]int{40, 30, 30}, "technik", "projektdurchfuehrung"},
	{"tlvwa", "Abteilungsleitung", [4]int{5, 4, 4, 4}, [4]string{"tmikl", "tmdi", "tmikl", "tmikl"}, [4]int{25, 15, 20, 10}, [3]int{55, 20, 25}, "mandat", "beratung"},
	{"tlrz", "Bereichsleitung", [4]int{2, 5, 1, 3}, [4]string{"-", "tfm", "tfm", "tfm"}, [4]int{0, 30, 0, 5}, [3]int{45, 35, 20}, "technik", "betrieb_einfuehrung"},
	{"gstb", "Referatsleitung", [4]int{5, 5, 2, 3}, [4]string{"tmikl", "tmikl", "-", "-"}, [4]int{220, 350, 10, 40}, [3]int{90, 5, 5}, "geld", "beratung"},
	{"landkreistag", "Referatsleitung", [4]int{4, 5, 3, 3}, [4]string{"tmikl", "tmdi", "", ""}, [4]int{120, 240, 20, 30}, [3]int{85, 10, 5}, "geld", "projektdurchfuehrung"},
	{"landkreis", "Leitung Organisation und IT", [4]int{4, 5, 3, 2}, [4]string{"tmikl", "tmdi", "", "-"}, [4]int{25, 60, 10, 5}, [3]int{80, 10, 10}, "personal", "betrieb_einfuehrung"},
	{"kreisfreie_stadt", "Leitung Digitalisierung", [4]int{4, 4, 2, 3}, [4]string{"-", "tmdi", "-", "tmdi"}, [4]int{10, 35, 5, 10}, [3]int{75, 15, 10}, "zustaendigkeit", "projektdurchfuehrung"},
	{"gemeinde", "Hauptamtsleitung", [4]int{5, 5, 1, 2}, [4]string{"tmikl", "tmikl", "-", "-"}, [4]int{15, 45, 0, 0}, [3]int{95, 0, 5}, "personal", "beratung"},
	{"vg", "Gemeinschaftsvorsitz", [4]int{5, 5, 2, 2}, [4]string{"tmikl", "tmdi", "-", "-"}, [4]int{20, 50, 0, 0}, [3]int{90, 5, 5}, "akzeptanz", "qualifizierung"},
	{"it_dienstleister", "Produktleitung", [4]int{3, 5, 2, 3}, [4]string{"-", "tmdi", "-", "tmdi"}, [4]int{5, 25, 0, 5}, [3]int{70, 20, 10}, "mandat", "betrieb_einfuehrung"},
}

// knowsInterview is what the i-th person who is interviewed says.
func knowsInterview(i int) demoKnowledge {
	v := demoInterviews[i]
	k := demoKnowledge{
		blank: 0.1, doubt: func(q *survey.Question) float64 {
			if strings.HasPrefix(q.Name, "kz_") {
				return 0.03
			}
			return 0
		},
		aim: func(*demoAsk) float64 { return 0.6 }, texts: demoSentence,
		named: map[string]func(*demoAsk) string{
			"i_nr": always(strconv.Itoa(i + 1)), "i_datum": func(c *demoAsk) string {
				return germanDay(survey.Date{Year: c.d.Year, Month: 3 + i/3, Day: 3 + 5*(i%5)})
			},
			"i_fuehrung": oneOf("AB", "CD", "EF"), "i_gruppe": always(v.group), "i_kennung": always("P" + strconv.Itoa(10+i)), "i_funktion": always(v.function),
			"e_rolle": v.roles, "e_risiko": always(v.risk), "i_dauer": whole(func(*demoAsk) float64 { return 85 }),
			"e_kunden_kommunen": always(strconv.Itoa(v.share[0])), "e_kunden_ressorts": always(strconv.Itoa(v.share[1])), "e_kunden_nachgeordnete": always(strconv.Itoa(v.share[2])),
			"i_freigabe": always(yesNo(i%7 != 6)),
		},
		weights: map[string]demoWeights{
			"unterstuetzung": {"beratung": 0.5, "schulung": 0.5, "einrichtung": 0.4, "muster": 0.5, "": 0.25},
			"kompetenzen":    {"prozess": 0.5, "projekt": 0.5, "organisation": 0.4, "": 0.25},
		},
	}
	for at, area := range []string{"a", "b", "c", "d"} {
		v.area(k.named, "kz_"+area+"_", at)
	}
	return k
}

// area adds what the person says of one of the four areas.
func (v demoView) area(named map[string]func(*demoAsk) string, prefix string, at int) {
	named[prefix+"wichtig"] = always(strconv.Itoa(v.important[at]))
	named[prefix+"bedarf_tage"] = always(strconv.Itoa(max(1, v.days[at])))
	if v.days[at] == 0 {
		named[prefix+"bedarf_art"] = always("keine")
	}
	switch v.lead[at] {
	case "":
		named[prefix+"steuerung"] = always("gemeinsam")
	case "-":
		named[prefix+"steuerung"] = always("offen")
	default:
		named[prefix+"steuerung"], named[prefix+"verantwortung"] = always("ein_ressort"), always(v.lead[at])
	}
}

// roles puts the one that matters most first.
func (v demoView) roles(c *demoAsk) string {
	entry := v.first
	for _, i := range c.r.Perm(len(c.offered())) {
		if code := c.offered()[i].Name; code != v.first {
			entry += "," + code
		}
	}
	return entry
}
