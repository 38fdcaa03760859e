package nija

import (
	"fmt"
	"math/big"
	"strings"
)

const (
	decimalPlacesMax = 18
	// Decimals are 128-bit integers in units of 10⁻¹⁸ inside the daemon.
	decimalBitsMax = 127
)

// Decimal is an exact amount as text, as it travels: "45000.25". Empty means that there is none.
//
// A constant can be given as it is; what comes from elsewhere is checked by ParseDecimal, and by the daemon, which
// names every field that holds none. Rat is for calculating.
type Decimal string

// ParseDecimal checks text: an optional sign, digits with at most one point among them, no more than 18 places behind
// it that count, and an absolute value below 1.7e20.
func ParseDecimal(text string) (Decimal, error) {
	decimal := Decimal(text)
	_, err := decimal.Rat()
	return decimal, err
}

// DecimalOf is a number with so many places behind the point, 18 at most, rounded half away from zero; without the
// zeros at its end.
func DecimalOf(number *big.Rat, places int) Decimal {
	text := number.FloatString(places)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	if text == "-0" {
		text = "0"
	}
	return Decimal(text)
}

// Rat is its exact value; an error when it is empty or no decimal.
func (d Decimal) Rat() (*big.Rat, error) {
	if !isDecimal(string(d)) {
		return nil, fmt.Errorf(`%q is no decimal such as "45000.25" or "-0.001"`, string(d))
	}
	number, ok := new(big.Rat).SetString(string(d))
	if !ok {
		return nil, fmt.Errorf("%q is no decimal", string(d))
	}
	units := new(big.Rat).Mul(number, new(big.Rat).SetInt(powerOfTen(decimalPlacesMax)))
	if !units.IsInt() {
		return nil, fmt.Errorf("%q has more than %d places behind the point", string(d), decimalPlacesMax)
	}
	if units.Num().BitLen() > decimalBitsMax {
		return nil, fmt.Errorf("%q is too large; decimals are below 1.7e20", string(d))
	}
	return number, nil
}

// Float64 is the nearest floating-point number; false when it is empty or no decimal.
func (d Decimal) Float64() (float64, bool) {
	number, err := d.Rat()
	if err != nil {
		return 0, false
	}
	nearest, _ := number.Float64()
	return nearest, true
}

func powerOfTen(exponent int64) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(exponent), nil)
}

// isDecimal is stricter than big.Rat, which takes exponents, fractions and other bases.
func isDecimal(text string) bool {
	text = strings.TrimPrefix(strings.TrimPrefix(text, "-"), "+")
	whole, places, _ := strings.Cut(text, ".")
	digits := whole + places
	return digits != "" && strings.Trim(digits, "0123456789") == ""
}
