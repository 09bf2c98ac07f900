package seal

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"

	"filippo.io/age"
)

// Errors of ParseRecipient.
var (
	ErrNotARecipient = errors.New("not a complete public key")
	ErrClassical     = errors.New("a classical public key")
	ErrSecret        = errors.New("a secret key")
)

// Recipient is a public key for which returns are sealed.
type Recipient struct{ key *age.HybridRecipient }

// The beginnings of keys as text.
const (
	hybridPrefix    = "age1pq1"
	classicalPrefix = "age1"
	secretPrefix    = "AGE-SECRET-KEY-"
)

// ParseRecipient reads a public key as keygen writes it. It has a checksum: a
// key that lost a letter is ErrNotARecipient. Classical keys (ErrClassical) are
// refused, and age would refuse to mix both. A secret key (ErrSecret) where a
// public one belongs is a mistake that must be noticed.
func ParseRecipient(text string) (Recipient, error) {
	text = strings.TrimSpace(text)
	switch {
	case strings.HasPrefix(strings.ToUpper(text), secretPrefix):
		return Recipient{}, ErrSecret
	case strings.HasPrefix(text, hybridPrefix):
	case strings.HasPrefix(text, classicalPrefix):
		if _, err := age.ParseX25519Recipient(text); err == nil {
			return Recipient{}, ErrClassical
		}
	}
	key, err := age.ParseHybridRecipient(text)
	if err != nil {
		return Recipient{}, ErrNotARecipient
	}
	return Recipient{key}, nil
}

// String is the public key as text: some 1,960 letters and digits.
func (r Recipient) String() string { return r.key.String() }

// Fingerprint is the key in short, to compare by telephone or on paper: the
// first 80 bits of the SHA-256 over its text, in hex.
func (r Recipient) Fingerprint() string {
	sum := sha256.Sum256([]byte(r.String()))
	return hex.EncodeToString(sum[:10])
}
