package cmd

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"bestand.example/itbestand/survey"
)

func (a *app) questionnaireShowCmd() *cobra.Command {
	var asJSON bool
	c := a.command("show ["+a.words.T("cmd.arg_set")+"]", "questionnaire_show")
	c.Args = a.args(0, 1)
	c.Flags().BoolVar(&asJSON, "json", false, a.words.T("cmd.flag_json"))
	c.RunE = func(_ *cobra.Command, args []string) error {
		set, err := a.namedSet(args)
		if err != nil {
			return err
		}
		shown := a.outline(set.Questionnaire)
		if asJSON {
			return a.json(shown)
		}
		a.printOutline(shown)
		return nil
	}
	return c
}

func (a *app) printOutline(o setOutline) {
	fmt.Fprintf(a.out, "%s (%s %s, %s)\n", o.Title, o.ID, o.Version, survey.ShortDigest(o.Digest))
	if len(o.Profiles) > 0 {
		names := make([]string, len(o.Profiles))
		for i, p := range o.Profiles {
			names[i] = fmt.Sprintf("%s (%s)", p.Label, p.Name)
		}
		fmt.Fprintln(a.out, a.words.T("cmd.outline_profiles", strings.Join(names, ", ")))
	}
	for _, s := range o.Sections {
		fmt.Fprintf(a.out, "\n%s  [%s]\n", strings.TrimSpace(s.Number+" "+s.Label), s.Name)
		a.outlineLine("  ", "only_if", s.Relevant)
		a.outlineAbout("  ", s.Assignee, s.Profiles)
		for _, q := range s.Questions {
			a.printQuestion("  ", q)
		}
	}
}

// longestOutline is how many choices the outline lists; of longer lists it
// says how many there are.
const longestOutline = 15

func (a *app) printQuestion(indent string, q questionOutline) {
	mark := map[string]string{"true": " *", "soft": " +", "condition": " (*)"}[q.Required]
	about := []string{q.Name, string(q.Type)}
	for name, is := range map[string]bool{"sensitive": q.Sensitive, "personal": q.Personal, "reversed": q.Reversed, "override": q.Override, "estimate": q.Estimate} {
		if is {
			about = append(about, name)
		}
	}
	slices.Sort(about[2:])
	fmt.Fprintf(a.out, "%s%-7s %s%s  [%s]\n", indent, q.Number, q.Label, mark, strings.Join(about, ", "))
	below := indent + "        "
	a.outlineLine(below, "only_if", q.Relevant)
	a.outlineLine(below, "outline_required_if", q.RequiredIf)
	a.outlineLine(below, "outline_constraint", q.Constraint)
	for i := range q.Warnings {
		a.outlineLine(below, "outline_warning", &q.Warnings[i])
	}
	a.outlineLine(below, "outline_calculation", q.Calculation)
	a.outlineLine(below, "outline_filter", q.Filter)
	a.outlineLine(below, "outline_rows", q.RowRelevant)
	a.outlineLine(below, "outline_prefill", q.Prefill)
	a.outlineRules(below, q)
	a.outlineAbout(below, q.Assignee, q.Profiles)
	a.printChoices(below, q)
	for _, part := range slices.Concat(q.Columns, q.Rows) {
		a.printQuestion(indent+"  ", part.without(q))
	}
}

// without leaves out of a row what its matrix has named.
func (q questionOutline) without(whole questionOutline) questionOutline {
	if q.List == whole.List {
		q.List = ""
	}
	if whole.Type == survey.TypeMatrix {
		q.Estimate, q.Decimals, q.Missing = false, 0, nil
	}
	return q
}

func (a *app) printChoices(indent string, q questionOutline) {
	switch {
	case q.Type == survey.TypeYesNo, q.List == "":
	case q.Choices == 0:
		fmt.Fprintf(a.out, "%s%s\n", indent, q.Source)
	case q.Choices > longestOutline:
		fmt.Fprintf(a.out, "%s%s\n", indent, a.words.T("cmd.outline_choices", q.Choices, q.List))
	case q.Type == survey.TypeScale, q.Type == survey.TypeMatrix:
		fmt.Fprintf(a.out, "%s%s\n", indent, a.words.T("cmd.outline_steps", strings.Join(q.Steps, ", ")))
	default:
		for _, label := range q.Labels {
			fmt.Fprintf(a.out, "%s- %s\n", indent, label)
		}
	}
}

func (a *app) outlineLine(indent, key string, e *inWords) {
	if e != nil {
		fmt.Fprintf(a.out, "%s%s\n", indent, a.words.T("cmd."+key, e.Words))
	}
}

// outlineRules prints what bounds an answer, under the keys of the language.
func (a *app) outlineRules(indent string, q questionOutline) {
	var rules []string
	add := func(key, value string) {
		if value != "" && value != "0" {
			rules = append(rules, key+": "+value)
		}
	}
	add("min", strconv.Itoa(q.Min))
	add("max", strconv.Itoa(q.Max))
	add("unique", strings.Join(q.Unique, ", "))
	add("decimals", strconv.Itoa(q.Decimals))
	add("total", q.Total)
	add("suggestions", q.Suggestions)
	add("default", q.Default)
	add("missing", strings.Join(q.Missing, ", "))
	if len(rules) > 0 {
		fmt.Fprintf(a.out, "%s%s\n", indent, strings.Join(rules, "; "))
	}
}

func (a *app) outlineAbout(indent, assignee string, profiles []string) {
	if assignee != "" {
		fmt.Fprintf(a.out, "%s%s\n", indent, a.words.T("cmd.outline_assignee", assignee))
	}
	if len(profiles) > 0 {
		fmt.Fprintf(a.out, "%s%s\n", indent, a.words.T("cmd.outline_in", strings.Join(profiles, ", ")))
	}
}
