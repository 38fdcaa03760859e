/// A value whose state is written to checkpoints and restored from them.
///
/// Restoring what was written gives an equal value, and equal values write equal bytes.
public protocol Checkpointable {
    /// Appends the state.
    func write(to writer: inout StateWriter)
    /// Reads the state back.
    ///
    /// - Throws: `StateError` when the bytes cannot be such a state.
    init(from reader: inout StateReader) throws(StateError)
}

/// Why bytes are no state.
public enum StateError: Error, Hashable, Sendable {
    /// The bytes end inside a value.
    case truncated
    /// A value is not possible here: a bad tag, a number beyond its type, text that is not UTF-8, a broken invariant.
    case malformed
    /// The state was written by a version that this one cannot read.
    case unsupportedVersion(UInt64)
}

extension Int64: Checkpointable {
    /// Appends a zigzag varint.
    public func write(to writer: inout StateWriter) { writer.write(signed: self) }
    /// Reads a zigzag varint.
    public init(from reader: inout StateReader) throws(StateError) { self = try reader.signed() }
}

extension Int: Checkpointable {
    /// Appends a zigzag varint.
    public func write(to writer: inout StateWriter) { writer.write(signed: Int64(self)) }
    /// Reads a zigzag varint.
    public init(from reader: inout StateReader) throws(StateError) { self = Int(try reader.signed()) }
}

extension String: Checkpointable {
    /// Appends the length and the UTF-8 bytes.
    public func write(to writer: inout StateWriter) { writer.write(self) }
    /// Reads the length and the UTF-8 bytes.
    public init(from reader: inout StateReader) throws(StateError) { self = try reader.string() }
}

extension Double: Checkpointable {
    /// Appends the bits.
    public func write(to writer: inout StateWriter) { writer.write(self) }
    /// Reads the bits.
    public init(from reader: inout StateReader) throws(StateError) { self = try reader.double() }
}

extension Decimal: Checkpointable {
    /// Appends the units.
    public func write(to writer: inout StateWriter) { writer.write(wide: units) }
    /// Reads the units.
    public init(from reader: inout StateReader) throws(StateError) { self.init(units: try reader.wide()) }
}

extension ExactSum256: Checkpointable {
    /// Appends both halves.
    public func write(to writer: inout StateWriter) {
        writer.write(wide: high)
        writer.write(wide: Int128(truncatingIfNeeded: low))
    }
    /// Reads both halves.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init(high: try reader.wide(), low: UInt128(truncatingIfNeeded: try reader.wide()))
    }
}

extension Timestamp: Checkpointable {
    /// Appends the nanoseconds.
    public func write(to writer: inout StateWriter) { writer.write(signed: nanoseconds) }
    /// Reads the nanoseconds.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init(nanoseconds: try reader.signed())
    }
}

extension TimeSpan: Checkpointable {
    /// Appends the nanoseconds.
    public func write(to writer: inout StateWriter) { writer.write(signed: nanoseconds) }
    /// Reads the nanoseconds.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init(nanoseconds: try reader.signed())
    }
}

extension Day: Checkpointable {
    /// Appends the index.
    public func write(to writer: inout StateWriter) { writer.write(signed: Int64(index)) }
    /// Reads the index.
    public init(from reader: inout StateReader) throws(StateError) {
        // No time stamp is on another day, and who walks from day to day must not be sent on for billions of them.
        guard let index = Int32(exactly: try reader.signed()), index.magnitude <= 106_753 else {
            throw .malformed
        }
        self.init(index: index)
    }
}

extension DayBoundary: Checkpointable {
    /// Appends the offset.
    public func write(to writer: inout StateWriter) { writer.write(signed: Int64(offsetMinutes)) }
    /// Reads the offset.
    public init(from reader: inout StateReader) throws(StateError) {
        guard let boundary = DayBoundary(offsetMinutes: try Int(from: &reader)) else { throw .malformed }
        self = boundary
    }
}
