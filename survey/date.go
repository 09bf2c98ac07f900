package survey

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Date is a day of the calendar, without a time and without a zone.
type Date struct{ Year, Month, Day int }

var (
	isoDatePattern    = regexp.MustCompile(`^(\d{4})-(\d{2})-(\d{2})$`)
	germanDatePattern = regexp.MustCompile(`^(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4}|\d{2})$`)
	namedDatePattern  = regexp.MustCompile(`^(\d{1,2})\.?\s*([a-z]{3,9})\.?\s*(\d{4}|\d{2})$`)
	eightDigits       = regexp.MustCompile(`^\d{8}$`)

	monthNames = []string{"januar", "februar", "maerz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember"}
)

// lateCentury is the first year of two digits that is one of the last century:
// 49 is 2049, 50 is 1950. It does not move with the clock.
const lateCentury = 50

// ParseISODate reads YYYY-MM-DD and refuses days that do not exist.
func ParseISODate(s string) (Date, bool) {
	m := isoDatePattern.FindStringSubmatch(s)
	if m == nil {
		return Date{}, false
	}
	return newDate(m[1], m[2], m[3])
}

// ParseDate reads a date as people type it: 1.3.2026, 1.3.26, 1. März
// 2026, 01032026, and 2026-03-01. Eight digits are never two dates: the year
// of the one reading would be a month beyond 12 of the other.
func ParseDate(s string) (Date, bool) {
	if eightDigits.MatchString(s) {
		if d, ok := newDate(s[4:], s[2:4], s[:2]); ok {
			return d, true
		}
		return newDate(s[:4], s[4:6], s[6:])
	}
	if m := germanDatePattern.FindStringSubmatch(s); m != nil {
		return newDate(century(m[3]), m[2], m[1])
	}
	if m := namedDatePattern.FindStringSubmatch(fold(s)); m != nil {
		return newDate(century(m[3]), strconv.Itoa(monthNamed(m[2])), m[1])
	}
	return ParseISODate(s)
}

// monthNamed is the number of a month by its German name, or the beginning of
// it that tells it from all others; 0: none.
func monthNamed(name string) int {
	found := 0
	for i, month := range monthNames {
		if strings.HasPrefix(month, name) {
			if found > 0 {
				return 0
			}
			found = i + 1
		}
	}
	return found
}

// century completes a year of two digits.
func century(year string) string {
	n, _ := strconv.Atoi(year)
	switch {
	case len(year) > 2:
		return year
	case n < lateCentury:
		return "20" + year
	}
	return "19" + year
}

// newDate refuses days that do not exist, and years that can only be a slip of
// the keys.
func newDate(year, month, day string) (Date, bool) {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	exists := t.Year() == y && int(t.Month()) == m && t.Day() == d && y >= 1800 && y <= 2299
	return Date{y, m, d}, exists
}

// String returns the canonical form, YYYY-MM-DD.
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// German returns the date as TT.MM.JJJJ.
func (d Date) German() string { return fmt.Sprintf("%02d.%02d.%04d", d.Day, d.Month, d.Year) }

// Compare orders two dates as cmp.Compare orders numbers.
func (d Date) Compare(e Date) int {
	for _, c := range [][2]int{{d.Year, e.Year}, {d.Month, e.Month}, {d.Day, e.Day}} {
		if c[0] != c[1] {
			if c[0] < c[1] {
				return -1
			}
			return 1
		}
	}
	return 0
}

// monthsBetween counts the full months from one date to another; negative
// when the second lies before the first.
func monthsBetween(from, to Date) int {
	if to.Compare(from) < 0 {
		return -monthsBetween(to, from)
	}
	months := (to.Year-from.Year)*12 + to.Month - from.Month
	if to.Day < from.Day {
		months--
	}
	return months
}

// Add is the day so many days later.
func (d Date) Add(days int) Date {
	t := time.Date(d.Year, time.Month(d.Month), d.Day+days, 0, 0, 0, 0, time.UTC)
	return Date{t.Year(), int(t.Month()), t.Day()}
}
