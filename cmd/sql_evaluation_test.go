package cmd_test

import (
	"fmt"
	"slices"
	"strings"
)

// sqlEvaluation is an evaluation as its YAML says it.
type sqlEvaluation struct {
	plan       yamlMap
	indicators []*plainIndicator // fields of action behind the others
	groups     [][]string
	parameters map[string]sqlTerm
	levels     map[string][]yamlMap
	placed     map[string]bool // groupings whose members are known
}

// plainIndicator is an indicator, or a field of action.
type plainIndicator struct {
	m                         yamlMap
	name, level, split, value string
	forEach                   string
	by                        [][]string
	parts                     []yamlMap
	least                     string // share of the weights that must be known
	levels                    string
	aggregate                 []string
	set                       *plainSet
	roster                    *plainQuestion
	field                     bool
	tiers                     []string // of an indicator of groups
}

const (
	municipal = "Gemeindliche Verwaltungen"
	districts = "Landkreise"
)

// evaluate works all indicators out, each after those that it reads.
func (c *sqlCheck) evaluate(id string) {
	m := readYAML(c.t, id+".yaml")
	c.sqlEvaluation = &sqlEvaluation{plan: m, parameters: map[string]sqlTerm{}, levels: map[string][]yamlMap{}, placed: map[string]bool{}}
	c.points = map[string]map[string]string{}
	for name, table := range m["points"].(yamlMap) {
		c.points[name] = map[string]string{}
		for code, value := range table.(yamlMap) {
			c.points[name][code] = word(value)
		}
	}
	for name, ladder := range m["levels"].(yamlMap) {
		c.levels[name] = mapsOf(ladder)
	}
	c.groups = axesOf(m["groups"])
	c.readParameters()
	for _, key := range []string{"indicators", "fields"} {
		for _, of := range mapsOf(m[key]) {
			c.indicators = append(c.indicators, c.indicator(of, key == "fields"))
		}
	}
	c.exec("CREATE TABLE mem (home TEXT, grouping TEXT, unit TEXT, tier TEXT, response INTEGER, item, code TEXT, label TEXT)")
	c.exec("CREATE INDEX mem_code ON mem (home, grouping, code)")
	c.exec("CREATE INDEX mem_unit ON mem (home, grouping, unit)")
	done := map[string]bool{}
	for _, i := range c.indicators {
		c.afterOthers(i, done)
	}
}

func (c *sqlCheck) readParameters() {
	for _, p := range mapsOf(c.plan["parameters"]) {
		rows := []map[string]string{{"name": word(p["name"]), "value": word(p["value"]), "date": word(p["date"])}}
		if file := word(p["file"]); file != "" {
			rows = readCSV(c.t, file)
		}
		for _, row := range rows {
			switch {
			case row["value"] != "":
				c.parameters[row["name"]] = number("%s", numberSQL(row["value"]))
			case row["date"] != "":
				c.parameters[row["name"]] = sqlTerm{sql: quoteSQL(row["date"][:10]), kind: 'd'}
			default:
				c.parameters[row["name"]] = sqlTerm{sql: "NULL"}
			}
		}
	}
}

// axesOf reads what something is grouped by: axes, some of which may stand
// together in a list of their own.
func axesOf(v any) [][]string {
	var all [][]string
	items, _ := v.([]any)
	for _, item := range items {
		if together, ok := item.([]any); ok {
			all = append(all, wordsOf(together))
			continue
		}
		all = append(all, []string{word(item)})
	}
	return all
}

func (c *sqlCheck) indicator(m yamlMap, field bool) *plainIndicator {
	i := &plainIndicator{
		m: m, name: word(m["name"]), level: word(m["level"]), split: word(m["split"]), value: word(m["value"]), forEach: word(m["for_each"]), by: axesOf(m["by"]),
		parts: mapsOf(m["parts"]), least: word(m["min_answered"]), levels: word(m["levels"]), aggregate: wordsOf(m["aggregate"]), field: field,
	}
	if i.level == "" {
		i.level = "unit"
	}
	if i.least == "" {
		i.least = "0.7"
	}
	if word(m["combine"]) != "" {
		c.t.Fatalf("%s combines its parts in a way that is not reckoned here", i.name)
	}
	i.set, i.roster = c.listed(i.forEach)
	return i
}

