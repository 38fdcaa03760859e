import NijaAnalytics
import NijaCharts
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
            \(charts)
            <h2>Figures</h2>\(table)
            <ul>\(whole.notes.map { "<li>\($0.escapedForHTML)</li>" }.joined())</ul>
            </body></html>

            """
    }

    private static let style = """
        body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1d21}
        table{border-collapse:collapse;width:100%}th,td{padding:.3rem .6rem;border-bottom:1px solid #e3e6ea;text-align:right}
        th:first-child,td:first-child{text-align:left}svg{width:100%;height:auto}
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

    /// Equity, drawdown and the returns of months, as far as there are days to draw.
    private var charts: String {
        let days = points.map(\.day)
        let equity = Chart(
            "Equity", unit: .amount(currency: whole.currency), days: days,
            series: [.init("equity", points.map(\.equity.doubleValue))])
        let drawdown = Chart(
            "Drawdown", unit: .percent, days: days,
            series: [.init("drawdown", points.map { -($0.drawdown.value ?? 0) }, .area, tone: .loss)])
        guard let equity, let drawdown else { return "<p>There are too few days to draw.</p>" }
        let returns = points.compactMap { point in
            point.ofDay.dailyReturn.map { (day: point.day, percent: 100 * $0) }
        }
        let months = MonthlyReturns(returns).drawing(title: "Monthly returns, %")
        return [equity.drawing(), drawdown.drawing(height: 240), months].map(\.svg).joined(separator: "\n")
    }
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
