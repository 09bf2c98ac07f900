package store

import (
	"slices"

	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/i18n"
)

// Outcome says what became of one file that was merged.
type Outcome string

// The outcomes. The first four are those of survey.Arrival.
const (
	OutcomeMerged    = Outcome(survey.Merged)
	OutcomeUnchanged = Outcome(survey.Unchanged)
	OutcomeReplaced  = Outcome(survey.Replaced)
	OutcomeOlder     = Outcome(survey.Older)
	OutcomeBegun     = Outcome("begun")   // a working file: counts as begun, no more
	OutcomeRefused   = Outcome("refused") // see FileReport.Refusal
	OutcomeWaiting   = Outcome("waiting") // a supplement to a version that was not merged yet: counts once it is
)

// weight orders outcomes by how much they change.
var weight = map[Outcome]int{OutcomeWaiting: 1, OutcomeOlder: 1, OutcomeUnchanged: 2, OutcomeReplaced: 3, OutcomeMerged: 4}

// or is the one of two outcomes that changes more.
func (o Outcome) or(other Outcome) Outcome {
	if weight[other] > weight[o] {
		return other
	}
	return o
}

// Report is the result of a merge. The counts of outcomes add up to the number
// of files; conflicts are counted as they stand in the central file
// afterwards, whether this merge brought them or an earlier one.
type Report struct {
	Digest    string // survey.CentralDigest of what is held now
	Merged    int
	Unchanged int
	Replaced  int
	Older     int
	Begun     int
	Refused   int
	Left      int // files that an interrupted merge did not come to
	Waiting   int
	Supplied  int // supplements that waited for a version which this merge brought; no files of this merge
	Conflicts []Conflict
	Files     []FileReport // sorted by name
}

// Conflict names a wave, unit and question set for which several responses
// count; none is chosen.
type Conflict struct {
	Wave       string
	Unit       survey.Unit
	SetID      string
	ResponseID string   // of a set that is answered many times; otherwise empty
	Digests    []string // sorted
}

// FileReport is what became of one file.
type FileReport struct {
	Name     string // relative to the folder that was given, cleaned
	Outcome  Outcome
	Refusal  *Error // of a refused file, otherwise nil
	Conflict bool   // its response is part of a conflict
	Disputed []int  // of several responses in it, which are: by their numbers in the file that they come from

	Forgotten  bool // of its responses, some were deleted for good and stay so; see Forget
	Supplement bool // its response gives answers to questions about the one before it
	Wave       string
	Unit       survey.Unit
	SetID      string
	Version    string // of the set
	Revision   int
	Digest     string // of the return; see survey.ReturnDigest
	SHA256     string // of the file
	Size       int64

	ShownAs string // newer version of the set in which it is evaluated; empty: its own
	Lost    []Lost // what that version cannot show, by question

	Succession *survey.Succession // what became of its unit, where only that is in the population; otherwise nil

	responses [][2]string // id and digest of each one in it
}

// Say puts the outcome into words.
func (r FileReport) Say(words *i18n.Catalogue) string {
	if r.Refusal != nil {
		sentence, _ := r.Refusal.Say(words)
		return sentence
	}
	key := "store.outcome_" + string(r.Outcome)
	if r.Forgotten && r.Outcome == OutcomeUnchanged {
		return words.T("store.outcome_forgotten", r.Name)
	}
	if r.Supplement && words.Has(key+"_supplement") {
		key += "_supplement"
	}
	if r.Conflict {
		key += "_conflict"
	}
	return words.T(key, r.Name)
}

func (r *Report) add(file FileReport) {
	r.Files = append(r.Files, file)
	*r.count(file.Outcome)++
}

// count is where files with an outcome are counted.
func (r *Report) count(o Outcome) *int {
	switch o {
	case OutcomeMerged:
		return &r.Merged
	case OutcomeUnchanged:
		return &r.Unchanged
	case OutcomeReplaced:
		return &r.Replaced
	case OutcomeOlder:
		return &r.Older
	case OutcomeBegun:
		return &r.Begun
	case OutcomeWaiting:
		return &r.Waiting
	}
	return &r.Refused
}

// supplied tells of the supplements that waited what became of them once their
// versions came.
func (r *Report) supplied(became map[[2]string]Outcome) {
	r.Supplied = len(became)
	for i, file := range r.Files {
		if file.Outcome != OutcomeWaiting {
			continue
		}
		if now, ok := became[file.responses[0]]; ok {
			r.Supplied--
			*r.count(OutcomeWaiting)--
			*r.count(now)++
			r.Files[i].Outcome = now
		}
	}
}

// finish adds what can be said only at the end.
func (r *Report) finish(f *File) error {
	held, err := f.Responses()
	if err != nil {
		return err
	}
	r.Digest = digestOf(held)
	r.Conflicts = conflictsAmong(held)
	open := map[string]bool{}
	for _, c := range r.Conflicts {
		for _, digest := range c.Digests {
			open[digest] = true
		}
	}
	for i, f := range r.Files {
		for place, pair := range f.responses {
			if len(f.responses) > 1 && open[pair[1]] {
				r.Files[i].Disputed = append(r.Files[i].Disputed, place+1)
			}
		}
		r.Files[i].Conflict = slices.ContainsFunc(r.Files[i].responses, func(pair [2]string) bool { return open[pair[1]] })
	}
	return nil
}

func conflictsAmong(held []Held) []Conflict {
	var conflicts []Conflict
	for i, h := range held {
		r := h.Response
		switch {
		case !h.Conflict:
		case i > 0 && held[i-1].Conflict && held[i-1].rivals(h):
			c := &conflicts[len(conflicts)-1]
			c.Digests = append(c.Digests, r.Digest)
		default:
			conflicts = append(conflicts, Conflict{r.Wave, r.Unit, r.SetID, h.identity().responseID, []string{r.Digest}})
		}
	}
	return conflicts
}
