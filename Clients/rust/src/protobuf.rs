//! The primitives of protobuf's encoding, for messages whose code is generated.

use std::collections::BTreeMap;
use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::wire::status::Status;
use crate::{Decimal, Refused};

const VARINT: u64 = 0;
const FIXED64: u64 = 1;
const BYTES: u64 = 2;
const FIXED32: u64 = 5;
const FIELD_MAX: u64 = (1 << 29) - 1;

/// What can be sent.
pub trait Encode {
    /// Writes its fields.
    fn encode(&self, w: &mut Writer);

    /// Its bytes.
    fn encoded(&self) -> Vec<u8> {
        let mut w = Writer::default();
        self.encode(&mut w);
        w.data
    }
}

/// What can be read.
pub trait Decode: Default {
    /// Takes a field over; one that it does not know is passed over.
    fn take(&mut self, field: &Field<'_>) -> Result<(), DecodeError>;

    /// Reads it whole.
    fn decode(data: &[u8]) -> Result<Self, DecodeError> {
        let mut made = Self::default();
        for_each_field(data, |field| made.take(field))?;
        Ok(made)
    }
}

/// Bytes that are no message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError(pub &'static str);

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// Writes the fields of a message.
#[derive(Default)]
pub struct Writer {
    /// All that was written.
    pub data: Vec<u8>,
}

impl Writer {
    fn varint(&mut self, mut value: u64) {
        while value > 0x7f {
            self.data.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.data.push(value as u8);
    }

    fn tag(&mut self, field: u64, kind: u64) {
        self.varint(field << 3 | kind);
    }

    /// A whole number; negative ones come as their two's complement.
    pub fn number(&mut self, field: u64, value: u64) {
        self.tag(field, VARINT);
        self.varint(value);
    }

    /// A truth value.
    pub fn bool(&mut self, field: u64, value: bool) {
        self.number(field, value.into());
    }

    /// A floating-point number.
    pub fn double(&mut self, field: u64, value: f64) {
        self.tag(field, FIXED64);
        self.data.extend_from_slice(&value.to_le_bytes());
    }

    /// Bytes.
    pub fn bytes(&mut self, field: u64, value: &[u8]) {
        self.tag(field, BYTES);
        self.varint(value.len() as u64);
        self.data.extend_from_slice(value);
    }

    /// A string.
    pub fn text(&mut self, field: u64, value: &str) {
        self.bytes(field, value.as_bytes());
    }

    /// A decimal, as its text.
    pub fn decimal(&mut self, field: u64, value: &Decimal) {
        self.text(field, value.as_str());
    }

    /// What `encode` writes, as a message.
    pub fn nested(&mut self, field: u64, encode: impl FnOnce(&mut Writer)) {
        let mut inner = Writer::default();
        encode(&mut inner);
        self.bytes(field, &inner.data);
    }

    /// A message.
    pub fn message(&mut self, field: u64, value: &impl Encode) {
        self.nested(field, |w| value.encode(w));
    }

    /// Whole numbers, packed; nothing when there are none.
    pub fn packed(&mut self, field: u64, values: impl ExactSizeIterator<Item = u64>) {
        if values.len() > 0 {
            self.nested(field, |w| values.for_each(|each| w.varint(each)));
        }
    }

    fn pair(&mut self, field: u64, seconds: i64, nanoseconds: u32) {
        self.nested(field, |w| {
            if seconds != 0 {
                w.number(1, seconds as u64);
            }
            if nanoseconds != 0 {
                w.number(2, nanoseconds.into());
            }
        });
    }

    /// A google.protobuf.Timestamp.
    pub fn time(&mut self, field: u64, value: &SystemTime) {
        match value.duration_since(UNIX_EPOCH) {
            Ok(after) => self.pair(field, after.as_secs() as i64, after.subsec_nanos()),
            Err(before) => {
                let before = before.duration();
                let nanoseconds = (1_000_000_000 - before.subsec_nanos()) % 1_000_000_000;
                let seconds = before.as_secs() + u64::from(nanoseconds != 0);
                self.pair(field, -(seconds as i64), nanoseconds);
            }
        }
    }

    /// A google.protobuf.Duration.
    pub fn duration(&mut self, field: u64, value: &Duration) {
        self.pair(field, value.as_secs() as i64, value.subsec_nanos());
    }
}

/// A field of a message that is read.
pub struct Field<'a> {
    /// Its number.
    pub number: u64,
    value: Value<'a>,
}

enum Value<'a> {
    Number(u64),
    Fixed64([u8; 8]),
    Bytes(&'a [u8]),
    Fixed32,
}

/// Calls `take` for every field of a message.
pub fn for_each_field<'a>(
    mut data: &'a [u8],
    mut take: impl FnMut(&Field<'a>) -> Result<(), DecodeError>,
) -> Result<(), DecodeError> {
    while !data.is_empty() {
        let tag = varint(&mut data)?;
        let number = tag >> 3;
        if number == 0 || number > FIELD_MAX {
            return Err(DecodeError("a field has no number"));
        }
        let value = match tag & 7 {
            VARINT => Value::Number(varint(&mut data)?),
            FIXED64 => {
                let mut bytes = [0; 8];
                bytes.copy_from_slice(cut(&mut data, 8)?);
                Value::Fixed64(bytes)
            }
            BYTES => {
                let size = varint(&mut data)?;
                Value::Bytes(cut(&mut data, size)?)
            }
            FIXED32 => cut(&mut data, 4).map(|_| Value::Fixed32)?,
            _ => return Err(DecodeError("a field is laid out in a way that is not known")),
        };
        take(&Field { number, value })?;
    }
    Ok(())
}

fn varint(data: &mut &[u8]) -> Result<u64, DecodeError> {
    let mut value = 0;
    for (index, byte) in data.iter().take(10).enumerate() {
        value |= u64::from(byte & 0x7f) << (7 * index);
        if *byte < 0x80 {
            *data = &data[index + 1..];
            return Ok(value);
        }
    }
    Err(DecodeError("a number has no end"))
}

fn cut<'a>(data: &mut &'a [u8], size: u64) -> Result<&'a [u8], DecodeError> {
    if size > data.len() as u64 {
        return Err(DecodeError("the bytes end inside a field"));
    }
    let (taken, rest) = data.split_at(size as usize);
    *data = rest;
    Ok(taken)
}

