/// Where a page of a list has ended, as text that callers hand back and need not understand.
///
/// Only what was written here is a token: a text that reads as the same place and is written otherwise is none.
public enum PageToken {
    // MARK: A number

    /// The token of a place that is one number.
    public static func text(number: UInt64) -> String { String(number) }

    /// The number that a token stands for; nil when it is none.
    public static func number(_ token: String) -> UInt64? {
        UInt64(token).flatMap { text(number: $0) == token ? $0 : nil }
    }

    // MARK: An instant

    /// The token of a place that is an instant.
    public static func text(instant: Timestamp) -> String { String(instant.nanoseconds) }

    /// The instant that a token stands for; nil when it is none.
    public static func instant(_ token: String) -> Timestamp? {
        Int64(token).map(Timestamp.init(nanoseconds:)).flatMap { text(instant: $0) == token ? $0 : nil }
    }

    // MARK: A place on a scale

    /// The token of a place on a scale, and a sequence among what has the same place.
    public static func text(place: Int64, sequence: UInt64) -> String { "\(place).\(sequence)" }

    /// The place and the sequence, at most the largest `Int64`, that a token stands for; nil when it is none.
    public static func place(_ token: String) -> (place: Int64, sequence: UInt64)? {
        let words = token.split(separator: ".", omittingEmptySubsequences: false)
        guard words.count == 2, let place = Int64(words[0]), let sequence = UInt64(words[1]),
            sequence <= UInt64(Int64.max), text(place: place, sequence: sequence) == token
        else { return nil }
        return (place, sequence)
    }

    // MARK: A trade

    /// The token of a trade in a list sorted by `key`, in hexadecimal, as the ledger stood right after event `bound`.
    public static func text(bound: UInt64, sequence: UInt64, key: String) -> String {
        let key = key.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return "\(String(bound, radix: 16)).\(String(sequence, radix: 16)).\(key)"
    }

    /// The place among trades that a token stands for, its numbers at most the largest `Int64`; nil when it is none.
    public static func trade(_ token: String) -> (bound: UInt64, sequence: UInt64, key: String)? {
        let words = token.split(separator: ".", omittingEmptySubsequences: false)
        guard words.count == 3, let bound = UInt64(words[0], radix: 16),
            let sequence = UInt64(words[1], radix: 16), max(bound, sequence) <= UInt64(Int64.max),
            let key = String(validating: bytes(words[2]), as: UTF8.self),
            text(bound: bound, sequence: sequence, key: key) == token
        else { return nil }
        return (bound, sequence, key)
    }

    /// The bytes that pairs of hexadecimal digits stand for, as far as they are such.
    private static func bytes(_ digits: Substring) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = digits.utf8[...]
        while let byte = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
            bytes.append(byte)
            rest = rest.dropFirst(2)
        }
        return bytes
    }
}
