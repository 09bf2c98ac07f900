package cmd_test

import (
	"fmt"
	"strings"
)

// sqlStages are the stages of the Kompetenzzentrum, as its sheets and the
// evaluation name them.
var sqlStages = map[string]string{"Start": "start", "Ausbau": "ausbau", "Vollbetrieb": "vollbetrieb"}

// staffing compares Personalbedarf, whose formulas reckon for themselves, with
// the indicators KZ29 to KZ31: cases, minutes and posts of every task, area,
// level and stage.
func (c *sqlCheck) staffing(tables map[string]*sheetTable, d *differences) {
	tasks := map[string]string{"Kürzeste Bearbeitungszeit": "kz29_min", "Mittlere Bearbeitungszeit": "kz29", "Längste Bearbeitungszeit": "kz29_max", "VZÄ gewählte Stufe": "kz30_gewaehlt"}
	for heading, stage := range sqlStages {
		tasks["Fälle "+heading] = "faelle_" + stage
		tasks["VZÄ "+heading+" von"], tasks["VZÄ "+heading], tasks["VZÄ "+heading+" bis"] = "kz31_"+stage+"_min", "kz30_"+stage, "kz31_"+stage+"_max"
	}
	s := tables["tblPersonalbedarf"]
	d.count(s, "tblPersonalbedarf", c.query("SELECT count(*) FROM t_AUF_t")[0][0])
	for n, row := range s.rows {
		for heading, name := range tasks {
			d.compare(s, n, heading, c.query(fmt.Sprintf(`SELECT "%s" FROM t_AUF_t WHERE t_nr = ?`, name), row["Nummer"])[0][0])
		}
	}
	posts := func(s *sheetTable, n int, needed, rounded, code string) {
		for _, end := range [][2]string{{" von", "_min"}, {"", ""}, {" bis", "_max"}} {
			d.compare(s, n, "VZÄ"+end[0], c.ofGroup(needed+end[1], code))
			if rounded != "" && (end[1] == "" || code != "land") {
				d.compare(s, n, "Stellen"+end[0], c.ofGroup(rounded+end[1], code))
			}
		}
	}
	for n, row := range tables["tblPersonalbedarfBereich"].rows {
		stage := sqlStages[row["Stufe"]]
		posts(tables["tblPersonalbedarfBereich"], n, "bereich_"+stage, "stellen_"+stage, row["Bereich"])
	}
	for n, row := range tables["tblPersonalbedarfStufe"].rows {
		stage := sqlStages[row["Stufe"]]
		posts(tables["tblPersonalbedarfStufe"], n, "bedarf_gesamt_"+stage, "stellen_gesamt_"+stage, "land")
	}
	for n, row := range tables["tblPersonalbedarfEbene"].rows {
		d.compare(tables["tblPersonalbedarfEbene"], n, "Bedarf VZÄ", c.ofGroup("ebene_gewaehlt", strings.ToLower(row["Ebene"])))
	}
	s = tables["tblPersonalbedarfNachfrage"]
	for n, row := range s.rows {
		area := row["Bereich"]
		d.compare(s, n, "Nachfrage VZÄ", c.ofGroup("kz31_bedarf_"+area, "land"))
		d.compare(s, n, "davon ohne Zahl", c.ofGroup("nachfrage_offen_"+area, "land"))
		d.compare(s, n, "Bedarf VZÄ", c.ofGroup("bereich_gewaehlt", area))
		d.compare(s, n, "Deckung", c.query(fmt.Sprintf(`SELECT value / 100 FROM "g_kz31_deckung_%s"`, area))[0][0])
	}
}

// ofGroup is the value of an indicator of groups; of a group that is not there
// it is empty.
func (c *sqlCheck) ofGroup(name, code string) string {
	for _, row := range c.query(fmt.Sprintf(`SELECT value FROM "g_%s" WHERE code = ?`, name), code) {
		return row[0]
	}
	return ""
}
