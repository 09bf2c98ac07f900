package survey

import (
	"cmp"
	"strconv"
	"strings"
)

// CompareVersions orders two versions of a question set by their numbers:
// 1.10.0 comes after 1.9.0. It returns what cmp.Compare returns.
func CompareVersions(a, b string) int {
	x, y := strings.Split(a, "."), strings.Split(b, ".")
	for i := range max(len(x), len(y)) {
		if c := cmp.Compare(versionPart(x, i), versionPart(y, i)); c != 0 {
			return c
		}
	}
	return 0
}

// versionPart is one number of a version. The parser lets nothing else pass
// than numbers; what is not there counts as 0.
func versionPart(parts []string, i int) int {
	if i >= len(parts) {
		return 0
	}
	n, _ := strconv.Atoi(parts[i])
	return n
}
