package store

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"

	"bestand.example/itbestand/survey"
)

// mergeWriter writes files into a central file, many in one transaction.
type mergeWriter struct {
	f       *File
	at      string
	batch   int
	bulk    *bulk
	seen    statement
	chain   statement
	source  statement
	brought statement
	pending int // files in the open transaction

	buried   map[[2]string]bool    // see Forget
	supplied map[[2]string]Outcome // supplements, by id and digest, whose version came after them: what became of them
	names    map[string][]string   // of the files recorded, by hash; nil until an anonymous one comes
}

const (
	// Of a set that is answered many times, only versions of the same response
	// can be rivals.
	seenQuery = `SELECT r.nr, r.id, r.digest, r.revision, r.held, coalesce(p.waits, 0), coalesce(p.base, '')
		FROM response r JOIN question_set s ON s.nr = r.question_set LEFT JOIN supplement p ON p.response = r.nr
		WHERE r.unit_key = ?1 AND r.wave = ?2 AND s.id = ?3 AND (?4 = 0 OR r.id = ?5)`
	chainQuery = "SELECT digest FROM chain WHERE response = ?"
	// A file that is read again under its name changes nothing, unless
	// something else came of it this time.
	sourceUpsert = `INSERT INTO source VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET outcome = excluded.outcome, code = excluded.code, args = excluded.args, wave = excluded.wave,
		set_id = excluded.set_id, set_version = excluded.set_version, unit_key = excluded.unit_key, revision = excluded.revision, digest = excluded.digest, answers = excluded.answers, read_at = excluded.read_at, supplement = excluded.supplement
		WHERE outcome <> excluded.outcome OR code <> excluded.code OR args <> excluded.args`
	broughtInsert = "INSERT OR IGNORE INTO source_response VALUES (?, ?, ?, ?)"
)

func newMergeWriter(f *File, options MergeOptions) (*mergeWriter, error) {
	w := &mergeWriter{f: f, at: stamp(options.At), batch: cmp.Or(options.batch, usualBatch), supplied: map[[2]string]Outcome{}}
	var err error
	if w.buried, err = buried(f.link); err != nil {
		return w, err
	}
	if w.bulk, err = newBulk(f.link); err != nil {
		return w, errors.Join(err, w.close())
	}
	for _, s := range []struct {
		to    *statement
		query string
	}{{&w.seen, seenQuery}, {&w.chain, chainQuery}, {&w.source, sourceUpsert}, {&w.brought, broughtInsert}} {
		if *s.to, err = f.link.prepare(s.query); err != nil {
			return w, errors.Join(err, w.close())
		}
	}
	return w, nil
}

func (w *mergeWriter) close() error {
	var errs []error
	if w.bulk != nil {
		errs = append(errs, w.bulk.close())
	}
	for _, s := range []statement{w.seen, w.chain, w.source, w.brought} {
		if s.stmt != nil {
			errs = append(errs, s.close())
		}
	}
	return errors.Join(errs...)
}

// commit makes durable what was taken in so far. After an error nothing of the
// open transaction is kept.
func (w *mergeWriter) commit() error {
	if w.pending == 0 {
		return nil
	}
	w.pending = 0
	err := w.bulk.flush()
	if err == nil {
		err = w.f.link.exec("COMMIT")
	}
	if err != nil {
		_ = w.f.link.exec("ROLLBACK")
	}
	return err
}

// take writes one file. An error is one of the central file; the open
// transaction is then lost, and the merge ends.
func (w *mergeWriter) take(o opened, sets map[setKey]trustedSet) (FileReport, error) {
	if w.pending == 0 {
		if err := w.f.moved(); err != nil {
			return FileReport{}, err
		}
		if err := w.f.link.exec("BEGIN IMMEDIATE"); err != nil {
			return FileReport{}, err
		}
	}
	w.pending++
	report, err := w.write(o, sets)
	if err == nil && w.pending >= w.batch {
		err = w.commit()
	}
	if err != nil && w.pending > 0 {
		w.pending = 0
		_ = w.f.link.exec("ROLLBACK")
	}
	return report, err
}

