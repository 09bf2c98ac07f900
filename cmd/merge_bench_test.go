package cmd_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"testing/fstest"
)

func onlyLong(b *testing.B, n int) {
	b.Helper()
	if n > 2000 && os.Getenv("ITBESTAND_LONG") == "" {
		b.Skip("ITBESTAND_LONG is not set")
	}
}

// BenchmarkMerge merges returns to it-landschaft, as they come and sealed, with
// the program as a process of its own. 11,000 of them take minutes to make and
// 7 GB of room: they are merged where ITBESTAND_LONG is set.
//
// ITBESTAND_PEER names another program that does the same work on as many
// answers; see against.
func BenchmarkMerge(b *testing.B) {
	m := landscapeReturns(b)
	for _, sealed := range []bool{false, true} {
		for _, n := range portions {
			b.Run(fmt.Sprintf("%s/%d", map[bool]string{false: "plain", true: "sealed"}[sealed], n), func(b *testing.B) {
				onlyLong(b, n)
				args := append([]string{"merge", "z.itb", "--questionnaire", "it-landschaft", "--identity", m.identity()}, m.folders(n, sealed)...)
				runs := against(b, args)
				b.ReportMetric(runs.wall()/float64(n)*1000, "ms/return")
				b.ReportMetric(float64(n)/runs.wall(), "returns/s")
				b.ReportMetric(m.answers(n), "answers/return")
			})
		}
	}
}

// BenchmarkExport writes the workbook of a central file of 150 questions and 40
// rows of 15 columns for each administration. No evaluation reads that set.
func BenchmarkExport(b *testing.B) {
	const name = "breit.yaml"
	text := []byte(wideSurvey())
	m := newReturnMaker(b, fstest.MapFS{name: {Data: text}}, name, wordy)
	set := filepath.Join(b.TempDir(), name)
	if err := os.WriteFile(set, text, 0o600); err != nil {
		b.Fatal(err)
	}
	for _, n := range portions {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			onlyLong(b, n)
			central := filepath.Join(m.dir, fmt.Sprintf("%.8s-%d.itb", m.set.Digest, n))
			if _, err := os.Stat(central); err != nil {
				merge := exec.Command("itbestand", append([]string{"merge", central, "--questionnaire", set}, m.folders(n, false)...)...)
				if out, err := merge.CombinedOutput(); err != nil {
					b.Fatalf("%v\n%s", err, out)
				}
			}
			runs := against(b, []string{"export", central, "-o", "mappe.xlsx"})
			b.ReportMetric(runs.wall()/float64(n)*1000, "ms/return")
			b.ReportMetric(m.answers(n), "answers/return")
		})
	}
}