// listed finds what a name means as a list: a list of answers, or the responses
// to a set.
func (c *sqlCheck) listed(name string) (*plainSet, *plainQuestion) {
	for _, s := range c.sets {
		if s.short == name {
			return s, nil
		}
		if q := s.byName[strings.TrimPrefix(name, s.short+".")]; q != nil && q.kind == "repeat" {
			return s, q
		}
	}
	return nil, nil
}

// asked finds a question by name or SHORT.name.
func (c *sqlCheck) asked(name string) *plainQuestion {
	for _, s := range c.sets {
		if q := s.byName[strings.TrimPrefix(name, s.short+".")]; q != nil {
			return q
		}
	}
	return nil
}

func (c *sqlCheck) named(name string) *plainIndicator {
	for _, i := range c.indicators {
		if i.name == name {
			return i
		}
	}
	return nil
}

// texts are the formulas of an indicator.
func (i *plainIndicator) texts() []string {
	var all []string
	if i.value != "" {
		all = append(all, i.value)
	}
	for _, part := range i.parts {
		all = append(all, word(part["value"]))
		if applies := word(part["applies"]); applies != "" {
			all = append(all, applies)
		}
	}
	return all
}

// readBy lists the indicators that formulas read.
func (c *sqlCheck) readBy(texts []string) (all []*plainIndicator, units bool) {
	for _, text := range texts {
		f, err := readFormula(text)
		if err != nil {
			c.t.Fatal(err)
		}
		f.walk(func(f *formula) {
			if f.op == "name" && f.text == "units" {
				units = true
			}
			if f.op == "name" || f.op == "field" {
				if i := c.named(f.text); i != nil {
					all = append(all, i)
				}
			}
		})
	}
	return all, units
}

func (c *sqlCheck) afterOthers(i *plainIndicator, done map[string]bool) {
	if done[i.name] {
		return
	}
	done[i.name] = true
	before, units := c.readBy(i.texts())
	i.tiers = []string{""}
	for _, other := range before {
		c.afterOthers(other, done)
		units = units || other.level == "group" && len(other.tiers) > 1
	}
	if i.level == "group" && units { // Landkreise stand for themselves
		i.tiers = []string{municipal, districts}
	}
	c.compute(i)
}

// compute makes the values of an indicator: a column where it has one for each
// row, a table where it has several.
func (c *sqlCheck) compute(i *plainIndicator) {
	column := func(table string, p sqlPlace) {
		c.exec(fmt.Sprintf(`ALTER TABLE %s ADD COLUMN "%s" REAL`, table, i.name))
		c.exec(fmt.Sprintf(`UPDATE %s AS own SET "%s" = %s`, table, i.name, c.valueOf(i, p)))
	}
	switch {
	case i.level == "row":
		column(i.roster.rowsTable(), c.atRow(i.roster))
	case i.level == "response":
		column("r_"+i.set.short, c.atResponse(i.set))
	case i.level == "unit" && i.split != "":
		home := c.homeOf([]string{i.split})
		c.place(home, []string{i.split})
		c.exec(fmt.Sprintf(`CREATE TABLE "i_%s" AS SELECT own.unit, own.code, own.label, %s AS value, own.n FROM
			(SELECT unit, code, min(label) AS label, 1.0 * count(*) AS n FROM mem WHERE home = %s AND grouping = %s AND tier <> '' GROUP BY unit, code) AS own`,
			i.name, c.valueOf(i, c.atPart(i.split)), quoteSQL(home), quoteSQL(i.split)))
		c.exec(fmt.Sprintf(`CREATE INDEX "i_%[1]s_unit" ON "i_%[1]s" (unit)`, i.name))
	case i.level == "unit":
		column("unit", c.atUnit())
		c.exec(fmt.Sprintf(`UPDATE unit SET "%s" = NULL WHERE tier = ''`, i.name))
	case i.level == "group":
		c.exec(fmt.Sprintf(`CREATE TABLE "g_%s" (grouping TEXT, tier TEXT, code TEXT, label TEXT, value REAL, n REAL, counted TEXT)`, i.name))
		for _, by := range i.by {
			for _, tier := range i.tiers {
				home := c.homeOf(by)
				c.place(home, by)
				p := c.atGroup(home, i.by)
				n, counted := c.restsOn(i, p, home)
				c.exec(fmt.Sprintf(`INSERT INTO "g_%s" SELECT own.grouping, own.tier, own.code, own.label, %s, %s, %s FROM %s`, i.name, c.valueOf(i, p), n, counted, groupsSQL(home, by, tier, false)))
			}
		}
	default:
		c.t.Fatalf("%s has the level %q", i.name, i.level)
	}
}

