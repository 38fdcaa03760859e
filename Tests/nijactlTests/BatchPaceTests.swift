import Testing

@testable import nijactl

@Suite("The size of an import's batches")
struct BatchPaceTests {
    @Test("grows while answers are quick, shrinks while they are slow, and stays within bounds")
    func pace() {
        func counts(afterMilliseconds times: [Int64]) -> [Int] {
            var pace = BatchPace()
            return times.map { time in
                pace.note(nanoseconds: time * 1_000_000)
                return pace.count
            }
        }
        #expect(counts(afterMilliseconds: [1, 1, 1, 1, 1]) == [200, 400, 800, 1000, 1000])
        #expect(counts(afterMilliseconds: [9000, 9000, 9000, 9000, 9000]) == [50, 25, 12, 10, 10])
        #expect(counts(afterMilliseconds: [500, 1, 500, 2000, 500]) == [100, 200, 200, 100, 100])
    }
}
