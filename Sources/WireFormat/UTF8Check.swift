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
    var accumulated: UInt8 = 0
    var hasNUL = false
    for byte in bytes {
        accumulated |= byte
        hasNUL = hasNUL || byte == 0
    }
    if hasNUL { return .containsNUL }
    if accumulated < 0x80 { return nil }
    do {
        _ = try UTF8Span(validating: bytes.assumingMemoryBound(to: UInt8.self).span)
        return nil
    } catch {
        return .notUTF8
    }
}
