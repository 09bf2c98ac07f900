package export

import (
	"fmt"
	"time"
)

// mostWeeks is how many weeks the course of the response is shown for at most:
// a date that is off by years must not fill a sheet with empty weeks.
const mostWeeks = 150

// week is how many units answered for the first time in a week.
type week struct {
	monday time.Time
	first  int
}

// weeksOf counts first returns by week, the weeks without one between them
// included.
func weeksOf(standings map[string]Standing) []week {
	counts := map[time.Time]int{}
	var from, to time.Time
	for _, s := range standings {
		if !s.Answered || s.Arrived.IsZero() {
			continue
		}
		monday := mondayOf(s.Arrived)
		counts[monday]++
		if from.IsZero() || monday.Before(from) {
			from = monday
		}
		if monday.After(to) {
			to = monday
		}
	}
	var weeks []week
	for monday := from; len(counts) > 0 && !monday.After(to); monday = monday.AddDate(0, 0, 7) {
		if n := counts[monday]; n > 0 || len(weeks) < mostWeeks {
			weeks = append(weeks, week{monday, n})
		}
	}
	return weeks
}

// mondayOf is the day on which the week of a moment begins, by the clock on the
// wall.
func mondayOf(t time.Time) time.Time {
	day := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	return day.AddDate(0, 0, -(int(day.Weekday())+6)%7)
}

// weeks writes how the response grew.
func (w *workbook) weeks(s *stack, f *Fieldwork) counted {
	columns := w.headed(returnArea, "set", 9, "week", 30, "monday", 10, "first", 13, "so_far", 13)
	columns = append(columns, upward(w.r("units")), upward(w.r("rate")))
	var rows [][]any
	for _, one := range f.Sets {
		sum := 0
		for _, week := range weeksOf(one.Standings) {
			sum += week.first
			year, number := week.monday.ISOWeek()
			rows = append(rows, []any{
				w.text(one.Set.Short), w.text(w.r("week_of", number, year)), w.date(week.monday.Format(time.DateOnly)),
				w.count(week.first), w.count(sum), w.count(len(one.Standings)), w.share(sum, len(one.Standings)),
			})
		}
	}
	b := s.table("tblRuecklaufWochen", columns, rows)
	s.rules(b, 1, len(columns), w.groupStart(fmt.Sprintf("$A%d<>$A%d", b.first, b.first-1)))
	return counted{b, len(rows)}
}
