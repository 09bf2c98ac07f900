package cmd

import (
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"os"
	"strings"

	"golang.org/x/term"
)

// passphrase asks for a passphrase without showing it. Where the input is no
// terminal, it is the next line of the input.
func (a *app) passphrase(question string) (string, error) {
	fmt.Fprint(a.err, question)
	file, ok := a.in.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		fmt.Fprintln(a.err)
		return a.nextLine()
	}
	shown, err := term.GetState(int(file.Fd()))
	if err != nil {
		return "", err
	}
	phrase, err := wait(a.stop, func() (string, error) {
		typed, err := term.ReadPassword(int(file.Fd()))
		return string(typed), err
	})
	fmt.Fprintln(a.err)
	if err != nil {
		err = errors.Join(err, term.Restore(int(file.Fd()), shown)) // what is typed next is to be seen again
	}
	return phrase, err
}

// passphraseGroups and passphraseGroup make a passphrase of 100 random bits.
const (
	passphraseGroups = 5
	passphraseGroup  = 4
)

// newPassphrase makes a passphrase of letters and digits that are not mistaken
// for each other when they are read aloud.
func newPassphrase() string {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails
	text := strings.ToLower(base32.NewEncoding("ABCDEFGHJKLMNPQRSTUVWXYZ23456789").WithPadding(base32.NoPadding).EncodeToString(b))
	groups := make([]string, passphraseGroups)
	for i := range groups {
		groups[i] = text[i*passphraseGroup:][:passphraseGroup]
	}
	return strings.Join(groups, "-")
}
