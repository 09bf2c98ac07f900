// Package tui asks the questions of a session: on the full screen with Run, or
// line by line with Lines. Both only show and read; the session decides what is
// asked next, checks every entry and saves it before it goes on.
//
// # Full screen
//
// One Bubble Tea model shows one question at a time. The fields of
// charmbracelet/huh serve as entry widgets; their forms, groups, filters,
// validation and help are not used. Enter, Tab, Shift+Tab and the commands are
// caught before a field sees them, so that checking, saving and moving on
// happen within one key, and a field works on a copy of the answer only.
//
// Nothing is chosen by opening a question: the first line of a list stands for
// no answer. What a field proposes, a default or a calculated value, counts only
// once it is acknowledged with Enter. Going back never
// checks; what was typed is kept as the answer or as a draft. Every command has
// a function key and a second key with Ctrl; the help (F1, Ctrl+G) lists them. Help, overview (F2) and check list (F6) lie over
// the question and over each other; what was typed below them stays.
//
// Each statement of a matrix is a stop of its own, with the grid of all of them
// above it. A digit chooses and goes on to the next one, on the last it stays;
// left and right move the choice; up and down go from statement to statement
// inside the grid, and keep the choice. Where ten choices or more are not told by
// numbers, a statement has the list of any other question.
//
// The overview lists the sections, and below the unfolded ones their questions.
// Typing searches, Tab calls the filters, which stay until they are changed.
//
// A list is a table of its rows: the columns that the set chose or that name a
// row, and how each row stands in words. Letters are its commands (the help of a
// list has them all). Search, sorting and "only open ones" change the view alone
// and outlive the way into a row and back; the stored order is part of the
// answers. Deleting asks nothing, because u takes it back: so it does adding,
// duplicating, and each batch of rows, as long as the program is open. Esc leads
// from a row to its list, with what was typed kept.
//
// # Line mode
//
// Each stop says the section when it changes, the progress, the question, its
// hint, the choices with numbers, and the answer so far, then reads one line:
//
//   - A blank line goes on; the answer stays as it is.
//   - A line that is a command (a dot, one letter or a question mark, then
//     nothing or a blank and more) is carried out: .z back, .k missing code,
//     .g estimated, .l clear, .b comment, .s search, .v takes what the question
//     proposes (a blank line never does), .u overview, .f go to a question,
//     .p check, .e end, .? help. The line
//     ".k 1", ".k unbekannt" or ".g 1200" does it in one go; a bare ".k" reads
//     the number from the next line. A command that does not exist is refused.
//   - Anything else is the answer. A line that would be a command is an answer
//     when another dot stands before it: "..e" is the text ".e".
//   - Choices are given by code, by label, or by the number that was said last
//     for this question; several with commas between. Code and label win over
//     the number. Long lists say numbers only after a search (.s TEXT), or
//     after an entry that was no choice but matched some. Rows of a list are
//     given by their number there, units by key or name. A rank is the choices
//     in their order.
//   - Words of one's own are given as "sonstiges: TEXT", last; where the choice
//     stands without them, the next line is asked for them.
//   - What all statements of a matrix share is said with the first of them.
//   - A text of several lines ends with a line of a single dot; inside it no
//     line is a command.
//   - At a list: n adds an entry and goes into it, "b 2" edits, "d 2"
//     duplicates, "l 2" deletes, u takes back what was done last with the
//     entries, w does it again, keine confirms that there are none, a blank line
//     goes on. A list of more than twenty entries is not said unasked: a says all
//     of it, o the entries that lack something, f goes into the first of these,
//     "s TEXT" says those that match, "t COLUMN" or "t NUMBER" all in the order
//     of a column, "t -2" the other way round; the list stays stored as it is.
//     "i PATH" reads an Excel or CSV file and says what its rows would become;
//     then j takes them over, a blank line gives up, and "s B NAME" (what a
//     column answers), "w B7 = VALUE" (what the text of a cell means), d, a, k, b,
//     m and z decide as the screen does.
//     Behind the last question of an entry comes the list again.
//   - An entry that raises a warning is saved, and the next line is the reason
//     why the warning does not apply; blank leaves it open. So is the reason why
//     a calculated value was replaced.
//   - A refused entry is explained ("Fehler: …") and the same question reads
//     the next line.
//   - ".u" says the sections with how far they are; ".u 2" the questions of the
//     second, with their numbers and states; ".u offen", ".u hinweis", ".u für
//     IT" and ".u TEXT" those that are open, that have a hint, that the IT knows
//     the answers to, that have the words (in this order they can be combined).
//   - ".f 2.1", ".f ap_gesamt", ".f TEXT" goes to a question, ".f 2" to a section,
//     ".f ende" behind the last question. Words that several questions have say
//     which.
//   - ".p" says what is open, ".p alle" all of it, and ".p 3" goes to the third
//     point that was said. What may only come is one sentence.
//   - Notes are said and read no line. Behind the last question a blank line
//     ends, a number jumps to an open point.
//   - The end of the input ends the conversation at any point; everything
//     entered until then is saved, a text of several lines included.
//
// What a line does depends on the question set, the answers and the lines
// before it alone, so that the same file of lines through a pipe always gives
// the same answers.
package tui
