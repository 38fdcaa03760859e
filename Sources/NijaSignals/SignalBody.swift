import JSON

/// The fields of a signal's body, by their places: names with dots for those inside others, elements of lists by number.
///
/// Three forms are read: a JSON object; lines or a comma-separated list of `name=value` or `name: value`; and the sentence that
/// TradingView proposes for strategies ("order buy @ 1 filled on BTCUSDT. New strategy position is 1").
struct SignalBody: Hashable, Sendable {
    private(set) var fields: [String: String] = [:]

    /// Longest body, in bytes.
    static let bytesMax = 64 << 10
    /// Most fields that are looked at.
    static let fieldsCountMax = 1000

    /// Reads a body.
    ///
    /// - Throws: `SignalProblem` when it has none of the forms.
    init(_ bytes: [UInt8]) throws(SignalProblem) {
        guard bytes.count <= Self.bytesMax else {
            throw SignalProblem("the body has \(bytes.count) bytes; the limit is \(Self.bytesMax)")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw SignalProblem("the body is not UTF-8")
        }
        guard let first = text.first(where: { !$0.isWhitespace }) else {
            throw SignalProblem("the body is empty")
        }
        if first == "{" {
            do throws(JSONError) {
                add(try JSONValue.parse(bytes), at: "")
            } catch {
                throw SignalProblem(
                    "the body is not JSON: \(error.reason), in line \(error.line), column \(error.column)")
            }
        } else if let sentence = Self.sentence(text) {
            fields = sentence
        } else {
            fields = Self.pairs(text)
        }
        guard !fields.isEmpty else {
            throw SignalProblem(
                "the body is neither a JSON object, nor lines of name=value, nor TradingView's sentence of a strategy"
            )
        }
    }

    /// The field at a place, in any case of letters where the place itself is not there.
    subscript(place: String) -> String? {
        if let exact = fields[place] { return exact }
        let lowercased = place.lowercased()
        return fields.keys.sorted().first { $0.lowercased() == lowercased }.flatMap { fields[$0] }
    }

    private mutating func add(_ json: JSONValue, at place: String) {
        guard fields.count < Self.fieldsCountMax else { return }
        switch json {
        case .object(let members):
            for member in members {
                add(member.value, at: place.isEmpty ? member.name : "\(place).\(member.name)")
            }
        case .array(let elements):
            for (index, element) in elements.enumerated() { add(element, at: "\(place).\(index)") }
        case .null: break
        case .bool, .number, .string: fields[place] = json.text
        }
    }

    /// `name=value` or `name: value`, in lines or with commas or semicolons between.
    private static func pairs(_ text: String) -> [String: String] {
        var fields: [String: String] = [:]
        for part in text.split(whereSeparator: { $0.isNewline || $0 == "," || $0 == ";" }) {
            guard fields.count < fieldsCountMax,
                let place = part.firstIndex(where: { $0 == "=" || $0 == ":" })
            else { continue }
            let name = trimmed(part[..<place])
            let value = trimmed(part[part.index(after: place)...])
            if !name.isEmpty && !value.isEmpty { fields[name] = value }
        }
        return fields
    }

    private static func trimmed(_ text: Substring) -> String {
        let head = text.drop { $0.isWhitespace || $0 == "\"" }
        return String(head.reversed().drop { $0.isWhitespace || $0 == "\"" }.reversed())
    }

    /// TradingView's sentence; nil when it is none.
    ///
    /// - Source: the text that TradingView puts into the message of a strategy's alert: `{{strategy.order.action}} @
    ///   {{strategy.order.contracts}} filled on {{ticker}}. New strategy position is {{strategy.position_size}}`.
    private static func sentence(_ text: String) -> [String: String]? {
        let words = text.split { $0.isWhitespace }.map(String.init)
        guard let order = words.lastIndex(of: "order"), words.count >= order + 7, words[order + 2] == "@",
            words[order + 4] == "filled", words[order + 5] == "on"
        else { return nil }
        let ticker = words[order + 6]
        var fields = [
            "action": words[order + 1], "quantity": words[order + 3],
            "ticker": ticker.hasSuffix(".") ? String(ticker.dropLast()) : ticker,
        ]
        if let last = words.last, words.suffix(5).first == "New" { fields["position_size"] = last }
        if order > 0, words[order - 1].hasSuffix(":") {
            // What stands before is the strategy's name, with its settings in brackets.
            let name = words[..<order].joined(separator: " ").dropLast()
            fields["strategy"] = trimmed(name.prefix { $0 != "(" })
        }
        return fields
    }
}

/// Why a signal cannot be read, in words that a person understands.
public struct SignalProblem: Error, Hashable, Sendable {
    /// The reason.
    public var reason: String

    init(_ reason: String) { self.reason = reason }
}
