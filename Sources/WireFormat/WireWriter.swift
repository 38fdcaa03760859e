/// Appends the primitives of protobuf's encoding to bytes.
public struct WireWriter: Sendable {
    /// What was written so far.
    public private(set) var bytes: [UInt8]

    /// Appends to `bytes`.
    public init(appendingTo bytes: [UInt8] = []) {
        self.bytes = bytes
    }

    /// Appends a number.
    public mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// Appends the lowest bytes of a number, little-endian.
    public mutating func fixed(_ value: UInt64, byteCount: Int) {
        for place in 0..<byteCount { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * place))) }
    }

    /// Appends a field's number and wire type.
    public mutating func tag(_ field: UInt32, _ type: WireType) {
        varint(UInt64(field) << 3 | UInt64(type.rawValue))
    }

    /// Appends a number field, unless it is 0.
    public mutating func field(_ field: UInt32, varint value: UInt64) {
        if value == 0 { return }
        tag(field, .varint)
        varint(value)
    }

    /// Appends a field of bytes.
    public mutating func field(_ field: UInt32, bytes value: some Collection<UInt8>) {
        tag(field, .lengthDelimited)
        varint(UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    /// Appends a text field, unless it is empty.
    public mutating func field(_ field: UInt32, text value: String) {
        if value.isEmpty { return }
        self.field(field, bytes: value.utf8)
    }
}
