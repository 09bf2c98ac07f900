package export

import "math"

// staffParameters are what the need is computed with besides the answers.
type staffParameters struct {
	workdays, absences, minutes float64 // in a year, in a year, of a day
	rest, spread                float64 // surcharges on the minutes of a case, as shares
	step                        float64 // to which posts of an area are rounded up, in VZÄ
}

// year is how many minutes one VZÄ works in a year (JAZ).
func (p staffParameters) year() float64 {
	return positive((p.workdays - p.absences) * p.minutes)
}

// staffNeed is what follows from the tasks. Each formula of the sheets stands
// here a second time, because a workbook has to hold the values of its
// formulas; a test lets another program recompute them.
type staffNeed struct {
	mean    []float64                   // minutes of a case (mGZ), by task
	minutes [][bounds]float64           // with surcharges and travel (mBZ)
	cases   [][stages]float64           // in a year
	fte     []([stages][bounds]float64) // VZÄ
	chosen  []float64
	lead    [stages][bounds]float64 // managers; unknown where no task is measured by them
}

func (s *staffing) need(p staffParameters) *staffNeed {
	n := &staffNeed{}
	year := p.year()
	for _, t := range s.tasks {
		mean := (t.minutes[low] + 4*t.minutes[likely] + t.minutes[high]) / 6
		surcharge := 1 + p.rest + p.spread
		n.mean = append(n.mean, mean)
		n.minutes = append(n.minutes, [bounds]float64{
			t.minutes[low]*surcharge + t.travel, mean*surcharge + t.travel, t.minutes[high]*surcharge + t.travel,
		})
		var cases [stages]float64
		for stage := range stages {
			cases[stage] = t.cases(s.shares[stage])
		}
		n.cases = append(n.cases, cases)
	}
	for i, t := range s.tasks {
		var fte [stages][bounds]float64
		for stage := range stages {
			for bound := range bounds {
				switch fte[stage][bound] = unknown; t.kind {
				case kindCases:
					fte[stage][bound] = n.cases[i][stage] * n.minutes[i][bound] / year
				case kindFlat, kindProject:
					fte[stage][bound] = t.flat
				}
			}
		}
		n.fte = append(n.fte, fte)
	}
	s.leadership(n)
	for i := range s.tasks {
		chosen := unknown
		if s.chosen >= 0 {
			chosen = n.fte[i][s.chosen][likely]
		}
		n.chosen = append(n.chosen, chosen)
	}
	return n
}

// cases is how many there are in a year where a share of the administrations is
// served.
func (t staffTask) cases(share float64) float64 {
	switch {
	case t.kind != kindCases || t.per == "":
		return unknown
	case t.per == perCase:
		return t.each
	case t.per == perAuthority:
		return t.each * t.of * share
	}
	return t.each * t.of
}

// leadership adds the managers: as many as the span needs for everybody else,
// spread over the tasks that are measured so.
func (s *staffing) leadership(n *staffNeed) {
	leads := 0.0
	for _, t := range s.tasks {
		if t.kind == kindLead {
			leads++
		}
	}
	for stage := range stages {
		for bound := range bounds {
			sum := 0.0
			for i, t := range s.tasks {
				if t.kind != kindLead {
					sum += n.fte[i][stage][bound]
				}
			}
			n.lead[stage][bound] = unknown
			if leads > 0 {
				n.lead[stage][bound] = stepsIn(sum, positive(s.span))
			}
			for i, t := range s.tasks {
				if t.kind == kindLead {
					n.fte[i][stage][bound] = n.lead[stage][bound] / leads
				}
			}
		}
	}
}

// sum adds up the tasks that are asked for. It is unknown as soon as one of them
// is: a sum with gaps would be too small.
func (s *staffing) sum(of func(int) float64, asked func(staffTask) bool) (sum float64, tasks int) {
	for i, t := range s.tasks {
		if asked(t) {
			sum, tasks = sum+of(i), tasks+1
		}
	}
	return sum, tasks
}

// stepsIn is how many steps a number takes, the last one begun. What is too small
// to be more than an error of the arithmetic begins none.
func stepsIn(v, step float64) float64 {
	return math.Ceil(math.Round(v/step*1e9) / 1e9)
}

// positive is a number to divide by, unknown where there is nothing to divide.
func positive(v float64) float64 {
	if v > 0 {
		return v
	}
	return unknown
}

// part is a share of a whole.
func part(v, of float64) float64 { return v / positive(of) }

// of picks a figure of the tasks.
func (n *staffNeed) of(stage, bound int) func(int) float64 {
	return func(i int) float64 { return n.fte[i][stage][bound] }
}

// ftes are the likely figures of a task in all stages.
func (n *staffNeed) ftes(i int) (all [stages]float64) {
	for stage := range stages {
		all[stage] = n.fte[i][stage][likely]
	}
	return all
}
