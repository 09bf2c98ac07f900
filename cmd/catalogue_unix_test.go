//go:build !windows

package cmd_test

import (
	"os"
	"syscall"
	"testing"
)

// ME12: links, pipes and devices are refused by name, nobody waits for them, and
// a folder that leads back to itself ends.
func TestME12WhatIsNoFileIsRefusedAndNobodyWaits(t *testing.T) {
	w := newWorkplace(t)
	w.hand("ein", "990000001", 1, "--questionnaire", w.at("drei.yaml"))
	refused := map[string]string{}
	put := func(name, words string, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		refused[name] = words
	}
	put("verweis.itb", "Verknüpfung", os.Symlink("rueckgabe_990000001_drei_r1.itb", w.at("ein/verweis.itb")))
	put("nirgends.itb", "Verknüpfung", os.Symlink("gibtesnicht", w.at("ein/nirgends.itb")))
	put("kreis", "Verknüpfung", os.Symlink(".", w.at("ein/kreis")))
	put("null.itb", "Verknüpfung", os.Symlink("/dev/zero", w.at("ein/null.itb")))
	put("rohr.itb", "keine gewöhnliche Datei", syscall.Mkfifo(w.at("ein/rohr.itb"), 0o600))
	put("rohr.itb.age", "keine gewöhnliche Datei", syscall.Mkfifo(w.at("ein/rohr.itb.age"), 0o600))
	put("rohr", "keine gewöhnliche Datei", syscall.Mkfifo(w.at("ein/rohr"), 0o600))
	if err := syscall.Mknod(w.at("ein/geraet.itb"), syscall.S_IFCHR|0o600, 1<<8|5); err == nil { // as /dev/zero
		refused["geraet.itb"] = "keine gewöhnliche Datei"
	}
	refused["zero"], refused["direkt.itb"] = "keine gewöhnliche Datei", "keine gewöhnliche Datei"
	if err := syscall.Mkfifo(w.at("direkt.itb"), 0o600); err != nil {
		t.Fatal(err)
	}
	o := w.merge(10, w.at("ein"), "/dev/zero", w.at("direkt.itb"), "--questionnaire", w.at("drei.yaml"))
	o.wantRefused(t, refused)
	if o.Merged != 1 || len(o.Files) != 1+len(refused) {
		t.Errorf("%+v", o)
	}
}
