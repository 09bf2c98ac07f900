package tui

import (
	"cmp"
	"slices"
	"strings"

	"bestand.example/itbestand/survey"
)

// orderState sorts rows by how they stand, the open ones first. No column has
// this name.
const orderState = "$state"

// listView is how a person looks at a list of rows. It outlives the screen, so
// that coming back from a row finds the list as it was left, and changes nothing
// about the answers.
type listView struct {
	search string
	open   bool   // only rows that something is to be done about
	order  string // a column, orderState, or empty: as they are stored
	down   bool   // the last one first
	row    int    // id of the row under the cursor; 0: nobody was here yet
	place  int    // where it was, for a row that is gone
	said   string // what the last key did
}

// all shows every row again.
func (v *listView) all() { v.search, v.open = "", false }

// narrowed reports whether rows may be out of sight.
func (v *listView) narrowed() bool { return strings.TrimSpace(v.search) != "" || v.open }

// pick lists the rows to show, by their index in the table.
func (s *table) pick(v *listView) []int {
	words := wanted(v.search)
	var picked []int
	for i := range s.rows {
		if (!v.open || s.rows[i].standing.blocked) && (len(words) == 0 || matches(s.searched(i), words)) {
			picked = append(picked, i)
		}
	}
	s.sort(picked, v)
	return picked
}

// sort puts rows into another order; those without a value come last either
// way.
func (s *table) sort(picked []int, v *listView) {
	switch v.order {
	case "":
	case orderState:
		slices.SortStableFunc(picked, func(a, b int) int { return turn(s.urgency(a)-s.urgency(b), v.down) })
		return
	default:
		keys := s.sortKeys(v.order, picked)
		slices.SortStableFunc(picked, func(a, b int) int {
			x, y := keys[a], keys[b]
			if x.blank || y.blank {
				return cmp.Compare(truth(x.blank), truth(y.blank))
			}
			return turn(x.compare(y), v.down)
		})
		return
	}
	if v.down {
		slices.Reverse(picked)
	}
}

func (s *table) urgency(i int) int {
	st := s.rows[i].standing
	return 2*truth(!st.blocked) + truth(st.blocked && st.open == 0)
}

func turn(order int, down bool) int {
	if down {
		return -order
	}
	return order
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

// sortKey is a value as it is sorted: numbers by their size, everything else by
// what is read, dates by the calendar.
type sortKey struct {
	blank  bool
	number bool
	n      float64
	text   string
}

func (k sortKey) compare(other sortKey) int {
	if k.number && other.number {
		return cmp.Compare(k.n, other.n)
	}
	return cmp.Or(cmp.Compare(truth(!k.number), truth(!other.number)), cmp.Compare(k.text, other.text))
}

func (s *table) sortKeys(column string, rows []int) map[int]sortKey {
	keys := make(map[int]sortKey, len(rows))
	for _, i := range rows {
		k := survey.Key{Question: column, Row: s.rows[i].id}
		v := s.ev().Value(k)
		key := sortKey{blank: v.IsZero()}
		switch n, numeric := v.Number(); {
		case key.blank:
		case numeric:
			key.number = true
			key.n, _ = n.Float64()
		case v.Kind == survey.KindDate:
			key.text = v.Text
		default:
			key.text = survey.Fold(s.cell(k))
		}
		keys[i] = key
	}
	return keys
}

// find is the place of a row among those that are shown.
func (s *table) find(picked []int, id int) (at int, ok bool) {
	at = slices.IndexFunc(picked, func(i int) bool { return s.rows[i].id == id })
	return at, at >= 0
}

// nextOpen is the place of the next row that something is to be done about, from
// a place on and round to the beginning; -1 where there is none.
func (s *table) nextOpen(picked []int, from int) int {
	for i := range picked {
		at := (from + i) % len(picked)
		if s.rows[picked[at]].standing.blocked {
			return at
		}
	}
	return -1
}

// heading is the name of a column in the list.
func (t teller) heading(c survey.RosterColumn) string { return line(c.Heading.In(t.Lang())) }

// orders are what a list can be sorted by: as it is stored, by how the rows
// stand, or by any column that has values.
func (t teller) orders(q *survey.Question) (names, labels []string) {
	names, labels = []string{"", orderState}, []string{t.r("order_stored"), t.r("order_state")}
	for _, column := range q.Questions {
		if column.Type != survey.TypeNote {
			names = append(names, column.Name)
			labels = append(labels, t.heading(survey.RosterColumn{Name: column.Name, Heading: q.Heading(column.Name)}))
		}
	}
	return names, labels
}

// orderName names the order in which a list is shown; empty for the stored one.
func (t teller) orderName(q *survey.Question, v *listView) string {
	names, labels := t.orders(q)
	label := cut(labels[max(slices.Index(names, v.order), 0)], mostHeading)
	switch {
	case v.order == "" && !v.down:
		return ""
	case v.down:
		return t.r("ordered_down", label)
	}
	return t.r("ordered", label)
}