// groupsSQL lists the groups of a tier, or of all; beside a tier may stand what
// belongs to none.
func groupsSQL(home string, by []string, tier string, beside bool) string {
	return fmt.Sprintf(`(SELECT grouping, %[3]s AS tier, %[4]t AS beside, code, min(label) AS label, total(home <> 'units' OR tier <> '') AS items FROM mem
		WHERE home = %[1]s AND grouping = %[2]s AND (%[3]s = '' OR tier = %[3]s OR %[4]t AND tier = '') GROUP BY code) AS own`, quoteSQL(home), quoteSQL(strings.Join(by, " x ")), quoteSQL(tier), beside)
}

// valueOf is the SQL of an indicator's value: that of its formula, or what its
// parts give together.
func (c *sqlCheck) valueOf(i *plainIndicator, p sqlPlace) string {
	if i.value != "" {
		return c.formula(p, i.name, i.value).sql
	}
	var parts []string
	for _, part := range i.parts {
		applies, weight := "1", word(part["weight"])
		if text := word(part["applies"]); text != "" {
			applies = c.formula(p, i.name, text).sql
		}
		if weight == "" {
			weight = "1"
		}
		parts = append(parts, fmt.Sprintf("SELECT %s AS w, %s AS applies, %s AS v", numberSQL(weight), applies, c.formula(p, i.name, word(part["value"])).sql))
	}
	known := "sum(CASE WHEN v IS NOT NULL THEN w END)"
	return fmt.Sprintf("(SELECT CASE WHEN %[1]s / sum(w) >= %[2]s - %[3]s THEN sum(w * v) / %[1]s END FROM (%[4]s) WHERE applies IS NOT 0)", known, numberSQL(i.least), nearlySQL, strings.Join(parts, " UNION ALL "))
}

func (c *sqlCheck) formula(p sqlPlace, owner, text string) sqlTerm {
	c.t.Helper()
	s, err := p.translate(text, c.points)
	if err != nil {
		c.t.Fatalf("%s cannot be made SQL: %v", owner, err)
	}
	return s
}

