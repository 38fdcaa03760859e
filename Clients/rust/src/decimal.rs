//! Exact amounts.

use std::fmt;
use std::str::FromStr;

const PLACES: usize = 18;

/// An exact amount as text, as it travels: "45000.25". Empty means that there is none.
///
/// Text becomes one as it is (`"50.0".into()`), and the daemon names every field that holds none;
/// `parse` checks it here. [`Decimal::units`] is for calculating.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Decimal(String);

/// Text that is no decimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecimalError {
    text: String,
    why: &'static str,
}

impl fmt::Display for DecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {}", self.text, self.why)
    }
}

impl std::error::Error for DecimalError {}

impl Decimal {
    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// There is no amount.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Its exact value in units of 10⁻¹⁸, as the daemon has it inside.
    ///
    /// # Errors
    ///
    /// It is empty or no plain decimal, has more than 18 places that count, or is not below 1.7e20.
    pub fn units(&self) -> Result<i128, DecimalError> {
        let fail = |why| DecimalError { text: self.0.clone(), why };
        let digits = self.0.strip_prefix(&['-', '+'][..]).unwrap_or(&self.0);
        let (whole, places) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.len() + places.len() == 0
            || !(whole.bytes().chain(places.bytes())).all(|each| each.is_ascii_digit())
        {
            return Err(fail("is no decimal such as \"45000.25\" or \"-0.001\""));
        }
        let places = places.trim_end_matches('0');
        if places.len() > PLACES {
            return Err(fail("has more than 18 places behind the point"));
        }
        let padding = std::iter::repeat(b'0').take(PLACES - places.len());
        let mut units: i128 = 0;
        for digit in whole.bytes().chain(places.bytes()).chain(padding) {
            units = units
                .checked_mul(10)
                .and_then(|tens| tens.checked_add((digit - b'0').into()))
                .ok_or_else(|| fail("is too large; decimals are below 1.7e20"))?;
        }
        Ok(if self.0.starts_with('-') { -units } else { units })
    }

    /// The decimal of so many units of 10⁻¹⁸, without zeros at its end.
    pub fn from_units(units: i128) -> Decimal {
        let digits = format!("{:019}", units.unsigned_abs());
        let (whole, places) = digits.split_at(digits.len() - PLACES);
        let text = format!("{}{}.{}", if units < 0 { "-" } else { "" }, whole, places);
        Decimal(text.trim_end_matches('0').trim_end_matches('.').to_owned())
    }

    /// The nearest floating-point number; `None` when it is empty or no decimal.
    pub fn to_f64(&self) -> Option<f64> {
        self.units().ok().and_then(|_| self.0.parse().ok())
    }
}

impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Decimal, DecimalError> {
        let decimal = Decimal::from(text);
        decimal.units().map(|_| decimal)
    }
}

impl From<&str> for Decimal {
    fn from(text: &str) -> Decimal {
        Decimal(text.to_owned())
    }
}

impl From<String> for Decimal {
    fn from(text: String) -> Decimal {
        Decimal(text)
    }
}

impl From<i64> for Decimal {
    fn from(number: i64) -> Decimal {
        Decimal(number.to_string())
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
