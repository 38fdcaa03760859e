/// The text of JSON before json-c sees it.
///
/// json-c cuts whole numbers off at 64 bits and names at an escaped NUL, and takes NaN for a number; each would change a
/// value without a word. So the text is walked once: what would be changed is refused with its place, and comments
/// become spaces, so that json-c need not be lenient about anything else.
struct JSONSource {
    private(set) var bytes: [UInt8]
    private let allowComments: Bool
    private var index = 0

    /// Checks a text.
    ///
    /// - Throws: `JSONError` for the first thing that json-c would change.
    init(_ bytes: [UInt8], allowComments: Bool) throws(JSONError) {
        self.bytes = bytes
        self.allowComments = allowComments
        // json-c's own check lets overlong forms and surrogates pass.
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            throw self.error(at: error.byteOffsets.lowerBound, "it is not UTF-8")
        }
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""): try string()
            case UInt8(ascii: "/"): try comment()
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): try word()
            case UInt8(ascii: "'"): throw error(at: index, "a text begins with \", not with '")
            case 0: throw error(at: index, "there is a NUL character")
            default: index += 1
            }
        }
    }

    /// An error at a byte, counted from 0.
    func error(at place: Int, _ reason: String) -> JSONError {
        let before = bytes.prefix(place)
        let line = before.count { $0 == 0x0A } + 1
        let column = before.reversed().prefix { $0 != 0x0A }.count + 1
        return JSONError(line: line, column: column, reason: reason)
    }

    private mutating func string() throws(JSONError) {
        let start = index
        index += 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            guard bytes[index] >= 0x20 else {
                throw error(at: index, "a text has a control character; write it with a backslash")
            }
            if bytes[index] == UInt8(ascii: "\\") {
                if bytes[index...].starts(with: "\\u0000".utf8) {
                    throw error(at: index, "a text has a NUL character")
                }
                index += 1
            }
            index += 1
        }
        guard index < bytes.count else { throw error(at: start, "a text does not end") }
        index += 1
    }

    private mutating func comment() throws(JSONError) {
        let start = index
        guard allowComments else { throw error(at: start, "comments are not allowed here") }
        let rest = bytes[start...]
        let end: Int?
        if rest.starts(with: "//".utf8) {
            end = rest.firstIndex(of: 0x0A) ?? bytes.count
        } else if rest.starts(with: "/*".utf8) {
            end = (start + 2..<max(start + 2, bytes.count - 1)).first {
                bytes[$0] == UInt8(ascii: "*") && bytes[$0 + 1] == UInt8(ascii: "/")
            }.map { $0 + 2 }
        } else {
            throw error(at: start, "a comment begins with // or /*")
        }
        guard let end else { throw error(at: start, "a comment does not end") }
        for place in start..<end where bytes[place] != 0x0A { bytes[place] = 0x20 }
        index = end
    }

    private mutating func number() throws(JSONError) {
        let start = index
        let text = take { "+-.eE".utf8.contains($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        if digits.count > 1, digits.hasPrefix("0"), digits.allSatisfy(\.isNumber) {
            throw error(at: start, "a number begins with 0")
        }
        guard Self.isNumber(digits) else {
            throw error(at: start, "\(text) is not a number; it is written as in 12, -0.5 or 1e-7")
        }
        let isWhole = digits.allSatisfy(\.isNumber)
        if isWhole, Int64(text) == nil, UInt64(text) == nil {
            throw error(
                at: start,
                "the number \(text) has more digits than fit in 64 bits; write it as text in quotes")
        }
    }

    /// Whether a text without its sign is a number; json-c takes `1.`, `1e` and `00e` for numbers where it is lenient.
    ///
    /// - Source: RFC 8259, section 6.
    private static func isNumber(_ text: Substring) -> Bool {
        var rest = text.utf8[...]
        func takesDigits() -> Bool {
            let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            rest = rest.dropFirst(digits.count)
            return !digits.isEmpty
        }
        func takes(_ bytes: String) -> Bool {
            guard let first = rest.first, bytes.utf8.contains(first) else { return false }
            rest = rest.dropFirst()
            return true
        }
        guard takes("0") || takesDigits() else { return false }
        if takes("."), !takesDigits() { return false }
        if takes("eE") {
            _ = takes("+-")
            if !takesDigits() { return false }
        }
        return rest.isEmpty
    }

    private mutating func word() throws(JSONError) {
        let start = index
        let word = take {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
        }
        guard ["true", "false", "null"].contains(word) else {
            throw error(at: start, "\(word) is not JSON; texts stand in quotes")
        }
    }

    private mutating func take(while condition: (UInt8) -> Bool) -> String {
        let taken = bytes[index...].prefix(while: condition)
        index = taken.endIndex
        return String(decoding: taken, as: UTF8.self)
    }
}