func (w *mergeWriter) write(o opened, sets map[setKey]trustedSet) (FileReport, error) {
	report := FileReport{Name: o.name, SHA256: o.foreign.SHA256, Size: o.foreign.Size, ShownAs: o.shownAs, Lost: o.lost, Succession: o.succession}
	var refused *Error
	switch {
	case errors.As(o.err, &refused):
		report.Outcome, report.Refusal = OutcomeRefused, refused
		refused.Args[0] = o.name
		if claimsAnonymous(o.foreign, sets) {
			return report, w.refusedAnonymous(report)
		}
		claim(&report, o)
		return report, w.record("refused", report, 0, false)
	case o.err != nil:
		return report, o.err
	case o.foreign.Kind == Working:
		return w.begun(report, o.foreign, sets)
	}
	return w.returned(report, o.foreign, sets)
}

// claimsAnonymous reports whether a file that was refused may be of somebody
// whom nobody is to know. Its own word is enough: if it is false, only a folder
// is lost.
func claimsAnonymous(foreign *Foreign, sets map[setKey]trustedSet) bool {
	return slices.ContainsFunc(foreign.Sets, func(s Set) bool { return s.Anonymous }) ||
		slices.ContainsFunc(foreign.Responses, func(r *survey.Response) bool {
			set, held := sets[setKey{r.SetID, r.SetVersion}]
			return held && set.parsed.Anonymous
		})
}

// refusedAnonymous records a file that may be somebody's whom nobody is to
// know: without its folder, which only the report of this merge names, so that
// the file can be found.
func (w *mergeWriter) refusedAnonymous(report FileReport) error {
	refusal := *report.Refusal
	refusal.Args = slices.Clone(refusal.Args)
	report.Name, report.Refusal = path.Base(report.Name), &refusal
	refusal.Args[0] = report.Name
	inFolder := func(name string) bool { return name != report.Name && path.Base(name) == report.Name }
	if err := w.forget(report.SHA256, inFolder); err != nil {
		return err
	}
	return w.record("refused", report, 0, true)
}

// forget drops what was recorded of the file with a hash under other names.
func (w *mergeWriter) forget(sha256 string, other func(name string) bool) error {
	if err := w.loadNames(); err != nil {
		return err
	}
	for _, name := range w.names[sha256] {
		if !other(name) {
			continue
		}
		for _, query := range []string{
			"DELETE FROM source WHERE name = ? AND sha256 = ?", "DELETE FROM source_response WHERE name = ? AND sha256 = ?",
		} {
			if err := w.f.link.exec(query, name, sha256); err != nil {
				return err
			}
		}
	}
	w.names[sha256] = slices.DeleteFunc(w.names[sha256], other)
	return nil
}

// loadNames reads the names once, because the table has no index by hash.
func (w *mergeWriter) loadNames() error {
	if w.names != nil {
		return nil
	}
	w.names = map[string][]string{}
	for r, err := range w.f.link.rows("SELECT name, sha256 FROM source WHERE sha256 <> ''") {
		if err != nil {
			return err
		}
		w.names[r.text(1)] = append(w.names[r.text(1)], r.text(0))
	}
	return nil
}

// unname gives an anonymous file that is taken in a name that tells nothing,
// whatever it was called, and drops the names under which it came before.
func (w *mergeWriter) unname(report *FileReport, neutral string) error {
	report.Name = neutral
	return w.forget(report.SHA256, func(name string) bool { return name != neutral })
}

