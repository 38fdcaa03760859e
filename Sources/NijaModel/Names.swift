/// The limits of what callers may name things, and the checks that go with them.
public enum Names {
    /// Longest id, symbol, strategy, tag or other short text, in bytes of UTF-8.
    public static let shortTextBytesMax = 128
    /// Longest reason or note, in bytes of UTF-8.
    public static let longTextBytesMax = 4096
    /// Longest account name, in bytes.
    public static let accountNameBytesMax = 64
    /// The account that exists from the start and that an empty account name means.
    public static let defaultAccount = "default"

    /// Checks a short text: at most 128 bytes, no control characters.
    public static func checkShort(
        _ text: String, field: String, required: Bool = false, into violations: inout Violations
    ) {
        if required && text.isEmpty {
            violations.add(field, "is required")
        }
        check(text, field: field, bytesMax: shortTextBytesMax, into: &violations)
    }

    /// Checks a long text: at most 4096 bytes, no control characters but tabs and line feeds.
    public static func checkLong(_ text: String, field: String, into violations: inout Violations) {
        check(text, field: field, bytesMax: longTextBytesMax, lineBreaksAllowed: true, into: &violations)
    }

    /// Checks an account's name: letters, digits, `-`, `_` and `.`, 1 to 64 bytes.
    public static func checkAccount(_ name: String, field: String, into violations: inout Violations) {
        if name.isEmpty {
            violations.add(field, "is required")
            return
        }
        let isWellFormed = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."):
                true
            default:
                false
            }
        }
        violations.require(
            isWellFormed, field,
            "is \(quoted(name)); an account's name is letters, digits, '-', '_' and '.'")
        violations.require(
            name.utf8.count <= accountNameBytesMax, field,
            "is \(name.utf8.count) bytes; the limit is \(accountNameBytesMax)")
    }

    private static func check(
        _ text: String, field: String, bytesMax: Int, lineBreaksAllowed: Bool = false,
        into violations: inout Violations
    ) {
        if text.isEmpty { return }
        violations.require(
            !hasControlCharacter(text, lineBreaksAllowed: lineBreaksAllowed), field,
            "is \(quoted(text)); control characters are not allowed")
        violations.require(
            text.utf8.count <= bytesMax, field, "is \(text.utf8.count) bytes; the limit is \(bytesMax)")
    }

    /// Whether there is a character of Unicode's category Cc: those of ASCII, and U+0080 to U+009F, by some of which
    /// terminals are steered too.
    private static func hasControlCharacter(_ text: String, lineBreaksAllowed: Bool) -> Bool {
        var before: UInt8 = 0
        for byte in text.utf8 {
            if byte < 0x20 || byte == 0x7F {
                if !(lineBreaksAllowed && (byte == 0x0A || byte == 0x09)) { return true }
            } else if before == 0xC2 && byte < 0xA0 {
                return true
            }
            before = byte
        }
        return false
    }

    /// The text in double quotes, on one line, cut to a length that an error message can carry.
    public static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars.prefix(64) {
            result +=
                scalar.properties.generalCategory == .control
                ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
        }
        if text.unicodeScalars.count > 64 { result += "…" }
        return result + "\""
    }
}