// restsOn is how many known values a figure of a group rests on, and what they
// are: of one that is worked out from others as many as the weakest of them rests
// on, of one that only counts how much there is to count.
func (c *sqlCheck) restsOn(i *plainIndicator, p sqlPlace, home string) (n, counted string) {
	if i.value != "" {
		if n := c.basis(p, i.name, i.value, ""); n != "" {
			return n, quoteSQL(c.countedIn(i.value))
		}
	}
	var sources []string
	add := func(text string) {
		before, _ := c.readBy([]string{text})
		for _, other := range before {
			if other.level != "group" {
				continue
			}
			where := ""
			if sameAxes(other.by, i.by) {
				where = " AND g.grouping = own.grouping AND g.code = own.code"
			}
			sources = append(sources, fmt.Sprintf(`SELECT %d AS o, g.n, g.counted, g.value IS NOT NULL AND %s IS NOT NULL AS known FROM "g_%s" AS g WHERE g.tier IN ('', own.tier)%s`,
				len(sources), c.formula(p, i.name, text).sql, other.name, where))
		}
	}
	if i.value != "" {
		add(i.value)
	}
	for _, part := range i.parts {
		text := word(part["value"])
		add(text)
		if n := c.basis(p, i.name, text, ""); n != "" {
			sources = append(sources, fmt.Sprintf("SELECT %d AS o, %s AS n, %s AS counted, %s IS NOT NULL AS known", len(sources), n, quoteSQL(c.countedIn(text)), c.formula(p, i.name, text).sql))
		}
	}
	if len(sources) == 0 {
		return "own.items", quoteSQL(c.countedList(home))
	}
	weakest := "(SELECT %s FROM (" + strings.Join(sources, " UNION ALL ") + ") ORDER BY known DESC, CASE WHEN known THEN n END, o LIMIT 1)"
	return fmt.Sprintf(weakest, "CASE WHEN known THEN n ELSE 0 END"), fmt.Sprintf(weakest, "counted")
}

// countedIn is what the lists are of that a formula sums up.
func (c *sqlCheck) countedIn(text string) string {
	f, err := readFormula(text)
	if err != nil {
		c.t.Fatal(err)
	}
	counted := ""
	for _, known := range basesOf(f) {
		known.walk(func(f *formula) {
			of := ""
			switch set, _ := c.listed(f.text); {
			case f.op != "name":
			case set != nil || f.text == "units":
				of = c.countedList(f.text)
			case c.named(f.text) != nil:
				of = "Gruppen"
			}
			switch {
			case of == "" || of == counted:
			case counted == "":
				counted = of
			default:
				counted = "Verschiedenes"
			}
		})
	}
	return counted
}

// countedList is what the elements of a list are.
func (c *sqlCheck) countedList(name string) string {
	set, roster := c.listed(name)
	switch {
	case roster != nil:
		return "Einträge"
	case set == nil:
		return "Verwaltungen"
	case set.anonymous:
		return "Personen"
	}
	return "Antwortbögen"
}

func (c *sqlCheck) basis(p sqlPlace, owner, text, otherwise string) string {
	f, err := readFormula(text)
	if err != nil {
		c.t.Fatal(err)
	}
	var all []string
	for _, known := range basesOf(f) {
		s, err := p.translated(known, c.points)
		if err != nil {
			c.t.Fatalf("basis of %s: %v", owner, err)
		}
		all = append(all, s.sql)
	}
	switch len(all) {
	case 0:
		return otherwise
	case 1:
		return "coalesce(" + all[0] + ", 0)"
	}
	return "coalesce(min(" + strings.Join(all, ", ") + "), 0)"
}

// homeOf is what axes divide: a list, the responses to a set, or units.
func (c *sqlCheck) homeOf(by []string) string {
	home := "units"
	for _, axis := range by {
		q, _ := c.axisQuestion(axis)
		switch {
		case q == nil:
		case q.roster != nil:
			return q.roster.name
		case q.set.many:
			home = q.set.short
		}
	}
	return home
}

// axisQuestion is the question whose answers an axis is, and the column of its
// choices, if any.
func (c *sqlCheck) axisQuestion(axis string) (*plainQuestion, string) {
	if slices.Contains([]string{"land", "kreis", "typ", "groessenklasse"}, axis) {
		return nil, ""
	}
	if q := c.asked(axis); q != nil {
		return q, ""
	}
	dot := strings.LastIndexByte(axis, '.')
	if dot > 0 {
		if q := c.asked(axis[:dot]); q != nil {
			return q, axis[dot+1:]
		}
	}
	c.t.Fatalf("axis %s is not known", axis)
	return nil, ""
}
