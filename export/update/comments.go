package update

import (
	"strconv"
)

// comments refuses comments in rows that go elsewhere: they are fixed to a cell,
// and would stand beside another row.
func (p *plan) comments(s *sheet) error {
	for _, r := range s.rels {
		if r.external || r.kind != "comments" && r.kind != "threadedComment" {
			continue
		}
		root, err := p.old.pack.tree(r.target)
		if err != nil {
			return err
		}
		root.each(func(n *node) {
			if n.local() != "comment" && n.local() != "threadedComment" {
				return
			}
			c, ok := parseCorner(n.get("ref"))
			if !ok || c.row == 0 || c.col == 0 {
				return
			}
			to, result, m := p.where(s.name, cellArea(c.col, c.row))
			if m != nil && (result != found || to.from.row != c.row) {
				p.refuse(Commented, s.name, columnName(c.col)+strconv.Itoa(c.row), m.old.name)
			}
		})
	}
	return nil
}
