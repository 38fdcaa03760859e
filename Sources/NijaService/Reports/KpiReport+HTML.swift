import NijaAnalytics
import NijaMessages
import NijaModel

// The report as one page without anything from outside: styles inline, charts as SVG.

extension KpiReport {
    /// The page.
    var html: String {
        let title = "nija: \(whole.scope?.account ?? "")".escapedForHTML
        return """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>\(title)</title><style>\(Self.style)</style></head><body>
            <h1>\(title)</h1><p>\(provenance.escapedForHTML)</p>
            <h2>Equity</h2>\(chart(points.map(\.equity.doubleValue), fill: false))
            <h2>Drawdown, %</h2>\(chart(points.map { -($0.drawdown.value ?? 0) }, fill: true))
            <h2>Figures</h2>\(table)
            <ul>\(whole.notes.map { "<li>\($0.escapedForHTML)</li>" }.joined())</ul>
            </body></html>

            """
    }

    private static let style = """
        body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1d21}
        table{border-collapse:collapse;width:100%}th,td{padding:.3rem .6rem;border-bottom:1px solid #e3e6ea;text-align:right}
        th:first-child,td:first-child{text-align:left}svg{width:100%;height:auto;background:#f7f8fa;border-radius:6px}
        """

    private var table: String {
        let columns = rows
        let head = columns.map { "<th>\($0.name.escapedForHTML)</th>" }.joined()
        let body = Self.figures(whole).indices.map { index in
            let cells = columns.map { column in
                let text = column.figures[index].text
                return "<td>\(text.isEmpty ? "–" : Self.rounded(text))</td>"
            }
            return "<tr><td>\(columns[0].figures[index].name)</td>\(cells.joined())</tr>"
        }
        return
            "<table><thead><tr><th>figure</th>\(head)</tr></thead><tbody>\(body.joined(separator: "\n"))</tbody></table>"
    }

    /// A figure to four places, for the eye; the other formats have all of them.
    private static func rounded(_ text: String) -> String {
        guard let decimal = try? Decimal(text, rounding: .halfEven),
            let short = try? decimal.rounded(toPlaces: 4, rounding: .halfEven)
        else { return text.escapedForHTML }
        return short.description
    }

    /// A line, or an area below zero, over the days.
    private func chart(_ values: [Double], fill: Bool) -> String {
        guard values.count > 1, let lowest = values.min(), let highest = values.max() else {
            return "<p>There are too few days to draw.</p>"
        }
        let (width, height, margin) = (900.0, 240.0, 10.0)
        let span = highest > lowest ? highest - lowest : 1
        let places = values.enumerated().map { index, value in
            let x = margin + (width - 2 * margin) * Double(index) / Double(values.count - 1)
            let y = height - margin - (height - 2 * margin) * (value - lowest) / span
            return "\(Self.tenth(x)),\(Self.tenth(y))"
        }
        let line = places.joined(separator: " ")
        let shape =
            fill
            ? "<polygon points=\"\(Self.tenth(margin)),\(Self.tenth(margin)) \(line) \(Self.tenth(width - margin)),\(Self.tenth(margin))\" fill=\"#d9534f55\" stroke=\"#d9534f\"/>"
            : "<polyline points=\"\(line)\" fill=\"none\" stroke=\"#2b6cb0\" stroke-width=\"2\"/>"
        let label = "\(points.first?.day.description ?? "") to \(points.last?.day.description ?? "")"
        return
            "<svg viewBox=\"0 0 900 240\" role=\"img\" aria-label=\"\(label)\">\(shape)</svg><p>\(label)</p>"
    }

    private static func tenth(_ value: Double) -> String { ((value * 10).rounded() / 10).description }
}

extension String {
    /// The text as HTML shows it.
    var escapedForHTML: String {
        reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
    }
}
