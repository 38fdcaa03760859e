import NijaModel
import Testing

@testable import NijaCharts

@Suite("Scales")
struct ScaleTests {
    struct Row: Sendable {
        let range: ClosedRange<Double>
        let labels: [String]
    }

    @Test(
        "ticks are round, hold every value, and their labels tell them apart",
        arguments: [
            Row(range: 0...10, labels: ["0.0", "2.5", "5.0", "7.5", "10.0"]),
            Row(range: 8741...10_289, labels: ["8,500", "9,000", "9,500", "10,000", "10,500"]),
            Row(range: -13.2...0, labels: ["-15", "-10", "-5", "0"]),
            Row(range: 0.0012...0.0019, labels: ["0.0012", "0.0014", "0.0016", "0.0018", "0.0020"]),
            Row(range: 5...5, labels: ["4.6", "4.8", "5.0", "5.2", "5.4"]),
            Row(range: 0...0, labels: ["-1.0", "-0.5", "0.0", "0.5", "1.0"]),
            Row(
                range: 1_200_000...3_100_000,
                labels: ["1,000,000", "1,500,000", "2,000,000", "2,500,000", "3,000,000", "3,500,000"]),
        ])
    func values(row: Row) {
        let scale = ValueScale(row.range, count: 4)
        // A tick that stands for a value may miss it by rounding.
        let rounding = 1e-9 * scale.step
        #expect(scale.range.lowerBound <= row.range.lowerBound + rounding)
        #expect(scale.range.upperBound >= row.range.upperBound - rounding)
        #expect(Set(scale.ticks.map(scale.label)).count == scale.ticks.count)
        #expect(scale.ticks.map(scale.label) == row.labels)
        #expect(scale.place(scale.range.lowerBound) == 0)
        #expect(scale.place(scale.range.upperBound) == 1)
    }

    @Test("numbers have commas between thousands and a sign before them")
    func numbers() {
        #expect(grouped(1_234_567.891, decimals: 2) == "1,234,567.89")
        #expect(grouped(-999.5, decimals: 0) == "-1,000")
        #expect(grouped(0.004, decimals: 2) == "0.00")
        #expect(grouped(-0.125, decimals: 2) == "-0.12")
    }

    @Test("days have ticks where calendars have them, never more than fit")
    func days() throws {
        let first = try Day("2025-11-20")
        func labels(_ count: Int, ticks: Int) -> [String] {
            DayScale((0..<count).map { first.adding($0) }, count: ticks).ticks.map(\.label)
        }
        #expect(labels(5, ticks: 8) == ["20 Nov", "21 Nov", "22 Nov", "23 Nov", "24 Nov"])
        #expect(labels(40, ticks: 8) == ["24 Nov", "1 Dec", "8 Dec", "15 Dec", "22 Dec", "29 Dec"])
        #expect(labels(150, ticks: 8) == ["Dec", "2026", "Feb", "Mar", "Apr"])
        #expect(labels(2000, ticks: 8) == ["2026", "2027", "2028", "2029", "2030", "2031"])
        for count in [2, 17, 100, 366, 900, 4000, 20_000] { #expect(labels(count, ticks: 8).count <= 10) }
    }
}
