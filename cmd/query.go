package cmd

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
)

// maxQuery is how many characters a question to an administration may have: it
// stands above the answer on a screen.
const maxQuery = 1000

type queryOptions struct {
	path, unit, set string
	response        string // beginning of the short digest of the version that is meant
	questions       []string
	text            string
	asks            bool // a text was given
	remove          bool
	dir             string // where the follow-up goes; empty: beside the central file
	register        string
	json            bool
}

func (a *app) queryCmd() *cobra.Command {
	var o queryOptions
	c := a.command("query "+a.words.T("cmd.arg_central")+" ["+a.words.T("query.arg_text")+"]", "query")
	c.Args = a.args(1, 2)
	c.Flags().StringVar(&o.unit, "unit", "", a.words.T("query.flag_unit"))
	c.Flags().StringVar(&o.set, "questionnaire", "", a.words.T("query.flag_questionnaire"))
	c.Flags().StringVar(&o.response, "response", "", a.words.T("query.flag_response"))
	c.Flags().StringSliceVar(&o.questions, "question", nil, a.words.T("query.flag_question"))
	c.Flags().BoolVar(&o.remove, "remove", false, a.words.T("query.flag_remove"))
	c.Flags().StringVarP(&o.dir, "output", "o", "", a.words.T("query.flag_output"))
	c.Flags().StringVar(&o.register, "invitations", "", a.words.T("query.flag_invitations"))
	c.Flags().BoolVar(&o.json, "json", false, a.words.T("cmd.flag_json"))
	c.RunE = func(_ *cobra.Command, args []string) error {
		o.path = args[0]
		if o.asks = len(args) > 1; o.asks {
			o.text = strings.TrimSpace(survey.Clean(args[1]))
		}
		return a.runQuery(o)
	}
	return c
}

func (a *app) runQuery(o queryOptions) (err error) {
	if err := a.wellAsked(o); err != nil {
		return err
	}
	changes := o.asks || o.remove
	central, err := a.openCentralAs(o.path, changes)
	if err != nil {
		return err
	}
	defer func() { err = closing(central, err) }()
	if !changes && o.dir == "" {
		return a.listQueries(central, o)
	}
	m, err := a.queried(central, o)
	if err != nil {
		return err
	}
	f, err := a.followUpFor(m, o)
	if err != nil {
		return err
	}
	if err := a.changeQueries(m, o); err != nil {
		return err
	}
	path, err := a.writeFollowUp(m, f, o)
	if err != nil {
		return err
	}
	if o.json {
		return a.queriesJSON(central, o, path)
	}
	return nil
}

// wellAsked refuses options that do not go together.
func (a *app) wellAsked(o queryOptions) error {
	switch {
	case o.asks && o.remove:
		return a.failIn("query", exitUsage, "text_and_remove")
	case (o.asks || o.remove) && len(o.questions) == 0:
		return a.failIn("query", exitUsage, "no_question")
	case len(o.questions) > 0 && !o.asks && !o.remove, o.asks && o.text == "":
		return a.failIn("query", exitUsage, "no_text")
	case utf8.RuneCountInString(o.text) > maxQuery:
		return a.failIn("query", exitUsage, "text_long", maxQuery)
	case (o.asks || o.remove || o.dir != "") && o.unit == "":
		return a.failIn("query", exitUsage, "no_unit")
	}
	return nil
}

// queriedResponse is the response that is asked about.
type queriedResponse struct {
	central  *store.File
	set      *loadedSet
	response *survey.Response
}

// queried finds the one response that is meant, or says why there is none to
// ask about.
func (a *app) queried(central *store.File, o queryOptions) (*queriedResponse, error) {
	held, err := central.Responses()
	if err != nil {
		return nil, err
	}
	sets := map[string]*loadedSet{}
	var meant []store.Held
	for _, h := range held {
		r := h.Response
		fits := r.Unit.Key == o.unit && (o.set == "" || r.SetID == o.set) && strings.HasPrefix(r.Digest, plainDigest(o.response))
		if !fits || h.Rejected {
			continue
		}
		set, err := a.setOnce(central, r, sets)
		if err != nil {
			return nil, err
		}
		if set.Anonymous && o.set == "" {
			continue
		}
		meant = append(meant, h)
	}
	if err := a.oneMeant(central, o, meant, sets); err != nil {
		return nil, err
	}
	r, _, err := central.Load(meant[0].Nr)
	if err != nil {
		return nil, err
	}
	if r.Population, err = central.Population(); err != nil {
		return nil, err
	}
	return &queriedResponse{central, sets[r.SetID+" "+r.SetVersion], r}, nil
}

