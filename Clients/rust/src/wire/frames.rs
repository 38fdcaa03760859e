//! Frames: ten bytes of header and up to 4 MiB of data.

pub const REQUEST: u8 = 0x01;
pub const RESPONSE: u8 = 0x02;
pub const DATA: u8 = 0x03;
pub const CANCEL: u8 = 0x10;
pub const REMOTE_CLOSED: u8 = 0x01;
pub const REMOTE_OPEN: u8 = 0x02;
pub const NO_DATA: u8 = 0x04;

/// Largest data of a frame, in bytes.
pub const DATA_BYTES_MAX: usize = 4 << 20;

const HEADER_BYTES: usize = 10;

/// What no server of this protocol would send; the connection must be closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation(pub String);

/// One frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The call that it is of.
    pub stream: u32,
    /// What it is: one of the types above, or one that is not known.
    pub kind: u8,
    /// Its flags.
    pub flags: u8,
    /// What it carries.
    pub data: Vec<u8>,
}

impl Frame {
    /// Its bytes.
    pub fn encode(&self) -> Vec<u8> {
        encode(self.stream, self.kind, self.flags, &self.data)
    }
}

/// The bytes of a frame.
pub fn encode(stream: u32, kind: u8, flags: u8, data: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEADER_BYTES + data.len());
    bytes.extend_from_slice(&(data.len() as u32).to_be_bytes());
    bytes.extend_from_slice(&stream.to_be_bytes());
    bytes.extend_from_slice(&[kind, flags]);
    bytes.extend_from_slice(data);
    bytes
}

fn big_endian(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

/// Cuts a stream of bytes into frames, however they arrive.
#[derive(Default)]
pub struct Decoder {
    waiting: Vec<u8>,
    /// So much of it was given out.
    taken: usize,
}

impl Decoder {
    /// Takes in bytes; `next` gives the frames that they complete.
    pub fn feed(&mut self, data: &[u8]) {
        self.waiting.drain(..self.taken);
        self.taken = 0;
        self.waiting.extend_from_slice(data);
    }

    /// The next whole frame; an error for too large a length.
    #[allow(clippy::should_implement_trait)] // It ends for now, not for ever.
    pub fn next(&mut self) -> Option<Result<Frame, Violation>> {
        let rest = &self.waiting[self.taken..];
        if rest.len() < HEADER_BYTES {
            return None;
        }
        let size = big_endian(&rest[..4]) as usize;
        if size > DATA_BYTES_MAX {
            let message = format!("a frame declares {} bytes; the limit is {}", size, DATA_BYTES_MAX);
            return Some(Err(Violation(message)));
        }
        let data = rest.get(HEADER_BYTES..HEADER_BYTES + size)?.to_vec();
        let frame = Frame { stream: big_endian(&rest[4..8]), kind: rest[8], flags: rest[9], data };
        self.taken += HEADER_BYTES + size;
        Some(Ok(frame))
    }
}
