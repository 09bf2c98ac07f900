package evaluate

import (
	"math/big"

	"bestand.example/itbestand/survey"
)

// nearly makes up for what binary fractions lose where shares are compared.
const nearly = 1e-9

// parts is what adds up while the parts of an indicator are gone through, by
// decimal digits: ten times 0.1 are 1.
type parts struct {
	all, known  big.Rat // weights
	total       big.Rat // of the weighted values
	least, most *big.Rat
}

// combine computes an indicator of parts. In a mean a part that is not known
// leaves the weights, and the others share its weight; where too little is
// known, the figure cannot be determined. A sum of which a part is not known
// cannot be determined at all.
func (v *Value) combine(i *survey.Indicator, f survey.Facts) {
	sum := sumParts(i, f)
	if sum.all.Sign() == 0 || sum.known.Sign() == 0 {
		v.Share = 0
		return
	}
	v.Share, _ = new(big.Rat).Quo(&sum.known, &sum.all).Float64()
	lacking := sum.known.Cmp(&sum.all) < 0
	if v.Share < i.MinAnswered-nearly || lacking && i.Combine == survey.CombineSum {
		return
	}
	v.Known, v.Renormalised = true, lacking
	switch i.Combine {
	case survey.CombineSum:
		v.exact = &sum.total
	case survey.CombineMin:
		v.exact = sum.least
	case survey.CombineMax:
		v.exact = sum.most
	default:
		v.exact = new(big.Rat).Quo(&sum.total, &sum.known)
	}
}

// sumParts goes through the parts that apply. One of which that is unknown
// counts as one that does.
func sumParts(i *survey.Indicator, f survey.Facts) *parts {
	sum := &parts{}
	for _, part := range i.Parts {
		if part.Applies != nil {
			if applies, sure := part.Applies.True(f); sure && !applies {
				continue
			}
		}
		weight, ok := survey.ExactNumber(part.Weight)
		if !ok {
			continue
		}
		sum.all.Add(&sum.all, weight)
		if value, known := part.Value.Exact(f); known {
			sum.add(value, weight)
		}
	}
	return sum
}

func (p *parts) add(value, weight *big.Rat) {
	p.known.Add(&p.known, weight)
	p.total.Add(&p.total, new(big.Rat).Mul(value, weight))
	if p.least == nil || value.Cmp(p.least) < 0 {
		p.least = value
	}
	if p.most == nil || value.Cmp(p.most) > 0 {
		p.most = value
	}
}
