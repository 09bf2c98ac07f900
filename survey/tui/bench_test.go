package tui

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"bestand.example/itbestand/survey"
)

// press measures one key: what Bubble Tea does with it, without the terminal.
func press(b *testing.B, place survey.Place, keys ...string) {
	pressOn(b, screenDesk(b, place), keys...)
}

func pressOn(b *testing.B, d *desk, keys ...string) {
	messages := make([]tea.KeyMsg, len(keys))
	for i, key := range keys {
		messages[i] = keyNamed(key)
	}
	for i := 0; b.Loop(); i++ {
		d.m.Update(messages[i%len(messages)])
		_ = d.m.View()
	}
}

// BenchmarkKey is a letter typed into a text.
func BenchmarkKey(b *testing.B) { press(b, at("name"), "a", "ä", "backspace", "backspace") }

// BenchmarkKeyList600 are keys in a list of 600 entries.
func BenchmarkKeyList600(b *testing.B) {
	b.Run("down", func(b *testing.B) { press(b, at("haupt"), "down") })
	b.Run("page", func(b *testing.B) { press(b, at("haupt"), "pgdown", "pgup") })
	b.Run("search", func(b *testing.B) { press(b, at("haupt"), "s", "t", "backspace", "backspace") })
	b.Run("several", func(b *testing.B) { press(b, at("weitere"), " ", "down") })
}

// BenchmarkKeyUnits11000 are keys in the list of all administrations.
func BenchmarkKeyUnits11000(b *testing.B) {
	all := towns(11000)
	desk := func(place string) *desk { return newDeskOf(b, typesSet(b), all, at(place)).screen() }
	b.Run("down", func(b *testing.B) { pressOn(b, desk("sitz"), "down") })
	b.Run("search", func(b *testing.B) { pressOn(b, desk("sitz"), "f", "e", "backspace", "backspace") })
	b.Run("several", func(b *testing.B) { pressOn(b, desk("partner"), " ", "down") })
	b.Run("open", func(b *testing.B) {
		d := desk("sitz")
		for b.Loop() {
			d.m.show()
		}
	})
}

// BenchmarkKeyMatrix is a digit at a statement.
func BenchmarkKeyMatrix(b *testing.B) { pressOn(b, typesDesk(b, "z_preis"), "1", "2") }

// BenchmarkRosterKey100 are keys in a list of 100 rows and 15 columns.
func BenchmarkRosterKey100(b *testing.B) {
	b.Run("down", func(b *testing.B) { pressOn(b, rosterDesk(b, 100), "down") })
	b.Run("page", func(b *testing.B) { pressOn(b, rosterDesk(b, 100), "pgdown", "pgup") })
	b.Run("search", func(b *testing.B) {
		d := rosterDesk(b, 100)
		d.keys("s")
		pressOn(b, d, "s", "t", "backspace", "backspace")
	})
	b.Run("only_open", func(b *testing.B) { pressOn(b, rosterDesk(b, 100), "o") })
	b.Run("into_and_back", func(b *testing.B) { pressOn(b, rosterDesk(b, 100), "enter", "esc") })
	b.Run("delete_and_undo", func(b *testing.B) { pressOn(b, rosterDesk(b, 100), "l", "u") })
	b.Run("letter_in_a_row", func(b *testing.B) {
		d := rosterDesk(b, 100)
		d.keys("enter")
		pressOn(b, d, "a", "backspace")
	})
}

// BenchmarkPaste is a megabyte that is pasted into a text, and the next key.
func BenchmarkPaste(b *testing.B) {
	for _, place := range []string{"name", "anmerk", "haupt"} {
		b.Run(place, func(b *testing.B) {
			key := keyNamed(hostile())
			key.Paste = true
			for b.Loop() {
				d := screenDesk(b, at(place))
				d.m.Update(key)
				_ = d.m.View()
				d.keys("x")
				_ = d.m.View()
			}
		})
	}
}

// BenchmarkKeyFull is a letter more in a field that is full.
func BenchmarkKeyFull(b *testing.B) {
	for _, place := range []string{"name", "anmerk"} {
		b.Run(place, func(b *testing.B) {
			d := screenDesk(b, at(place))
			d.paste(hostile())
			pressOn(b, d, "a")
		})
	}
}
