package cmd_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// sqlRule is a measure with what SQL finds of it.
type sqlRule struct {
	name              string
	m                 yamlMap
	group             bool
	asked, unknown    int // units of which it is known, or not known, whether the rule holds
	found             int // units in which it holds at least once
	widespread        bool
	hits, high        int
	first             int // the most urgent priority
	groups, concerned int
}

// measures tries every rule again, and leaves what it finds in the tables hit
// and concerned.
func (c *sqlCheck) measures() []*sqlRule {
	c.exec("CREATE TABLE hit (nr INTEGER PRIMARY KEY, rule TEXT, unit TEXT, scope TEXT, about TEXT, urgent INTEGER, response INTEGER, row INTEGER, grouping TEXT, code TEXT, tier TEXT, priority INTEGER)")
	c.exec("CREATE TABLE concerned (rule TEXT, unit TEXT)")
	share := numberSQL(word(c.plan["widespread"]))
	var all []*sqlRule
	for _, m := range mapsOf(c.plan["measures"]) {
		r := &sqlRule{name: word(m["name"]), m: m, group: word(m["level"]) == "group", first: 3}
		if r.group {
			c.groupRule(r)
		} else {
			c.unitRule(r)
			r.widespread = r.asked > 0 && c.query(fmt.Sprintf("SELECT %d * 1.0 / %d >= %s - %s", r.found, r.asked, share, nearlySQL))[0][0] == "1"
		}
		priority, _ := strconv.Atoi(word(m["priority"]))
		c.exec("UPDATE hit SET priority = max(1, ? - (coalesce(urgent, 0) OR ?)) WHERE rule = ?", priority, r.widespread, r.name)
		row := c.query("SELECT count(*), total(priority = 1), coalesce(min(priority), 3) FROM hit WHERE rule = ?", r.name)[0]
		r.hits, r.high, r.first = wholeSQL(row[0]), wholeSQL(row[1]), wholeSQL(row[2])
		r.concerned = wholeSQL(c.query("SELECT count(DISTINCT unit) FROM concerned WHERE rule = ?", r.name)[0][0])
		all = append(all, r)
	}
	return all
}

func wholeSQL(s string) int {
	n, _ := strconv.ParseFloat(s, 64)
	return int(n)
}

// unitRule tries a rule on each unit, or on each row of a list.
func (c *sqlCheck) unitRule(r *sqlRule) {
	p, from, unit, urgent, row := c.atUnit(), "unit AS own WHERE own.tier <> ''", "own.key", "0", "NULL AS response, 0 AS row"
	_, roster := c.listed(word(r.m["for_each"]))
	if roster != nil {
		p, from, unit, row = c.atRow(roster), roster.rowsTable()+" AS own WHERE own.unit NOT LIKE '#%'", "own.unit", "own.response, own.row"
	}
	if text := word(r.m["urgent"]); text != "" {
		urgent = c.formula(p, r.name, text).sql
	}
	c.exec("CREATE TEMP TABLE tried AS SELECT " + unit + " AS unit, " + c.formula(p, r.name, word(r.m["when"])).sql + " AS holds, " + urgent + " AS urgent, " + row + " FROM " + from)
	c.exec("INSERT INTO hit (rule, unit, scope, about, urgent, response, row, grouping, code, tier) SELECT ?, unit, 'Verwaltung', '', urgent, response, row, '', '', '' FROM tried WHERE holds", r.name)
	c.exec("INSERT INTO concerned SELECT rule, unit FROM hit WHERE rule = ?", r.name)
	nothing := "0"
	if roster != nil { // of a list that is known to be empty it is known that the rule does not hold
		nothing = fmt.Sprintf(`EXISTS (SELECT 1 FROM r_%s AS r WHERE r.unit = u.key AND r."%s" IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM tried WHERE unit = u.key)`, roster.set.short, roster.name)
	}
	counts := c.query(`SELECT total(known), total(NOT known), total(holds) FROM (SELECT EXISTS (SELECT 1 FROM tried WHERE unit = u.key AND holds IS NOT NULL) OR ` + nothing + ` AS known,
		EXISTS (SELECT 1 FROM tried WHERE unit = u.key AND holds) AS holds FROM unit AS u WHERE u.tier <> '')`)[0]
	r.asked, r.unknown, r.found = wholeSQL(counts[0]), wholeSQL(counts[1]), wholeSQL(counts[2])
	c.exec("DROP TABLE tried")
}