// returned takes the responses of a return in. Of a set that is answered many
// times there are several; the file counts for the one that changes most.
func (w *mergeWriter) returned(report FileReport, foreign *Foreign, sets map[setKey]trustedSet) (FileReport, error) {
	r := foreign.Responses[0]
	set := sets[setKey{r.SetID, r.SetVersion}]
	if set.parsed.Anonymous {
		// As it was handed in: the first digits of the id tell no more than the id.
		if err := w.unname(&report, fmt.Sprintf("rueckgabe_%s_%.8s.itb", r.SetID, r.ID)); err != nil {
			return report, err
		}
	}
	report.Wave, report.Unit, report.SetID, report.Version = r.Wave, r.Unit, r.SetID, r.SetVersion
	report.Digest = survey.ReturnDigest(set.parsed, foreign.Responses)
	report.Supplement = r.FollowUp != nil
	answers := 0
	for _, r := range foreign.Responses {
		outcome, err := w.response(r, foreign.keys[r], set, sets)
		if err != nil {
			return report, err
		}
		report.Forgotten = report.Forgotten || w.buried[[2]string{r.ID, r.Digest}]
		report.Outcome, report.Revision = report.Outcome.or(outcome), max(report.Revision, r.Revision)
		report.responses = append(report.responses, [2]string{r.ID, r.Digest})
		answers += len(foreign.keys[r])
	}
	if err := w.record("return", report, answers, set.parsed.Anonymous); err != nil {
		return report, err
	}
	for _, r := range report.responses {
		if err := w.brought.exec(report.Name, report.SHA256, r[0], r[1]); err != nil {
			return report, err
		}
	}
	return report, nil
}

// begun notes which units have begun which set. It says nothing about how far
// they are, so the order in which states of one file arrive does not matter.
func (w *mergeWriter) begun(report FileReport, foreign *Foreign, sets map[setKey]trustedSet) (FileReport, error) {
	report.Outcome = OutcomeBegun
	answers, anonymous := 0, false
	for _, r := range foreign.Responses {
		set := sets[setKey{r.SetID, r.SetVersion}].parsed
		if !touched(set, r) {
			continue
		}
		answers += len(r.Answers.Keys())
		// A unit beside an anonymous response would tell whose it is.
		if set.Anonymous || !anonymous {
			report.Wave, report.Unit, report.SetID, report.Version = r.Wave, r.Unit, r.SetID, r.SetVersion
		}
		anonymous = anonymous || set.Anonymous
		if err := w.f.link.exec("INSERT OR IGNORE INTO begun VALUES (?, ?, ?)", r.Wave, r.SetID, r.Unit.Key); err != nil {
			return report, err
		}
	}
	if anonymous {
		if err := w.unname(&report, "erhebungsdatei_"+report.SetID+".itb"); err != nil {
			return report, err
		}
	}
	return report, w.record("begun", report, answers, anonymous)
}

func (w *mergeWriter) record(outcome string, r FileReport, answers int, anonymous bool) error {
	code, args := "", []string{}
	if r.Refusal != nil {
		code, args = string(r.Refusal.Code), r.Refusal.Args
	}
	encoded, err := json.Marshal(args)
	if err != nil {
		return err
	}
	at := w.at
	if anonymous {
		at = at[:len("2006-01-02")] + "T00:00:00Z" // no finer than the day
	}
	if w.names != nil && !slices.Contains(w.names[r.SHA256], r.Name) {
		w.names[r.SHA256] = append(w.names[r.SHA256], r.Name)
	}
	return w.source.exec(r.Name, r.SHA256, r.Size, outcome, code, string(encoded), r.Wave, r.SetID, r.Version, r.Unit.Key,
		r.Revision, r.Digest, answers, at, r.Supplement)
}

// known is a version that the central file has seen, with its number there.
type known struct {
	nr    int64
	held  bool
	waits bool   // it is a supplement whose version is not there
	base  string // digest of the version that a supplement was given to
	survey.Version
}

// there are the versions that can count: not those that wait.
func there(all []known) []survey.Version {
	var versions []survey.Version
	for _, k := range all {
		if !k.waits {
			versions = append(versions, k.Version)
		}
	}
	return versions
}

