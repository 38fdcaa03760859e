/// Lists and dictionaries of texts as JSON, so that SQLite's own functions and other programs can read them.
enum TextJSON {
    /// `["a","b"]`.
    static func text(_ texts: [String]) -> String {
        var bytes = [UInt8(ascii: "[")]
        for text in texts {
            if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
            append(text, to: &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `{"a":"b"}`, sorted by name.
    static func text(_ texts: [String: String]) -> String {
        var bytes = [UInt8(ascii: "{")]
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
            if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
            append(name, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            append(text, to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
        return String(decoding: bytes, as: UTF8.self)
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
    private static func append(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20:
                bytes += (byte < 0x10 ? "\\u000" : "\\u00").utf8
                bytes += String(byte, radix: 16).utf8
            default:
                bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Reads what `text` writes, and spaces between; other escapes than these are refused.
    private struct Parser {
        private let bytes: [UInt8]
        private var index = 0

        init(_ text: String) {
            bytes = Array(text.utf8)
        }

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            while index < bytes.count, bytes[index] == UInt8(ascii: " ") { index += 1 }
            guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
            index += 1
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
            return index == bytes.count
        }

        mutating func string() -> String? {
            guard take("\"") else { return nil }
            let start = index
            guard
                let end = bytes[start...].firstIndex(where: {
                    $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\")
                })
            else { return nil }
            index = end
            if bytes[end] == UInt8(ascii: "\\") { return rest(after: bytes[start..<end]) }
            index += 1
            return String(decoding: bytes[start..<end], as: UTF8.self)
        }

        /// The string from its first escape on.
        private mutating func rest(after beginning: ArraySlice<UInt8>) -> String? {
            var result = Array(beginning)
            while index < bytes.count {
                let byte = bytes[index]
                index += 1
                switch byte {
                case UInt8(ascii: "\""): return String(decoding: result, as: UTF8.self)
                case UInt8(ascii: "\\"):
                    guard let escaped = escaped() else { return nil }
                    result.append(escaped)
                default: result.append(byte)
                }
            }
            return nil
        }

        private mutating func escaped() -> UInt8? {
            guard index < bytes.count else { return nil }
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): return byte
            case UInt8(ascii: "u"):
                guard bytes.count - index >= 4 else { return nil }
                let digits = String(decoding: bytes[index..<index + 4], as: UTF8.self)
                index += 4
                return UInt8(digits, radix: 16).flatMap { $0 < 0x20 ? $0 : nil }
            default: return nil
            }
        }
    }
}
