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
    /// What each rule says of each fill, in the sequence of their execution and of the rules.
    public let audits: [Audit]
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
        var auditor = Auditor()
        var audits: [Audit] = []
        audits.reserveCapacity(fills.count * rules.rules.count)
        // Only sales at a loss can be revised, and by no fill after their window.
        var sales: [UInt64: Int] = [:]
        for fill in fills.sorted(by: { $0.precedes($1) }) {
            let step = auditor.add(fill, rules)
            for audit in step.audits {
                if case .loss(let sale) = audit.verdict.reason, !sale.isComplete {
                    sales[fill.sequence] = audits.count
                }
                audits.append(audit)
            }
            for audit in step.revised {
                guard let index = sales[audit.fill.sequence] else { continue }
                audits[index] = audit
            }
        }
        var summary = AuditSummary()
        for index in audits.indices {
            audits[index] = audits[index].settled(on: day)
            summary.add(audits[index].verdict.result)
        }
        self.audits = audits
        self.summary = summary
        self.auditor = auditor
    }
}
