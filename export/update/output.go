package update

import (
	"archive/zip"
	"io"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/flate" // as the export itself
)

// deflateLevel is that of the export.
const deflateLevel = 6

// output is the new workbook: the old one's parts, but for those that are put
// in their place, added or dropped.
type output struct {
	old   *workbook
	put   map[string]func(io.Writer) error
	gone  map[string]bool
	rels  []rel             // added to the main part
	added map[string]string // content types of added parts
	taken map[string]bool   // names of added parts
}

func newOutput(old *workbook) *output {
	return &output{old: old, put: map[string]func(io.Writer) error{}, gone: map[string]bool{}, added: map[string]string{}, taken: map[string]bool{}}
}

func (o *output) tree(part string, n *node) { o.data(part, n.bytes()) }

func (o *output) data(part string, data []byte) {
	o.put[part] = func(w io.Writer) error { _, err := w.Write(data); return err }
}

// free is a name for a part like another one, with another number: one that no
// part has, or that of a part that is left out.
func (o *output) free(like string) string {
	ext := path.Ext(like)
	stem := strings.TrimRight(strings.TrimSuffix(like, ext), "0123456789")
	for i := 1; ; i++ {
		name := stem + strconv.Itoa(i) + ext
		if (o.old.parts[name] == nil || o.gone[name]) && !o.taken[name] {
			o.taken[name] = true
			return name
		}
	}
}

// writeRels writes the relationships of a part.
func (o *output) writeRels(part string, rels []rel) {
	root := &node{name: "Relationships", attrs: []attr{{"xmlns", "http://schemas.openxmlformats.org/package/2006/relationships"}}}
	for _, r := range rels {
		n := &node{name: "Relationship", attrs: []attr{{"Id", r.id}, {"Type", r.node.get("Type")}, {"Target", r.target}}}
		if r.external {
			n.set("TargetMode", "External")
		} else {
			n.set("Target", "/"+r.target)
		}
		root.kids = append(root.kids, n)
	}
	o.tree(relsOf(part), root)
	delete(o.gone, relsOf(part))
}

// finish brings the lists of parts up to date.
func (o *output) finish() {
	types := o.old.types
	kept := types.kids[:0]
	for _, n := range types.kids {
		if name := strings.TrimPrefix(n.get("PartName"), "/"); n.name == "" || n.local() != "Override" || !o.gone[name] && o.added[name] == "" {
			kept = append(kept, n)
		}
	}
	types.kids = kept
	for _, name := range slices.Sorted(maps.Keys(o.added)) {
		types.kids = append(types.kids, &node{name: "Override", attrs: []attr{{"PartName", "/" + name}, {"ContentType", o.added[name]}}})
	}
	o.tree("[Content_Types].xml", types)
}

// add notes the content type of a new part, which is that of a part of the
// export.
func (o *output) add(part string, from *workbook, source string) {
	kind := from.kindOf(source)
	if ext := strings.TrimPrefix(path.Ext(part), "."); o.old.defaultKind(ext) == kind {
		return
	}
	o.added[part] = kind
}

func (w *workbook) defaultKind(ext string) string {
	for _, d := range w.types.children("Default") {
		if strings.EqualFold(d.get("Extension"), ext) {
			return d.get("ContentType")
		}
	}
	return ""
}

// write writes the zip. Parts that have not changed are copied as they are.
func (o *output) write(to io.Writer) error {
	names := slices.Clone(o.old.names)
	for name := range o.put {
		if o.old.parts[name] == nil {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	zw := zip.NewWriter(to)
	zw.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, deflateLevel) })
	for _, name := range names {
		if o.gone[name] && o.put[name] == nil {
			continue
		}
		if err := o.writePart(zw, name); err != nil {
			return err
		}
	}
	return zw.Close()
}

func (o *output) writePart(zw *zip.Writer, name string) error {
	write := o.put[name]
	if write == nil {
		return o.copyPart(zw, name)
	}
	w, err := zw.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: firstDay})
	if err != nil {
		return err
	}
	return write(w)
}

// firstDay is what every part is dated that is written here: the first day
// that a zip can name.
var firstDay = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

func (o *output) copyPart(zw *zip.Writer, name string) error {
	f := o.old.parts[name]
	r, err := f.OpenRaw()
	if err != nil {
		return err
	}
	header := f.FileHeader
	header.Name = name
	w, err := zw.CreateRaw(&header)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, r)
	return err
}

// nextID is an Id that no relationship has.
func nextID(rels []rel) string {
	most := 0
	for _, r := range rels {
		if n, err := strconv.Atoi(strings.TrimPrefix(r.id, "rId")); err == nil {
			most = max(most, n)
		}
	}
	return "rId" + strconv.Itoa(most+1)
}
