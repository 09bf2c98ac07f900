package escapes

import "testing"

func TestReadGivesTheTextThatIsMeant(t *testing.T) {
	for written, meant := range map[string]string{
		"": "", "plain": "plain", "a_x000D_\nb": "a\nb", "a_x000D_b": "a\rb", "_x005F_x0041_": "_x0041_", "_x0041__x00e4_": "Aä",
		"_x004": "_x004", "_x": "_x", "_x00G1_": "_x00G1_", "_x0041": "_x0041", "_x_x0041_": "_xA", "a_x0009_": "a\t", "x_x0041_x0042_": "xAx0042_",
	} {
		if got := Read(written); got != meant {
			t.Errorf("%q is read as %q, not as %q", written, got, meant)
		}
	}
}
