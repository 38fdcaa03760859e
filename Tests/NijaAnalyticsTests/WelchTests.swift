import NijaAnalytics
import Testing

@Suite("Welch's test")
struct WelchTests {
    struct Row: Sendable {
        let first: WelchTest.Sample
        let second: WelchTest.Sample
        let statistic: Double
        let freedom: Double
        let p: Double
    }

    /// scipy.stats.ttest_ind_from_stats(…, equal_var=False) of SciPy 1.17.1.
    private static let rows = [
        Row(
            first: .init(count: 2, mean: 1, variance: 1),
            second: .init(count: 2, mean: 0, variance: 1), statistic: 1.0,
            freedom: 2.0, p: 0.4226497308103742),
        Row(
            first: .init(count: 5, mean: 0.5, variance: 1),
            second: .init(count: 7, mean: 0, variance: 9), statistic: 0.41020632707118354,
            freedom: 7.731236597569692, p: 0.6927859031676545),
        Row(
            first: .init(count: 30, mean: 1, variance: 4),
            second: .init(count: 40, mean: 0.2, variance: 4), statistic: 1.6561573424216502,
            freedom: 62.62033898305085, p: 0.10269308474621965),
        Row(
            first: .init(count: 100, mean: 0.1, variance: 1),
            second: .init(count: 90, mean: 0, variance: 25), statistic: 0.18641092980036003,
            freedom: 95.41218013630665, p: 0.8525182948814718),
        Row(
            first: .init(count: 1000, mean: 0.05, variance: 1),
            second: .init(count: 1200, mean: 0, variance: 1), statistic: 1.1677484162422844,
            freedom: 2127.033284902919, p: 0.24303914022890352),
        Row(
            first: .init(count: 10, mean: 30, variance: 1),
            second: .init(count: 10, mean: 0, variance: 1), statistic: 67.08203932499369,
            freedom: 18.0, p: 4.6988499351389004e-23),
        Row(
            first: .init(count: 50, mean: 0, variance: 1),
            second: .init(count: 3, mean: 0, variance: 100), statistic: 0.0,
            freedom: 2.0024006905769696, p: 1.0),
    ]

    @Test("agrees with SciPy", arguments: rows)
    func scipy(_ row: Row) throws {
        let test = try #require(WelchTest(row.first, row.second))
        func isClose(_ found: Double, _ expected: Double) -> Bool {
            (found - expected).magnitude <= 1e-9 * expected.magnitude + 1e-15
        }
        #expect(isClose(test.statistic, row.statistic))
        #expect(isClose(test.degreesOfFreedom, row.freedom))
        #expect(isClose(test.pValue, row.p))
    }

    @Test("is the same the other way around, but for the sign")
    func mirrored() throws {
        let row = Self.rows[1]
        let (test, mirror) = (
            try #require(WelchTest(row.first, row.second)), try #require(WelchTest(row.second, row.first))
        )
        #expect(test.statistic == -mirror.statistic)
        #expect(test.pValue == mirror.pValue)
    }

    @Test("has no value for a sample of one, and for samples that do not vary")
    func undefined() {
        let (some, one) = (
            WelchTest.Sample(count: 5, mean: 1, variance: 2), WelchTest.Sample(count: 1, mean: 1, variance: 0)
        )
        let still = WelchTest.Sample(count: 5, mean: 1, variance: 0)
        #expect(WelchTest(some, one) == nil)
        #expect(WelchTest(still, still) == nil)
        #expect(WelchTest(some, still) != nil)
    }

    @Test("equal means leave no doubt, and far ones none either")
    func ends() throws {
        let (low, high) = (
            WelchTest.Sample(count: 50, mean: 0, variance: 1),
            WelchTest.Sample(count: 50, mean: 1000, variance: 1)
        )
        #expect(try #require(WelchTest(low, low)).pValue == 1)
        #expect(try #require(WelchTest(low, high)).pValue < 1e-100)
    }
}
