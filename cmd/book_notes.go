package cmd

import (
	"strings"

	"bestand.example/itbestand/export"
	"bestand.example/itbestand/store"
	"bestand.example/itbestand/survey"
)

// notes are the findings of the merge: decisions between versions, files that
// were refused, and returns that a later one replaced.
func (a *app) notes(c *contents) []export.Note {
	notes := a.decided(c.decisions, c.units)
	for _, s := range c.sources {
		switch s.Standing {
		case store.Refused:
			sentence, _ := s.Refusal.Say(a.words)
			notes = append(notes, export.Note{Severity: export.Fault, Kind: export.NoteRefused, Source: s.Name, Text: sentence})
		case store.Waiting:
			notes = append(notes, export.Note{Kind: export.NoteMerge, Unit: unitOf(c.units, s.UnitKey), SetID: s.SetID, Source: s.Name, Text: a.words.T("query.source_waiting")})
		case store.Superseded:
			text := a.words.T("cmd.note_superseded", s.Revision, survey.ShortDigest(s.Digest))
			notes = append(notes, export.Note{Kind: export.NoteMerge, Unit: unitOf(c.units, s.UnitKey), SetID: s.SetID, Source: s.Name, Text: text})
		}
	}
	return notes
}

// decided tells of the decisions in force.
func (a *app) decided(decisions []store.Decision, units map[string]survey.Unit) []export.Note {
	var notes []export.Note
	for _, d := range decisions {
		if !d.InForce {
			continue
		}
		var dropped []string
		for _, digest := range d.Digests {
			if digest != d.Digest {
				dropped = append(dropped, survey.ShortDigest(digest))
			}
		}
		notes = append(notes, export.Note{
			Kind: export.NoteConflict, Unit: unitOf(units, d.Unit.Key), SetID: d.SetID, Value: survey.ShortDigest(d.Digest), Dropped: strings.Join(dropped, ", "),
			Text: a.words.T("resolve.note", d.By, d.At.Local().Format("02.01.2006")), Reason: d.Reason,
		})
	}
	return notes
}

func unitOf(units map[string]survey.Unit, key string) survey.Unit {
	if u, ok := units[key]; ok {
		return u
	}
	return survey.Unit{Key: key}
}
