package store

import (
	"encoding/hex"
	"slices"
	"strconv"
	"unicode/utf8"

	"bestand.example/itbestand/survey"
)

// checkHandedIn checks what was read from a return: a response, or a supplement.
func checkHandedIn(path string, set *survey.Questionnaire, r *survey.Response, keys []survey.Key) *Error {
	if r.FollowUp != nil {
		return checkSupplement(path, set, r, keys)
	}
	return checkResponse(path, set, r, keys)
}

// checkResponse checks a response that was read from a return against a set
// that is trusted: every answer belongs to a question that is asked and has
// its form, and the whole has the digest that it claims. The set inside the
// file plays no part in it. Keys are those of its answers.
func checkResponse(path string, set *survey.Questionnaire, r *survey.Response, keys []survey.Key) *Error {
	if e := checkIdentity(path, set, r); e != nil {
		return e
	}
	ev := survey.ActivityOf(set, r)
	for _, k := range keys {
		q := set.Question(k.Question)
		if q == nil {
			return fault(CodeBadQuestion, path, shortLine(k.Question))
		}
		a := r.Answers.Get(k)
		if !ev.Relevant(k) || !validAnswer(q, a) || set.Anonymous && a.Comment != "" {
			return fault(CodeBadAnswer, path, k.Question)
		}
	}
	for _, name := range rosters(set) {
		own := r.Answers.Get(survey.Key{Question: name})
		if len(r.Answers.Rows(name)) > 0 && (own.Given() || !ev.Relevant(survey.Key{Question: name})) {
			return fault(CodeBadAnswer, path, name)
		}
	}
	if ev.Digest() != r.Digest {
		return fault(CodeDamaged, path)
	}
	return nil
}

// checkIdentity checks what is said of a response besides its answers.
func checkIdentity(path string, set *survey.Questionnaire, r *survey.Response) *Error {
	if !set.Fits(r.Unit) {
		return fault(CodeBadUnit, path, shortLine(r.Unit.Key))
	}
	if set.Anonymous && (r.Release != "" || r.Revision != 1 || len(r.Chain) > 0) {
		return fault(CodeDamaged, path) // it is handed in once, and by nobody
	}
	if !isHex(r.ID, 16) || !isHex(r.Digest, 32) || r.Revision < 1 || !chainOf(r) {
		return fault(CodeDamaged, path)
	}
	if _, known := set.Profile(r.Profile); r.Profile != "" && !known {
		return fault(CodeBadProfile, path, shortLine(r.Profile))
	}
	for _, text := range []string{r.Release, r.Profile, r.Unit.Name, r.Unit.District, r.Unit.DistrictKey} {
		if utf8.RuneCountInString(text) > survey.MaxRelease {
			return fault(CodeTooLong, path)
		}
	}
	if u := r.Unit; u.Type != "" && !slices.Contains(survey.UnitTypes(), u.Type) || u.Inhabitants < 0 || u.Members < 0 {
		return fault(CodeBadUnit, path, shortLine(u.Key))
	}
	return nil
}

func isHex(s string, bytes int) bool {
	decoded, err := hex.DecodeString(s)
	return err == nil && len(decoded) == bytes
}

func chainOf(r *survey.Response) bool {
	for _, digest := range r.Chain {
		if !isHex(digest, 32) || digest == r.Digest {
			return false
		}
	}
	return true
}

// validAnswer reports whether an answer has a form in which the engine hands
// answers in.
func validAnswer(q *survey.Question, a survey.Answer) bool {
	switch {
	case !q.Asked(), a.Draft != "", a.IsZero():
		return false
	case a.Missing != "" && (!a.Value.IsZero() || !q.AllowsMissing(a.Missing)):
		return false
	case a.Value.IsZero() && a.Value.Text != "":
		return false
	case a.Estimate && (!q.Estimate || a.Value.IsZero()):
		return false
	case a.Reason != "" && !q.Override:
		return false
	case q.ChoicesFrom == survey.PopulationSource:
		return q.Validate(a.Value) == nil && all(a.Value.Codes(), survey.ValidUnitKey)
	case q.ChoicesFrom != "":
		return q.Validate(a.Value) == nil && all(a.Value.Codes(), isRowID)
	}
	return q.Validate(a.Value) == nil
}

func all(codes []string, valid func(string) bool) bool {
	return !slices.ContainsFunc(codes, func(code string) bool { return !valid(code) })
}

// isRowID reports whether a code is the id of a row as the engine writes it.
// The digest names rows by their place, so it would not notice another
// spelling.
func isRowID(code string) bool {
	id, err := strconv.Atoi(code)
	return err == nil && id > 0 && strconv.Itoa(id) == code
}
