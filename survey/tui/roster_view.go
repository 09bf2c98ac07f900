package tui

import (
	"slices"

	"github.com/charmbracelet/x/ansi"
)

// From this height on, the keys of a list that the last line has no room for
// stand in a line of their own.
const secondKeysFrom = 11

func (s *roster) foot() []string {
	switch {
	case s.search != nil:
		return []string{"found", "unfind", "move", "quit"}
	case len(s.table.rows) == 0:
		keys := slices.Concat([]string{"new", "none"}, s.importKey(), []string{"tab", "back", "help", "overview"})
		if len(s.q.Missing) > 0 {
			keys = append(keys, "missing")
		}
		return slices.Concat(keys, s.undoKeys(), []string{"quit"})
	}
	keys := []string{"new", "edit", "delete"}
	if s.s.Fixed(s.q) != nil {
		keys = []string{"edit"}
	}
	if s.height < secondKeysFrom {
		keys = append(keys, s.moreKeys()...)
	}
	return append(keys, "tab", "back", "help", "overview", "quit")
}

// moreKeys are those that the list has besides.
func (s *roster) moreKeys() []string {
	keys := []string{"find", "sort", "only_open", "next_open"}
	if s.s.Fixed(s.q) == nil {
		keys = append(append(keys, "copy"), s.importKey()...)
	}
	if s.seen.narrowed() {
		keys = append(keys, "show_all")
	}
	return append(keys, s.undoKeys()...)
}

// importKey is the key by which an existing list is taken over, where lists can
// be read.
func (s *roster) importKey() []string {
	if !s.lists {
		return nil
	}
	return []string{"import"}
}

func (s *roster) undoKeys() []string {
	var keys []string
	if s.s.Undoable() != nil {
		keys = append(keys, "undo")
	}
	if s.s.Redoable() != nil {
		keys = append(keys, "redo")
	}
	return keys
}

func (s *roster) view() []string {
	below := s.below()
	least := min(len(s.picked), 5) + 1 + len(below)
	above := clip(wrap(s.question(s.place), s.width), max(min(s.height-least, 3), 1), s.width, s.t("more"))
	for _, text := range s.asked(s.q) {
		above = append(above, clip(wrap(text, s.width), max(min(s.height-least-len(above), 4), 1), s.width, s.t("more"))...)
	}
	hint := wrap(s.hint(s.place), s.width)
	above = append(above, clip(hint, min(max(s.height-least-len(above)-1, 0), 4), s.width, s.t("more"))...)
	if assignee := s.assignee(s.q); assignee != "" && len(above)+least < s.height {
		above = append(above, s.look.muted.Render(cut(assignee, s.width)))
	}
	if len(above)+least < s.height {
		above = append(above, "")
	}
	return slices.Concat(above, s.lines(s.height-len(above)-len(below)), below)
}

// lines draws the rows that there is room for, under their headings.
func (s *roster) lines(height int) []string {
	switch {
	case len(s.table.rows) == 0:
		return nil
	case len(s.picked) == 0:
		return wrap(s.r("nothing_found"), s.width)
	}
	columns := s.table.widths(s.width)
	var lines []string
	if height > 2 {
		lines, height = append(lines, s.look.muted.Render(cut(s.table.headings(columns), s.width))), height-1
	}
	s.menu.fit(height)
	top, end := s.menu.visible(s.menu.height)
	for i := top; i < end; i++ {
		lines = append(lines, cut(s.table.line(s.table.rows[s.picked[i]], i == s.menu.cursor, columns), s.width))
	}
	return lines
}

// below is what stands under the rows: what the last key did, where the cursor
// is, and the keys that the last line has no room for.
func (s *roster) below() []string {
	if len(s.table.rows) == 0 {
		return append(s.whenEmpty(), s.markLines()...)
	}
	lines := s.markLines()
	if s.seen.said != "" {
		lines = append(lines, clip(wrap(s.seen.said, s.width), 2, s.width, "…")...)
	}
	if s.search != nil {
		lines = append(lines, cut(s.search.View(), s.width))
	}
	lines = append(lines, cut(s.status(), s.width))
	if s.search == nil && s.height >= secondKeysFrom {
		lines = append(lines, s.look.muted.Render(s.teller.foot(s.moreKeys(), s.width)))
	}
	return lines
}

func (s *roster) whenEmpty() []string {
	keys := s.t("rows_keys")
	if s.lists {
		keys += " " + s.i("rows_key")
	}
	lines := wrap(s.emptyState()+" "+keys, s.width)
	if s.seen.said != "" {
		lines = append(wrap(s.seen.said, s.width), lines...)
	}
	if len(s.q.Missing) > 0 {
		lines = append(lines, wrap(s.t("rows_missing"), s.width)...)
	}
	return lines
}

func (s *roster) markLines() []string {
	var lines []string
	for _, mark := range s.marks(s.s.Answer()) {
		lines = append(lines, cut(mark, s.width))
	}
	return lines
}

// status says where the cursor is, how much is open, and why rows may be out of
// sight; what there is no room for, from the end.
func (s *roster) status() string {
	var parts []string
	if row := s.under(); row != nil {
		parts = append(parts, s.r("row_of", row.number, len(s.table.rows)))
	} else {
		parts = append(parts, s.t("rows", len(s.table.rows)))
	}
	if s.seen.narrowed() {
		parts = append(parts, s.r("shown", len(s.picked)))
	}
	if s.seen.open {
		parts = append(parts, s.r("only_open"))
	} else {
		parts = append(parts, s.rn("open", s.table.open))
	}
	if text := line(s.seen.search); text != "" && s.search == nil {
		parts = append(parts, s.r("searched", text))
	}
	if order := s.orderName(s.q, s.seen); order != "" {
		parts = append(parts, order)
	}
	said := parts[0]
	for _, p := range parts[1:] {
		if longer := said + " · " + p; ansi.StringWidth(longer) <= s.width {
			said = longer
		}
	}
	return said
}
