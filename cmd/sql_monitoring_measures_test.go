package cmd_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
)

// refSQL is how a note about a measure is found for a hit.
const refSQL = `m.evaluation = 'umsetzungsplan' AND m.wave = 'welle-beispiel' AND m.measure = h.rule AND m.unit_key = h.unit AND m.row = h.row
	AND m.response_id = coalesce((SELECT r.id FROM c.response r WHERE r.nr = h.response), '') AND m.grouping = h.grouping AND m.group_code = h.code AND m.tier = h.tier`

// note notes a state of three in four measures that SQL finds, twice about some
// of them: the last note counts.
func (w *twoWaves) note(path string, c *sqlCheck, from int) {
	c.t.Helper()
	c.measures()
	states := survey.MeasureStates()
	var notes []survey.MeasureNote
	for n, row := range c.query(`SELECT h.rule, h.unit, coalesce((SELECT r.id FROM c.response r WHERE r.nr = h.response), ''), h.row, h.grouping, h.code, h.tier
		FROM hit h ORDER BY h.rule, h.unit, 3, h.row, h.grouping, h.code, h.tier`) {
		one := survey.MeasureNote{
			MeasureRef: survey.MeasureRef{
				Evaluation: "umsetzungsplan", Wave: "welle-beispiel", Measure: row[0], Unit: row[1], Response: row[2], Row: wholeSQL(row[3]), Grouping: row[4], Group: row[5], Tier: row[6],
			},
			Text: "Grund", By: "E. Muster", At: time.Date(2027, 3, 1, 12, 0, 0, 0, time.UTC),
		}
		if n%5 == 0 {
			one.State = survey.MeasureRunning
			notes = append(notes, one)
		}
		if one.State = states[(n+from)%4]; one.State != survey.MeasureOpen {
			notes = append(notes, one)
		}
	}
	central, err := store.Open(path, store.Author{Name: "E. Muster"}, time.Now())
	if err != nil {
		c.t.Fatal(err)
	}
	if err := errors.Join(central.NoteMeasures(notes), central.Close()); err != nil {
		c.t.Fatal(err)
	}
	if n := wholeSQL(c.query("SELECT count(*) FROM hit h WHERE EXISTS (SELECT 1 FROM c.measure m WHERE " + refSQL + ")")[0][0]); n < 50 {
		c.t.Errorf("states are noted of %d measures only", n)
	}
}

