import NijaAnalytics
import NijaModel
import NijaTesting
import Testing

@Suite("OutcomeSequence")
struct SequenceTests {
    private func filled(_ count: Int) throws -> (OutcomeSequence, [TradeOutcome]) {
        var sequence = OutcomeSequence(chunkLimit: 4, hotLimit: 2)
        let outcomes = try (0..<count).map { TradeOutcome(try trade("t", day: $0 * 2, cents: $0 % 3 - 1)) }
        for outcome in outcomes { try sequence.add(outcome) }
        return (sequence, outcomes)
    }

    @Test("a trade twice is refused wherever it is")
    func refusesDuplicates() throws {
        var (sequence, outcomes) = try filled(20)
        #expect(throws: AnalyticsError.duplicateTrade(outcomes[19].key)) { try sequence.add(outcomes[19]) }
        let range = try #require(sequence.missingRange(adding: outcomes[1].key))
        #expect(throws: AnalyticsError.requires(.trades(range))) { try sequence.add(outcomes[1]) }
        try sequence.hydrate(range, with: Array(outcomes[0..<4]))
        #expect(throws: AnalyticsError.duplicateTrade(outcomes[1].key)) { try sequence.add(outcomes[1]) }
    }

    @Test("ids that look the same but differ in their bytes are two trades")
    func idsAreBytes() throws {
        var sequence = OutcomeSequence()
        try sequence.add(TradeOutcome(try trade("caf\u{E9}", day: 0, cents: 1)))
        try sequence.add(TradeOutcome(try trade("cafe\u{301}", day: 0, cents: 1)))
        #expect(sequence.streaks(.net).longestWin == 2)
        #expect(sequence.first?.tradeID.utf8.count == 6)
    }

    @Test("a trade that is not there cannot be removed")
    func refusesUnknown() throws {
        var (sequence, _) = try filled(20)
        let late = TradeOutcome(try trade("t", day: 99, cents: 1))
        let between = TradeOutcome(try trade("t", day: 37, cents: 1))
        #expect(throws: AnalyticsError.unknownTrade(late.key)) { try sequence.remove(late) }
        #expect(throws: AnalyticsError.unknownTrade(between.key)) { try sequence.remove(between) }
    }

    @Test("outcomes that are not those of the chunk are refused")
    func refusesMismatch() throws {
        var (sequence, outcomes) = try filled(20)
        let range = try #require(sequence.missingRange(removing: outcomes[1].key))
        let wrong = [outcomes[0], outcomes[2], outcomes[1], outcomes[3]]
        #expect(throws: AnalyticsError.mismatch(range)) { try sequence.hydrate(range, with: wrong) }
        #expect(throws: AnalyticsError.mismatch(range)) { try sequence.hydrate(range, with: []) }
    }

    @Test(
        "every way to cut a short sequence in two combines to the whole, all sequences of up to seven outcomes"
    )
    func summariesCombine() {
        for length in 0...7 {
            for code in 0..<(0..<length).reduce(1, { product, _ in product * 3 }) {
                var rest = code
                let signs = (0..<length).map { _ in
                    defer { rest /= 3 }
                    return Int8(rest % 3 - 1)
                }
                let whole = summary(signs[...])
                for cut in 0...length {
                    #expect(summary(signs[..<cut]).followed(by: summary(signs[cut...])) == whole)
                }
            }
        }
    }

    private func summary(_ signs: ArraySlice<Int8>) -> StreakSummary {
        var summary = StreakSummary()
        for sign in signs { summary.append(sign) }
        return summary
    }

    @Test("late trades between full chunks do not leave ever more small ones behind")
    func chunkCountIsBounded() throws {
        var random = SeededGenerator(seed: 42)
        var sequence = OutcomeSequence(chunkLimit: 8, hotLimit: 2)
        var known: [TradeOutcome] = []
        for index in 0..<600 {
            let outcome = TradeOutcome(
                try trade("t\(index)", day: .random(in: 0..<300, using: &random), cents: index % 5 - 2))
            if let range = sequence.missingRange(adding: outcome.key) {
                let inside = known.filter { range.first <= $0.key && $0.key <= range.last }
                try sequence.hydrate(range, with: inside.sorted { $0.key < $1.key })
            }
            try sequence.add(outcome)
            known.append(outcome)
        }
        #expect(sequence.chunkCount <= 2 * 600 / 4 + 1)
    }
}
