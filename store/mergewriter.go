package store

import (
	"cmp"
	"encoding/json"
	"errors"
	"path"
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
}

const (
	// Of a set that is answered many times, only versions of the same response
	// can be rivals.
	seenQuery = `SELECT r.nr, r.id, r.digest, r.revision, r.held FROM response r JOIN question_set s ON s.nr = r.question_set
		WHERE r.unit_key = ?1 AND r.wave = ?2 AND s.id = ?3 AND (?4 = 0 OR r.id = ?5)`
	chainQuery = "SELECT digest FROM chain WHERE response = ?"
	// A file that is read again under its name changes nothing, unless
	// something else came of it this time.
	sourceUpsert = `INSERT INTO source VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET outcome = excluded.outcome, code = excluded.code, args = excluded.args, wave = excluded.wave,
		set_id = excluded.set_id, set_version = excluded.set_version, unit_key = excluded.unit_key, revision = excluded.revision, digest = excluded.digest, answers = excluded.answers, read_at = excluded.read_at
		WHERE outcome <> excluded.outcome OR code <> excluded.code OR args <> excluded.args`
	broughtInsert = "INSERT OR IGNORE INTO source_response VALUES (?, ?, ?, ?)"
)

func newMergeWriter(f *File, options MergeOptions) (*mergeWriter, error) {
	w := &mergeWriter{f: f, at: stamp(options.At), batch: cmp.Or(options.batch, usualBatch)}
	var err error
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
	report := FileReport{Name: o.name, SHA256: o.foreign.SHA256, Size: o.foreign.Size}
	var refused *Error
	switch {
	case errors.As(o.err, &refused):
		report.Outcome, report.Refusal = OutcomeRefused, refused
		refused.Args[0] = o.name
		return report, w.record("refused", report, 0, false)
	case o.err != nil:
		return report, o.err
	case o.foreign.Kind == Working:
		return w.begun(report, o.foreign, sets)
	}
	return w.returned(report, o.foreign, sets)
}

// returned takes the responses of a return in. Of a set that is answered many
// times there are several; the file counts for the one that changes most.
func (w *mergeWriter) returned(report FileReport, foreign *Foreign, sets map[setKey]trustedSet) (FileReport, error) {
	r := foreign.Responses[0]
	set := sets[setKey{r.SetID, r.SetVersion}]
	if set.parsed.Anonymous {
		report.Name = path.Base(report.Name) // its folder could tell whose it is
	}
	report.Wave, report.Unit, report.SetID, report.Version = r.Wave, r.Unit, r.SetID, r.SetVersion
	report.Digest = survey.ReturnDigest(set.parsed, foreign.Responses)
	answers := 0
	for _, r := range foreign.Responses {
		arrival, err := w.response(r, foreign.keys[r], set)
		if err != nil {
			return report, err
		}
		report.Outcome, report.Revision = report.Outcome.or(Outcome(arrival)), max(report.Revision, r.Revision)
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
		if anonymous = set.Anonymous; anonymous {
			report.Name = path.Base(report.Name)
		}
		answers += len(r.Answers.Keys())
		report.Wave, report.Unit, report.SetID, report.Version = r.Wave, r.Unit, r.SetID, r.SetVersion
		if err := w.f.link.exec("INSERT OR IGNORE INTO begun VALUES (?, ?, ?)", r.Wave, r.SetID, r.Unit.Key); err != nil {
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
	return w.source.exec(r.Name, r.SHA256, r.Size, outcome, code, string(encoded), r.Wave, r.SetID, r.Version, r.Unit.Key,
		r.Revision, r.Digest, answers, at)
}

// known is a version that the central file has seen, with its number there.
type known struct {
	nr   int64
	held bool
	survey.Version
}

// response applies the rules of identity (survey.Held) to a response that
// arrives. Superseded ones lose their answers and stay recorded.
func (w *mergeWriter) response(r *survey.Response, keys []survey.Key, set trustedSet) (survey.Arrival, error) {
	before, err := w.knownVersions(r, set.parsed.Many)
	if err != nil {
		return "", err
	}
	seen := make([]survey.Version, len(before))
	for i, k := range before {
		seen[i] = k.Version
	}
	v := survey.Version{ID: r.ID, Digest: r.Digest, Revision: r.Revision, Chain: r.Chain}
	arrival, held := survey.Arrive(seen, v), survey.Held(survey.Join(seen, v))
	if err := w.supersede(before, held); err != nil {
		return "", err
	}
	i := slices.IndexFunc(before, func(k known) bool { return k.ID == r.ID && k.Digest == r.Digest })
	if i >= 0 {
		return arrival, appendChain(w.f.link, before[i].nr, r.Chain)
	}
	return arrival, w.insert(r, keys, set, isHeld(held, v))
}

func (w *mergeWriter) knownVersions(r *survey.Response, many bool) ([]known, error) {
	var all []known
	for v, err := range w.seen.rows(r.Unit.Key, r.Wave, r.SetID, many, r.ID) {
		if err != nil {
			return nil, err
		}
		all = append(all, known{v.number(0), v.bool(4), survey.Version{ID: v.text(1), Digest: v.text(2), Revision: v.int(3)}})
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

func (w *mergeWriter) supersede(before []known, held []survey.Version) error {
	for _, k := range before {
		if !k.held || isHeld(held, k.Version) {
			continue
		}
		if err := w.bulk.flush(); err != nil {
			return err
		}
		for _, query := range []string{
			"DELETE FROM answer WHERE response = ?", "DELETE FROM roster_row WHERE response = ?", "UPDATE response SET held = 0 WHERE nr = ?",
		} {
			if err := w.f.link.exec(query, k.nr); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *mergeWriter) insert(r *survey.Response, keys []survey.Key, set trustedSet, held bool) error {
	header := *r
	header.Closed = true
	nr, err := insertResponse(w.f.link, &header, held)
	if err != nil || !held {
		return err
	}
	return w.bulk.add(nr, r.Answers, keys, rosters(set.parsed))
}
