package store

import (
	"encoding/json"
	"time"

	"bestand.example/itbestand/survey"
)

// Digest is the digest of what a central file holds: it hangs on the responses
// that are held and on the decisions between them, not on the order in which
// they came.
func (f *File) Digest() (string, error) {
	held, err := f.Responses()
	return digestOf(held), err
}

func digestOf(held []Held) string {
	var all, rejected [][2]string
	for _, h := range held {
		pair := [2]string{h.Response.ID, h.Response.Digest}
		all = append(all, pair)
		if h.Rejected {
			rejected = append(rejected, pair)
		}
	}
	return survey.CentralDigest(all, rejected)
}

// Standing says what a file that was merged counts for now.
type Standing string

// The standings of a source.
const (
	Counts     Standing = "counts"     // its response is held, alone
	Conflicts  Standing = "conflicts"  // held beside another one
	Rejected   Standing = "rejected"   // held, and another one was decided for
	Copy       Standing = "copy"       // of a file earlier in the list
	Superseded Standing = "superseded" // a newer revision is held
	Waiting    Standing = "waiting"    // a supplement to a version that was not merged yet
	Begun      Standing = "begun"      // a working file
	Refused    Standing = "refused"
	Forgotten  Standing = "forgotten" // deleted for good; see Forget
)

// Source is a file that was merged, as the central file remembers it.
type Source struct {
	Name       string
	SHA256     string
	Size       int64
	Standing   Standing
	Refusal    *Error // of a refused file, otherwise nil
	Wave       string
	SetID      string
	SetVersion string
	UnitKey    string
	Revision   int
	Digest     string // of the return; see survey.ReturnDigest
	Answers    int
	ReadAt     time.Time
	Responses  [][2]string // id and digest of each response in it
	Supplement bool        // it gives answers to questions about the response before it
}

// Sources lists every file that was ever merged, by name and hash.
func (f *File) Sources() ([]Source, error) {
	standings, err := f.standings()
	if err != nil {
		return nil, err
	}
	brought, err := f.brought()
	if err != nil {
		return nil, err
	}
	var sources []Source
	counted := map[[2]string]bool{}
	for r, err := range f.link.rows("SELECT * FROM source ORDER BY name, sha256") {
		if err != nil {
			return nil, explain(f.path, err)
		}
		s, err := sourceOf(r)
		if err != nil {
			return nil, fault(CodeDamaged, f.path)
		}
		if s.Responses = brought[[2]string{s.Name, s.SHA256}]; s.Standing == Counts {
			s.Standing = standingOf(s.Responses, standings, counted)
		}
		sources = append(sources, s)
	}
	return sources, nil
}

// standingOf tells what a return counts for, by those of its responses that no
// file before it brought: it is in conflict as soon as one of them is, and
// counts as long as one of them does.
func standingOf(responses [][2]string, standings map[[2]string]Standing, counted map[[2]string]bool) Standing {
	standing := Copy
	for _, pair := range responses {
		switch one := standings[pair]; {
		case counted[pair]:
		case one == Conflicts, standing == Copy, (standing == Superseded || standing == Rejected || standing == Forgotten) && one == Counts:
			standing = one
		}
		counted[pair] = true
	}
	return standing
}

// brought lists the responses that each file brought, by name and hash.
func (f *File) brought() (map[[2]string][][2]string, error) {
	all := map[[2]string][][2]string{}
	for r, err := range f.link.rows("SELECT name, sha256, response_id, digest FROM source_response") {
		if err != nil {
			return nil, explain(f.path, err)
		}
		file := [2]string{r.text(0), r.text(1)}
		all[file] = append(all[file], [2]string{r.text(2), r.text(3)})
	}
	return all, nil
}

// standings tells what each response that was ever read counts for.
func (f *File) standings() (map[[2]string]Standing, error) {
	all := map[[2]string]Standing{}
	const query = "SELECT r.id, r.digest, coalesce(p.waits, 0) FROM response r LEFT JOIN supplement p ON p.response = r.nr WHERE r.held = 0"
	for r, err := range f.link.rows(query) {
		if err != nil {
			return nil, explain(f.path, err)
		}
		standing := Superseded
		if r.bool(2) {
			standing = Waiting
		}
		all[[2]string{r.text(0), r.text(1)}] = standing
	}
	dead, err := buried(f.link)
	if err != nil {
		return nil, explain(f.path, err)
	}
	for pair := range dead {
		all[pair] = Forgotten
	}
	held, err := f.Responses()
	for _, h := range held {
		standing := Counts
		switch {
		case h.Conflict:
			standing = Conflicts
		case h.Rejected:
			standing = Rejected
		}
		all[[2]string{h.Response.ID, h.Response.Digest}] = standing
	}
	return all, err
}

func sourceOf(r row) (Source, error) {
	s := Source{
		Name: r.text(0), SHA256: r.text(1), Size: r.number(2), Wave: r.text(6), SetID: r.text(7), SetVersion: r.text(8), UnitKey: r.text(9),
		Revision: r.int(10), Digest: r.text(11), Answers: r.int(12), Supplement: r.bool(14),
	}
	switch r.text(3) {
	case "return":
		s.Standing = Counts
	case "begun":
		s.Standing = Begun
	default:
		s.Standing = Refused
		s.Refusal = &Error{Code: Code(r.text(4))}
		if err := json.Unmarshal([]byte(r.text(5)), &s.Refusal.Args); err != nil {
			return s, err
		}
	}
	var err error
	s.ReadAt, err = time.Parse(time.RFC3339, r.text(13))
	return s, err
}

// Started names a unit that has begun a question set, as a merged working file
// shows.
type Started struct {
	Wave    string
	SetID   string
	UnitKey string
}

// Started lists what was begun, sorted.
func (f *File) Started() ([]Started, error) {
	var all []Started
	for r, err := range f.link.rows("SELECT wave, set_id, unit_key FROM begun ORDER BY wave, set_id, unit_key") {
		if err != nil {
			return nil, explain(f.path, err)
		}
		all = append(all, Started{r.text(0), r.text(1), r.text(2)})
	}
	return all, nil
}
