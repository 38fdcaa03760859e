/// Reads values from a state, in the sequence in which `StateWriter` wrote them.
///
/// Damaged bytes give an error, never a trap, and never allocate more than their own size warrants.
public struct StateReader: Sendable {
    private let bytes: [UInt8]
    private var index = 0

    /// Starts reading at the first byte.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Whether everything has been read.
    public var isAtEnd: Bool { index == bytes.count }

    /// Reads an unsigned number.
    ///
    /// - Throws: `.truncated`, `.malformed` beyond 64 bits.
    public mutating func unsigned() throws(StateError) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            let next = try byte()
            guard shift < 63 || next <= 1 else { throw .malformed }
            value |= UInt64(next & 0x7F) << shift
            if next < 0x80 { return value }
        }
        throw .malformed
    }

    /// Reads a signed number.
    ///
    /// - Throws: `.truncated`, `.malformed` beyond 64 bits.
    public mutating func signed() throws(StateError) -> Int64 {
        let value = try unsigned()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    /// Reads a signed 128-bit number.
    ///
    /// - Throws: `.truncated`, `.malformed` beyond 128 bits.
    public mutating func wide() throws(StateError) -> Int128 {
        var value: UInt128 = 0
        for shift in stride(from: UInt128(0), to: 133, by: 7) {
            let next = try byte()
            guard shift < 126 || next <= 3 else { throw .malformed }
            value |= UInt128(next & 0x7F) << shift
            if next < 0x80 {
                return Int128(truncatingIfNeeded: value >> 1) ^ -Int128(truncatingIfNeeded: value & 1)
            }
        }
        throw .malformed
    }

    /// Reads a double.
    ///
    /// - Throws: `.truncated`.
    public mutating func double() throws(StateError) -> Double {
        var bits: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 8) { bits |= UInt64(try byte()) << shift }
        return Double(bitPattern: bits)
    }

    /// Reads a truth value.
    ///
    /// - Throws: `.truncated`, `.malformed` when it is neither 0 nor 1.
    public mutating func bool() throws(StateError) -> Bool {
        switch try byte() {
        case 0: false
        case 1: true
        default: throw .malformed
        }
    }

    /// Reads a text.
    ///
    /// - Throws: `.truncated`, `.malformed` when it is not UTF-8.
    public mutating func string() throws(StateError) -> String {
        let size = try count()
        defer { index += size }
        guard let text = String(validating: bytes[index..<index + size], as: UTF8.self) else {
            throw .malformed
        }
        return text
    }

    /// Reads raw bytes.
    ///
    /// - Throws: `.truncated`.
    public mutating func blob() throws(StateError) -> [UInt8] {
        let size = try count()
        defer { index += size }
        return Array(bytes[index..<index + size])
    }

    /// Reads a value that knows how to read itself.
    ///
    /// - Throws: what the value throws.
    public mutating func value<Value: Checkpointable>(_: Value.Type = Value.self) throws(StateError) -> Value
    {
        try Value(from: &self)
    }

    /// Reads a value that may be missing.
    ///
    /// - Throws: `.truncated`, `.malformed`, and what the value throws.
    public mutating func optional<Value: Checkpointable>(
        _: Value.Type = Value.self
    ) throws(StateError) -> Value? {
        try bool() ? try Value(from: &self) : nil
    }

    /// Reads elements in their sequence.
    ///
    /// - Throws: `.truncated`, and what an element throws.
    public mutating func array<Value: Checkpointable>(_: Value.Type = Value.self) throws(StateError)
        -> [Value]
    {
        var values: [Value] = []
        let count = try count()
        // A damaged count cannot reserve more than the bytes that are there; memory then follows what is really read.
        values.reserveCapacity(min(count, 4096))
        for _ in 0..<count { values.append(try Value(from: &self)) }
        return values
    }

    /// Reads entries.
    ///
    /// - Throws: `.truncated`, `.malformed` when a key repeats, and what an entry throws.
    public mutating func dictionary<Key: Checkpointable & Hashable, Value: Checkpointable>(
        _: Value.Type = Value.self, key: Key.Type = Key.self
    ) throws(StateError) -> [Key: Value] {
        var entries: [Key: Value] = [:]
        for _ in 0..<(try count()) {
            let key = try Key(from: &self)
            guard entries.updateValue(try Value(from: &self), forKey: key) == nil else { throw .malformed }
        }
        return entries
    }

    /// Reads a count of things that take at least a byte each.
    private mutating func count() throws(StateError) -> Int {
        let count = try unsigned()
        guard count <= UInt64(bytes.count - index) else { throw .truncated }
        return Int(count)
    }

    private mutating func byte() throws(StateError) -> UInt8 {
        guard index < bytes.count else { throw .truncated }
        defer { index += 1 }
        return bytes[index]
    }
}
