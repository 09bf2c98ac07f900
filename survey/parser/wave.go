package parser

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"sync"

	"go.yaml.in/yaml/v4"

	"bestand.example/itbestand/survey"
)

// Wave reads the wave in the file called name of fsys. The question sets that
// it names are got from sets; its conditions are compiled, and its Digest is
// set. Evaluation and population stay names of files in the wave's folder.
// Without sets it is not asked whether those that it names are there: so a wave
// is read that a survey file carries.
//
// The error is an *Errors when the wave is wrong, with everything that is; any
// other error means that a file or a set could not be read.
func Wave(fsys fs.FS, name string, sets Sets) (*survey.Wave, []survey.File, error) {
	return WaveFor(fsys, name, sets, nil)
}

// Recipients says what is wrong with a public key that has the form of one, if
// anything. Only what seals can tell.
type Recipients func(key string) RecipientFault

// RecipientFault is why nothing can be sealed for a public key: the code of a
// finding.
type RecipientFault string

// What is wrong with a public key; the empty text: nothing.
const (
	RecipientClassical  RecipientFault = "recipient_classical" // without protection from quantum computers
	RecipientIncomplete RecipientFault = "recipient_incomplete"
)

// WaveFor is Wave for whoever will seal returns: recipients that this cannot be
// done for are findings like all others, with their place.
func WaveFor(fsys fs.FS, name string, sets Sets, recipients Recipients) (*survey.Wave, []survey.File, error) {
	r := &waveReader{reader: newReader(fsys, name), sets: sets, recipients: recipients, wave: &survey.Wave{}}
	r.read()
	switch {
	case r.failure != nil:
		return nil, nil, r.failure
	case len(r.found) > 0:
		return nil, nil, &Errors{Findings: r.findings()}
	}
	r.wave.Digest = survey.SetDigest(r.files)
	return r.wave, r.files, nil
}

// waveReader holds what is known while one wave is read.
type waveReader struct {
	*reader
	sets       Sets
	recipients Recipients // nil: nobody can tell
	wave       *survey.Wave
}

var waveShape = shape{
	keys: []string{"kind", "id", "title", "reference_date", "deadline", "contact", "return_to", "privacy_notice", "recipients", "sets",
		"evaluation", "population"},
	required: []string{"kind", "id", "title", "reference_date", "deadline", "contact", "return_to", "privacy_notice", "sets"},
}

var contactShape = shape{keys: []string{"name", "organisation", "email", "phone"}, required: []string{"name"}}

func (r *waveReader) read() {
	root := r.root("wave")
	if root == nil || !r.isKind(root, "wave") {
		return
	}
	m, ok := r.mapping(root, waveShape)
	if !ok {
		return
	}
	w := r.wave
	w.ID = r.pattern(m.values["id"], idPattern, "bad_id")
	w.Title = r.text(m.values["title"], maxLabelAsked, nil)
	w.ReferenceDate, w.Deadline = r.day(m.values["reference_date"]), r.day(m.values["deadline"])
	if c, ok := r.optional(m.values["contact"], contactShape); ok {
		w.Contact.Name = r.line(c.values["name"], maxLabelAsked, nil)
		w.Contact.Organisation = r.line(c.values["organisation"], maxLabelAsked, nil)
		w.Contact.Email = r.line(c.values["email"], maxLabelAsked, nil)
		w.Contact.Phone = r.line(c.values["phone"], maxLabelAsked, nil)
		if !c.has("email") && !c.has("phone") {
			r.wrong(c.node, "contact_way")
		}
	}
	w.ReturnTo = r.text(m.values["return_to"], maxText, nil)
	w.PrivacyNotice = r.text(m.values["privacy_notice"], maxText, nil)
	w.Recipients = r.readRecipients(m.values["recipients"])
	r.readWaveSets(m.values["sets"])
	w.Evaluation, w.Population = r.fileName(m.values["evaluation"], "yaml"), r.fileName(m.values["population"], "csv")
	r.refusePipes()
	r.reportIssues(w.Compile(), func(survey.Issue) bool { return false })
}

// day reads a date of the calendar.
func (r *reader) day(n *yaml.Node) survey.Date {
	s, ok := r.word(n)
	if !ok {
		return survey.Date{}
	}
	d, ok := survey.ParseISODate(s)
	if !ok {
		r.wrong(n, "not_date", s)
	}
	return d
}

// recipientPattern is the form of a public key of age; whether it is one,
// Recipients tell.
var recipientPattern = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^age1[a-z0-9]{20,}$`) })

func (r *waveReader) readRecipients(n *yaml.Node) []string {
	items, _ := r.list(n)
	var keys []string
	for _, item := range items {
		switch key, ok := r.word(item); {
		case !ok:
		case !recipientPattern().MatchString(key):
			r.wrong(item, "bad_recipient")
		case r.recipients != nil && r.recipients(key) != "":
			r.wrong(item, string(r.recipients(key)))
		case slices.Contains(keys, key):
			r.wrong(item, "twice_in_list", key)
		default:
			keys = append(keys, key)
		}
	}
	return keys
}

var waveSetShape = shape{keys: []string{"id", "version", "for", "profile"}, required: []string{"id", "version"}}

func (r *waveReader) readWaveSets(n *yaml.Node) {
	seen := map[string]bool{}
	r.each(n, waveSetShape, func(m mapping) {
		s := survey.WaveSet{ID: r.pattern(m.values["id"], idPattern, "bad_id"), Version: r.pattern(m.values["version"], versionPattern, "bad_version")}
		s.For = r.expression(m.values["for"])
		profile, hasProfile := r.word(m.values["profile"])
		s.Profile = profile
		if seen[s.ID+" "+s.Profile] && s.ID != "" {
			r.wrong(m.values["id"], "twice_in_list", s.ID)
		}
		seen[s.ID+" "+s.Profile] = true
		r.wave.Sets = append(r.wave.Sets, s)
		if r.sets == nil || !idPattern.MatchString(s.ID) || !versionPattern.MatchString(s.Version) || r.failure != nil {
			return
		}
		set := r.fetch(m.values["id"], r.sets, s.ID, s.Version)
		if set == nil || !hasProfile {
			return
		}
		if _, ok := set.Profile(profile); !ok {
			var known []string
			for _, p := range set.Profiles {
				known = append(known, p.Name)
			}
			r.unknown(m.values["profile"], profile, "profile", known)
		}
	})
}

// fileName reads the name of a file in the folder of this one or below.
func (r *reader) fileName(n *yaml.Node, ending string) string {
	name, ok := r.word(n)
	if ok && (!fs.ValidPath(name) || !safeName.MatchString(name) || path.Ext(name) != "."+ending) {
		r.wrong(n, "file_name", name, ending)
	}
	return name
}

// safeName has no backslash and no drive.
var safeName = regexp.MustCompile(`^[^\\:]+$`)

// refusePipes refuses every ${name} in a file whose texts have no answers.
func (r *reader) refusePipes() {
	for _, p := range r.pipes {
		r.report(p.text.locate(p.offset), "parser.pipe_here")
	}
}
