package cmd

import (
	"fmt"
	"strings"

	"bestand.example/itbestand/survey/tui"
)

// intro is what comes before the first question of a response: the wave's
// privacy notice, until it was acknowledged at this computer, and the question
// who works here, asked once for each file and computer. Of anonymous responses
// neither a name nor a computer is remembered.
func (a *app) intro(w *working, o fillOptions) (tui.Intro, error) {
	var in tui.Intro
	if o.named {
		if err := w.file.SetEditor(o.editor); err != nil {
			return in, err
		}
	}
	if w.session.ReadOnly {
		return in, nil
	}
	computer := w.file.Who().Computer
	if !w.set.Anonymous {
		_, asked, err := w.file.Editor(computer)
		if err != nil {
			return in, err
		}
		if !asked {
			in.Name = w.file.SetEditor
		}
	} else {
		computer = ""
	}
	if w.wave == nil {
		return in, nil
	}
	id, digest := w.session.Response.ID, w.wave.Digest
	noticed, err := w.file.Noticed(id, computer, digest)
	if err == nil && !noticed {
		in.Notice = w.wave.PrivacyNotice.In(a.words.Lang())
		in.Noticed = func() error { return w.file.SetNoticed(id, computer, digest) }
	}
	return in, err
}

// settlePlain finds out whether the questions are asked line by line. A file
// remembers that, if whoever asks for it wishes so; --plain=false forgets it.
func (a *app) settlePlain(w *working, o *fillOptions) error {
	plain, said, err := w.file.Plain()
	switch {
	case err != nil:
		return err
	case !o.plainSet:
		o.plain = plain
	case !o.plain && said:
		return w.file.ForgetPlain()
	case o.plain && !said && a.person():
		return a.askPlain(w)
	}
	return nil
}

// askPlain asks once whether the file is to remember --plain.
func (a *app) askPlain(w *working) error {
	fmt.Fprintln(a.out.to, a.words.T("start.plain_ask"))
	text, err := a.nextLine()
	if err != nil || text == "" {
		return err // the end of the input says neither yes nor no
	}
	return w.file.SetPlain(strings.EqualFold(strings.TrimSpace(text), a.words.T("start.yes")))
}
