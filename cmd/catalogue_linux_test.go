package cmd_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bestand.example/itbestand/cmd"
)

// SU03: wherever the medium gets full, from no room at all to just too little,
// no part of a return or of a receipt is left under any name, and what is there
// once there is room is what would have been written at first.
func TestSU03TheMediumGetsFullWhileHandingIn(t *testing.T) {
	w := newWorkplace(t)
	key, keyFile := w.key("schluessel.txt")
	for name, source := range map[string][]string{
		"unsealed": {"--questionnaire", w.at("drei.yaml")}, "sealed": {"--wave", w.wave("herbst", key)},
	} {
		t.Run(name, func(t *testing.T) {
			file := w.fill(name+".itb", unitKey, 5, source...)
			dir := smallMedium(t)
			ballast := fillUp(t, dir)
			refused := 0
			for room := int64(0); ; room += 4096 {
				leave(t, ballast, room)
				var words bytes.Buffer
				code := cmd.Main(t.Context(), []string{"--lang=de", "submit", file, "-o", dir}, strings.NewReader(""), &words, &words)
				if code == 0 {
					break
				}
				refused++
				if code != 7 || !strings.Contains(words.String(), "voll") {
					t.Fatalf("exit %d with %d bytes free:\n%s", code, room, &words)
				}
				left := slices.DeleteFunc(w.listing(dir), func(path string) bool { return path == dir || path == ballast })
				for _, path := range left { // a return, where only the receipt found no room
					if !strings.Contains(path, "_drei_r1.itb") {
						t.Fatalf("with %d bytes free, %q is left", room, path)
					}
					central := filepath.Join(t.TempDir(), "zentral.itb")
					w.call(0, append([]string{"merge", central, path, "--identity", keyFile}, source...)...)
				}
				if err := os.Remove(ballast); err != nil {
					t.Fatal(err)
				}
				fillUp(t, dir)
			}
			if refused < 5 {
				t.Errorf("it was full %d times only: nothing was tried", refused)
			}
			t.Logf("full %d times", refused)
		})
	}
}

// leave makes room on a full medium.
func leave(t *testing.T, ballast string, room int64) {
	t.Helper()
	info, err := os.Stat(ballast)
	if err == nil {
		err = os.Truncate(ballast, max(0, info.Size()-room))
	}
	if err != nil {
		t.Fatal(err)
	}
}
