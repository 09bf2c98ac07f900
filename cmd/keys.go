package cmd

import (
	"bytes"
	"errors"
	"os"

	"bestand.example/itbestand/store"
	"bestand.example/itbestand/store/seal"
	"bestand.example/itbestand/survey"
	"bestand.example/itbestand/survey/parser"
)

// maxKeyFile is how much of a file of keys is looked at, in bytes.
const maxKeyFile = 1 << 20

// unsealing opens sealed returns with the keys in the files. Without files it
// is nil. Passphrases are asked for.
func (a *app) unsealing(files []string) (store.Unsealing, error) {
	if len(files) == 0 {
		return nil, nil
	}
	var keys []seal.Identity
	for _, path := range files {
		found, err := a.readKeys(path)
		if err != nil {
			return nil, err
		}
		keys = append(keys, found...)
	}
	return func(sealed []byte) ([]byte, store.Code) {
		content, err := seal.Open(bytes.NewReader(sealed), store.MaxFile, keys)
		return content, sealCode(err)
	}, nil
}

// sealCode is the store's word for why a sealed file cannot be opened.
func sealCode(err error) store.Code {
	switch {
	case err == nil:
		return ""
	case errors.Is(err, seal.ErrOtherKey):
		return store.CodeOtherKey
	case errors.Is(err, seal.ErrPassphrase):
		return store.CodePassphrase
	case errors.Is(err, seal.ErrTooLarge):
		return store.CodeTooLarge
	}
	return store.CodeDamaged
}

func (a *app) readKeys(path string) ([]seal.Identity, error) {
	name := survey.CleanLine(path)
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxKeyFile {
		return nil, a.fail(exitKey, "key_none", name)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	phrase := ""
	if seal.Locked(file) {
		if phrase, err = a.passphrase(a.words.T("seal.ask_passphrase", name)); err != nil {
			return nil, err
		}
	}
	keys, err := seal.ReadKeys(file, phrase)
	switch {
	case errors.Is(err, seal.ErrWrongPassphrase):
		return nil, a.fail(exitKey, "key_passphrase", name)
	case err != nil:
		return nil, a.fail(exitKey, "key_none", name)
	}
	return keys, nil
}

// sealing seals returns for the recipients of a wave. Without recipients it is
// nil: the return is not sealed.
func sealing(recipients []seal.Recipient) store.Sealing {
	if len(recipients) == 0 {
		return nil
	}
	return func(content []byte) ([]byte, store.Unsealing, error) {
		var b bytes.Buffer
		w, err := seal.Seal(&b, recipients)
		if err != nil {
			return nil, nil, err
		}
		_, err = w.Write(content)
		if err = errors.Join(err, w.Close()); err != nil {
			return nil, nil, err
		}
		open := func(sealed []byte) ([]byte, store.Code) {
			content, err := w.ReadBack(bytes.NewReader(sealed), store.MaxFile)
			return content, sealCode(err)
		}
		return b.Bytes(), open, nil
	}
}

// wrongRecipient is what the parser asks about a public key of a wave.
func wrongRecipient(key string) parser.RecipientFault {
	switch _, err := seal.ParseRecipient(key); {
	case errors.Is(err, seal.ErrClassical):
		return parser.RecipientClassical
	case err != nil:
		return parser.RecipientIncomplete
	}
	return ""
}

// recipients reads the public keys of a wave. A wave without any is possible;
// its returns are not sealed.
func (a *app) recipients(w *survey.Wave) ([]seal.Recipient, error) {
	var keys []seal.Recipient
	for i, text := range w.Recipients {
		key, err := seal.ParseRecipient(text)
		switch {
		case errors.Is(err, seal.ErrClassical):
			return nil, a.fail(exitSet, "recipient_classical", i+1, w.ID)
		case err != nil:
			return nil, a.fail(exitSet, "recipient_incomplete", i+1, w.ID)
		}
		keys = append(keys, key)
	}
	return keys, nil
}

// recipientsOf are those of the wave that a survey file carries.
func (a *app) recipientsOf(file *store.File) ([]seal.Recipient, error) {
	w, err := waveOf(file)
	if err != nil || w == nil {
		return nil, err
	}
	return a.recipients(w)
}
