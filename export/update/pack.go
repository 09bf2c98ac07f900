package update

import (
	"archive/zip"
	"errors"
	"io"
	"path"
	"strings"
)

// What a foreign workbook may cost. The largest one that the export itself
// writes, all municipalities of Germany, unpacks to about a gigabyte.
const (
	maxParts  = 20_000
	maxWhole  = 4 << 30   // bytes that all reading may unpack
	maxPart   = 2 << 30   // bytes of a part that is read as a stream
	maxMemory = 256 << 20 // bytes of a part that is kept in memory
)

// pack is a workbook as a zip of parts.
type pack struct {
	file  string // its name, for sentences
	parts map[string]*zip.File
	names []string // in the order of the file
	left  int64    // bytes that may still be unpacked
	texts *texts   // that its cells name by their number
}

// rel is a relationship of a part; its target is the name of a part.
type rel struct {
	id, kind, target string
	external         bool
	node             *node
}

func newPack(file string, z *zip.Reader) (*pack, error) {
	if len(z.File) > maxParts {
		return nil, refuse(Inflated, file)
	}
	p := &pack{file: file, parts: map[string]*zip.File{}, left: maxWhole}
	for _, f := range z.File {
		name := strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/")
		if strings.HasSuffix(name, "/") {
			continue
		}
		if f.Flags&1 != 0 {
			return nil, refuse(Encrypted, file)
		}
		if p.parts[name] != nil {
			return nil, refuse(Damaged, file)
		}
		p.parts[name] = f
		p.names = append(p.names, name)
	}
	return p, nil
}

// open begins to read a part.
func (p *pack) open(name string, limit int64) (io.ReadCloser, error) {
	f := p.parts[name]
	if f == nil {
		return nil, refuse(Damaged, p.file)
	}
	if f.UncompressedSize64 > uint64(limit) {
		return nil, refuse(Inflated, p.file)
	}
	r, err := f.Open()
	if err != nil {
		return nil, refuse(Damaged, p.file)
	}
	return &bounded{r, p, limit}, nil
}

// bounded fails where more comes out of a part than it may hold.
type bounded struct {
	io.ReadCloser
	pack *pack
	left int64
}

func (b *bounded) Read(into []byte) (int, error) {
	n, err := b.ReadCloser.Read(into)
	b.left, b.pack.left = b.left-int64(n), b.pack.left-int64(n)
	if b.left < 0 || b.pack.left < 0 {
		return 0, refuse(Inflated, b.pack.file)
	}
	return n, err
}

// tree reads a part into memory.
func (p *pack) tree(name string) (*node, error) {
	r, err := p.open(name, maxMemory)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	n, err := parse(r)
	return n, p.explain(err)
}

// explain makes what reading met into a refusal.
func (p *pack) explain(err error) error {
	var known *Error
	switch {
	case err == nil || errors.As(err, &known):
		return err
	case errors.Is(err, errTooLarge):
		return refuse(Inflated, p.file)
	}
	return refuse(Damaged, p.file)
}

// relsOf is the name of the part with another one's relationships.
func relsOf(part string) string {
	dir, base := path.Split(part)
	return path.Join(dir, "_rels", base+".rels")
}

// rels reads what a part refers to.
func (p *pack) rels(part string) ([]rel, error) {
	name := relsOf(part)
	if p.parts[name] == nil {
		return nil, nil
	}
	root, err := p.tree(name)
	if err != nil {
		return nil, err
	}
	var all []rel
	for _, n := range root.children("Relationship") {
		r := rel{id: n.get("Id"), kind: path.Base(n.get("Type")), target: n.get("Target"), external: n.get("TargetMode") == "External", node: n}
		if !r.external {
			r.target = absolute(part, r.target)
		}
		all = append(all, r)
	}
	return all, nil
}

func absolute(part, target string) string {
	if !strings.HasPrefix(target, "/") {
		target = path.Join(path.Dir(part), target)
	}
	return strings.TrimPrefix(path.Clean(target), "/")
}
