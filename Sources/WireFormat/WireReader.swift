/// How a field's value is laid out on the wire.
public enum WireType: UInt8, Hashable, Sendable {
    /// A base-128 number.
    case varint = 0
    /// Eight bytes, little-endian.
    case fixed64 = 1
    /// A length and that many bytes.
    case lengthDelimited = 2
    /// Four bytes, little-endian.
    case fixed32 = 5
}

/// Why bytes are not protobuf.
public enum WireError: Error, Hashable, Sendable {
    /// The bytes end inside a value, or a length points past the end.
    case truncated
    /// A number of more than ten bytes, a field number of 0 or beyond 2²⁹ − 1, or a wire type that does not exist.
    case malformed
}

/// Reads the primitives of protobuf's encoding from borrowed bytes; never traps, whatever they are.
///
/// - Source: protobuf.dev, "Encoding".
public struct WireReader {
    /// What is left to read.
    public private(set) var rest: UnsafeRawBufferPointer

    /// Reads from the first byte; the bytes must outlive the reader.
    public init(_ bytes: UnsafeRawBufferPointer) {
        rest = bytes
    }

    /// Whether everything was read.
    @inlinable public var isAtEnd: Bool { rest.isEmpty }

    /// Reads a field's number and wire type.
    public mutating func tag() throws(WireError) -> (field: UInt32, type: WireType) {
        let tag = try varint()
        guard let number = UInt32(exactly: tag >> 3), number > 0, number < 1 << 29,
            let type = WireType(rawValue: UInt8(tag & 7))
        else { throw .malformed }
        return (number, type)
    }

    /// Reads a number.
    public mutating func varint() throws(WireError) -> UInt64 {
        if let first = rest.first, first < 0x80 {
            advance(1)
            return UInt64(first)
        }
        var value: UInt64 = 0
        for index in 0..<min(rest.count, 10) {
            let byte = rest[index]
            guard index < 9 || byte <= 1 else { throw .malformed }
            value |= UInt64(byte & 0x7F) << UInt64(7 * index)
            if byte < 0x80 {
                advance(index + 1)
                return value
            }
        }
        throw rest.count < 10 ? .truncated : .malformed
    }

    /// Reads a number of four or eight bytes, little-endian.
    public mutating func fixed(byteCount: Int) throws(WireError) -> UInt64 {
        guard rest.count >= byteCount else { throw .truncated }
        return take(byteCount).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Reads a length and lends that many bytes.
    public mutating func lengthDelimited() throws(WireError) -> UnsafeRawBufferPointer {
        let length = try varint()
        guard length <= UInt64(rest.count) else { throw .truncated }
        return take(Int(length))
    }

    /// Passes over a value.
    public mutating func skip(_ type: WireType) throws(WireError) {
        switch type {
        case .varint: _ = try varint()
        case .fixed64: try skipFixed(8)
        case .fixed32: try skipFixed(4)
        case .lengthDelimited: _ = try lengthDelimited()
        }
    }

    private mutating func skipFixed(_ count: Int) throws(WireError) {
        guard rest.count >= count else { throw .truncated }
        advance(count)
    }

    private mutating func take(_ count: Int) -> UnsafeRawBufferPointer {
        let taken = UnsafeRawBufferPointer(rebasing: rest[..<(rest.startIndex + count)])
        advance(count)
        return taken
    }

    private mutating func advance(_ count: Int) {
        rest = UnsafeRawBufferPointer(rebasing: rest[(rest.startIndex + count)...])
    }
}
