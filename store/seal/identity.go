package seal

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"filippo.io/age"
)

// Identity is a secret key that opens what was sealed for its recipient.
type Identity struct{ key *age.HybridIdentity }

// Errors of ReadKeys.
var (
	ErrNoKey           = errors.New("no key in it")
	ErrWrongPassphrase = errors.New("wrong passphrase, or damaged")
)

// Generate makes a new identity at random.
func Generate() (Identity, error) {
	key, err := age.GenerateHybridIdentity()
	return Identity{key}, err
}

// ParseIdentity reads a secret key as text, typed from paper too: blanks and
// line breaks in it and lower case letters do not matter. It has a checksum.
func ParseIdentity(text string) (Identity, error) {
	key, err := age.ParseHybridIdentity(strings.ToUpper(strings.Join(strings.Fields(text), "")))
	if err != nil {
		return Identity{}, ErrNoKey
	}
	return Identity{key}, nil
}

// Recipient is the public key that belongs to the identity.
func (i Identity) Recipient() Recipient { return Recipient{i.key.Recipient()} }

// Secret is the secret key as text. Whoever has it can open every return that
// was sealed for it.
func (i Identity) Secret() string { return i.key.String() }

// workFactor is the scrypt work that a passphrase costs, as power of two: a
// second or two on a laptop. Key files that ask for more than maxWorkFactor are
// refused: they are not ours.
const (
	workFactor    = 18
	maxWorkFactor = 20
)

// maxKeyFile is how large a file of keys may be, in bytes.
const maxKeyFile = 1 << 16

// WriteKey writes an identity under a passphrase. The file is one that the age
// program reads as well.
func WriteKey(dst io.Writer, i Identity, passphrase string) error {
	return writeKey(dst, i, passphrase, workFactor)
}

func writeKey(dst io.Writer, i Identity, passphrase string, work int) error {
	lock, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return err
	}
	lock.SetWorkFactor(work)
	w, err := age.Encrypt(dst, lock)
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, "# public key: "+i.Recipient().String()+"\n"+i.Secret()+"\n")
	return errors.Join(err, w.Close())
}

// Locked reports whether a file of keys is under a passphrase.
func Locked(file []byte) bool { return bytes.HasPrefix(file, []byte("age-encryption.org/")) }

// ReadKeys reads the identities in a file: one that WriteKey wrote, or one with
// secret keys as text, a line each, "#" before remarks. The passphrase is not
// looked at where there is none on the file.
func ReadKeys(file []byte, passphrase string) ([]Identity, error) {
	if len(file) > maxKeyFile {
		return nil, ErrNoKey
	}
	if Locked(file) {
		opened, err := unlock(file, passphrase)
		if err != nil {
			return nil, err
		}
		file = opened
	}
	var keys []Identity
	for line := range strings.Lines(strings.TrimPrefix(string(file), "\ufeff")) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, err := ParseIdentity(line)
		if err != nil {
			return nil, err
		}
		keys = append(keys, key)
	}
	if len(keys) == 0 {
		return nil, ErrNoKey
	}
	return keys, nil
}

func unlock(file []byte, passphrase string) ([]byte, error) {
	key, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, ErrWrongPassphrase // an empty one
	}
	key.SetMaxWorkFactor(maxWorkFactor)
	content, err := age.Decrypt(bytes.NewReader(file), key)
	if err != nil {
		return nil, ErrWrongPassphrase
	}
	opened, err := io.ReadAll(io.LimitReader(content, maxKeyFile))
	if err != nil {
		return nil, ErrWrongPassphrase
	}
	return opened, nil
}
