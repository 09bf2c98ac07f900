package survey

import "strings"

// fold brings a word into a form in which umlauts, case and spelling variants
// of German do not matter: Straße, STRASSE and strasse are one.
func fold(s string) string {
	return strings.TrimSpace(foldReplacer.Replace(strings.ToLower(s)))
}

// The combining diaeresis covers umlauts that were typed as two characters.
var foldReplacer = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "a\u0308", "ae", "o\u0308", "oe", "u\u0308", "ue")

// Fold is the form in which two words are compared when a person searches a
// list: strasse finds Straße, aenderung finds Änderung.
func Fold(s string) string { return fold(s) }

// Nearest returns the name that a misspelt word probably means, or "".
func Nearest(word string, names []string) string {
	best, bestDistance := "", len([]rune(word))/3+2
	folded := fold(word)
	for _, name := range names {
		other := fold(name)
		if apart := len([]rune(other)) - len([]rune(folded)); apart >= bestDistance || -apart >= bestDistance {
			continue // no need to count: so many letters are missing at least
		}
		if d := distance(folded, other, bestDistance); d < bestDistance {
			best, bestDistance = name, d
		}
	}
	return best
}

// distance is the edit distance with neighbouring letters swapped counted as
// one mistake. It stops counting at a limit.
func distance(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	before, previous, spare := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range previous {
		previous[j] = j
	}
	for i := 1; i <= len(x); i++ {
		current, least := spare, i
		current[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			current[j] = min(previous[j]+1, current[j-1]+1, previous[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				current[j] = min(current[j], before[j-2]+1)
			}
			least = min(least, current[j])
		}
		if least >= limit {
			return limit
		}
		before, previous, spare = previous, current, before
	}
	return previous[len(y)]
}
