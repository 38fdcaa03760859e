import NijaAlarms
import NijaModel

/// 2026-01-30T12:00:00Z, and seconds after it.
func noon(_ seconds: Int64 = 0) -> Timestamp {
    Timestamp(nanoseconds: 1_769_774_400_000_000_000).adding(.seconds(seconds))
}

let main = AlarmScope(account: "main", strategy: "")
let grid = AlarmScope(account: "main", strategy: "grid")
let person = Actor(uid: 1000, gid: 1000, pid: 7)

/// A book with its sequence and its clock, so that a test says only what matters.
struct Desk {
    var book = AlarmBook()
    var sequence: UInt64 = 0
    var now = noon()

    /// The built-in thresholds.
    init() {}

    /// Only these thresholds.
    init(_ thresholds: Threshold...) throws {
        for threshold in book.thresholds(account: "") {
            _ = try book.delete(threshold.key, at: now, sequence: &sequence)
        }
        for threshold in thresholds { try put(threshold) }
    }

    mutating func evaluate(
        _ values: [String: Double], trades: Int = 100, in scope: AlarmScope = main
    ) -> [AlarmChange] {
        let metrics = book.metricsWatched(in: scope)
        let watch = book.watch(scope) { metrics.firstIndex(of: $0) }
        return book.evaluate(watch, trades: trades, at: now, sequence: &sequence) { values[metrics[$0]] }
    }

    @discardableResult
    mutating func put(_ threshold: Threshold) throws -> [AlarmChange] {
        try book.put(threshold, at: now, sequence: &sequence).resolved
    }

    @discardableResult
    mutating func delete(_ key: Threshold.Key) throws -> [AlarmChange] {
        try book.delete(key, at: now, sequence: &sequence).resolved
    }

    mutating func acknowledge(_ id: String) throws -> AlarmChange? {
        try book.acknowledge(id, by: person, note: "on it", at: now, sequence: &sequence)
    }

    mutating func clear(_ id: String) throws -> AlarmChange? {
        try book.clear(id, note: "known", at: now, sequence: &sequence)
    }

    mutating func report(
        _ name: String, _ severity: Severity = .warning, in scope: AlarmScope = main, value: Double? = nil,
        action: AlarmAction = .none
    ) throws -> AlarmChange {
        let report = AlarmBook.Report(
            name: name, scope: scope, severity: severity, category: .api, message: "\(name) \(severity)",
            value: value, metadata: ["venue": "paper"], action: action)
        return try book.report(report, at: now, sequence: &sequence)
    }

    @discardableResult
    mutating func silence(_ silence: Silence) throws -> Silence {
        try book.silence(silence, sequence: &sequence)
    }

    mutating func clearAcknowledged(_ account: String) -> [AlarmChange] {
        book.clearAcknowledged(account: account, at: now, sequence: &sequence)
    }

    mutating func advance(_ seconds: Int64) { now = now.adding(.seconds(seconds)) }
}

/// A threshold "heat": `heat` above 10 is a WARNING.
func heat(
    account: String = "", strategy: String = "", _ adjust: (inout Threshold) -> Void = { _ in }
) -> Threshold {
    var threshold = Threshold(
        key: Threshold.Key(name: "heat", account: account, strategy: strategy), category: .system,
        severity: .warning, metric: "heat", comparison: .greaterThan, thresholdValue: 10)
    adjust(&threshold)
    return threshold
}

extension AlarmBook {
    /// The book's bytes: equal books have equal ones.
    var bytes: [UInt8] {
        var writer = StateWriter()
        writer.write(self)
        return writer.bytes
    }
}

extension [AlarmChange] {
    /// "heat raised WARNING", for comparisons that read well when they fail.
    var told: [String] { map { "\($0.alarm.name) \($0.transition) \($0.alarm.severity)" } }
}
