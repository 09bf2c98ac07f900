// Package parser reads question sets: a YAML file and the CSV lists that it
// names, through an fs.FS, into a survey.Questionnaire.
//
// YAML is only the way in. The file is read into nodes, and a typed walk over
// them decides what the language is: which keys there are, what each takes,
// and what must agree with what. It keeps every value as it is written (the
// code 01001000 stays that text) and everything that is wrong is found in one
// run, each with file, line and column. The engine's own findings about
// expressions are among them, at the character they are about.
//
// One mistake gives one finding. A misspelt key counts as the key that it
// probably means, a question whose type is wrong keeps its name, and what the
// engine says about an expression that reads such a question is left out.
package parser

import (
	"io/fs"

	"bestand.example/itbestand/survey"
)

// Questionnaire reads the question set in the file called name of fsys,
// together with the CSV lists that it names. The set is compiled and its
// Digest is set. The files are what the set consists of, the set's own file
// first, each with its name relative to the set's folder: the form that
// survey.SetDigest takes.
//
// The error is an *Errors when the set is wrong, with everything that is; any
// other error means that a file could not be read.
func Questionnaire(fsys fs.FS, name string) (*survey.Questionnaire, []survey.File, error) {
	r := newSetReader(fsys, name)
	r.read()
	switch {
	case r.failure != nil:
		return nil, nil, r.failure
	case len(r.found) > 0:
		return nil, nil, &Errors{Findings: r.findings()}
	}
	r.set.Digest = survey.SetDigest(r.files)
	return r.set, r.files, nil
}
