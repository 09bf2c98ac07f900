package seal

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"filippo.io/age"
)

func newKey(t testing.TB) Identity {
	t.Helper()
	key, err := Generate()
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func sealed(t testing.TB, content []byte, keys ...Identity) []byte {
	t.Helper()
	var recipients []Recipient
	for _, k := range keys {
		recipients = append(recipients, k.Recipient())
	}
	var b bytes.Buffer
	w, err := Seal(&b, recipients)
	if err == nil {
		_, err = w.Write(content)
	}
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const room = 64 << 20

func content() []byte {
	b := make([]byte, 200_000)
	_, _ = rand.NewChaCha8([32]byte{1}).Read(b)
	return b
}

func TestEachRecipientOpensAlone(t *testing.T) {
	working, recovery, other := newKey(t), newKey(t), newKey(t)
	want := content()
	file := sealed(t, want, working, recovery)
	for name, keys := range map[string][]Identity{"working": {working}, "recovery": {recovery}, "one of several": {other, recovery}} {
		if got, err := Open(bytes.NewReader(file), room, keys); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, keys := range map[string][]Identity{"another": {other}, "none": nil} {
		if got, err := Open(bytes.NewReader(file), room, keys); !errors.Is(err, ErrOtherKey) || got != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whoever seals can verify the file without a key, and only that file.
func TestReadBack(t *testing.T) {
	var b bytes.Buffer
	w, err := Seal(&b, []Recipient{newKey(t).Recipient(), newKey(t).Recipient()})
	if err == nil {
		_, err = w.Write(content())
	}
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	if got, err := w.ReadBack(bytes.NewReader(b.Bytes()), room); err != nil || !bytes.Equal(got, content()) {
		t.Errorf("read back: %v", err)
	}
	b.Bytes()[b.Len()-100] ^= 1
	if _, err := w.ReadBack(bytes.NewReader(b.Bytes()), room); !errors.Is(err, ErrDamaged) {
		t.Errorf("damaged: %v", err)
	}
	if _, err := w.ReadBack(bytes.NewReader(sealed(t, content(), newKey(t))), room); err == nil {
		t.Error("reads back another file")
	}
}

func TestOpenRefuses(t *testing.T) {
	key := newKey(t)
	file := sealed(t, content(), key)
	if _, err := Open(bytes.NewReader(file), 199_999, []Identity{key}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("too large: %v", err)
	}
	for name, data := range map[string][]byte{"empty": nil, "text": []byte("hallo"), "appended": append(bytes.Clone(file), 0), "mark in front": append([]byte("\xef\xbb\xbf"), file...)} {
		if _, err := Open(bytes.NewReader(data), room, []Identity{key}); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A return that a passphrase opens could ask for any amount of work: it is
// refused without doing any.
func TestOpenRefusesPassphrases(t *testing.T) {
	lock, err := age.NewScryptRecipient("geheim")
	if err != nil {
		t.Fatal(err)
	}
	lock.SetWorkFactor(10)
	var b bytes.Buffer
	w, err := age.Encrypt(&b, lock)
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(&b, room, []Identity{newKey(t)}); !errors.Is(err, ErrPassphrase) {
		t.Errorf("got %v", err)
	}
}

// Whatever is changed in a sealed file, none of its content comes out.
func TestNoMutationIsAccepted(t *testing.T) {
	count := 200
	if os.Getenv("ITBESTAND_LONG") != "" {
		count = 2000
	}
	key := newKey(t)
	want := content()
	file := sealed(t, want, key)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range count {
		changed := bytes.Clone(file)
		switch i % 4 {
		case 0:
			changed[r.IntN(len(changed))] ^= 1 << r.IntN(8)
		case 1:
			changed = changed[:r.IntN(len(changed))]
		case 2:
			at := r.IntN(len(changed) - 64)
			for j := range 64 {
				changed[at+j] = byte(r.Uint32())
			}
		case 3:
			changed[r.IntN(1200)] ^= 1 << r.IntN(8) // in the header
		}
		got, err := Open(bytes.NewReader(changed), room, []Identity{key})
		if err == nil && !bytes.Equal(changed, file) || got != nil && err != nil {
			t.Fatalf("mutation %d: %v, %d bytes", i, err, len(got))
		}
	}
}

func TestParseRecipient(t *testing.T) {
	key := newKey(t).Recipient()
	if again, err := ParseRecipient(" " + key.String() + "\n"); err != nil || again.String() != key.String() {
		t.Errorf("own text: %v", err)
	}
	classical, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	text := key.String()
	for name, c := range map[string]struct {
		text string
		want error
	}{
		"one letter lost": {text[:len(text)-1], ErrNotARecipient}, "one letter wrong": {text[:100] + swap(text[100]) + text[101:], ErrNotARecipient},
		"empty": {"", ErrNotARecipient}, "classical": {classical.Recipient().String(), ErrClassical}, "secret": {newKey(t).Secret(), ErrSecret},
		"classical cut": {classical.Recipient().String()[:61], ErrNotARecipient},
	} {
		if _, err := ParseRecipient(c.text); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if got := key.Fingerprint(); len(got) != 20 || got == newKey(t).Recipient().Fingerprint() {
		t.Errorf("fingerprint %q", got)
	}
}

func swap(c byte) string {
	if c == 'q' {
		return "p"
	}
	return "q"
}

func TestKeysUnderAPassphrase(t *testing.T) {
	key := newKey(t)
	var b bytes.Buffer
	if err := writeKey(&b, key, "Grüße aus Weimar", 10); err != nil {
		t.Fatal(err)
	}
	file := b.Bytes()
	if !Locked(file) || bytes.Contains(file, []byte("SECRET")) {
		t.Error("the key stands there in clear")
	}
	keys, err := ReadKeys(file, "Grüße aus Weimar")
	if err != nil || len(keys) != 1 || keys[0].Secret() != key.Secret() {
		t.Fatalf("%d keys, %v", len(keys), err)
	}
	for _, wrong := range []string{"", "Grüsse aus Weimar"} {
		if _, err := ReadKeys(file, wrong); !errors.Is(err, ErrWrongPassphrase) {
			t.Errorf("%q: %v", wrong, err)
		}
	}
}

func TestKeysFromPaper(t *testing.T) {
	first, second := newKey(t), newKey(t)
	typed := strings.ToLower(first.Secret())
	typed = typed[:20] + " " + typed[20:]
	keys, err := ReadKeys([]byte("\ufeff# aus dem Tresor\r\n"+typed+"\r\n\r\n"+second.Secret()), "")
	if err != nil || len(keys) != 2 || keys[0].Secret() != first.Secret() || keys[1].Secret() != second.Secret() {
		t.Fatalf("%d keys, %v", len(keys), err)
	}
	for _, text := range []string{"", "# nur eine Bemerkung", first.Secret()[:50], strings.Repeat("#\n", maxKeyFile)} {
		if _, err := ReadKeys([]byte(text), ""); !errors.Is(err, ErrNoKey) {
			t.Errorf("%.20q: %v", text, err)
		}
	}
}

func FuzzOpen(f *testing.F) {
	key := newKey(f)
	f.Add(sealed(f, []byte("inhalt"), key))
	f.Add([]byte("age-encryption.org/v1\n-> scrypt a 30\n\n--- x\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := Open(bytes.NewReader(data), 1<<20, []Identity{key})
		if err != nil && got != nil {
			t.Fatal("content of a refused file")
		}
	})
}

func FuzzReadKeys(f *testing.F) {
	f.Add([]byte("# x\n"), "a")
	f.Fuzz(func(t *testing.T, data []byte, passphrase string) {
		if keys, err := ReadKeys(data, passphrase); (err == nil) == (len(keys) == 0) {
			t.Fatalf("%d keys, %v", len(keys), err)
		}
	})
}

func BenchmarkSealAndOpen(b *testing.B) {
	key := newKey(b)
	data := content()
	for b.Loop() {
		if _, err := Open(bytes.NewReader(sealed(b, data, key)), room, []Identity{key}); err != nil {
			b.Fatal(err)
		}
	}
}
