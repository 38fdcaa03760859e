//! What Response frames say: Protos/ttrpc/envelope.proto, and google.rpc's status.

use std::collections::BTreeMap;

use crate::protobuf::{for_each_field, Decode, DecodeError, Field};
use crate::{Code, FieldViolation, Refused};

/// A google.rpc.Status with what its details say; OK by default.
#[derive(Default)]
pub struct Status(Refused);

impl Status {
    /// The error; `None` for OK.
    pub fn refused(self) -> Option<Refused> {
        Some(self.0).filter(|refused| refused.code != Code::OK)
    }

    /// Takes over a google.protobuf.Any, which is known by the name behind the last slash.
    fn take_detail(&mut self, detail: Any) -> Result<(), DecodeError> {
        match detail.type_url.rsplit('/').next() {
            Some("google.rpc.ErrorInfo") => {
                let info = ErrorInfo::decode(&detail.value)?;
                self.0.reason = info.reason;
                self.0.metadata = info.metadata;
            }
            Some("google.rpc.BadRequest") => {
                self.0.fields = BadRequest::decode(&detail.value)?.field_violations;
            }
            _ => {}
        }
        Ok(())
    }
}

impl Decode for Status {
    fn take(&mut self, field: &Field<'_>) -> Result<(), DecodeError> {
        match field.number {
            1 => self.0.code = Code(field.i32()?),
            2 => self.0.message = field.text()?,
            3 => self.take_detail(field.message()?)?,
            _ => {}
        }
        Ok(())
    }
}

#[derive(Default)]
struct Any {
    type_url: String,
    value: Vec<u8>,
}

impl Decode for Any {
    fn take(&mut self, field: &Field<'_>) -> Result<(), DecodeError> {
        match field.number {
            1 => self.type_url = field.text()?,
            2 => self.value = field.bytes()?,
            _ => {}
        }
        Ok(())
    }
}

#[derive(Default)]
struct ErrorInfo {
    reason: String,
    metadata: BTreeMap<String, String>,
}

impl Decode for ErrorInfo {
    fn take(&mut self, field: &Field<'_>) -> Result<(), DecodeError> {
        match field.number {
            1 => self.reason = field.text()?,
            3 => field.entry(&mut self.metadata, |value| value.text())?,
            _ => {}
        }
        Ok(())
    }
}

#[derive(Default)]
struct BadRequest {
    field_violations: Vec<FieldViolation>,
}

impl Decode for BadRequest {
    fn take(&mut self, field: &Field<'_>) -> Result<(), DecodeError> {
        if field.number == 1 {
            self.field_violations.push(field.message()?);
        }
        Ok(())
    }
}

impl Decode for FieldViolation {
    fn take(&mut self, field: &Field<'_>) -> Result<(), DecodeError> {
        match field.number {
            1 => self.field = field.text()?,
            2 => self.description = field.text()?,
            _ => {}
        }
        Ok(())
    }
}

/// The payload of a Response, or the error in it.
pub fn read_response(data: &[u8]) -> Result<Result<Vec<u8>, Refused>, DecodeError> {
    let (mut status, mut payload) = (None, Vec::new());
    for_each_field(data, |field| {
        match field.number {
            1 => status = field.status()?,
            2 => payload = field.bytes()?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(status.map_or(Ok(payload), Err))
}
