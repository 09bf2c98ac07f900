package update

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// listed is XML as a list of tokens that can be compared.
func listed(kind, name, text string, attrs []attr) string {
	var b strings.Builder
	b.WriteString(kind + " " + name + " " + text)
	for _, a := range attrs {
		b.WriteString("|" + a.name + "=" + a.value)
	}
	return b.String()
}

func theirs(document string) ([]string, error) {
	var all []string
	d := xml.NewDecoder(strings.NewReader(strings.TrimPrefix(document, "\xef\xbb\xbf")))
	for {
		token, err := d.RawToken()
		if err != nil {
			return all, err
		}
		switch x := token.(type) {
		case xml.StartElement:
			var attrs []attr
			for _, a := range x.Attr {
				attrs = append(attrs, attr{joined(a.Name), a.Value})
			}
			all = append(all, listed("<", joined(x.Name), "", attrs))
		case xml.EndElement:
			all = append(all, listed(">", joined(x.Name), "", nil))
		case xml.CharData:
			if len(x) > 0 {
				all = append(all, listed("t", "", string(x), nil))
			}
		case xml.Directive:
			return all, errDoctype
		}
	}
}

func joined(name xml.Name) string {
	if name.Space == "" {
		return name.Local
	}
	return name.Space + ":" + name.Local
}

func ours(r io.Reader) ([]string, error) {
	var all []string
	t := newTokens(r)
	for {
		if err := t.next(); err != nil {
			return all, err
		}
		switch t.kind {
		case tagOpens:
			all = append(all, listed("<", t.name, "", t.node().attrs))
		case tagCloses:
			all = append(all, listed(">", t.name, "", nil))
		case textRuns:
			if len(t.text) > 0 {
				all = append(all, listed("t", "", string(t.text), nil))
			}
		}
	}
}

// What encoding/xml reads is read as the same here, in whatever pieces it comes;
// what it refuses is refused.
func FuzzXML(f *testing.F) {
	for _, s := range []string{
		`<?xml version="1.0" encoding="UTF-8"?><a x:b="1 &lt; 2&#10;" c='"'><b/>Text &amp; mehr<!-- nichts --> <![CDATA[<&>` + "\r\n" + `]]></a >`,
		"<a>\r\nä\r€</a>", `<a b="x>y"/>`, `<a b='<'/>`, `<a b=1/>`, `<a b/>`, `<a`, `<a b="`, `&unknown;`, `<!DOCTYPE a>`, "<a>\x01</a>", "<a>\xff</a>", "\xef\xbb\xbf<a/>",
		`<a>]]></a>`, `<?xml version="1.0" encoding="latin1"?><a/>`, `<1/>`, `<a:b:c/>`, `<ä ü="ß"/>`, `<a>&#x10FFFF;&#xFFFE;</a>`, `</a`, `<!-- -- -->`, `<`, `<!`, `<![CDATA[`, `<a b="1"c="2"/>`, `<a / >`, `<?a?>`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, document string) {
		want, wrong := theirs(document)
		for name, r := range map[string]io.Reader{"whole": strings.NewReader(document), "bytes": iotest.OneByteReader(strings.NewReader(document))} {
			got, err := ours(r)
			switch {
			case errors.Is(wrong, io.EOF) && !errors.Is(err, io.EOF) && !strings.Contains(document, "<?xml"): // a declaration has one form here
				t.Fatalf("%s: %v", name, err)
			case errors.Is(err, io.EOF) && !errors.Is(wrong, io.EOF) && !strings.Contains(wrong.Error(), "invalid XML name"):
				t.Fatalf("%s: read, but %v", name, wrong)
			case errors.Is(wrong, io.EOF) && errors.Is(err, io.EOF) && strings.Join(got, "\n") != strings.Join(want, "\n"):
				t.Fatalf("%s: got %q, want %q", name, got, want)
			}
		}
	})
}
