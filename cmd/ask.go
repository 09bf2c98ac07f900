package cmd

import (
	"bufio"
	"context"
	"io"
	"strings"
)

// lineReader reads the input line by line. Everything that reads lines shares
// it, so that none takes away what another is to read.
func (a *app) lineReader() *bufio.Reader {
	if r, ok := a.in.(*bufio.Reader); ok {
		return r
	}
	r := bufio.NewReader(a.in)
	a.in = r
	return r
}

// nextLine waits for the next line of the input and takes its end away; at the
// end of the input it is empty. Ctrl-C ends the waiting, while the reading goes
// on in the background: the program ends then.
func (a *app) nextLine() (string, error) {
	in := a.lineReader()
	return wait(a.stop, func() (string, error) {
		text, err := in.ReadString('\n')
		if err == io.EOF {
			err = nil
		}
		return strings.TrimRight(text, "\r\n"), err
	})
}

// wait runs what blocks until it is done or stop is closed.
func wait(stop <-chan struct{}, read func() (string, error)) (string, error) {
	type result struct {
		text string
		err  error
	}
	got := make(chan result, 1)
	go func() {
		text, err := read()
		got <- result{text, err}
	}()
	select {
	case <-stop:
		return "", context.Canceled
	case r := <-got:
		return r.text, r.err
	}
}
