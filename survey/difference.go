package survey

import (
	"strings"

	"bestand.example/itbestand/survey/i18n"
)

// DifferenceKind names what became of one thing between two versions of a
// question set. It is a key of the catalogue (difference.KIND).
type DifferenceKind string

// What breaks stored answers: they would lose their place, their form or their
// meaning. A newer version that does so is refused.
const (
	SetOther         DifferenceKind = "set_other"          // Args: the older id, the newer id
	VersionSame      DifferenceKind = "version_same"       // one version, two contents; Args: the version
	VersionNotHigher DifferenceKind = "version_not_higher" // Args: the older version, the newer version
	NatureChanged    DifferenceKind = "nature_changed"     // Args: responses, anonymous or about
	ProfileGone      DifferenceKind = "profile_gone"       // Args: its name
	RenameUnknown    DifferenceKind = "rename_unknown"     // a migration renames what was not there; Args: from, the name
	RenameTaken      DifferenceKind = "rename_taken"       // two questions claim one name; Args: that name
	RecodeUnknown    DifferenceKind = "recode_unknown"     // Args: from, list, code
	TypeChanged      DifferenceKind = "type_changed"       // Args: the older type, the newer type
	RosterChanged    DifferenceKind = "roster_changed"     // Args: the older roster or "", the newer or ""
	MatrixChanged    DifferenceKind = "matrix_changed"     // a row of a matrix on one side only; Args: as above
	DecimalsReduced  DifferenceKind = "decimals_reduced"   // Args: places before, places now
	ChoiceGone       DifferenceKind = "choice_gone"        // without a recode; Args: list, code
	CodesLost        DifferenceKind = "codes_lost"         // another list; Args: the older list, the newer, the codes
	SourceChanged    DifferenceKind = "source_changed"     // Args: choices_from before, now
	OtherGone        DifferenceKind = "other_gone"         // own wording is not taken any more
	ScaleChanged     DifferenceKind = "scale_changed"      // Args: points before, points now
)

// What only has to be known.
const (
	QuestionNew       DifferenceKind = "question_new"
	QuestionGone      DifferenceKind = "question_gone"    // answers are kept aside
	QuestionRenamed   DifferenceKind = "question_renamed" // Args: the older name
	QuestionMoved     DifferenceKind = "question_moved"   // into another section
	TypeToText        DifferenceKind = "type_to_text"     // Args: the older type, the newer type
	LabelChanged      DifferenceKind = "label_changed"
	LimitTightened    DifferenceKind = "limit_tightened" // Args: min or max, before, now
	DetailChanged     DifferenceKind = "detail_changed"  // Args: the key, before, now
	WordsChanged      DifferenceKind = "words_changed"   // Args: the key
	ListChanged       DifferenceKind = "list_changed"    // another list, no code lost; Args: before, now
	ChoiceNew         DifferenceKind = "choice_new"      // Args: list, code
	ChoiceRecoded     DifferenceKind = "choice_recoded"  // Args: list, the older code, the newer code
	ChoiceDropped     DifferenceKind = "choice_dropped"  // no question stores it; Args: list, code
	ChoiceRelabelled  DifferenceKind = "choice_relabelled"
	ChoiceChanged     DifferenceKind = "choice_changed"     // Args: list, code, key, before, now
	SectionRelabelled DifferenceKind = "section_relabelled" // Args: the section
	SectionChanged    DifferenceKind = "section_changed"    // Args: the section, key, before, now
)

// AnswersAside is no difference of two sets but what it comes to: answers that
// have no place any more and are kept under a name that no set has. Args: that
// name.
const AnswersAside DifferenceKind = "answers_aside"

// Breaks reports whether a difference of this kind breaks stored answers.
func (k DifferenceKind) Breaks() bool {
	switch k {
	case SetOther, VersionSame, VersionNotHigher, NatureChanged, ProfileGone, RenameUnknown, RenameTaken, RecodeUnknown, TypeChanged,
		RosterChanged, MatrixChanged, DecimalsReduced, ChoiceGone, CodesLost, SourceChanged, OtherGone, ScaleChanged:
		return true
	}
	return false
}

// Bars reports whether a difference of this kind keeps every answer from
// moving to the newer set, whatever it says.
func (k DifferenceKind) Bars() bool {
	switch k {
	case SetOther, VersionSame, VersionNotHigher, NatureChanged:
		return true
	}
	return false
}

// Difference is one thing in which a newer version of a question set differs
// from an older one: a value, no sentence.
type Difference struct {
	Kind     DifferenceKind
	Question string // as the newer set calls it, or the older where it is gone; empty for the set, a list or a section
	Args     []string

	was, is Text // labels and other words of the sets
}

// Say puts a difference into a sentence, which does not name the question.
func (d Difference) Say(words *i18n.Catalogue) string {
	var values []any
	for _, t := range []Text{d.was, d.is} {
		if t != nil {
			values = append(values, shownText(t.In(d.language(words.Lang())), words))
		}
	}
	for i, a := range d.Args {
		if at, named := keyArgument[d.Kind]; named && at == i {
			a = words.T("difference.key_" + a)
		}
		values = append(values, shownText(a, words))
	}
	key := "difference." + string(d.Kind)
	return words.T(key, values[:min(len(values), strings.Count(words.Text(key), "%["))]...)
}

// language is the one to show the words of the sets in: the wanted one, unless
// they differ in another one only.
func (d Difference) language(wanted string) string {
	if d.was == nil || d.is == nil || d.was.In(wanted) != d.is.In(wanted) {
		return wanted
	}
	for _, lang := range i18n.Languages() {
		if d.was.In(lang) != d.is.In(lang) {
			return lang
		}
	}
	return wanted
}

// keyArgument tells which argument is a key of the language, for which there
// are words.
var keyArgument = map[DifferenceKind]int{NatureChanged: 0, LimitTightened: 0, DetailChanged: 0, WordsChanged: 0, SectionChanged: 1, ChoiceChanged: 2}

// shownText is a word or a text of a set in the middle of a sentence.
func shownText(s string, words *i18n.Catalogue) string {
	const most = 160
	if s = CleanLine(s); s == "" {
		return words.T("difference.none")
	}
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return s
}
