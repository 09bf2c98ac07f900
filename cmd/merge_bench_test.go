package cmd_test

import (
	"fmt"
	"os"
	"testing"
)

// BenchmarkMerge merges returns to it-landschaft, as they come and sealed, with
// the program as a process of its own. 11,000 of them take minutes to make and
// 7 GB of room: they are merged where ITBESTAND_LONG is set.
//
// ITBESTAND_PEER names another program that does the same work on as many
// answers; see against.
func BenchmarkMerge(b *testing.B) {
	m := newReturnMaker(b)
	for _, sealed := range []bool{false, true} {
		for _, n := range portions {
			b.Run(fmt.Sprintf("%s/%d", map[bool]string{false: "plain", true: "sealed"}[sealed], n), func(b *testing.B) {
				if n > 2000 && os.Getenv("ITBESTAND_LONG") == "" {
					b.Skip("ITBESTAND_LONG is not set")
				}
				args := append([]string{"merge", "z.itb", "--questionnaire", "it-landschaft", "--identity", m.identity()}, m.folders(n, sealed)...)
				runs := against(b, args)
				b.ReportMetric(runs.wall()/float64(n)*1000, "ms/return")
				b.ReportMetric(float64(n)/runs.wall(), "returns/s")
				b.ReportMetric(m.answers(n), "answers/return")
			})
		}
	}
}
