import NijaModel

/// The life of a threshold in one scope: what a new value means.
///
///     quiet ──breach──▸ active ──back past the hysteresis──▸ cooling ──time──▸ quiet
///                       │    ▲                                  │
///                   cleared  └──a worse level, at once──────────┘
///                       ▼
///                    cleared ──back past the hysteresis──▸ quiet;  ──a worse level──▸ active, as a new alarm
///
/// It holds no alarm and writes nothing: each value gives a step, and the book acts on it. An undefined value is no
/// value: it is not observed. All of its state can be told from the alarm's changes, but for the moment at which a
/// cleared breach recovers; `settle` makes up for that when history is replayed.
struct BreachMonitor: Hashable, Sendable {
    private enum State: Hashable, Sendable {
        /// No breach.
        case quiet
        /// An alarm of this severity is active.
        case active(Severity)
        /// A person cleared the alarm at this severity, and the value has not come back yet.
        case cleared(Severity)
        /// An alarm of this severity resolved; none is raised before this time, unless it is worse.
        case cooling(Severity, until: Timestamp)
    }

    private var state: State = .quiet

    /// What a value leads to.
    enum Step: Hashable, Sendable {
        case nothing
        case raise(Ladder.Level)
        case escalate(Ladder.Level, from: Severity)
        case deescalate(Ladder.Level)
        case resolve
    }

    /// Holds `value`, which is finite, against the levels.
    mutating func observe(_ value: Double, _ ladder: Ladder, trades: Int, at now: Timestamp) -> Step {
        let reached = trades >= ladder.minTrades ? ladder.reached(by: value) : nil
        switch state {
        case .quiet:
            return raise(reached)
        case .active(let severity):
            return move(from: severity, ladder, value, at: now)
        case .cleared(let severity):
            if let reached, reached.severity > severity { return raise(reached) }
            state = ladder.held(by: value) == nil ? .quiet : .cleared(severity)
            return .nothing
        case .cooling(let severity, let end):
            let isMuted = now < end && reached.map { $0.severity > severity } != true
            return isMuted ? .nothing : raise(reached)
        }
    }

    private mutating func raise(_ level: Ladder.Level?) -> Step {
        guard let level else {
            state = .quiet
            return .nothing
        }
        state = .active(level.severity)
        return .raise(level)
    }

    /// An alarm that is active gets better or worse whatever the number of trades, as voiding some does not end it.
    private mutating func move(
        from severity: Severity, _ ladder: Ladder, _ value: Double, at now: Timestamp
    ) -> Step {
        if let reached = ladder.reached(by: value), reached.severity > severity {
            state = .active(reached.severity)
            return .escalate(reached, from: severity)
        }
        guard let held = ladder.held(by: value) else {
            resolve(cooldown: ladder.cooldown, at: now)
            return .resolve
        }
        if held.severity < severity {
            state = .active(held.severity)
            return .deescalate(held)
        }
        return .nothing
    }
}

// MARK: Following the alarm

extension BreachMonitor {
    /// An alarm was raised, or has got better or worse.
    mutating func follow(_ severity: Severity) { state = .active(severity) }

    /// The alarm has resolved.
    mutating func resolve(cooldown: TimeSpan, at time: Timestamp) {
        guard case .active(let severity) = state else { return }
        state = cooldown > .zero ? .cooling(severity, until: time.adding(cooldown)) : .quiet
    }

    /// A person has cleared the alarm.
    mutating func clear() {
        guard case .active(let severity) = state else { return }
        state = .cleared(severity)
    }

    /// Does what `observe` would do without a word: forgets a cleared breach that is over, and a cooldown.
    mutating func settle(_ value: Double?, _ ladder: Ladder?, at now: Timestamp) {
        switch state {
        case .quiet, .active:
            break
        case .cleared(let severity):
            let isOver = value.map { ladder?.held(by: $0) == nil } ?? false
            state = isOver ? .quiet : .cleared(severity)
        case .cooling(let severity, let end):
            state = now < end ? .cooling(severity, until: end) : .quiet
        }
    }

    /// Until when an alarm that has resolved is not raised again; nil when none waits for that.
    var cooldownEnd: Timestamp? {
        if case .cooling(_, let end) = state { end } else { nil }
    }

    /// Nothing goes on.
    var isQuiet: Bool { state == .quiet }

    /// A person cleared the alarm and the value has not come back.
    var isSuppressing: Bool {
        if case .cleared = state { true } else { false }
    }
}

// MARK: Checkpoints

extension BreachMonitor: Checkpointable {
    func write(to writer: inout StateWriter) {
        switch state {
        case .quiet:
            writer.write(unsigned: 0)
        case .active(let severity):
            writer.write(unsigned: 1)
            writer.write(choice: severity)
        case .cleared(let severity):
            writer.write(unsigned: 2)
            writer.write(choice: severity)
        case .cooling(let severity, let end):
            writer.write(unsigned: 3)
            writer.write(choice: severity)
            writer.write(end)
        }
    }

    init(from reader: inout StateReader) throws(StateError) {
        state =
            switch try reader.unsigned() {
            case 0: .quiet
            case 1: .active(try reader.choice())
            case 2: .cleared(try reader.choice())
            case 3: .cooling(try reader.choice(), until: try reader.value())
            default: throw .malformed
            }
    }
}