// response applies the rules of identity (survey.Held) to a response that
// arrives. Superseded versions keep their answers: a supplement to one of them
// may still come.
func (w *mergeWriter) response(r *survey.Response, keys []survey.Key, set trustedSet, sets map[setKey]trustedSet) (Outcome, error) {
	if forgotten, err := w.forgotten(r); forgotten || err != nil {
		return OutcomeUnchanged, err
	}
	all, err := w.knownVersions(r, set.parsed.Many)
	if err != nil {
		return "", err
	}
	before := there(all)
	v := survey.Version{ID: r.ID, Digest: r.Digest, Revision: r.Revision, Chain: r.Chain}
	i := slices.IndexFunc(all, func(k known) bool { return k.ID == r.ID && k.Digest == r.Digest })
	if i >= 0 {
		if err := appendChain(w.f.link, all[i].nr, r.Chain); err != nil {
			return "", err
		}
		all[i].Chain = append(all[i].Chain, r.Chain...)
	} else {
		k := known{waits: r.FollowUp != nil, Version: v}
		if k.waits {
			k.base = r.FollowUp.Base
		}
		k.held = !k.waits && isHeld(survey.Held(append(slices.Clone(before), v)), v)
		if k.nr, err = w.insert(r, keys, set, k.held); err != nil {
			return "", err
		}
		i, all = len(all), append(all, k)
	}
	late, err := w.supply(all, sets)
	if err != nil {
		return "", err
	}
	if err := w.hold(all); err != nil {
		return "", err
	}
	w.noteSupplied(all, late, all[i].nr)
	if all[i].waits {
		return OutcomeWaiting, nil
	}
	return Outcome(survey.Arrive(before, v)), nil
}

// hold notes which of the versions count now.
func (w *mergeWriter) hold(all []known) error {
	held := survey.Held(there(all))
	for i, k := range all {
		if now := !k.waits && isHeld(held, k.Version); now != k.held {
			all[i].held = now
			if err := w.f.link.exec("UPDATE response SET held = ? WHERE nr = ?", now, k.nr); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *mergeWriter) knownVersions(r *survey.Response, many bool) ([]known, error) {
	var all []known
	for v, err := range w.seen.rows(r.Unit.Key, r.Wave, r.SetID, many, r.ID) {
		if err != nil {
			return nil, err
		}
		all = append(all, known{
			nr: v.number(0), held: v.bool(4), waits: v.bool(5), base: v.text(6),
			Version: survey.Version{ID: v.text(1), Digest: v.text(2), Revision: v.int(3)},
		})
	}
	for i := range all {
		for v, err := range w.chain.rows(all[i].nr) {
			if err != nil {
				return nil, err
			}
			all[i].Chain = append(all[i].Chain, v.text(0))
		}
	}
	return all, nil
}

func isHeld(held []survey.Version, v survey.Version) bool {
	return slices.ContainsFunc(held, func(h survey.Version) bool { return h.ID == v.ID && h.Digest == v.Digest })
}

func (w *mergeWriter) insert(r *survey.Response, keys []survey.Key, set trustedSet, held bool) (int64, error) {
	header := *r
	header.Closed = true
	nr, err := insertResponse(w.f.link, &header, held)
	if err != nil {
		return nr, err
	}
	return nr, w.bulk.add(nr, r.Answers, keys, rosters(set.parsed))
}

// namedReturn is how a return is named when it is handed in.
var namedReturn = regexp.MustCompile(`^rueckgabe_([0-9]{5}|[0-9]{9})_([a-z0-9-]+)_r[0-9]+`)

// claim notes of a refused file whose it says that it is, so that it is known
// who has to be asked: by its content as far as it was read, otherwise by its
// name. It counts for nothing.
func claim(report *FileReport, o opened) {
	if len(o.foreign.Responses) > 0 {
		r := o.foreign.Responses[0]
		if survey.ValidUnitKey(r.Unit.Key) {
			report.Wave, report.Unit, report.SetID = shortLine(r.Wave), survey.Unit{Key: r.Unit.Key}, shortLine(r.SetID)
		}
		return
	}
	if m := namedReturn.FindStringSubmatch(path.Base(report.Name)); m != nil {
		report.Unit, report.SetID = survey.Unit{Key: m[1]}, m[2]
	}
}
