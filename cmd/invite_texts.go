package cmd

import (
	"archive/zip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"bestand.example/itbestand/survey"
)

// readme is LIESMICH.txt: three steps, and whom to ask.
func (a *app) readme(i *invitation, unit survey.Unit, named, personal bool) string {
	w, lang := i.wave.Wave, a.words.Lang()
	about := strings.TrimSpace(survey.CleanLine(unit.Key + " " + unit.Name))
	program := "itbestand"
	if i.program != "" {
		program += filepath.Ext(i.program)
	}
	var parts []string
	parts = append(parts, a.words.T("invite.readme_title", w.Title.In(lang), about, a.date(w.Deadline)))
	if named {
		parts = append(parts, a.words.T("invite.readme_steps", program, "erhebung_"+unit.Key+".itb", w.ReturnTo.In(lang)))
	}
	if personal {
		parts = append(parts, a.words.T("invite.readme_personal", program))
	}
	if len(i.recipients) > 0 {
		parts = append(parts, a.words.T("invite.readme_sealed", i.fingerprints()))
	}
	parts = append(parts, a.words.T("invite.readme_contact", contactLine(w.Contact)))
	return strings.Join(parts, "\n\n") + "\n"
}

// fingerprints are the short forms of the keys that returns are sealed for.
func (i *invitation) fingerprints() string {
	var prints []string
	for _, r := range i.recipients {
		prints = append(prints, survey.ShortDigest(r.Fingerprint()))
	}
	return strings.Join(prints, ", ")
}

// writeCoverLetters writes the table for the mail merge of the cover letter.
func (a *app) writeCoverLetters(i *invitation) error {
	records := [][]string{{"schluessel", "name", "kreis", "ordner", "rueckgabecode", "fingerabdruck", "frist", "ansprechstelle", "kontakt_mail"}}
	for _, unit := range i.units.Units {
		e := i.register.find(unit.Key)
		if e == nil {
			continue
		}
		record := []string{e.key, unit.Name, unit.District, e.folder, e.code, i.fingerprints(), a.date(i.wave.Deadline), contactLine(i.wave.Contact), e.mail}
		for n, cell := range record {
			if n > 0 {
				record[n] = guarded(survey.CleanLine(cell))
			}
		}
		records = append(records, record)
	}
	data, err := csvTable(records)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(i.dir, a.words.T("invite.letters_name")), data, 0o600)
}

// zipFolder packs a folder, whole or not at all. The files stand in a folder of
// that name, so that unpacking two of them never mixes them.
func zipFolder(dir, name, target string) error {
	temp := target + ".tmp"
	out, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	z := zip.NewWriter(out)
	entries, err := os.ReadDir(dir)
	for _, entry := range entries {
		if err == nil {
			err = zipFile(z, filepath.Join(dir, entry.Name()), name+"/"+entry.Name())
		}
	}
	if err = errors.Join(err, z.Close(), out.Close()); err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	return os.Rename(temp, target)
}

func zipFile(z *zip.Writer, path, name string) error {
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return err
	}
	header, err := zip.FileInfoHeader(info)
	if err != nil {
		return err
	}
	header.Name, header.Method = name, zip.Deflate
	w, err := z.CreateHeader(header)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, in)
	return err
}
