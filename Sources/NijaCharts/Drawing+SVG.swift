extension Drawing {
    /// The picture as SVG without anything from outside; as wide as there is room when it stands in a page.
    public var svg: String {
        var text = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(tenth(width)) \(tenth(height))" \
            width="\(tenth(width))" height="\(tenth(height))" role="img" aria-label="\(escaped(description))" \
            font-family="system-ui, 'DejaVu Sans', sans-serif">

            """
        for mark in marks { text += "  " + Self.element(mark) + "\n" }
        return text + "</svg>\n"
    }

    private static func element(_ mark: Mark) -> String {
        switch mark {
        case .line(let points, let tone, let width, let isDashed):
            "<polyline points=\"\(list(points))\" fill=\"none\" stroke=\"\(tone.hex)\" stroke-width=\"\(width)\" stroke-linejoin=\"round\"\(isDashed ? " stroke-dasharray=\"6 3\"" : "")/>"
        case .polygon(let points, let tone, let strength):
            "<polygon points=\"\(list(points))\" fill=\"\(tone.hex)\"\(strength < 1 ? " fill-opacity=\"\((strength * 1000).rounded() / 1000)\"" : "")/>"
        case .text(let text, let place, let tone, let size, let anchor, let isBold):
            "<text x=\"\(tenth(place.x))\" y=\"\(tenth(place.y))\" fill=\"\(tone.hex)\" font-size=\"\(tenth(size))\"\(anchor.attribute)\(isBold ? " font-weight=\"bold\"" : "")>\(escaped(text))</text>"
        }
    }

    private static func list(_ points: [Point]) -> String {
        points.map { "\(tenth($0.x)),\(tenth($0.y))" }.joined(separator: " ")
    }
}

extension Drawing.Anchor {
    fileprivate var attribute: String {
        switch self {
        case .start: ""
        case .middle: " text-anchor=\"middle\""
        case .end: " text-anchor=\"end\""
        }
    }
}

extension Tone {
    /// As HTML writes colours.
    fileprivate var hex: String {
        let (red, green, blue) = rgb
        return "#"
            + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

/// To a tenth, without the point of a whole number.
private func tenth(_ value: Double) -> String {
    let rounded = (value * 10).rounded() / 10
    return rounded == rounded.rounded() && rounded.magnitude < 1e9 ? "\(Int(rounded))" : "\(rounded)"
}

/// The text as XML shows it.
private func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
        switch character {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "\"": result += "&quot;"
        default: result.append(character)
        }
    }
}
