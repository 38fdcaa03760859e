import NijaModel
import Testing

@testable import NijaRisk

@Suite("Limits")
struct LimitTests {
    @Test("that are set again replace those before, and empty ones remove them")
    func replacing() {
        var book = book(limits { $0.maxOpenPositions = 5 }, limits(symbol: "X") { $0.maxOpenPositions = 1 })
        #expect(book.limits(ofAccount: "default").count == 2)
        book.adopt(RiskLimitsChange(limits: limits { $0.maxDailyLoss = Decimal(7) }, isRemoved: false))
        #expect(book.limits(RiskLimits.Key(account: "default"))?.maxOpenPositions == nil)
        book.adopt(RiskLimitsChange(limits: limits(symbol: "X") { _ in }, isRemoved: true))
        #expect(book.limits(ofAccount: "default").map(\.key.symbol) == [""])
        #expect(book.limits(ofAccount: "other").isEmpty)
    }

    @Test("come back from a checkpoint as they were")
    func checkpoint() throws {
        let full = limits {
            ($0.maxPositionSize, $0.maxTotalExposure, $0.maxOpenPositions) = (Decimal(1), Decimal(2), 3)
            ($0.maxOrderNotional, $0.priceCollarPercent, $0.maxDailyLoss) = (Decimal(4), 5.5, Decimal(6))
            ($0.maxDrawdownPercent, $0.ordersPerMinute, $0.ordersPerMinutePerSymbol) = (7, 8, 9)
            ($0.duplicateWindow, $0.maxLeverage, $0.priceAgeMax) = (.seconds(10), Decimal(11), .seconds(12))
            $0.marketHours = MarketHours(
                weekdays: [1, 5], opensMinutes: 570, closesMinutes: 960, calendar: .newYork)
            ($0.breakerLossPercent, $0.breakerReset) = (13, .hours(14))
        }
        var writer = StateWriter()
        writer.write(book(full, limits(strategy: "S") { $0.maxOpenPositions = 1 }))
        var reader = StateReader(writer.bytes)
        let restored = try LimitBook(from: &reader)
        #expect(reader.isAtEnd)
        #expect(restored.limits(RiskLimits.Key(account: "default")) == full)
        #expect(restored.limits(ofAccount: "default").count == 2)
    }

    @Test("that cannot be are refused, all at once and by name")
    func violations() {
        var wrong = limits(symbol: "X") {
            ($0.maxPositionSize, $0.maxOpenPositions, $0.priceCollarPercent) = (Decimal(-1), -1, .nan)
            ($0.duplicateWindow, $0.maxDailyLoss) = (.hours(2), Decimal(1))
            $0.marketHours = MarketHours(weekdays: [8], opensMinutes: 900, closesMinutes: 800)
        }
        wrong.key.account = ""
        var violations = Violations(in: .field("limits"))
        wrong.validate(into: &violations)
        #expect(
            violations.found.map(\.field) == [
                "limits.account", "limits.max_position_size", "limits.max_open_positions",
                "limits.price_collar_percent", "limits.duplicate_window", "limits.market_hours.weekdays[0]",
                "limits.market_hours.closes_minutes", "limits.max_daily_loss",
            ])
    }
}

@Suite("How often orders come")
struct OrderRateTests {
    @Test("counts those of the last 60 seconds, by symbol too")
    func window() {
        var rate = OrderRate()
        for second in 0..<100 {
            rate.note(
                intent("buy 1", symbol: second % 2 == 0 ? "A" : "B").fingerprint, at: noon(Int64(second)))
        }
        #expect(rate.count(at: noon(99)) == 60)
        #expect(rate.count(symbol: "A", at: noon(99)) == 30)
        #expect(rate.count(at: noon(158)) == 1)
        #expect(rate.count(at: noon(159)) == 0)
        #expect(rate.count(symbol: "B", at: noon(159)) == 0)
    }

    @Test("remembers when an equal order was last, and another one apart")
    func equals() {
        var rate = OrderRate()
        rate.note(intent("buy 1").fingerprint, at: noon(0))
        rate.note(intent("buy 1").fingerprint, at: noon(9))
        #expect(rate.lastTime(of: intent("buy 1").fingerprint) == noon(9))
        #expect(rate.lastTime(of: intent("buy 2").fingerprint) == nil)
        #expect(rate.lastTime(of: intent("sell 1").fingerprint) == nil)
    }

    @Test("stays bounded, whatever a bot sends")
    func bounded() {
        var rate = OrderRate()
        for index in 0..<30_000 { rate.note(intent("buy \(index + 1)").fingerprint, at: noon(0)) }
        #expect(rate.lastTime(of: intent("buy 30000").fingerprint) != nil)
        let kept = (1...30_000).count { rate.lastTime(of: intent("buy \($0)").fingerprint) != nil }
        #expect(kept <= OrderRate.kindsCountMax)
    }
}

@Suite("Market hours")
struct MarketClockTests {
    @Test("of New York follow its clock through the switch to daylight time, and its holidays")
    func newYork() throws {
        let hours = MarketHours(weekdays: [], opensMinutes: 570, closesMinutes: 960, calendar: .newYork)
        let clock = MarketClock.newYork
        for (time, isOpen) in [
            ("2026-03-06T14:29:59Z", false), ("2026-03-06T14:30:00Z", true), ("2026-03-06T20:59:59Z", true),
            ("2026-03-06T21:00:00Z", false), ("2026-03-07T15:00:00Z", false), ("2026-03-09T13:30:00Z", true),
            ("2026-03-09T13:29:59Z", false), ("2026-07-03T15:00:00Z", false), ("2026-12-25T15:00:00Z", false),
        ] {
            #expect(clock.isOpen(hours, at: try Timestamp(rfc3339: time)) == isOpen, "\(time)")
        }
    }

    @Test("of UTC keep to the weekdays that are named")
    func weekdays() throws {
        let hours = MarketHours(weekdays: [1, 2], opensMinutes: 0, closesMinutes: 1440)
        #expect(MarketClock.newYork.isOpen(hours, at: noon()))
        #expect(!MarketClock.newYork.isOpen(hours, at: noon(2 * 86_400)))
    }
}
