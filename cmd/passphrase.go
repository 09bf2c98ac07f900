package cmd

import (
	"bufio"
	"crypto/rand"
	"encoding/base32"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"
)

// passphrase asks for a passphrase without showing it. Where the input is no
// terminal, it is the next line of the input.
func (a *app) passphrase(question string) (string, error) {
	fmt.Fprint(a.err, question)
	if file, ok := a.in.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		typed, err := term.ReadPassword(int(file.Fd()))
		fmt.Fprintln(a.err)
		return string(typed), err
	}
	fmt.Fprintln(a.err)
	return a.inputLine()
}

// inputLine reads one line of the input, without what ends it. At the end of
// the input it is empty.
func (a *app) inputLine() (string, error) {
	reader, ok := a.in.(*bufio.Reader)
	if !ok {
		reader = bufio.NewReader(a.in)
		a.in = reader // what it read ahead is not lost
	}
	text, err := reader.ReadString('\n')
	if err == io.EOF {
		err = nil
	}
	return strings.TrimRight(text, "\r\n"), err
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
