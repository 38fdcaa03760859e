import NijaModel
import Testing

@testable import NijaCharts

/// 2026-01-05, a Monday.
private let monday = Day(index: 20_458)

private func days(_ count: Int) -> [Day] { (0..<count).map { monday.adding($0) } }

private func chart(_ values: [Double], _ shape: Chart.Shape = .line) throws -> Chart {
    try #require(
        Chart(
            "Equity & more", unit: .amount(currency: "USD"), days: days(values.count),
            series: [.init("a<b", values, shape)]))
}

@Suite("Charts")
struct ChartTests {
    private func text(_ chart: Chart, width: Int = 60, isASCII: Bool = false, paints: Bool = false)
        -> [String]
    {
        TextChart(width: width, height: 7, isASCII: isASCII) { text, tone in
            paints && tone != .faint ? "[\(tone) \(text)]" : text
        }.text(chart).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test("too few days, days in disorder and values that are none are no chart")
    func nothing() {
        for (days, values) in [
            (days(1), [1.0]), ([], []), (days(2).reversed(), [1, 2]), (days(2), [1]), (days(2), [1, .nan]),
        ] as [([Day], [Double])] {
            #expect(Chart("x", unit: .percent, days: days, series: [.init("y", values)]) == nil)
        }
        #expect(Chart("x", unit: .percent, days: days(3), series: []) == nil)
    }

    @Test("text fits its width, has the axis at the left and days below")
    func width() throws {
        let values = (0..<500).map { 10_000 + Double($0 * 37 % 501) }
        for width in [40, 61, 120] {
            for isASCII in [false, true] {
                let lines = text(try chart(values), width: width, isASCII: isASCII)
                #expect(lines.dropFirst(2).allSatisfy { $0.count <= width })
                #expect(lines.dropFirst(2).prefix(7).allSatisfy { $0.contains { "│┤|+".contains($0) } })
                #expect(lines[10].contains("2027") || lines[10].contains("Jul"))
                #expect(!isASCII || lines.allSatisfy { $0.utf8.count == $0.count })
            }
        }
    }

    @Test("a rising line goes from the lower left to the upper right")
    func rising() throws {
        let lines = text(try chart((0...20).map(Double.init)), isASCII: true)
        #expect(lines[0] == "Equity & more, USD, 2026-01-05 to 2026-01-25")
        #expect(lines[1] == "  * a<b  0.00 -> 20.00")
        #expect(lines[2].last == "*")
        #expect(lines[8].contains("|*") || lines[8].contains("+*"))
    }

    @Test("gains stand above zero in one colour and losses below it in another")
    func bars() throws {
        let lines = text(try chart([2, -2, 2, -2], .bars), paints: true)
        #expect(lines[2].contains("[gain") && !lines[2].contains("[loss"))
        #expect(lines[8].contains("[loss") && !lines[8].contains("[gain"))
        let plain = text(try chart([2, -2, 2, -2], .bars), isASCII: true)
        #expect(plain[8].contains("#") && !plain[8].contains("*"))
    }

    @Test("a flat line, huge and tiny values can be drawn")
    func extremes() throws {
        for values in [[5, 5, 5], [1e18, -1e18], [1e-12, 2e-12], [0, 0]] as [[Double]] {
            #expect(text(try chart(values)).count == 12)
            #expect(try chart(values).drawing().svg.contains("<polyline"))
        }
    }

    @Test("SVG is one element with a description, and shows text as it is")
    func svg() throws {
        let svg = try chart([1, 2, 3]).drawing().svg
        #expect(svg.hasPrefix("<svg xmlns="))
        #expect(svg.hasSuffix("</svg>\n"))
        #expect(svg.contains("aria-label=\"Equity &amp; more, 2026-01-05 to 2026-01-07: a&lt;b 3.00\""))
        #expect(svg.contains(">Equity &amp; more</text>"))
        #expect(!svg.contains("a<b"))
        #expect(!svg.contains("nan") && !svg.contains("inf"))
    }

    @Test("the second curve is told apart without colour")
    func second() throws {
        let both = try #require(
            Chart(
                "x", unit: .index, days: days(30),
                series: [
                    .init("a", (0..<30).map { Double($0) }),
                    .init("b", (0..<30).map { -Double($0) }, tone: .secondary),
                ]))
        #expect(both.drawing().svg.contains("stroke-dasharray"))
        #expect(text(both, isASCII: true).joined().contains("o"))
    }
}

@Suite("Returns of months")
struct MonthlyReturnsTests {
    @Test("days are compounded into months, and months into years")
    func compounding() throws {
        let december = try Day("2025-12-30")
        let months = MonthlyReturns([
            (december, 10), (december.adding(1), -10), (december.adding(2), 5), (december.adding(40), 2),
        ])
        #expect(months.years.map(\.year) == [2025, 2026])
        #expect(months.years[0].months[11].map { abs($0 + 1) < 1e-12 } == true)
        #expect(months.years[0].months[0] == nil)
        #expect(abs(months.years[1].total - 7.1) < 1e-9)
        let text = months.text { text, tone in tone == .loss ? "<\(text)>" : text }
        #expect(text.contains("<   -1.00>"))
        #expect(text.contains("+5.00"))
        #expect(months.drawing(title: "m").svg.contains(">+7.10</text>"))
    }

    @Test("nothing is an empty table")
    func empty() {
        #expect(MonthlyReturns([]).years.isEmpty)
        #expect(MonthlyReturns([]).drawing(title: "m").svg.contains("</svg>"))
    }
}
