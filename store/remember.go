package store

import "bestand.example/itbestand/survey"

// A working file remembers a few things about those who work with it. None of
// them is ever in a return, which is written anew.
const (
	rememberEditor = "editor:" // followed by the computer: the name of whoever works there
	rememberNotice = "notice:" // followed by a response and a computer: the privacy notice was acknowledged there
	rememberPlain  = "plain"   // yes, no
	rememberSealed = "sealed:" // followed by the name of a return: its digest and the SHA-256 of the file
)

// Who is who works with the file: by the name that the file remembers for the
// computer, otherwise as Open was told.
func (f *File) Who() Author { return f.who }

// known is an author by the name that the file remembers for the computer.
func (f *File) known(who Author) Author {
	if name, err := f.meta(rememberEditor + who.Computer); err == nil && name != "" {
		who.Name = name
	}
	return who
}

// Editor is the name that was given for a computer, and whether it was asked
// for; it may have been left blank.
func (f *File) Editor(computer string) (name string, asked bool, err error) {
	return f.recall(rememberEditor + computer)
}

// SetEditor remembers who works at the computer that has the file open. The
// history and the side file name that person from now on. A file with an
// anonymous set remembers nobody (CodeAlone).
func (f *File) SetEditor(name string) error {
	err := f.write(func() error {
		r, err := f.link.one("SELECT count(*) FROM question_set WHERE anonymous = 1")
		if err != nil {
			return err
		}
		if r.int(0) > 0 {
			return fault(CodeAlone, f.path)
		}
		return f.remember(rememberEditor+f.who.Computer, shortLine(name))
	})
	if err == nil {
		f.who = f.known(f.who)
		f.tell()
	}
	return err
}

// Noticed reports whether a text was acknowledged for a response at a computer:
// the one with that digest.
func (f *File) Noticed(response, computer, digest string) (bool, error) {
	held, _, err := f.recall(rememberNotice + response + ":" + computer)
	return held != "" && held == digest, err
}

// SetNoticed remembers that a text was acknowledged.
func (f *File) SetNoticed(response, computer, digest string) error {
	return f.write(func() error { return f.remember(rememberNotice+response+":"+computer, digest) })
}

// Plain reports whether the file is to be asked line by line, and whether that
// was ever said.
func (f *File) Plain() (plain, said bool, err error) {
	value, said, err := f.recall(rememberPlain)
	return value == "yes", said, err
}

// SetPlain remembers whether the file is to be asked line by line.
func (f *File) SetPlain(plain bool) error {
	value := "no"
	if plain {
		value = "yes"
	}
	return f.write(func() error { return f.remember(rememberPlain, value) })
}

// ForgetPlain forgets what SetPlain remembered.
func (f *File) ForgetPlain() error {
	return f.write(func() error { return f.link.exec("DELETE FROM meta WHERE name = ?", rememberPlain) })
}

func (f *File) remember(name, value string) error {
	return f.link.exec("INSERT OR REPLACE INTO meta VALUES (?, ?)", survey.CleanLine(name), value)
}

func (f *File) recall(name string) (value string, held bool, err error) {
	r, err := f.link.one("SELECT value FROM meta WHERE name = ?", survey.CleanLine(name))
	if err != nil || r == nil {
		return "", false, explain(f.path, err)
	}
	return r.text(0), true, nil
}

// NoteSealed remembers the sealed file that a return was written into: sealing
// the same once more gives other bytes.
func (f *File) NoteSealed(name, digest, sha256 string) error {
	return f.write(func() error { return f.remember(rememberSealed+name, digest+" "+sha256) })
}

// IsSealed reports whether a file of that name and SHA-256 is the return with
// the digest as it was sealed here.
func (f *File) IsSealed(name, digest, sha256 string) (bool, error) {
	noted, _, err := f.recall(rememberSealed + name)
	return noted == digest+" "+sha256, err
}
