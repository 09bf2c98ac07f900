// Package seal seals returns for those who evaluate them, and opens them. It is
// the only importer of age, works on streams, and knows nothing of survey files.
//
// A seal is an age file in binary form (age-encryption.org/v1) for hybrid
// recipients: ML-KEM-768 and X25519 together, because what returns tell of weak
// spots must stay secret longer than classical key agreement alone is expected
// to hold (BSI TR-02102-1). It notices damage and any change. It does not tell
// who sealed: anyone can who has the public key. That is what return codes and
// the digest that is compared by telephone are for.
package seal

import (
	"bytes"
	"errors"
	"io"

	"filippo.io/age"
)

// Errors of Open. A file can be both damaged and for somebody else; then the
// key decides.
var (
	ErrOtherKey   = errors.New("sealed for another key")
	ErrDamaged    = errors.New("damaged or changed after it was sealed")
	ErrTooLarge   = errors.New("content too large")
	ErrPassphrase = errors.New("sealed with a passphrase instead of a key")
)

// Writer seals what is written to it. The seal is complete once Close returned
// nil.
type Writer struct {
	io.WriteCloser
	fileKey []byte
}

// Seal returns a writer that seals for every recipient; each can open the file
// alone.
func Seal(dst io.Writer, recipients []Recipient) (*Writer, error) {
	w := &Writer{}
	keys := make([]age.Recipient, len(recipients))
	for i, r := range recipients {
		keys[i] = witness{r.key, w}
	}
	var err error
	w.WriteCloser, err = age.Encrypt(dst, keys...)
	return w, err
}

// ReadBack opens the very file that the writer sealed, as Open does, to verify
// it where nobody has a key.
func (w *Writer) ReadBack(src io.Reader, limit int64) ([]byte, error) {
	return open(src, limit, []age.Identity{age.NewInjectedFileKeyIdentity(w.fileKey)})
}

// witness sees the key of the file while it is wrapped for a recipient.
type witness struct {
	*age.HybridRecipient
	w *Writer
}

// Wrap implements age.Recipient.
func (r witness) Wrap(fileKey []byte) ([]*age.Stanza, error) {
	r.w.fileKey = bytes.Clone(fileKey)
	return r.HybridRecipient.Wrap(fileKey)
}

// WrapWithLabels implements age.RecipientWithLabels.
func (r witness) WrapWithLabels(fileKey []byte) ([]*age.Stanza, []string, error) {
	r.w.fileKey = bytes.Clone(fileKey)
	return r.HybridRecipient.WrapWithLabels(fileKey)
}

// Open returns the content of a sealed file of at most limit bytes. It opens
// the file completely before it returns a byte, because age hands out what it
// has decrypted before it finds out that a later part was changed.
func Open(src io.Reader, limit int64, identities []Identity) ([]byte, error) {
	keys := make([]age.Identity, 0, len(identities)+1)
	for _, i := range identities {
		keys = append(keys, i.key)
	}
	return open(src, limit, keys)
}

func open(src io.Reader, limit int64, keys []age.Identity) ([]byte, error) {
	locked := &passphraseNotice{}
	content, err := age.Decrypt(src, append(keys, locked)...)
	var none *age.NoIdentityMatchError
	switch {
	case locked.seen:
		return nil, ErrPassphrase
	case errors.As(err, &none):
		return nil, ErrOtherKey
	case err != nil:
		return nil, ErrDamaged
	}
	var b bytes.Buffer
	if whole, ok := src.(interface{ Len() int }); ok {
		b.Grow(whole.Len() + bytes.MinRead) // the content is a little shorter than its seal
	}
	n, err := io.Copy(&b, io.LimitReader(content, limit+1))
	switch {
	case err != nil:
		return nil, ErrDamaged
	case n > limit:
		return nil, ErrTooLarge
	}
	return b.Bytes(), nil
}

// passphraseNotice notices files that a passphrase opens. A return is never
// one: whoever sends it could ask for any amount of work.
type passphraseNotice struct{ seen bool }

func (p *passphraseNotice) Unwrap(stanzas []*age.Stanza) ([]byte, error) {
	for _, s := range stanzas {
		p.seen = p.seen || s.Type == "scrypt"
	}
	return nil, age.ErrIncorrectIdentity
}
