/// Appends values to a compact binary state, for checkpoints.
///
/// Whole numbers are little-endian base-128 varints (signed ones zigzag, as in protobuf), doubles their 8 bytes
/// little-endian, strings and collections a count and their elements. There are no tags: the reader must ask for what
/// the writer wrote, in the same sequence, which a version number in front of each format protects.
public struct StateWriter: Sendable {
    /// What has been written so far.
    public private(set) var bytes: [UInt8] = []

    /// Makes an empty state.
    public init() {}

    /// Appends an unsigned number.
    public mutating func write(unsigned value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// Appends a signed number.
    public mutating func write(signed value: Int64) {
        write(unsigned: UInt64(bitPattern: value << 1 ^ value >> 63))
    }

    /// Appends a signed 128-bit number.
    public mutating func write(wide value: Int128) {
        var rest = UInt128(truncatingIfNeeded: value << 1 ^ value >> 127)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// Appends the bits of a double.
    public mutating func write(_ value: Double) {
        for shift in stride(from: 0, to: 64, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> shift))
        }
    }

    /// Appends a truth value.
    public mutating func write(_ value: Bool) {
        bytes.append(value ? 1 : 0)
    }

    /// Appends a text.
    public mutating func write(_ value: String) {
        write(unsigned: UInt64(value.utf8.count))
        bytes.append(contentsOf: value.utf8)
    }

    /// Appends raw bytes and their count.
    public mutating func write(_ value: [UInt8]) {
        write(unsigned: UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    /// Appends a value that knows how to write itself.
    public mutating func write(_ value: some Checkpointable) {
        value.write(to: &self)
    }

    /// Appends a value that may be missing.
    public mutating func write(_ value: (some Checkpointable)?) {
        write(value != nil)
        value?.write(to: &self)
    }

    /// Appends the elements in their sequence.
    public mutating func write(_ values: [some Checkpointable]) {
        write(unsigned: UInt64(values.count))
        for value in values { value.write(to: &self) }
    }

    /// Appends the entries sorted by key, so that equal dictionaries give equal bytes.
    public mutating func write<Key: Checkpointable & Comparable>(_ entries: [Key: some Checkpointable]) {
        write(unsigned: UInt64(entries.count))
        for (key, value) in entries.sorted(by: { $0.key < $1.key }) {
            key.write(to: &self)
            value.write(to: &self)
        }
    }
}