// groupRule tries a rule on each group: for each tier by itself where it reads
// what is a tier's.
func (c *sqlCheck) groupRule(r *sqlRule) {
	texts := []string{word(r.m["when"])}
	if text := word(r.m["urgent"]); text != "" {
		texts = append(texts, text)
	}
	by := axesOf(r.m["by"])
	for _, axes := range by {
		home := c.homeOf(axes)
		c.place(home, axes)
		p := c.atGroup(home, by)
		for _, tier := range c.tiersOf(texts) {
			urgent := "0"
			if len(texts) > 1 {
				urgent = c.formula(p, r.name, texts[1]).sql
			}
			c.exec(fmt.Sprintf("CREATE TEMP TABLE tried AS SELECT own.*, %s AS holds, %s AS urgent FROM %s", c.formula(p, r.name, texts[0]).sql, urgent, groupsSQL(home, axes, tier, true)))
			if home == "units" && tier != "" { // a group that has no unit of the tier is none
				c.exec("DELETE FROM tried WHERE NOT EXISTS (SELECT 1 FROM mem AS m WHERE m.home = ? AND m.grouping = tried.grouping AND m.code = tried.code AND m.tier = tried.tier)", home)
			}
			c.exec(`INSERT INTO hit (rule, unit, scope, about, urgent, row, grouping, code, tier) SELECT ?, '', ?, label, urgent, 0, ?, replace(code, char(31), ' | '), ? FROM tried WHERE holds`,
				r.name, c.axisWords(axes), strings.Join(axes, " x "), map[string]string{municipal: "gemeinden", districts: "landkreise"}[tier])
			c.exec(`INSERT INTO concerned SELECT ?, m.unit FROM tried JOIN mem AS m ON m.home = ? AND m.grouping = tried.grouping AND m.code = tried.code
				AND (tried.tier = '' OR m.tier = tried.tier) WHERE tried.holds AND m.tier <> ''`, r.name, home)
			r.groups += wholeSQL(c.query("SELECT count(*) FROM tried WHERE holds")[0][0])
			c.exec("DROP TABLE tried")
		}
	}
}

// tiersOf lists the tiers for which a rule or a table is made apart: where it
// reads a figure of one, or inhabitants.
func (c *sqlCheck) tiersOf(texts []string) []string {
	apart := false
	before, units := c.readBy(texts)
	for _, i := range before {
		apart = apart || len(i.tiers) > 1
	}
	for _, text := range texts {
		apart = apart || units && strings.Contains(text, ".einwohner")
	}
	if !apart {
		return []string{""}
	}
	var tiers []string
	for _, tier := range []string{municipal, districts} {
		if c.query("SELECT count(*) FROM unit WHERE tier = ?", tier)[0][0] != "0" {
			tiers = append(tiers, tier)
		}
	}
	return tiers
}

// hits compares Maßnahmen: which rule holds where, how often, and how urgently.
func (c *sqlCheck) hits(tables map[string]*sheetTable, rules []*sqlRule, d *differences) {
	s := tables["tblMassnahmen"]
	left := map[string]int{}
	for _, row := range s.rows {
		about := row["Betrifft"]
		if row["Gilt für"] == "Verwaltung" { // the row of a list in words
			about = ""
		}
		left[strings.Join([]string{strings.ToLower(row["Regel"]), row["Schlüssel"], row["Gilt für"], about, row["Priorität"], row["Auch Landesmaßnahme"]}, "|")]++
	}
	for _, r := range rules {
		for _, row := range c.query("SELECT unit, scope, about, priority, count(*) FROM hit WHERE rule = ? GROUP BY 1, 2, 3, 4", r.name) {
			key := strings.Join([]string{r.name, row[0], row[1], row[2], row[3], yes(r.widespread)}, "|")
			if fmt.Sprint(left[key]) != row[4] {
				d.add("Maßnahmen %s: %d times, by SQL %s", key, left[key], row[4])
			} else {
				d.equal++
			}
			delete(left, key)
		}
	}
	for key := range left {
		d.add("Maßnahmen %s: by SQL not at all", key)
	}
}

func yes(b bool) string {
	if b {
		return "ja"
	}
	return ""
}

// planned compares Umsetzungsplan, Kommunikation and Unterstützung.
func (c *sqlCheck) planned(tables map[string]*sheetTable, rules []*sqlRule, d *differences) {
	byName := map[string]*sqlRule{}
	missing := 0
	for _, r := range rules {
		byName[r.name] = r
		if r.hits > 0 {
			missing++
		}
	}
	plan := tables["tblUmsetzungsplan"]
	for n, row := range plan.rows {
		r := byName[strings.ToLower(row["Regel"])]
		if missing--; r == nil {
			d.add("Umsetzungsplan has the rule %s", row["Regel"])
			continue
		}
		for column, want := range c.planRow(r) {
			d.compare(plan, n, column, want)
		}
	}
	if missing != 0 {
		d.add("Umsetzungsplan lacks %d rules", missing)
	}
	for name, lists := range map[string][2]string{"tblKommunikation": {"communication", "audience"}, "tblUnterstuetzung": {"support", "provider"}} {
		s, want := tables[name], 0
		for _, r := range rules {
			if of, ok := r.m[lists[0]].(yamlMap); ok && r.hits > 0 {
				want += len(wordsOf(of[lists[1]]))
			}
		}
		if len(s.rows) != want {
			d.add("%s has %d rows, by SQL %d", name, len(s.rows), want)
		}
		for n, row := range s.rows {
			r := byName[strings.ToLower(row["Regel"])]
			d.compare(s, n, "Betroffene Verwaltungen", fmt.Sprint(r.concerned))
			d.compare(s, n, "Priorität", fmt.Sprint(r.first))
		}
	}
	c.timeline(tables, rules, d)
}

