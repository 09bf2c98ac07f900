package tui

// command is what a key asks of the dialogue itself, wherever the cursor is.
type command string

const (
	cmdHelp     command = "help"
	cmdOverview command = "overview"
	cmdCheck    command = "check"
	cmdComment  command = "comment"
	cmdMissing  command = "missing"
	cmdEstimate command = "estimate"
	cmdClear    command = "clear"
	cmdQuit     command = "quit"
	cmdBack     command = "back"
)

// binding gives a command two keys: a terminal may keep one of them for
// itself. The second ones are free in the entry fields, and Windows consoles
// pass them on.
type binding struct {
	command command
	keys    [2]string // as Bubble Tea names them
	shown   [2]string // keys of the catalogue
}

func bindings() []binding {
	return []binding{
		{cmdBack, [2]string{"shift+tab", "ctrl+p"}, [2]string{"key_shift_tab", "key_ctrl_p"}},
		{cmdHelp, [2]string{"f1", "ctrl+g"}, [2]string{"key_f1", "key_ctrl_g"}},
		{cmdOverview, [2]string{"f2", "ctrl+o"}, [2]string{"key_f2", "key_ctrl_o"}},
		{cmdComment, [2]string{"f3", "ctrl+r"}, [2]string{"key_f3", "key_ctrl_r"}},
		{cmdMissing, [2]string{"f4", "ctrl+n"}, [2]string{"key_f4", "key_ctrl_n"}},
		{cmdEstimate, [2]string{"f5", "ctrl+t"}, [2]string{"key_f5", "key_ctrl_t"}},
		{cmdCheck, [2]string{"f6", "ctrl+y"}, [2]string{"key_f6", "key_ctrl_y"}},
		{cmdClear, [2]string{"f8", "ctrl+l"}, [2]string{"key_f8", "key_ctrl_l"}},
		{cmdQuit, [2]string{"f10", "ctrl+q"}, [2]string{"key_f10", "key_ctrl_q"}},
	}
}

// commandOf finds the command that a key stands for, or "".
func commandOf(key string) command {
	for _, b := range bindings() {
		if key == b.keys[0] || key == b.keys[1] {
			return b.command
		}
	}
	return ""
}
