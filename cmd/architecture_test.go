package cmd_test

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const module = "bestand.example/itbestand"

// rule is a row of the README's table of packages.
type rule struct {
	imports []string // packages of this module that it may import
	alone   []string // modules that nobody else may import
}

var (
	rowPattern  = regexp.MustCompile("^\\| `([a-z0-9/]+)` \\|([^|]*)\\|([^|]*)\\|")
	codePattern = regexp.MustCompile("`([^`]+)`")
)

// readRules reads the table in the README: it is the architecture, and the
// test holds the code to it.
func readRules(t *testing.T) map[string]rule {
	t.Helper()
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	rules := map[string]rule{}
	for line := range strings.Lines(string(readme)) {
		if m := rowPattern.FindStringSubmatch(line); m != nil {
			rules[m[1]] = rule{imports: codes(m[2]), alone: codes(m[3])}
		}
	}
	if len(rules) < 8 {
		t.Fatalf("found only %d packages in the README's table", len(rules))
	}
	return rules
}

func codes(cell string) []string {
	var list []string
	for _, m := range codePattern.FindAllStringSubmatch(cell, -1) {
		list = append(list, m[1])
	}
	return list
}

type goPackage struct {
	ImportPath string
	Imports    []string
}

func listPackages(t *testing.T) []goPackage {
	t.Helper()
	c := exec.Command("go", "list", "-json=ImportPath,Imports", module+"/...")
	c.Dir = ".."
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	var list []goPackage
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
}

// Imports point inward, as the table in the README says; each technology has
// one package that knows it; and the table names no edge that is gone.
func TestImportsFollowTheTableInTheReadme(t *testing.T) {
	rules, seen := readRules(t), map[string]bool{}
	for _, p := range listPackages(t) {
		name := strings.TrimPrefix(p.ImportPath, module+"/")
		r, ok := rules[name]
		if !ok {
			t.Errorf("package %s is not in the README's table", name)
			continue
		}
		seen[name] = true
		for _, imported := range p.Imports {
			if inner, own := strings.CutPrefix(imported, module+"/"); own {
				if !slices.Contains(r.imports, inner) {
					t.Errorf("%s imports %s, which the table does not allow", name, inner)
				}
				continue
			}
			for other, o := range rules {
				if other != name && slices.ContainsFunc(o.alone, func(m string) bool { return imported == m || strings.HasPrefix(imported, m+"/") }) {
					t.Errorf("%s imports %s, which is %s's alone", name, imported, other)
				}
			}
		}
		for _, allowed := range r.imports {
			if !slices.Contains(p.Imports, module+"/"+allowed) {
				t.Errorf("the table lets %s import %s, and it does not", name, allowed)
			}
		}
	}
	for name := range rules {
		if !seen[name] {
			t.Errorf("the table names %s, and there is no such package", name)
		}
	}
}

// The program has one init, that of survey/tui/quiet.
func TestOnlyOneInit(t *testing.T) {
	var files []string
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		source, err := os.ReadFile(path)
		if strings.Contains("\n"+string(source), "\nfunc "+"init()") {
			files = append(files, filepath.ToSlash(path))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(files, []string{"../survey/tui/quiet/quiet.go"}) {
		t.Errorf("found init in %v", files)
	}
}
