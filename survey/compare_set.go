package survey

// sets compares what concerns the whole set.
func (c *comparison) sets() {
	c.versions()
	c.natures()
	old, new := c.old, c.new
	if old.Short != new.Short {
		c.note(DetailChanged, "", "short", old.Short, new.Short)
	}
	c.setWords("title", old.Title, new.Title)
	c.setWords("duration", old.Duration, new.Duration)
	for _, p := range old.Profiles {
		if _, there := new.Profile(p.Name); !there {
			c.note(ProfileGone, "", p.Name)
		}
	}
}

func (c *comparison) setWords(key string, was, is Text) {
	if !sameText(was, is) {
		c.add(Difference{Kind: WordsChanged, Args: []string{key}, was: present(was), is: present(is)})
	}
}

func (c *comparison) versions() {
	old, new := c.old, c.new
	switch order := CompareVersions(old.Version, new.Version); {
	case old.ID != new.ID:
		c.note(SetOther, "", old.ID, new.ID)
	case order == 0:
		c.note(VersionSame, "", new.Version)
	case order > 0:
		c.note(VersionNotHigher, "", old.Version, new.Version)
	}
}

// natures compares who answers a set, and how often: what a response is hangs
// on it.
func (c *comparison) natures() {
	old, new := c.old, c.new
	for _, nature := range []struct {
		key     string
		changed bool
	}{{"responses", old.Many != new.Many}, {"anonymous", old.Anonymous != new.Anonymous}, {"about", old.Project != new.Project}} {
		if nature.changed {
			c.note(NatureChanged, "", nature.key)
		}
	}
}

// migrations looks for names that the migrations of the older version itself
// rename or recode, and that it does not have: misspelt, they would set answers
// aside.
func (c *comparison) migrations() {
	for _, step := range c.steps {
		if step.From != c.old.Version {
			continue
		}
		for _, name := range sortedKeys(step.Rename) {
			if _, there := c.from[name]; !there {
				c.note(RenameUnknown, "", step.From, name)
			}
		}
		for _, list := range sortedKeys(step.Recode) {
			for _, code := range sortedKeys(step.Recode[list]) {
				if !c.knew(list, code) {
					c.note(RecodeUnknown, "", step.From, list, code)
				}
			}
		}
	}
}

// knew reports whether a question that uses a list now could be answered with
// a code before.
func (c *comparison) knew(list, code string) bool {
	for _, h := range c.before {
		now, there := c.to[c.target[h.Name]]
		switch {
		case h.List != nil && h.List.Index(code) >= 0 && (h.List.Name == list || there && now.List != nil && now.List.Name == list):
			return true
		case h.RowsFrom != nil && h.RowsFrom.Index(code) >= 0 && (h.RowsFrom.Name == list || there && now.RowsFrom != nil && now.RowsFrom.Name == list):
			return true
		}
	}
	held := c.old.list(list)
	return held != nil && held.Index(code) >= 0
}
