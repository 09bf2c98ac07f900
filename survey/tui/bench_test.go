package tui

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"bestand.example/itbestand/survey"
)

// press measures one key: what Bubble Tea does with it, without the terminal.
func press(b *testing.B, place survey.Place, keys ...string) {
	d := screenDesk(b, place)
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
