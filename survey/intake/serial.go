package intake

import (
	"math"

	"bestand.example/itbestand/survey"
)

// Serial is the day that a spreadsheet's serial number means, as YYYY-MM-DD. A
// time of day is left off. Numbers that are no day between 1900 and 2199 are
// refused, and so is 60 in the common system: the 29 February 1900 that it
// stands for never was.
func Serial(n float64, from1904 bool) (string, bool) {
	days := int(math.Floor(n))
	epoch := survey.Date{Year: 1899, Month: 12, Day: 30}
	switch {
	case n < 0 || n > 200_000 || days == 0 && !from1904 || days == 60 && !from1904:
		return "", false
	case from1904:
		epoch = survey.Date{Year: 1904, Month: 1, Day: 1}
	case days < 60:
		epoch = survey.Date{Year: 1899, Month: 12, Day: 31}
	}
	date := epoch.Add(days)
	return date.String(), date.Year <= 2199
}
