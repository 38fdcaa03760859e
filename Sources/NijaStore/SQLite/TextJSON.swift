/// Lists and dictionaries of texts as JSON, so that SQLite's own functions and other programs can read them.
enum TextJSON {
    /// `["a","b"]`.
    static func text(_ texts: [String]) -> String {
        "[" + texts.map(quoted).joined(separator: ",") + "]"
    }

    /// `{"a":"b"}`, sorted by name.
    static func text(_ texts: [String: String]) -> String {
        let members = texts.sorted { $0.key < $1.key }.map { quoted($0.key) + ":" + quoted($0.value) }
        return "{" + members.joined(separator: ",") + "}"
    }

    /// Reads an array of strings; nil when it is none.
    static func array(_ text: String) -> [String]? {
        var parser = Parser(text)
        var texts: [String] = []
        let isWhole = parser.list(open: "[", close: "]") { parser in
            guard let element = parser.string() else { return false }
            texts.append(element)
            return true
        }
        return isWhole ? texts : nil
    }

    /// Reads an object of strings; nil when it is none or a name repeats.
    static func object(_ text: String) -> [String: String]? {
        var parser = Parser(text)
        var texts: [String: String] = [:]
        let isWhole = parser.list(open: "{", close: "}") { parser in
            guard let name = parser.string(), parser.take(":"), let value = parser.string() else {
                return false
            }
            return texts.updateValue(value, forKey: name) == nil
        }
        return isWhole ? texts : nil
    }

    /// RFC 8259, section 7: quotes, backslashes and control characters are escaped.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\u{0}"..<" ":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// Reads what `text` writes, and spaces between; other escapes than these are refused.
    private struct Parser {
        private var rest: Substring.UnicodeScalarView

        init(_ text: String) {
            rest = Substring(text).unicodeScalars
        }

        mutating func take(_ scalar: Unicode.Scalar) -> Bool {
            while rest.first == " " { rest.removeFirst() }
            guard rest.first == scalar else { return false }
            rest.removeFirst()
            return true
        }

        /// Elements between brackets, and nothing after them.
        mutating func list(
            open: Unicode.Scalar, close: Unicode.Scalar, _ element: (inout Parser) -> Bool
        ) -> Bool {
            guard take(open) else { return false }
            if !take(close) {
                repeat {
                    guard element(&self) else { return false }
                } while take(",")
                guard take(close) else { return false }
            }
            return rest.isEmpty
        }

        mutating func string() -> String? {
            guard take("\"") else { return nil }
            var result = String.UnicodeScalarView()
            while let scalar = rest.popFirst() {
                switch scalar {
                case "\"": return String(result)
                case "\\":
                    guard let escaped = escaped() else { return nil }
                    result.append(escaped)
                default: result.append(scalar)
                }
            }
            return nil
        }

        private mutating func escaped() -> Unicode.Scalar? {
            switch rest.popFirst() {
            case "\"": return "\""
            case "\\": return "\\"
            case "u":
                let digits = String(rest.prefix(4))
                rest.removeFirst(digits.unicodeScalars.count)
                return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)
            default: return nil
            }
        }
    }
}