const OTHER_LAYOUT: DecodeError = DecodeError("a field is laid out otherwise than the contract says");

impl<'a> Field<'a> {
    /// A whole number.
    pub fn u64(&self) -> Result<u64, DecodeError> {
        match self.value {
            Value::Number(number) => Ok(number),
            _ => Err(OTHER_LAYOUT),
        }
    }

    /// A whole number.
    pub fn i64(&self) -> Result<i64, DecodeError> {
        Ok(self.u64()? as i64)
    }

    /// A whole number, cut to its lower half.
    pub fn u32(&self) -> Result<u32, DecodeError> {
        Ok(self.u64()? as u32)
    }

    /// A whole number, cut to its lower half.
    pub fn i32(&self) -> Result<i32, DecodeError> {
        Ok(self.u64()? as i32)
    }

    /// A truth value.
    pub fn bool(&self) -> Result<bool, DecodeError> {
        Ok(self.u64()? != 0)
    }

    /// A floating-point number.
    pub fn double(&self) -> Result<f64, DecodeError> {
        match self.value {
            Value::Fixed64(bytes) => Ok(f64::from_le_bytes(bytes)),
            _ => Err(OTHER_LAYOUT),
        }
    }

    /// Bytes, where they lie.
    pub fn slice(&self) -> Result<&'a [u8], DecodeError> {
        match self.value {
            Value::Bytes(bytes) => Ok(bytes),
            _ => Err(OTHER_LAYOUT),
        }
    }

    /// Bytes.
    pub fn bytes(&self) -> Result<Vec<u8>, DecodeError> {
        Ok(self.slice()?.to_vec())
    }

    /// A string.
    pub fn text(&self) -> Result<String, DecodeError> {
        let text = std::str::from_utf8(self.slice()?).map_err(|_| DecodeError("text is no UTF-8"))?;
        Ok(text.to_owned())
    }

    /// A decimal.
    pub fn decimal(&self) -> Result<Decimal, DecodeError> {
        Ok(self.text()?.into())
    }

    /// A message.
    pub fn message<T: Decode>(&self) -> Result<T, DecodeError> {
        T::decode(self.slice()?)
    }

    /// The error of a google.rpc.Status; `None` when it says OK.
    pub fn status(&self) -> Result<Option<Refused>, DecodeError> {
        Ok(self.message::<Status>()?.refused())
    }

    /// Whole numbers, whether they are packed or come alone.
    pub fn packed(&self, mut each: impl FnMut(u64)) -> Result<(), DecodeError> {
        if let Value::Number(number) = self.value {
            each(number);
            return Ok(());
        }
        let mut data = self.slice()?;
        while !data.is_empty() {
            each(varint(&mut data)?);
        }
        Ok(())
    }

    /// An entry of a map.
    pub fn entry<V: Default>(
        &self,
        entries: &mut BTreeMap<String, V>,
        read: impl Fn(&Field<'a>) -> Result<V, DecodeError>,
    ) -> Result<(), DecodeError> {
        let (mut key, mut value) = (String::new(), V::default());
        for_each_field(self.slice()?, |field| {
            match field.number {
                1 => key = field.text()?,
                2 => value = read(field)?,
                _ => {}
            }
            Ok(())
        })?;
        entries.insert(key, value);
        Ok(())
    }

    fn pair(&self) -> Result<(i64, u32), DecodeError> {
        let (mut seconds, mut nanoseconds) = (0, 0);
        for_each_field(self.slice()?, |field| {
            match field.number {
                1 => seconds = field.i64()?,
                2 => nanoseconds = field.i32()?,
                _ => {}
            }
            Ok(())
        })?;
        match u32::try_from(nanoseconds) {
            Ok(nanoseconds) if nanoseconds < 1_000_000_000 => Ok((seconds, nanoseconds)),
            _ => Err(DecodeError("the nanoseconds are below 0, or a second and more")),
        }
    }

    /// A google.protobuf.Timestamp.
    pub fn time(&self) -> Result<SystemTime, DecodeError> {
        let (seconds, nanoseconds) = self.pair()?;
        let whole = Duration::from_secs(seconds.unsigned_abs());
        let start = if seconds < 0 { UNIX_EPOCH.checked_sub(whole) } else { UNIX_EPOCH.checked_add(whole) };
        start
            .and_then(|start| start.checked_add(Duration::from_nanos(nanoseconds.into())))
            .ok_or(DecodeError("an instant is too far away"))
    }

    /// A google.protobuf.Duration, which is never below 0 in this contract.
    pub fn duration(&self) -> Result<Duration, DecodeError> {
        let (seconds, nanoseconds) = self.pair()?;
        let seconds = u64::try_from(seconds).map_err(|_| DecodeError("a span of time is below 0"))?;
        Ok(Duration::new(seconds, nanoseconds))
    }
}

#[cfg(test)]
mod tests;
