package survey

// Code names what is wrong or worth a look. It is a key of the catalogue in
// i18n (finding.CODE), never a sentence.
type Code string

// Refusals of an entry: the text that was typed is no answer to the question.
const (
	NotANumber      Code = "not_a_number"
	AmbiguousNumber Code = "ambiguous_number"  // Args: both readings
	NumberMeant     Code = "number_meant"      // Args: what was probably meant
	NumberAbout     Code = "number_about"      // a span, or only about so much
	NotWhole        Code = "not_whole"         // a whole number is asked for
	TooManyDecimals Code = "too_many_decimals" // Args: places allowed
	NumberTooLong   Code = "number_too_long"   // Args: digits allowed
	PercentRange    Code = "percent_range"
	NotAYear        Code = "not_a_year"
	NotADate        Code = "not_a_date"
	NotYesNo        Code = "not_yes_no"
	NotAChoice      Code = "not_a_choice" // Args: the entry, the nearest choice or ""
	ExclusiveChoice Code = "exclusive_choice"
	TextTooLong     Code = "text_too_long" // Args: characters allowed
	OneLineOnly     Code = "one_line_only"
	NotAnEmail      Code = "not_an_email"
	NotAURL         Code = "not_a_url"
	NoScheme        Code = "no_scheme" // Args: the address with https:// before it

	OtherWithoutText Code = "other_without_text" // own words are wanted beside the choice
	TooFewChoices    Code = "too_few_choices"    // Args: choices wanted, choices made
	TooManyChoices   Code = "too_many_choices"   // Args: choices allowed, choices made

	NotNone         Code = "not_none" // a roster takes rows, or "none"
	RowsExist       Code = "rows_exist"
	NoSuchRow       Code = "no_such_row"     // Args: rows that there are
	MissingRefused  Code = "missing_refused" // Args: the code, the codes allowed
	ValueAndMissing Code = "value_and_missing"
	NotUTF8         Code = "not_utf8"
	EstimateRefused Code = "estimate_refused"  // the question takes no estimate mark
	CommentRefused  Code = "comment_refused"   // an anonymous response takes no comment
	NotAsked        Code = "not_asked"         // an entry for a question that takes none
	OutsidePart     Code = "outside_part"      // the file is a part, and the question not in its sections
	OutsideFollowUp Code = "outside_follow_up" // the file is a follow-up, and the question not asked in it
	RowsFixed       Code = "rows_fixed"        // only columns of the list are asked: no row comes or goes
	GivenByWave     Code = "given_by_wave"     // the reference date is that of the wave
)

// What stands in the way of handing in, or is worth a second look.
const (
	Open             Code = "open"              // required and unanswered: blocks
	OpenSoft         Code = "open_soft"         // wanted and unanswered: a hint
	Undecided        Code = "undecided"         // whether it is asked hangs on an open question: blocks
	UndecidedOutside Code = "undecided_outside" // in a part: the same, of a question outside of it: a hint
	Violated         Code = "violated"          // a constraint does not hold: blocks
	Invalid          Code = "invalid"           // a stored value does not fit the question: blocks
	DraftLeft        Code = "draft"             // an entry was left unfinished: blocks
	Unconfirmed      Code = "warning"           // a warning without a reason: blocks; Args: its index
	Confirmed        Code = "acknowledged"      // a warning with a reason: a hint; Args: its index
	Later            Code = "later"             // will be handed in later: a hint
	NotOffered       Code = "not_offered"       // Args: the choice; given the other answers it cannot be chosen: blocks
	RowGone          Code = "row_gone"          // the row that was chosen is no longer there: blocks
	RankOpen         Code = "rank_open"         // Args: choices not ranked yet: blocks
	SameRow          Code = "same_row"          // Args: number of the row with the same answers: blocks
	TotalOff         Code = "total_off"         // Args: total wanted, total given: blocks
	NeedsReason      Code = "needs_reason"      // a calculated value was replaced without a reason: blocks
	TooFewRows       Code = "too_few_rows"      // Args: rows wanted
	TooManyRows      Code = "too_many_rows"
)

// Blocks reports whether a finding of this code stands in the way of handing
// in. The others are hints.
func (c Code) Blocks() bool {
	return c != OpenSoft && c != Confirmed && c != Later && c != UndecidedOutside
}

// Finding is a refusal or a hint as a value: what, where, and the particulars
// that its sentence needs. The sentence itself is made by Questionnaire.Say.
type Finding struct {
	Question string
	Row      int
	Code     Code
	Args     []string
}

// Key returns the place that the finding concerns.
func (f Finding) Key() Key { return Key{f.Question, f.Row} }
