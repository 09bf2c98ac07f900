package cmd

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"bestand.example/itbestand/questionnaires"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/parser"
)

// loadedSet is a question set together with the files that it was read from,
// its own file first.
type loadedSet struct {
	*survey.Questionnaire
	files []survey.File
}

// loadSet reads a question set by its id, from those in the program, or by its
// path.
//
// A set of the program is read once: that takes longer than all else that goes
// before the first question. One that lies in a file may have changed since.
func (a *app) loadSet(ref string) (*loadedSet, error) {
	if a.embedded != nil {
		if set, ok := a.embedded.Load(ref); ok {
			return set.(*loadedSet), nil
		}
	}
	fsys, name, err := a.findSet(ref)
	if err != nil {
		return nil, err
	}
	set, err := readSet(fsys, name)
	if err == nil && a.embedded != nil && !isPath(ref) {
		a.embedded.Store(ref, set)
	}
	return set, err
}

// findSet finds the file of a question set, and the file system that it and
// the files that it names are in.
func (a *app) findSet(ref string) (fsys fs.FS, name string, err error) {
	if !isPath(ref) {
		name := ref + ".yaml"
		if _, err := fs.Stat(questionnaires.Files, name); err != nil {
			return nil, "", a.nearest("set_unknown", ref, embeddedSets())
		}
		return questionnaires.Files, name, nil
	}
	if info, err := os.Stat(ref); err != nil || info.IsDir() {
		return nil, "", a.usage("set_file", survey.CleanLine(ref))
	}
	return os.DirFS(filepath.Dir(ref)), filepath.Base(ref), nil
}

func isPath(ref string) bool {
	lower := strings.ToLower(ref)
	return strings.HasSuffix(lower, ".yaml") || strings.HasSuffix(lower, ".yml") || strings.ContainsAny(ref, `/\`)
}

func readSet(fsys fs.FS, name string) (*loadedSet, error) {
	set, files, err := parser.Questionnaire(fsys, name)
	if err != nil {
		return nil, err
	}
	return &loadedSet{set, files}, nil
}

// setOf reads a question set from the files that a survey file carries.
func setOf(files []survey.File) (*loadedSet, error) {
	return readSet(memoryFS(files), files[0].Name)
}

// embeddedSets lists the ids of the question sets in the program.
func embeddedSets() []string { return embedded("questionnaire") }

// embedded lists the ids of what is in the program of a kind: of its YAML files
// those that say so in a line of their own, as each of them does.
func embedded(kind string) []string {
	names, err := fs.Glob(questionnaires.Files, "*.yaml")
	if err != nil {
		panic(err) // the pattern is constant
	}
	var ids []string
	for _, name := range names {
		data, err := fs.ReadFile(questionnaires.Files, name)
		if err != nil {
			panic(err) // embedded: cannot fail
		}
		if bytes.Contains(data, []byte("\nkind: "+kind+"\n")) {
			ids = append(ids, strings.TrimSuffix(name, ".yaml"))
		}
	}
	return ids
}

// memoryFS is a file system of files in memory, all in one folder.
type memoryFS []survey.File

// Open implements fs.FS.
func (m memoryFS) Open(name string) (fs.File, error) {
	for _, f := range m {
		if f.Name == name {
			return &memoryFile{bytes.NewReader(f.Data), f}, nil
		}
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

type memoryFile struct {
	*bytes.Reader
	file survey.File
}

func (f *memoryFile) Close() error               { return nil }
func (f *memoryFile) Stat() (fs.FileInfo, error) { return memoryInfo{f.file}, nil }

type memoryInfo struct{ file survey.File }

func (i memoryInfo) Name() string       { return path.Base(i.file.Name) }
func (i memoryInfo) Size() int64        { return int64(len(i.file.Data)) }
func (i memoryInfo) Mode() fs.FileMode  { return 0o444 }
func (i memoryInfo) ModTime() time.Time { return time.Time{} }
func (i memoryInfo) IsDir() bool        { return false }
func (i memoryInfo) Sys() any           { return nil }
