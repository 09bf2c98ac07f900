package cmd

import (
	"os"
	"syscall"
	"unsafe"
)

// unicodeConsole tells whether terminals show Unicode where no variable says
// so: programs write UTF-16 to a Windows console, whatever its code page is.
const unicodeConsole = true

// unicodeAnyway reports whether a locale has UTF-8 though it does not say so.
// On Windows only C and POSIX, which nobody sets without wanting them, mean
// what they say.
func unicodeAnyway(locale string) bool { return locale != "c" && locale != "posix" }

// consoleFont is CONSOLE_FONT_INFOEX.
type consoleFont struct {
	size, index    uint32
	width, height  int16
	family, weight uint32
	face           [32]uint16
}

// bitmapFont reports whether the console has the old font "Terminal", which has
// none but the letters and signs of its code page. The new terminal says so in
// a variable and has a font of its own.
func bitmapFont() bool {
	if os.Getenv("WT_SESSION") != "" {
		return false
	}
	out, err := syscall.GetStdHandle(syscall.STD_OUTPUT_HANDLE)
	get := syscall.NewLazyDLL("kernel32.dll").NewProc("GetCurrentConsoleFontEx")
	if err != nil || get.Find() != nil {
		return false
	}
	font := consoleFont{}
	font.size = uint32(unsafe.Sizeof(font))
	ok, _, _ := get.Call(uintptr(out), 0, uintptr(unsafe.Pointer(&font)))
	return ok != 0 && syscall.UTF16ToString(font.face[:]) == "Terminal"
}
