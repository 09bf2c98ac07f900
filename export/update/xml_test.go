package update

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// What is no XML, or says something of its kind that no workbook says, is told
// from what could not be read.
func TestWrongXMLIsToldFromWhatCannotBeRead(t *testing.T) {
	broken := errors.New("broken medium")
	for _, c := range []struct {
		from io.Reader
		want error
	}{
		{strings.NewReader("\xef\xbb\xbf<a b='1'>ä<c/></a>"), nil},
		{strings.NewReader(`<a><b></a></b>`), errDamaged},
		{strings.NewReader(`<a>`), errDamaged},
		{strings.NewReader(`<a>&unknown;</a>`), errDamaged},
		{strings.NewReader("<a>\x01</a>"), errDamaged},
		{strings.NewReader(`<?xml version="1.0" encoding="latin1"?><a/>`), errDamaged},
		{strings.NewReader(`<?xml version="1.1"?><a/>`), errDamaged},
		{strings.NewReader(`<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`), errDoctype},
		{io.MultiReader(strings.NewReader(`<a>`), iotest.ErrReader(broken)), broken},
	} {
		if _, err := parse(c.from); !errors.Is(err, c.want) {
			t.Errorf("%v, want %v", err, c.want)
		}
	}
}

// A name keeps the prefix that it was written with.
func TestNamesKeepTheirPrefix(t *testing.T) {
	n, err := parse(strings.NewReader(`<x:a xmlns:x="u" r:id="1"><b/></x:a>`))
	if err != nil || n.name != "x:a" || !slices.Equal(n.attrs, []attr{{"xmlns:x", "u"}, {"r:id", "1"}}) {
		t.Errorf("%+v, %v", n, err)
	}
}
