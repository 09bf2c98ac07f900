package tui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"bestand.example/itbestand/survey"
)

// longestSearch is how many characters a search takes: with more it finds
// nothing.
const longestSearch = 200

// longestEntry is how many characters an entry field takes. It is one more than
// an answer may have, so that the session tells of the limit and nothing is cut
// without a word.
const longestEntry = survey.MaxText + 1

// pasted makes a paste safe for an entry field: clean, with plain line ends, and
// no longer than an answer may be. It reports how many characters there were
// where it was longer.
func pasted(key tea.KeyMsg) (clean tea.KeyMsg, tooLong int) {
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(key.Runes))
	key.Runes = []rune(survey.Clean(text))
	if len(key.Runes) > survey.MaxText {
		tooLong = len(key.Runes)
		key.Runes = key.Runes[:survey.MaxText:survey.MaxText]
	}
	return key, tooLong
}

// paste hands a paste on, and says where only its beginning fits.
func (m *model) paste(key tea.KeyMsg) tea.Cmd {
	key, tooLong := pasted(key)
	cmd := m.press(key)
	if tooLong > 0 {
		m.notice, m.refused = m.l("paste_too_long", tooLong, survey.MaxText), false
	}
	return cmd
}
