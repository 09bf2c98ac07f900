CREATE TABLE meta ( -- what the file is. Names: kind, seal (of a return), code (return code); of a working file also what it remembers, see remember.go
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE question_set (
  nr        INTEGER PRIMARY KEY,
  id        TEXT NOT NULL,
  version   TEXT NOT NULL,
  short     TEXT NOT NULL,
  title     TEXT NOT NULL,
  digest    TEXT NOT NULL, -- SHA-256 over the files, hex
  many      INTEGER NOT NULL, -- a unit gives many responses to it
  anonymous INTEGER NOT NULL, -- nobody is to know who answered
  UNIQUE (id, version)
) STRICT;

CREATE TABLE question_set_file (
  question_set INTEGER NOT NULL REFERENCES question_set,
  place        INTEGER NOT NULL, -- 1: the set's own file
  name         TEXT NOT NULL,
  data         BLOB NOT NULL,
  PRIMARY KEY (question_set, place)
) STRICT;

CREATE TABLE wave ( -- that responses belong to; a working file has one at most, a return none
  nr     INTEGER PRIMARY KEY,
  id     TEXT NOT NULL UNIQUE,
  digest TEXT NOT NULL -- SHA-256 over the files, hex
) STRICT;

CREATE TABLE wave_file (
  wave  INTEGER NOT NULL REFERENCES wave,
  place INTEGER NOT NULL, -- 1: the wave's own file
  name  TEXT NOT NULL,
  data  BLOB NOT NULL,
  PRIMARY KEY (wave, place)
) STRICT;

CREATE TABLE evaluation ( -- of a central file: by what the answers of a wave are evaluated
  wave    TEXT NOT NULL PRIMARY KEY, -- id; empty: of the responses that belong to none
  id      TEXT NOT NULL,
  version TEXT NOT NULL,
  digest  TEXT NOT NULL -- SHA-256 over its own files, hex
) STRICT, WITHOUT ROWID;

CREATE TABLE evaluation_set ( -- a question set that an evaluation reads and nobody is asked; all others are in question_set
  wave    TEXT NOT NULL REFERENCES evaluation,
  id      TEXT NOT NULL,
  short   TEXT NOT NULL,
  version TEXT NOT NULL,
  digest  TEXT NOT NULL, -- SHA-256 over its files, hex
  PRIMARY KEY (wave, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE evaluation_file (
  wave   TEXT NOT NULL REFERENCES evaluation,
  set_id TEXT NOT NULL, -- of such a set; empty: of the evaluation itself
  place  INTEGER NOT NULL, -- 1: the own file of either
  name   TEXT NOT NULL,
  data   BLOB NOT NULL,
  PRIMARY KEY (wave, set_id, place)
) STRICT;

CREATE TABLE unit ( -- whom a working file is for; no row, or one
  key          TEXT NOT NULL PRIMARY KEY,
  name         TEXT NOT NULL,
  type         TEXT NOT NULL,
  district_key TEXT NOT NULL,
  district     TEXT NOT NULL,
  inhabitants  INTEGER NOT NULL, -- 0: not known
  members      INTEGER NOT NULL,
  class        TEXT NOT NULL -- size class where nothing else is told of the size
) STRICT, WITHOUT ROWID;

CREATE TABLE population ( -- the units that questions offer as choices, in their order
  nr           INTEGER PRIMARY KEY,
  key          TEXT NOT NULL UNIQUE,
  name         TEXT NOT NULL,
  type         TEXT NOT NULL,
  district_key TEXT NOT NULL,
  district     TEXT NOT NULL,
  inhabitants  INTEGER NOT NULL, -- 0: not known
  members      INTEGER NOT NULL,
  class        TEXT NOT NULL -- size class where nothing else is told of the size
) STRICT;

CREATE TABLE question ( -- names as numbers: answers are many
  nr   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE response (
  nr                INTEGER PRIMARY KEY,
  id                TEXT NOT NULL, -- random, 128 bits in hex
  wave              TEXT NOT NULL,
  question_set      INTEGER NOT NULL REFERENCES question_set,
  profile           TEXT NOT NULL,
  unit_key          TEXT NOT NULL,
  unit_name         TEXT NOT NULL,
  unit_type         TEXT NOT NULL,
  unit_district_key TEXT NOT NULL,
  unit_district     TEXT NOT NULL,
  unit_inhabitants  INTEGER NOT NULL,
  unit_members      INTEGER NOT NULL,
  unit_class        TEXT NOT NULL,
  revision          INTEGER NOT NULL, -- 0 until it is handed in
  incomplete        INTEGER NOT NULL,
  release           TEXT NOT NULL,
  digest            TEXT NOT NULL, -- of the revision handed in last, as received
  closed            INTEGER NOT NULL, -- handed in, so read-only
  held              INTEGER NOT NULL, -- 0 in a central file: superseded, or a supplement that waits
  place_question    TEXT NOT NULL, -- where the person stands
  place_row         INTEGER NOT NULL,
  UNIQUE (id, digest)
) STRICT;

CREATE INDEX response_unit ON response (unit_key, wave);

CREATE TABLE chain ( -- digests of earlier revisions
  response INTEGER NOT NULL REFERENCES response,
  place    INTEGER NOT NULL,
  digest   TEXT NOT NULL,
  PRIMARY KEY (response, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE roster_row (
  response INTEGER NOT NULL REFERENCES response,
  question INTEGER NOT NULL REFERENCES question,
  row      INTEGER NOT NULL, -- no other row of the roster ever gets this number
  place    INTEGER NOT NULL, -- the order; 0: deleted
  PRIMARY KEY (response, question, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE answer (
  response     INTEGER NOT NULL REFERENCES response,
  question     INTEGER NOT NULL REFERENCES question,
  row          INTEGER NOT NULL, -- 0 outside of rosters
  kind         INTEGER NOT NULL, -- 0 no value, 1 text, 2 number, 3 date, 4 code, 5 codes, 6 no rows, 7 true or false, 8 ranking
  value        TEXT NOT NULL, -- codes: one blank between two; own words after a line break
  missing      TEXT NOT NULL DEFAULT '', -- code of the reason why there is no value
  estimate     INTEGER NOT NULL DEFAULT 0,
  comment      TEXT NOT NULL DEFAULT '',
  reason       TEXT NOT NULL DEFAULT '', -- why a computed value was overridden
  acknowledged TEXT NOT NULL DEFAULT '', -- why a warning does not apply
  draft        TEXT NOT NULL DEFAULT '', -- an entry that is not valid yet
  PRIMARY KEY (response, question, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE part ( -- of a part: what it is a part of; in other files no row
  id       TEXT NOT NULL PRIMARY KEY, -- random, 128 bits in hex
  sections TEXT NOT NULL, -- names, one blank between two
  author   TEXT NOT NULL, -- who handed it on, and so gets it back
  computer TEXT NOT NULL,
  at       TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE part_base ( -- of a part: the answers of its sections when it was handed on, as in answer
  question     INTEGER NOT NULL REFERENCES question,
  row          INTEGER NOT NULL,
  kind         INTEGER NOT NULL,
  value        TEXT NOT NULL,
  missing      TEXT NOT NULL,
  estimate     INTEGER NOT NULL,
  comment      TEXT NOT NULL,
  reason       TEXT NOT NULL,
  acknowledged TEXT NOT NULL,
  draft        TEXT NOT NULL,
  PRIMARY KEY (question, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE part_row ( -- of a part: the rows of its sections when it was handed on, as in roster_row
  question INTEGER NOT NULL REFERENCES question,
  row      INTEGER NOT NULL,
  place    INTEGER NOT NULL,
  PRIMARY KEY (question, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE part_fact ( -- of a part: what its sections read outside of it, read-only
  question INTEGER NOT NULL REFERENCES question,
  row      INTEGER NOT NULL,
  state    INTEGER NOT NULL, -- 0 open, 1 answered, 2 missing, 3 not asked
  missing  TEXT NOT NULL,
  kind     INTEGER NOT NULL,
  value    TEXT NOT NULL,
  exact    TEXT NOT NULL, -- of a calculated number that value rounds: the fraction
  waits    INTEGER NOT NULL, -- bits: what is still open behind it
  PRIMARY KEY (question, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE query ( -- what is asked about a response that was handed in: of a central file all that was collected, of a follow-up what it asks
  response_id TEXT NOT NULL,
  digest      TEXT NOT NULL, -- of the version asked about
  question    TEXT NOT NULL,
  text        TEXT NOT NULL,
  author      TEXT NOT NULL, -- of a follow-up empty
  at          TEXT NOT NULL,
  PRIMARY KEY (response_id, digest, question)
) STRICT, WITHOUT ROWID;

CREATE TABLE supplement ( -- of a follow-up, its return and a central file: to which version a response gives answers to questions asked
  response  INTEGER PRIMARY KEY REFERENCES response,
  base      TEXT NOT NULL, -- digest of that version
  revision  INTEGER NOT NULL, -- of that version
  questions TEXT NOT NULL, -- names of what was asked, sorted, one blank between two
  waits     INTEGER NOT NULL -- in a central file 0 once that version is there, and the response whole
) STRICT;

CREATE TABLE joined ( -- of a working file: parts that came back; two copies of one part that differ are two
  nr       INTEGER PRIMARY KEY,
  part     TEXT NOT NULL,
  response INTEGER NOT NULL REFERENCES response,
  tip      TEXT NOT NULL -- the last entry of its history that was taken over; see history.origin
) STRICT;

CREATE TABLE joined_row ( -- rows that a part added
  joined   INTEGER NOT NULL REFERENCES joined,
  question INTEGER NOT NULL REFERENCES question,
  row      INTEGER NOT NULL, -- in the part
  ours     INTEGER NOT NULL, -- in this file; 0: it was left out
  PRIMARY KEY (joined, question, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE joined_mark ( -- what of a part was taken or decided: never a value
  joined   INTEGER NOT NULL REFERENCES joined,
  question INTEGER NOT NULL REFERENCES question,
  row      INTEGER NOT NULL, -- in the part
  aspect   TEXT NOT NULL, -- answer, comment, row
  digest   TEXT NOT NULL, -- of what the part said
  PRIMARY KEY (joined, question, row, aspect)
) STRICT, WITHOUT ROWID;

CREATE TABLE history ( -- who did what: never a value; the sequence is the order, the time only information
  sequence INTEGER PRIMARY KEY,
  response INTEGER NOT NULL REFERENCES response,
  event    TEXT NOT NULL, -- answered, row_added, row_dropped, handed_in, reopened, upgraded, split, joined, decided
  question TEXT NOT NULL,
  row      INTEGER NOT NULL,
  author   TEXT NOT NULL,
  computer TEXT NOT NULL,
  at       TEXT NOT NULL,
  origin   TEXT NOT NULL -- of an entry that came with a part: which one it was there
) STRICT;

CREATE TABLE source ( -- of a central file: every file read
  name        TEXT NOT NULL,
  sha256      TEXT NOT NULL,
  size        INTEGER NOT NULL,
  outcome     TEXT NOT NULL, -- return, begun, refused
  code        TEXT NOT NULL, -- why it was refused
  args        TEXT NOT NULL, -- JSON list
  wave        TEXT NOT NULL,
  set_id      TEXT NOT NULL,
  set_version TEXT NOT NULL,
  unit_key    TEXT NOT NULL,
  revision    INTEGER NOT NULL,
  digest      TEXT NOT NULL, -- of the return
  answers     INTEGER NOT NULL,
  read_at     TEXT NOT NULL,
  supplement  INTEGER NOT NULL, -- the return is one
  PRIMARY KEY (name, sha256)
) STRICT, WITHOUT ROWID;

CREATE TABLE source_response ( -- of a central file: what each return brought
  name        TEXT NOT NULL,
  sha256      TEXT NOT NULL,
  response_id TEXT NOT NULL,
  digest      TEXT NOT NULL,
  PRIMARY KEY (name, sha256, response_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE begun ( -- of a central file: what the working files read say
  wave     TEXT NOT NULL,
  set_id   TEXT NOT NULL,
  unit_key TEXT NOT NULL,
  PRIMARY KEY (wave, set_id, unit_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE decision ( -- of a central file: how conflicts were settled; the last one about a conflict counts
  sequence    INTEGER PRIMARY KEY,
  wave        TEXT NOT NULL,
  set_id      TEXT NOT NULL,
  unit_key    TEXT NOT NULL,
  response_id TEXT NOT NULL, -- of a set that is answered many times; otherwise empty
  among       TEXT NOT NULL, -- digests that it was decided among, sorted, one blank between two
  digest      TEXT NOT NULL, -- the one that counts; empty: the decision is taken back
  reason      TEXT NOT NULL,
  author      TEXT NOT NULL,
  at          TEXT NOT NULL
) STRICT;

CREATE TABLE measure ( -- of a central file: what people noted about the measures of an evaluation; the last note about one counts
  sequence    INTEGER PRIMARY KEY,
  evaluation  TEXT NOT NULL, -- id
  wave        TEXT NOT NULL,
  measure     TEXT NOT NULL, -- name of the rule
  unit_key    TEXT NOT NULL, -- empty: of a group
  response_id TEXT NOT NULL, -- of a row of a list, otherwise empty
  row         INTEGER NOT NULL, -- its id; 0: of no row
  grouping    TEXT NOT NULL, -- of a group, otherwise empty, like the next two
  group_code  TEXT NOT NULL,
  tier        TEXT NOT NULL,
  state       TEXT NOT NULL, -- offen, laufend, erledigt, verworfen
  note        TEXT NOT NULL, -- of a dropped one: why
  due         TEXT NOT NULL, -- a date, or empty
  author      TEXT NOT NULL,
  at          TEXT NOT NULL
) STRICT;

CREATE TABLE invited ( -- of a central file: the administrations in the register of invitations
  wave     TEXT NOT NULL,
  unit_key TEXT NOT NULL,
  mail     TEXT NOT NULL, -- address that the invitation went to; empty: not known
  PRIMARY KEY (wave, unit_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE forgetting ( -- of a central file: what was deleted for good; the protocol, and why it does not come back
  sequence  INTEGER PRIMARY KEY,
  scope     TEXT NOT NULL, -- personal, unit
  unit_key  TEXT NOT NULL, -- empty: of all units
  responses INTEGER NOT NULL, -- how many lost something
  answers   INTEGER NOT NULL, -- how many were deleted
  reason    TEXT NOT NULL,
  author    TEXT NOT NULL,
  at        TEXT NOT NULL
) STRICT;

CREATE TABLE tombstone ( -- of a central file: each revision of which something was deleted
  forgetting  INTEGER NOT NULL REFERENCES forgetting,
  response_id TEXT NOT NULL,
  digest      TEXT NOT NULL,
  revision    INTEGER NOT NULL, -- 0: an earlier one, known by its digest only
  PRIMARY KEY (response_id, digest, forgetting)
) STRICT, WITHOUT ROWID;

CREATE TABLE territory ( -- of a central file: what became of administrations during the survey (Gebietsänderungen), in the order of the table
  nr       INTEGER PRIMARY KEY,
  old_key  TEXT NOT NULL,
  old_name TEXT NOT NULL,
  new_key  TEXT NOT NULL,
  new_name TEXT NOT NULL,
  date     TEXT NOT NULL,
  kind     TEXT NOT NULL, -- schluesselwechsel, neubildung, eingliederung, aufloesung
  UNIQUE (old_key, new_key)
) STRICT;
