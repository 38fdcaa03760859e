import NijaModel
import Testing

@testable import NijaAlarms

/// Every story of six steps over all kinds of values, held against what is true of a breach at any time.
@Suite("The breach monitor, enumerated")
struct BreachMonitorTests {
    /// Above 10 WARNING, above 20 CRITICAL; 2 back; 10 s of cooldown.
    private static let ladder = Ladder(
        heat {
            ($0.hysteresis, $0.cooldown) = (2, .seconds(10))
            $0.escalations = [.init(thresholdValue: 20, severity: .critical)]
        })

    /// A value of each kind (a band is where only the hysteresis keeps a level), or that a person clears.
    private enum Symbol: CaseIterable {
        case over, lowBand, warning, highBand, critical, clear

        var value: Double {
            switch self {
            case .over: 8
            case .lowBand: 9
            case .warning: 11
            case .highBand: 19
            case .critical: 21
            case .clear: .nan
            }
        }

        var reached: Severity? {
            switch self {
            case .over, .lowBand, .clear: nil
            case .warning, .highBand: .warning
            case .critical: .critical
            }
        }

        /// The severity that an active alarm can keep.
        var held: Severity? {
            switch self {
            case .over, .clear: nil
            case .lowBand, .warning: .warning
            case .highBand, .critical: .critical
            }
        }
    }

    /// What is known from the outside: the alarm, and why the next may not come.
    private struct Observed {
        var active: Severity?
        var resolved: (severity: Severity, until: Timestamp)?
        var cleared: Severity?

        func mutes(_ severity: Severity, at now: Timestamp) -> Bool {
            if let cleared, severity <= cleared { return true }
            if let resolved, now < resolved.until, severity <= resolved.severity { return true }
            return false
        }
    }

    @Test("raises what must be raised and nothing else", arguments: [2, 4, 11])
    func enumerate(secondsPerStep: Int64) {
        var failures = 0
        visit(BreachMonitor(), Observed(), step: 0, secondsPerStep, &failures)
        #expect(failures == 0)
    }

    private func visit(
        _ monitor: BreachMonitor, _ seen: Observed, step: Int64, _ pace: Int64, _ failures: inout Int
    ) {
        if step == 6 { return }
        let now = noon(step * pace)
        for symbol in Symbol.allCases {
            var (monitor, seen) = (monitor, seen)
            if symbol == .clear {
                monitor.clear()
                if let severity = seen.active { (seen.active, seen.cleared) = (nil, severity) }
            } else {
                let step = monitor.observe(symbol.value, Self.ladder, trades: 0, at: now)
                if step != expected(symbol, &seen, at: now) { failures += 1 }
            }
            if seen.active != nil && monitor.isQuiet { failures += 1 }
            if monitor.isSuppressing != (seen.active == nil && seen.cleared != nil) { failures += 1 }
            if !survivesCheckpoint(monitor) { failures += 1 }
            visit(monitor, seen, step: step + 1, pace, &failures)
        }
    }

    private func expected(_ symbol: Symbol, _ seen: inout Observed, at now: Timestamp) -> BreachMonitor.Step {
        defer { if symbol.held == nil { seen.cleared = nil } }
        guard let active = seen.active else {
            guard let reached = symbol.reached, !seen.mutes(reached, at: now) else { return .nothing }
            seen = Observed(active: reached)
            return .raise(level(reached))
        }
        if let reached = symbol.reached, reached > active {
            seen.active = reached
            return .escalate(level(reached), from: active)
        }
        guard let held = symbol.held else {
            seen = Observed(resolved: (active, now.adding(.seconds(10))))
            return .resolve
        }
        if held >= active { return .nothing }
        seen.active = held
        return .deescalate(level(held))
    }

    private func level(_ severity: Severity) -> Ladder.Level {
        severity == .warning ? Self.ladder.first : Self.ladder.further[0]
    }

    private func survivesCheckpoint(_ monitor: BreachMonitor) -> Bool {
        var writer = StateWriter()
        writer.write(monitor)
        var reader = StateReader(writer.bytes)
        return (try? BreachMonitor(from: &reader)) == monitor && reader.isAtEnd
    }
}