func (c *sqlCheck) planRow(r *sqlRule) map[string]string {
	from, to := c.days(r)
	want := map[string]string{
		"Priorität": fmt.Sprint(r.first), "Betroffene Verwaltungen": fmt.Sprint(r.concerned), "Mal": fmt.Sprint(r.hits), "Davon Priorität 1": fmt.Sprint(r.high),
		"Auch Landesmaßnahme": yes(r.widespread), "Personentage von": from, "Personentage bis": to,
	}
	if r.group {
		want["Gruppen"] = fmt.Sprint(r.groups)
		return want
	}
	want["Bekannt von"], want["Nicht bekannt von"], want["Anteil"] = fmt.Sprint(r.asked), fmt.Sprint(r.unknown), fmt.Sprint(float64(r.concerned)/float64(r.asked))
	return want
}

// days are the days of work of a rule as often as it holds.
func (c *sqlCheck) days(r *sqlRule) (from, to string) {
	for _, e := range mapsOf(c.plan["efforts"]) {
		if word(e["name"]) == word(r.m["effort"]) {
			if from = fmt.Sprint(wholeSQL(word(e["from"])) * r.hits); word(e["to"]) != "" {
				to = fmt.Sprint(wholeSQL(word(e["to"])) * r.hits)
			}
		}
	}
	return from, to
}

// timeline compares the two tables that sum the plan up.
func (c *sqlCheck) timeline(tables map[string]*sheetTable, rules []*sqlRule, d *differences) {
	phases := mapsOf(c.plan["phases"])
	count := func(of func(*sqlRule) bool) string {
		n := 0
		for _, r := range rules {
			if r.hits > 0 && of(r) {
				n++
			}
		}
		return fmt.Sprint(n)
	}
	units := func(of func(*sqlRule) bool) string {
		names := []string{"''"}
		for _, r := range rules {
			if of(r) {
				names = append(names, quoteSQL(r.name))
			}
		}
		return c.query("SELECT count(DISTINCT unit) FROM concerned WHERE rule IN (" + strings.Join(names, ", ") + ")")[0][0]
	}
	s := tables["tblZeitplan"]
	for n, row := range append(slices.Clone(s.rows), s.below) {
		field := strings.ToLower(strings.Fields(row["Handlungsfeld"])[0])
		in := func(r *sqlRule) bool { return field == "gesamt" || word(r.m["field"]) == field }
		for _, phase := range phases {
			d.compare(s, n, word(phase["name"])+" "+word(phase["label"]), count(func(r *sqlRule) bool { return in(r) && word(r.m["phase"]) == word(phase["name"]) }))
		}
		d.compare(s, n, "Maßnahmen", count(in))
		d.compare(s, n, "Betroffene Verwaltungen", units(in))
	}
	s = tables["tblPhasen"]
	for n, row := range append(slices.Clone(s.rows), s.below) {
		name := strings.Fields(row["Phase"])[0]
		in := func(r *sqlRule) bool { return name == "Gesamt" || word(r.m["phase"]) == name }
		from, to, times, open := 0, 0, 0, false
		for _, r := range rules {
			if in(r) && r.hits > 0 {
				least, most := c.days(r)
				from, to, times, open = from+wholeSQL(least), to+wholeSQL(most), times+r.hits, open || most == ""
			}
		}
		d.compare(s, n, "Maßnahmen", count(in))
		for k := 1; k <= 3; k++ {
			d.compare(s, n, fmt.Sprintf("Priorität %d", k), count(func(r *sqlRule) bool { return in(r) && r.first == k }))
		}
		d.compare(s, n, "Mal", fmt.Sprint(times))
		d.compare(s, n, "Personentage von", fmt.Sprint(from))
		most := fmt.Sprint(to)
		if open {
			most = ""
		}
		d.compare(s, n, "Personentage bis", most)
		d.compare(s, n, "Ende offen", yes(open))
	}
}
