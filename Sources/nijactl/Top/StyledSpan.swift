/// A stretch of text with one look.
struct StyledSpan: Equatable {
    /// The colours that `Style` uses.
    enum Color {
        case plain, green, red, yellow
    }

    var text = ""
    var isBold = false
    var isFaint = false
    var isReversed = false
    var color = Color.plain

    /// Cuts a line that `Style` has painted into its stretches.
    static func spans(of line: String) -> [StyledSpan] {
        var spans: [StyledSpan] = []
        var look = StyledSpan()
        for (index, part) in line.split(separator: "\u{1B}[", omittingEmptySubsequences: false).enumerated() {
            var text = part
            if index > 0, let end = part.firstIndex(of: "m") {
                for code in part[..<end].split(separator: ";") { look.apply(code) }
                text = part[part.index(after: end)...]
            }
            if text.isEmpty { continue }
            look.text = String(text)
            spans.append(look)
        }
        return spans
    }

    private mutating func apply(_ code: Substring) {
        switch code {
        case "0": self = StyledSpan()
        case "1": isBold = true
        case "2": isFaint = true
        case "7": isReversed = true
        case "31": color = .red
        case "32": color = .green
        case "33": color = .yellow
        default: break
        }
    }
}