// setsRead lists the sets that formulas read, by way of other indicators too.
func (c *sqlCheck) setsRead(texts []string) []*plainSet {
	var all []*plainSet
	add := func(s *plainSet) {
		if s != nil && !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	for _, text := range texts {
		f, err := readFormula(text)
		if err != nil {
			c.t.Fatal(err)
		}
		f.walk(func(f *formula) {
			if f.op != "name" && f.op != "field" {
				return
			}
			set, _ := c.listed(f.text)
			if q := c.asked(f.text); q != nil && set == nil {
				set = q.set
			}
			add(set)
		})
	}
	before, _ := c.readBy(texts)
	for _, i := range before {
		for _, s := range c.setsRead(i.texts()) {
			add(s)
		}
	}
	return all
}

// ruleTexts are the formulas of a measure.
func ruleTexts(m yamlMap) []string {
	texts := []string{word(m["when"])}
	if urgent := word(m["urgent"]); urgent != "" {
		texts = append(texts, urgent)
	}
	return texts
}

// notAsked is the first of some sets that nobody answered in the wave before.
func (w *twoWaves) notAsked(sets []*plainSet) *plainSet {
	for _, s := range sets {
		if w.then.query("SELECT count(*) FROM counted WHERE short = ?", s.short)[0][0] == "0" {
			return s
		}
	}
	return nil
}

// measureChanges compares Monitoring_Maßnahmen: each rule among the units that
// answered all that it reads both times.
func (w *twoWaves) measureChanges(s *sheetTable, d *differences) {
	rows := map[string]int{}
	for n, row := range s.rows {
		rows[strings.ToLower(row["Regel"])] = n
	}
	for _, m := range mapsOf(w.now.plan["measures"]) {
		name := word(m["name"])
		n, there := rows[name]
		if delete(rows, name); w.notAsked(w.now.setsRead(ruleTexts(m))) != nil {
			if there {
				d.add("Monitoring_Maßnahmen compares %s, which reads what nobody was asked", name)
			}
			continue
		}
		if !there {
			d.add("Monitoring_Maßnahmen lacks %s", name)
			continue
		}
		want := w.measureChange(m)
		for _, column := range s.head {
			d.compare(s, n, column, want[column])
		}
	}
	for name := range rows {
		d.add("Monitoring_Maßnahmen has the rule %s", name)
	}
}

func (w *twoWaves) measureChange(m yamlMap) map[string]string {
	name := word(m["name"])
	want := map[string]string{"Regel": strings.ToUpper(name), "Maßnahme": word(m["label"])}
	for _, f := range mapsOf(w.now.plan["fields"]) {
		if word(f["name"]) == word(m["field"]) {
			want["Handlungsfeld"] = strings.TrimSpace(numberOfFigure(word(f["name"])) + " " + word(f["label"]))
		}
	}
	units, group := []string{"''"}, word(m["level"]) == "group"
	if !group {
		both := w.answeredBoth(w.now.setsRead(ruleTexts(m)))
		want["Verwaltungen beide Male"] = fmt.Sprint(len(both))
		for _, key := range both {
			units = append(units, quoteSQL(key))
		}
	}
	found := [2]map[string]bool{}
	for k, side := range []struct {
		c           *sqlCheck
		found, when string
	}{{w.then, "ergab sich damals", "damals"}, {w.now, "ergibt sich jetzt", "jetzt"}} {
		hits := "FROM hit h WHERE h.rule = " + quoteSQL(name) + " AND h.unit IN (" + strings.Join(units, ", ") + ")"
		want[side.found] = side.c.query("SELECT count(*) " + hits)[0][0]
		for _, state := range survey.MeasureStates() {
			want[fmt.Sprintf("davon %s %s", state, side.when)] = side.c.query(`SELECT count(*) `+hits+` AND ? = coalesce(
				(SELECT m.state FROM c.measure m WHERE `+refSQL+` ORDER BY m.sequence DESC LIMIT 1), 'offen')`, string(state))[0][0]
		}
		found[k] = map[string]bool{}
		for _, row := range side.c.query("SELECT DISTINCT h.unit " + hits) {
			found[k][row[0]] = true
		}
	}
	if !group {
		want["Verwaltungen: nicht mehr"], want["Verwaltungen: neu"] = fmt.Sprint(without(found[0], found[1])), fmt.Sprint(without(found[1], found[0]))
	}
	return want
}

func without(a, b map[string]bool) (n int) {
	for key := range a {
		if !b[key] {
			n++
		}
	}
	return n
}

// answeredBoth lists the units that answered all of some sets both times, leaving
// aside what is asked of persons and of the project.
func (w *twoWaves) answeredBoth(sets []*plainSet) []string {
	query := "SELECT key FROM unit WHERE tier <> ''"
	var keys []string
	past := map[string]bool{}
	for _, s := range sets {
		if !s.anonymous && !s.project {
			query += " AND EXISTS (SELECT 1 FROM counted c WHERE c.unit = key AND c.short = " + quoteSQL(s.short) + ")"
		}
	}
	for _, row := range w.then.query(query) {
		past[row[0]] = true
	}
	for _, row := range w.now.query(query) {
		if past[row[0]] {
			keys = append(keys, row[0])
		}
	}
	return keys
}

// gaps compares Monitoring_Lücken: what is not compared, and why.
func (w *twoWaves) gaps(s *sheetTable, d *differences) {
	rows := map[string][]int{}
	for n, row := range s.rows {
		key := row["Art"] + "|" + row["Nr. oder Schlüssel"] + "|" + row["Bezeichnung"]
		rows[key] = append(rows[key], n)
	}
	need := func(kind, key, name, reason string) {
		at := kind + "|" + key + "|" + name
		if len(rows[at]) == 0 {
			d.add("Monitoring_Lücken does not name %s", at)
			return
		}
		d.compare(s, rows[at][0], "Grund", reason)
		rows[at] = rows[at][1:]
	}
	before := map[string]bool{}
	for _, row := range w.then.query("SELECT key FROM unit WHERE tier <> ''") {
		before[row[0]] = true
	}
	for _, row := range w.now.query("SELECT key, name FROM unit WHERE tier <> ''") {
		if !before[row[0]] {
			need("Verwaltung", row[0], row[1], "Hat in der vorigen Erhebung nicht geantwortet.")
		}
	}
	for _, i := range w.now.indicators {
		if reason := w.apart(i); reason != "" {
			need("Kennzahl", numberOfFigure(i.name), word(i.m["label"]), reason)
		}
	}
	for _, m := range mapsOf(w.now.plan["measures"]) {
		if set := w.notAsked(w.now.setsRead(ruleTexts(m))); set != nil {
			need("Maßnahme", strings.ToUpper(word(m["name"])), word(m["label"]), notAskedWords(set))
		}
	}
	for key, left := range rows {
		if len(left) > 0 {
			d.add("Monitoring_Lücken names %s", key)
		}
	}
}

// apart is why an indicator is not compared; empty: it is.
func (w *twoWaves) apart(i *plainIndicator) string {
	sets := w.now.setsRead(i.texts())
	if i.set != nil && !slices.Contains(sets, i.set) {
		sets = append(sets, i.set)
	}
	if set := w.notAsked(sets); set != nil {
		return notAskedWords(set)
	}
	if len(w.changesOf(i)) == 0 {
		return "Keine Verwaltung und keine Gruppe hat beide Male einen Wert."
	}
	return ""
}

func notAskedWords(s *plainSet) string {
	return "Zum Fragensatz „" + s.title + "“ gibt es aus der vorigen Erhebung keine Antwortbögen."
}
