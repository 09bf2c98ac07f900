package cmd

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/tracking"
)

// sayStatus prints the tables.
func (a *app) sayStatus(f *fieldwork) {
	if f.wave != nil {
		fmt.Fprintln(a.out, a.words.T("status.wave", f.wave.Title.In(a.words.Lang()), a.date(f.wave.Deadline)))
	}
	if len(f.sets) == 0 && len(f.others) == 0 {
		fmt.Fprintln(a.out, a.words.T("status.nothing"))
	}
	for _, one := range f.sets {
		a.saySet(one)
		a.sayOpenQueries(f, one)
	}
	a.sayFormerReturns(f)
	for _, o := range f.others {
		fmt.Fprintf(a.out, "\n%s\n", a.words.T("status.others", o.set.Title.In(a.words.Lang()), o.count))
	}
}

func (a *app) saySet(one setFieldwork) {
	fmt.Fprintf(a.out, "\n%s (%s)\n", one.set.Title.In(a.words.Lang()), one.set.ID)
	a.sayRates("", tracking.Rates(one.standings, tracking.Total))
	var states []string
	counts := tracking.Count(one.standings)
	for _, s := range tracking.States() {
		if counts[s] > 0 {
			states = append(states, fmt.Sprintf("%s %d", a.words.T("status.state_"+string(s)), counts[s]))
		}
	}
	fmt.Fprintln(a.out, "  "+strings.Join(states, ", "))
	if !one.first.IsZero() {
		fmt.Fprintln(a.out, "  "+a.words.T("status.came", one.first.Local().Format("02.01.2006"), one.last.Local().Format("02.01.2006")))
	}
	for _, by := range []tracking.Grouping{tracking.ByDistrict, tracking.ByType, tracking.BySize} {
		a.sayRates(a.words.T("status.by_"+string(by)), tracking.Rates(one.standings, by))
	}
	a.saySections(one)
	a.sayMissing(one)
}

// nameWidth is how wide names of groups are in the tables of a terminal.
const nameWidth = 34

func (a *app) sayRates(title string, rates []tracking.Rate) {
	if title != "" {
		fmt.Fprintf(a.out, "  %s\n", title)
	}
	for _, r := range rates {
		fmt.Fprintf(a.out, "    %s %s  %s\n", padded(a.rateName(r), nameWidth), a.words.T("status.rate", fmt.Sprintf("%4d", r.Answered), fmt.Sprintf("%4d", r.Units), a.share(r.Share())), a.inhabitants(r))
	}
}

// rateName names the group of a rate.
func (a *app) rateName(r tracking.Rate) string {
	switch {
	case r.Name != "":
		return survey.CleanLine(r.Name)
	case r.Key != "":
		return r.Key
	case r.Grouped:
		return a.words.T("status.unknown_group")
	}
	return a.words.T("status.tier_" + string(r.Tier))
}

func padded(text string, width int) string {
	if n := utf8.RuneCountInString(text); n > width {
		return string([]rune(text)[:width-1]) + "…"
	} else if n < width {
		return text + strings.Repeat(" ", width-n)
	}
	return text
}

// share is a rate in percent, or the sign for one that is not known.
func (a *app) share(share float64, known bool) string {
	if !known {
		return fmt.Sprintf("%7s", "–")
	}
	text := fmt.Sprintf("%5.1f %%", 100*share)
	if a.words.Lang() == "de" {
		text = strings.Replace(text, ".", ",", 1)
	}
	return text
}

func (a *app) inhabitants(r tracking.Rate) string {
	share, known := r.InhabitantShare()
	if !known {
		return ""
	}
	return a.words.T("status.inhabitants", strings.TrimSpace(a.share(share, known)))
}

func (a *app) saySections(one setFieldwork) {
	fmt.Fprintf(a.out, "  %s\n", a.words.T("status.sections"))
	for _, s := range one.sections {
		share, known := 0.0, s.asked > 0
		if known {
			share = float64(s.done) / float64(s.asked)
		}
		fmt.Fprintf(a.out, "    %s %s\n", padded(s.section.Label.In(a.words.Lang()), nameWidth), a.share(share, known))
	}
}

// sayOpenQueries lists the units that were asked something and have not answered.
func (a *app) sayOpenQueries(f *fieldwork, one setFieldwork) {
	total, lines := 0, []string{}
	for _, s := range one.standings {
		if n := f.queries[[2]string{one.set.ID, s.Unit.Key}]; n > 0 {
			total += n
			lines = append(lines, fmt.Sprintf("    %-9s %s %d", s.Unit.Key, padded(survey.CleanLine(s.Unit.Name), nameWidth), n))
		}
	}
	if total > 0 {
		fmt.Fprintf(a.out, "  %s\n%s\n", a.words.T("query.status_open", total), strings.Join(lines, "\n"))
	}
}

func (a *app) sayMissing(one setFieldwork) {
	var missing []tracking.Standing
	for _, s := range one.standings {
		if s.State().Missing() {
			missing = append(missing, s)
		}
	}
	if len(missing) == 0 {
		return
	}
	fmt.Fprintf(a.out, "  %s\n", a.words.T("status.missing", len(missing)))
	for _, s := range missing {
		fmt.Fprintf(a.out, "    %-9s %s %s\n", s.Unit.Key, padded(survey.CleanLine(s.Unit.Name), nameWidth), a.words.T("status.state_"+string(s.State())))
	}
}
