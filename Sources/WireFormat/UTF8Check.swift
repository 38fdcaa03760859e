/// What is wrong with a text's bytes.
public enum TextProblem: Hashable, Sendable {
    /// They are not UTF-8.
    case notUTF8
    /// They have a NUL.
    case containsNUL
}

/// Checks that bytes are UTF-8 without NUL; nil when they are.
///
/// - Cost: O(n), no allocation; short ASCII texts, which most are, take a few nanoseconds.
public func checkText(_ bytes: UnsafeRawBufferPointer) -> TextProblem? {
    // Eight bytes at a time: which have their high bit set, and whether one of them is zero.
    var (accumulated, zeros): (UInt64, UInt64) = (0, 0)
    let tail = bytes.count & ~7
    for offset in stride(from: 0, to: tail, by: 8) {
        let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        accumulated |= word
        zeros |= (word &- lowBits) & ~word
    }
    for index in tail..<bytes.count {
        let byte = UInt64(bytes[index])
        accumulated |= byte
        zeros |= (byte &- 1) & ~byte
    }
    if zeros & highBits != 0 { return .containsNUL }
    if accumulated & highBits == 0 { return nil }
    do {
        _ = try UTF8Span(validating: bytes.assumingMemoryBound(to: UInt8.self).span)
        return nil
    } catch {
        return .notUTF8
    }
}

/// The lowest and the highest bit of each byte.
///
/// - Source: H. S. Warren, "Hacker's Delight", 2nd edition 2012, section 6-1: x has a byte of zero just when
///   (x - lowBits) & ~x & highBits is not zero.
private let (lowBits, highBits): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
