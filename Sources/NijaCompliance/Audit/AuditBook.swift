public import NijaModel

/// The audits of one user as fills come in: each is judged at once, and one that comes late is put where it belongs.
///
/// The last fills are kept apart from the state before them. A late fill that falls among them is inserted, and they are
/// carried out again. One that is older makes the book stale: what it says of later fills may be wrong until it is
/// `replace`d by an audit from scratch.
public struct AuditBook: Sendable {
    /// Everything before the recent fills.
    private var base = Auditor()
    /// The last fills, in sequence.
    private var recent: [RecordedFill] = []
    /// Everything.
    private var current = Auditor()
    /// A fill was too old to be put where it belongs.
    public private(set) var isStale = false
    /// Fills in the book.
    public private(set) var fillsCount = 0

    /// Recent fills are folded into the state before them from this many on, down to half.
    static let recentMax = 64

    /// An empty book.
    public init() {}

    /// The book that goes on after an audit from scratch.
    public init(after report: AuditReport) {
        base = report.auditor
        current = report.auditor
        fillsCount = report.fills.count
    }

    /// Notes that what the book was filled with is no longer how it would be filled, as when a rule has changed.
    public mutating func makeStale() { isStale = true }

    /// What was made of what was invested; stale when the book is.
    public var metrics: UserMetrics { current.metrics }

    /// Takes a fill.
    ///
    /// - Returns: what the rules say of it; of earlier sales that it replaced; and, when it comes late, breaches of later
    ///   fills that were none without it. A fill that makes the book stale is judged as if it came last.
    /// - Cost: microseconds in sequence; up to `recentMax` fills again when late.
    public mutating func add(_ fill: RecordedFill, _ rules: ActiveRules) -> Auditor.Step {
        fillsCount += 1
        guard let last = current.last, fill.precedes(last) else {
            recent.append(fill)
            let step = current.add(fill, rules)
            fold(rules)
            return step
        }
        if let horizon = base.last, fill.precedes(horizon) {
            isStale = true
            var guess = current
            var step = guess.add(fill, rules)
            step.revised = []
            return step
        }
        return insert(fill, rules)
    }

    private mutating func insert(_ late: RecordedFill, _ rules: ActiveRules) -> Auditor.Step {
        let known = Set(audits(rules).filter(\.isBreach).map(BreachKey.init))
        let place = recent.firstIndex { late.precedes($0) } ?? recent.endIndex
        recent.insert(late, at: place)
        current = base
        var step = Auditor.Step(fill: late)
        for fill in recent {
            let next = current.add(fill, rules)
            if fill == late {
                step.verdicts = next.verdicts
                step.revised += next.revised
            } else {
                step.revised += (next.audits + next.revised).filter {
                    $0.isBreach && !known.contains(BreachKey($0))
                }
            }
        }
        fold(rules)
        return step
    }

    /// What the rules say of the recent fills.
    private func audits(_ rules: ActiveRules) -> [Audit] {
        var auditor = base
        return recent.flatMap { fill in
            let step = auditor.add(fill, rules)
            return step.audits + step.revised
        }
    }

    private struct BreachKey: Hashable {
        let sequence: UInt64
        let rule: RuleID

        init(_ audit: Audit) {
            sequence = audit.fill.sequence
            rule = audit.rule
        }
    }

    /// Moves the older half of the recent fills into the state before them.
    private mutating func fold(_ rules: ActiveRules) {
        guard recent.count >= Self.recentMax else { return }
        for fill in recent.prefix(Self.recentMax / 2) { _ = base.add(fill, rules) }
        recent.removeFirst(Self.recentMax / 2)
    }
}

extension AuditBook: Checkpointable {
    /// Appends the state.
    public func write(to writer: inout StateWriter) {
        writer.write(base)
        writer.write(recent)
        writer.write(current)
        writer.write(isStale)
        writer.write(fillsCount)
    }

    /// Reads the state.
    public init(from reader: inout StateReader) throws(StateError) {
        base = try reader.value()
        recent = try reader.array()
        current = try reader.value()
        isStale = try reader.bool()
        fillsCount = try reader.int()
    }
}
