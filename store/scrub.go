package store

import "bestand.example/itbestand/survey"

// metaOverwritten notes in a file that an answer in it was changed or removed
// since the file was last written anew.
const metaOverwritten = "overwritten"

// overwrites notes, in the transaction of the change, that there is an answer
// that is about to be changed or removed.
func (s saver) overwrites(k survey.Key) error {
	return s.exec(`INSERT OR IGNORE INTO meta SELECT ?, '' FROM answer
		WHERE response = ? AND question = (SELECT nr FROM question WHERE name = ?) AND row = ?`, metaOverwritten, s.nr, k.Question, k.Row)
}

// scrub writes a file anew in which answers were changed, so that nobody finds
// in it what they were. SQLite wipes what it frees (secure_delete), but not the
// copy that stays behind in the gap of a page when an answer moves to another
// page before it is changed. The note goes last: a program that is killed in
// between leaves it for the next one.
//
// The answers are safe either way, so a medium without room for it is no error.
func (f *File) scrub() {
	if noted, err := f.link.one("SELECT 1 FROM meta WHERE name = ?", metaOverwritten); err != nil || noted == nil || f.moved() != nil {
		return
	}
	if f.link.exec("VACUUM") == nil {
		_ = f.link.exec("DELETE FROM meta WHERE name = ?", metaOverwritten)
	}
}
