package cmd

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"bestand.example/itbestand/store/seal"
	"bestand.example/itbestand/survey"
)

// shortestPassphrase is how many characters a passphrase has at least that a
// person makes up.
const shortestPassphrase = 12

func (a *app) keygenCmd() *cobra.Command {
	var output string
	c := a.command("keygen", "keygen")
	c.Args = a.args(0, 0)
	c.Flags().StringVarP(&output, "output", "o", "", a.words.T("seal.flag_output"))
	c.RunE = func(*cobra.Command, []string) error { return a.runKeygen(output) }
	return c
}

// runKeygen makes two keys: one to work with, in a file under a passphrase, and
// one for the case that the file or the passphrase is lost, to be printed and
// locked away. Both public keys go into the wave, so that either opens every
// return. Nothing is overwritten: a lost key is a lost survey.
func (a *app) runKeygen(path string) error {
	if path == "" {
		return a.usage("key_output")
	}
	paper := path + a.words.T("seal.recovery_ending")
	for _, name := range []string{path, paper} {
		if _, err := os.Lstat(name); err == nil {
			return a.usage("key_exists", survey.CleanLine(name))
		}
	}
	phrase, err := a.choosePassphrase()
	if err != nil {
		return err
	}
	working, err := seal.Generate()
	if err != nil {
		return err
	}
	recovery, err := seal.Generate()
	if err != nil {
		return err
	}
	var locked bytes.Buffer
	if err := seal.WriteKey(&locked, working, phrase); err != nil {
		return err
	}
	if err := writeNew(paper, a.recoverySheet(recovery), 0o600); err != nil {
		return err
	}
	if err := writeNew(path, locked.Bytes(), 0o600); err != nil {
		return errors.Join(err, os.Remove(paper))
	}
	a.sayKeys(path, paper, working, recovery)
	return nil
}

// choosePassphrase asks twice. A blank answer lets the program make one up.
func (a *app) choosePassphrase() (string, error) {
	phrase, err := a.passphrase(a.words.T("seal.choose_passphrase", shortestPassphrase))
	switch {
	case err != nil:
		return "", err
	case phrase == "":
		phrase = newPassphrase()
		fmt.Fprintln(a.err, a.words.T("seal.made_passphrase", phrase))
		return phrase, nil
	case utf8.RuneCountInString(phrase) < shortestPassphrase:
		return "", a.usage("passphrase_short", shortestPassphrase)
	}
	again, err := a.passphrase(a.words.T("seal.repeat_passphrase"))
	if err == nil && again != phrase {
		return "", a.usage("passphrase_differs")
	}
	return phrase, err
}

// recoverySheet is the page to print: the secret key in groups, to be typed in
// again one day. The file itself is one that merge --identity reads.
func (a *app) recoverySheet(key seal.Identity) []byte {
	var b strings.Builder
	b.WriteString("\ufeff")
	for line := range strings.Lines(a.words.T("seal.recovery_sheet", survey.ShortDigest(key.Recipient().Fingerprint()))) {
		b.WriteString("# " + strings.TrimRight(line, "\n") + "\r\n")
	}
	b.WriteString("\r\n")
	for secret := key.Secret(); secret != ""; {
		n := min(4, len(secret))
		b.WriteString(secret[:n])
		if secret = secret[n:]; secret != "" {
			b.WriteString(" ")
		}
	}
	b.WriteString("\r\n")
	return []byte(b.String())
}

// sayKeys prints what goes into the wave, and says what to do with the files.
func (a *app) sayKeys(path, paper string, working, recovery seal.Identity) {
	fmt.Fprintln(a.out, "recipients:")
	for _, k := range []struct {
		key seal.Identity
		of  string
	}{{working, "working"}, {recovery, "recovery"}} {
		recipient := k.key.Recipient()
		fmt.Fprintf(a.out, "  - %s # %s\n", recipient, a.words.T("seal.key_"+k.of, survey.ShortDigest(recipient.Fingerprint())))
	}
	fmt.Fprintln(a.err, a.words.T("seal.keys_made", survey.CleanLine(path), survey.CleanLine(paper)))
}