func (a *app) oneMeant(central *store.File, o queryOptions, meant []store.Held, sets map[string]*loadedSet) error {
	named := survey.CleanLine(o.unit)
	if len(meant) == 0 {
		return a.noneMeant(central, o)
	}
	first := meant[0].Response
	set := sets[first.SetID+" "+first.SetVersion]
	switch {
	case set.Anonymous:
		return a.failIn("query", exitUsage, "anonymous", set.ID)
	case slices.ContainsFunc(meant, func(h store.Held) bool { return h.Response.SetID != first.SetID }):
		var ids []string
		for _, h := range meant {
			ids = append(ids, h.Response.SetID)
		}
		return a.failIn("query", exitUsage, "several_sets", named, strings.Join(slices.Compact(ids), ", "))
	case meant[0].Conflict:
		return a.failIn("query", exitUsage, "conflict", named, first.SetID, argument(o.path))
	case len(meant) > 1:
		var lines []string
		for _, h := range meant {
			lines = append(lines, survey.ShortDigest(h.Response.Digest))
		}
		return a.failIn("query", exitUsage, "several", named, first.SetID, strings.Join(lines, ", "), lines[0])
	}
	return nil
}

// noneMeant says what there is none of.
func (a *app) noneMeant(central *store.File, o queryOptions) error {
	held, err := central.Sets()
	if err != nil {
		return err
	}
	var ids []string
	for _, s := range held {
		if s.ID == o.set && s.Anonymous {
			return a.failIn("query", exitUsage, "anonymous", s.ID)
		}
		ids = append(ids, s.ID)
	}
	if o.set != "" && !slices.Contains(ids, o.set) {
		return a.usage("set_not_in_file", survey.CleanLine(o.set), survey.CleanLine(o.path))
	}
	return a.failIn("query", exitUsage, "none", survey.CleanLine(o.unit), argument(o.path))
}

// changeQueries collects or takes back what the options say.
func (a *app) changeQueries(m *queriedResponse, o queryOptions) error {
	if len(o.questions) == 0 {
		return nil
	}
	names, err := a.askable(m.set, o.questions)
	if err != nil {
		return err
	}
	ev, lang := survey.Assess(m.set.Questionnaire, m.response), a.words.Lang()
	for _, name := range names {
		if o.remove {
			if err := m.central.Unask(m.response.ID, m.response.Digest, name); err != nil {
				return err
			}
			continue
		}
		q := store.Query{ResponseID: m.response.ID, Digest: m.response.Digest, Question: name, Text: o.text, By: thisAuthor().Name, At: time.Now()}
		if err := m.central.Ask(q); err != nil {
			return err
		}
		if k := (survey.Key{Question: name}); m.set.Question(name).Roster == nil && !ev.Relevant(k) {
			fmt.Fprintf(a.err, "%s: %s\n", a.words.T("cmd.hint"), a.words.T("query.not_asked", survey.CleanLine(ev.Label(k, lang))))
		}
	}
	return nil
}

// askable are the questions that are asked about; a statement stands for its
// matrix.
func (a *app) askable(set *loadedSet, wanted []string) ([]string, error) {
	var names, all []string
	for _, q := range set.Questions() {
		if q.Askable() {
			all = append(all, q.Name)
		}
	}
	for _, name := range wanted {
		q := set.Question(name)
		switch {
		case q == nil:
			return nil, a.nearest("question_unknown", survey.CleanLine(name), all)
		case !q.Askable():
			return nil, a.failIn("query", exitUsage, "not_askable", q.Name)
		case q.Matrix != nil:
			q = q.Matrix
		}
		if !slices.Contains(names, q.Name) {
			names = append(names, q.Name)
		}
	}
	return names, nil
}

// followUpFile is where a follow-up goes, and the return code that it carries.
type followUpFile struct{ target, code string }

// followUpFor makes sure that the follow-up can be written before anything is
// collected for it: a question is noted with its file, or not at all.
func (a *app) followUpFor(m *queriedResponse, o queryOptions) (f followUpFile, err error) {
	if f.code, err = a.codeFor(m, o); err != nil {
		return f, err
	}
	f.target = filepath.Join(cmp.Or(o.dir, filepath.Dir(o.path)), followUpName(m.set, m.response))
	err = m.central.FreeForFollowUp(m.response.ID, m.response.Digest, f.target)
	if refused := (*store.Error)(nil); errors.As(err, &refused) && refused.Code == store.CodeExists {
		err = a.failIn("query", exitUsage, "begun", survey.CleanLine(f.target))
	}
	return f, err
}

