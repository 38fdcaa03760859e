import TTRPC
import Testing

@testable import NijaService

@Suite("The log of refusals")
struct RefusalLogTests {
    @Test("writes a line a second at most, and says how many it left out")
    func rate() {
        var lines: [String] = []
        let refusals = RefusalLog(counting: "refusals") { lines.append($0) }
        let start = MonotonicTime(nanoseconds: 0)
        for number in 0..<1000 as Range<Int64> {
            refusals.note("refused \(number)", at: start.adding(nanoseconds: number * 2_500_000))
        }
        #expect(
            lines == [
                "refused 0", "refused 400 (and 399 refusals before)", "refused 800 (and 399 refusals before)",
            ])
    }
}
