package store

import (
	"slices"

	"bestand.example/itbestand/survey"
)

// checkSupplement checks a supplement that was read from a return against a set
// that is trusted: that it answers nothing but what it says that it was asked,
// that every answer has its form, and that the whole has the digest that it
// claims. Whether its questions are asked there follows from the version that it
// was given to, which may not be there yet: survey.Supplemented leaves out what
// is not.
func checkSupplement(path string, set *survey.Questionnaire, r *survey.Response, keys []survey.Key) *Error {
	if e := checkIdentity(path, set, r); e != nil {
		return e
	}
	f := r.FollowUp
	if set.Anonymous || !isHex(f.Base, 32) || f.Revision < 1 || r.Revision <= f.Revision || !slices.Contains(r.Chain, f.Base) {
		return fault(CodeDamaged, path)
	}
	if len(f.Questions) == 0 || !slices.IsSorted(f.Questions) || len(slices.Compact(slices.Clone(f.Questions))) != len(f.Questions) {
		return fault(CodeDamaged, path)
	}
	for _, name := range f.Questions {
		if q := set.Question(name); q == nil || !q.Askable() || q.Matrix != nil {
			return fault(CodeBadQuestion, path, shortLine(name))
		}
	}
	if e := checkSupplementRows(path, set, r); e != nil {
		return e
	}
	for _, k := range keys {
		q := set.Question(k.Question)
		if q == nil || !f.Covers(q) {
			return fault(CodeBadQuestion, path, shortLine(k.Question))
		}
		inRow := q.Roster != nil && slices.Contains(r.Answers.Rows(q.Roster.Name), k.Row) || q.Roster == nil && k.Row == 0
		if !inRow || !validAnswer(q, r.Answers.Get(k)) {
			return fault(CodeBadAnswer, path, k.Question)
		}
	}
	if survey.ResponseDigest(set, r) != r.Digest {
		return fault(CodeDamaged, path)
	}
	return nil
}

// checkSupplementRows checks that rows are those of rosters that were asked
// about, themselves or in some column.
func checkSupplementRows(path string, set *survey.Questionnaire, r *survey.Response) *Error {
	for _, name := range r.Answers.Rosters() {
		roster := set.Question(name)
		switch {
		case roster == nil || roster.Type != survey.TypeRepeat:
			return fault(CodeBadQuestion, path, shortLine(name))
		case !r.FollowUp.Covers(roster) && !slices.ContainsFunc(roster.Questions, r.FollowUp.Covers):
			return fault(CodeBadQuestion, path, name)
		case !possibleRows(r.Answers, name), len(r.Answers.Rows(name)) > 0 && r.Answers.Get(survey.Key{Question: name}).Given():
			return fault(CodeBadAnswer, path, name)
		}
	}
	return nil
}

// forgotten reports whether a version was deleted for good. So was a supplement
// to one: it could never be put into anything, and would wait with its answers.
func (w *mergeWriter) forgotten(r *survey.Response) (bool, error) {
	key := [2]string{r.ID, r.Digest}
	if r.FollowUp == nil || w.buried[key] || !w.buried[[2]string{r.ID, r.FollowUp.Base}] {
		return w.buried[key], nil
	}
	w.buried[key] = true
	return true, w.f.link.exec("INSERT OR IGNORE INTO tombstone SELECT forgetting, ?, ?, ? FROM tombstone WHERE response_id = ? AND digest = ?",
		r.ID, r.Digest, r.Revision, r.ID, r.FollowUp.Base)
}

// supply puts supplements that waited into the versions that they were given
// to, where these are there now, and tells which.
func (w *mergeWriter) supply(all []known, sets map[setKey]trustedSet) (supplied []known, err error) {
	for again := true; again; { // a supplement may be given to what another one made
		again = false
		for i, s := range all {
			if !s.waits {
				continue
			}
			for _, base := range all {
				if base.waits || base.ID != s.ID || base.Digest != s.base {
					continue
				}
				done, err := w.supplyOne(base.nr, s.nr, sets)
				if err != nil {
					return supplied, err
				}
				if done {
					all[i].waits, again = false, true
					supplied = append(supplied, all[i])
				}
			}
		}
	}
	return supplied, nil
}

// supplyOne makes of a supplement and its version the whole response, in place
// of the supplement. One that was not given to this version keeps waiting,
// whatever it says.
func (w *mergeWriter) supplyOne(base, supplement int64, sets map[setKey]trustedSet) (bool, error) {
	if err := w.bulk.flush(); err != nil {
		return false, err
	}
	from, err := w.f.version(base)
	if err != nil {
		return false, err
	}
	s, err := w.f.version(supplement)
	if err != nil || !s.Response.Supplements(from.Response) {
		return false, err
	}
	set := sets[setKey{s.Response.SetID, s.Response.SetVersion}].parsed
	whole := survey.Supplemented(set, from.Response, s.Response)
	for _, query := range []string{
		"DELETE FROM answer WHERE response = ?", "DELETE FROM roster_row WHERE response = ?", "UPDATE supplement SET waits = 0 WHERE response = ?",
	} {
		if err := w.f.link.exec(query, supplement); err != nil {
			return false, err
		}
	}
	const header = `UPDATE response SET unit_key = ?, unit_name = ?, unit_type = ?, unit_district_key = ?, unit_district = ?, unit_inhabitants = ?,
		unit_members = ?, unit_class = ?, incomplete = ?, release = ? WHERE nr = ?`
	if err := w.f.link.exec(header, append(unitArgs(whole.Unit), whole.Incomplete, whole.Release, supplement)...); err != nil {
		return false, err
	}
	return true, w.bulk.add(supplement, whole.Answers, whole.Answers.Keys(), rosters(set))
}

// noteSupplied notes what became of supplements that came before their version,
// for the report on a merge that brought both. Of the one that arrives now its
// own outcome tells.
func (w *mergeWriter) noteSupplied(all, supplied []known, arrived int64) {
	for _, s := range supplied {
		if s.nr == arrived {
			continue
		}
		var others []known
		for _, k := range all {
			if k.nr != s.nr {
				others = append(others, k)
			}
		}
		w.supplied[[2]string{s.ID, s.Digest}] = Outcome(survey.Arrive(there(others), s.Version))
	}
}
