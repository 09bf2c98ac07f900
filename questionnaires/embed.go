// Package questionnaires holds the question sets that come with the program,
// the CSV lists that they name, and the JSON Schema with which an editor helps
// to write such sets.
package questionnaires

import "embed"

// Files are the sets, their lists and schema.json, in one folder, so that a
// set and the lists that it names find each other.
//
//go:embed *.yaml *.csv schema.json
var Files embed.FS
