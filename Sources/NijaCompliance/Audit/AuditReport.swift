public import NijaModel

/// How many checks came to what.
public struct AuditSummary: Hashable, Sendable {
    /// Checks by their result.
    public private(set) var counts: [AuditResult: Int] = [:]

    /// Nothing checked.
    public init() {}

    /// All checks.
    public var total: Int { counts.values.reduce(0, +) }

    /// Checks with this result.
    public func count(_ result: AuditResult) -> Int { counts[result] ?? 0 }

    mutating func add(_ result: AuditResult) { counts[result, default: 0] += 1 }
}

/// Everything that the rules say of all fills of one user: the audit from scratch, which every other way must equal.
public struct AuditReport: Sendable {
    /// What one rule says of one fill, which is named by its place among the fills.
    private struct Entry {
        let fill: Int
        let rule: RuleID
        var verdict: Verdict
    }

    /// The fills, in the sequence of their execution.
    public let fills: [RecordedFill]
    private let entries: [Entry]
    /// How many checks came to what.
    public let summary: AuditSummary
    /// The state after the last fill, from which later fills go on.
    public let auditor: Auditor

    /// Audits fills from scratch.
    ///
    /// - Parameters:
    ///   - fills: all fills of one user, in any sequence.
    ///   - rules: the rules that are on.
    ///   - day: the day in New York on which it is asked: windows that have closed by then are settled.
    /// - Cost: O(n log n) for sorting, then microseconds a fill.
    public init(of fills: [RecordedFill], _ rules: ActiveRules, on day: Day) {
        let fills = fills.sorted { $0.precedes($1) }
        var auditor = Auditor()
        var entries: [Entry] = []
        entries.reserveCapacity(fills.count * rules.rules.count)
        // Only sales at a loss can be revised, and by no fill after their window.
        var sales: [UInt64: Int] = [:]
        for (index, fill) in fills.enumerated() {
            let step = auditor.add(fill, rules)
            for (rule, verdict) in step.verdicts {
                if case .loss(let sale) = verdict.reason, !sale.isComplete {
                    sales[fill.sequence] = entries.count
                }
                entries.append(Entry(fill: index, rule: rule, verdict: verdict))
            }
            for audit in step.revised {
                if let index = sales[audit.fill.sequence] { entries[index].verdict = audit.verdict }
            }
        }
        var summary = AuditSummary()
        for index in entries.indices {
            entries[index].verdict = entries[index].verdict.settled(on: day)
            summary.add(entries[index].verdict.result)
        }
        self.fills = fills
        self.entries = entries
        self.summary = summary
        self.auditor = auditor
    }

    /// What each rule says of each fill, in the sequence of their execution and of the rules.
    public var audits: [Audit] { entries.map(audit) }

    /// The audits that are wanted, of the fill that was executed last first, and of one fill in the sequence of the rules.
    ///
    /// - Parameters:
    ///   - skipping: so many of them are passed over.
    ///   - limit: so many are returned at most.
    ///   - isWanted: which.
    /// - Returns: the audits.
    /// - Cost: O(audits) up to the last that is returned.
    public func newestFirst(
        skipping: Int, limit: Int, where isWanted: (RecordedFill, RuleID, AuditResult) -> Bool
    ) -> [Audit] {
        var found: [Audit] = []
        var passed = 0
        var end = entries.count
        while end > 0 && found.count < limit {
            let fill = entries[end - 1].fill
            var start = end - 1
            while start > 0 && entries[start - 1].fill == fill { start -= 1 }
            for entry in entries[start..<end]
            where isWanted(fills[fill], entry.rule, entry.verdict.result) {
                passed += 1
                if passed > skipping && found.count < limit { found.append(audit(entry)) }
            }
            end = start
        }
        return found
    }

    /// The worst of the newest breaches of each rule, and how many breaches it has.
    public var breaches: [RuleID: (audit: Audit, count: Int)] {
        var breaches: [RuleID: (entry: Entry, count: Int)] = [:]
        for entry in entries where entry.verdict.isBreach {
            let known = breaches[entry.rule]
            let isBetter = known?.entry.verdict.result == .fail && entry.verdict.result == .flag
            breaches[entry.rule] = (isBetter ? known?.entry ?? entry : entry, (known?.count ?? 0) + 1)
        }
        return breaches.mapValues { (audit($0.entry), $0.count) }
    }

    private func audit(_ entry: Entry) -> Audit {
        Audit(fill: fills[entry.fill], rule: entry.rule, verdict: entry.verdict)
    }
}