// writeFollowUp writes the file with all that is open, and tells what leaves the
// house with it. Where nothing is asked any more, a follow-up that nobody has
// answered yet goes.
func (a *app) writeFollowUp(m *queriedResponse, f followUpFile, o queryOptions) (string, error) {
	texts, err := m.open()
	if err != nil {
		return "", err
	}
	r := survey.Assess(m.set.Questionnaire, m.response).FollowUp(store.NewID(), texts)
	if len(texts) == 0 {
		if o.remove {
			fmt.Fprintln(a.err, a.words.T("query.nothing_left", a.about(m.set.Questionnaire, r.Unit), m.set.ID))
			return "", m.central.RemoveFollowUp(r, f.target)
		}
		return "", a.failIn("query", exitUsage, "nothing_open", survey.CleanLine(o.unit), m.set.ID)
	}
	if err := os.MkdirAll(filepath.Dir(f.target), 0o755); err != nil {
		return "", err
	}
	if err := m.central.WriteFollowUp(r, f.code, f.target, time.Now()); err != nil {
		return "", err
	}
	if !o.json {
		a.sayFollowUp(m, r)
	}
	fmt.Fprintln(a.err, a.words.T("query.written", survey.CleanLine(f.target), len(texts)))
	return f.target, a.sayUnsealed(m)
}

// open are the texts about this version, by question.
func (m *queriedResponse) open() (map[string]string, error) {
	all, err := m.central.Queries()
	texts := map[string]string{}
	for _, q := range all {
		if q.ResponseID == m.response.ID && q.Digest == m.response.Digest && q.State == store.QueryOpen {
			texts[q.Question] = q.Text
		}
	}
	return texts, err
}

// followUpName names the file of a follow-up; of a set that is answered many
// times, with the beginning of the response's id.
func followUpName(set *loadedSet, r *survey.Response) string {
	return fmt.Sprintf("nachfrage_%s_%s%s_r%d.itb", r.Unit.Key, set.ID, amongMany(set, r), r.Revision)
}

// amongMany tells responses of one unit to one set apart in names of files.
func amongMany(set *loadedSet, r *survey.Response) string {
	if !set.Many {
		return ""
	}
	return fmt.Sprintf("_%.8s", r.ID)
}

// codeFor is the return code of the administration, without which a merge that
// asks for codes would refuse the supplement.
func (a *app) codeFor(m *queriedResponse, o queryOptions) (string, error) {
	key := m.response.Unit.Key
	if o.register == "" {
		invited, err := m.central.Invited(m.response.Wave)
		if _, coded := invited[key]; err == nil && coded {
			err = a.failIn("query", exitUsage, "register", key)
		}
		return "", err
	}
	if err := a.mustBeThere(o.register, "register_missing"); err != nil {
		return "", err
	}
	r, err := a.openRegister(o.register)
	if err != nil || !survey.ValidUnitKey(key) {
		return "", err
	}
	e := r.find(key)
	if e == nil {
		return "", a.failIn("query", exitUsage, "not_invited", key, survey.CleanLine(o.register))
	}
	return e.code, nil
}

// sayFollowUp lists what is asked, and each answer that comes along.
func (a *app) sayFollowUp(m *queriedResponse, r *survey.Response) {
	s := unsaved(m.set, m.response)
	fmt.Fprintln(a.out, a.words.T("query.asks", a.about(m.set.Questionnaire, r.Unit), m.set.ID, r.Revision))
	for _, q := range m.set.Questions() {
		if text, ok := r.FollowUp.Texts[q.Name]; ok {
			fmt.Fprintf(a.out, "  %s: %s\n    %s\n", q.Name, a.askedLabel(s.Assessment(), q), strings.ReplaceAll(survey.Clean(text), "\n", "\n    "))
		}
	}
	lines := a.factLines(s, r.Share)
	if len(lines) == 0 {
		fmt.Fprintln(a.out, a.words.T("query.nothing_besides"))
	} else {
		fmt.Fprintln(a.out, a.words.T("query.besides"))
	}
	for _, line := range lines {
		fmt.Fprintf(a.out, "  %s\n", line)
	}
	if r.Population != nil {
		fmt.Fprintln(a.out, a.words.T("join.split_units", len(r.Population.Units)))
	}
}

// askedLabel names what is asked about; a column by its list, too.
func (a *app) askedLabel(ev *survey.Assessment, q *survey.Question) string {
	if q.Roster == nil {
		return survey.CleanLine(ev.Label(survey.Key{Question: q.Name}, a.words.Lang()))
	}
	label := q.Roster.Label.In(a.words.Lang()) + " – " + q.Label.In(a.words.Lang())
	return survey.CleanLine(survey.Fill(label, func(string) string { return "…" })) // it stands for all rows
}

// sayUnsealed tells that nobody will seal the supplement.
func (a *app) sayUnsealed(m *queriedResponse) error {
	files, err := m.central.WaveFiles(m.response.Wave)
	if err == nil && len(files) == 0 {
		fmt.Fprintf(a.err, "%s: %s\n", a.words.T("cmd.hint"), a.words.T("query.unsealed"))
	}
	return err
}
