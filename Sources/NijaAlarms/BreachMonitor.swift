import NijaModel

/// The life of one threshold in one scope: what a new value means.
///
/// It holds no alarm and writes nothing: each value gives a step, and the book acts on it. All of its state can be told
/// from the alarm events, except that a cleared breach has meanwhile recovered; `AlarmBook.settle` makes up for that.
struct BreachMonitor: Hashable, Sendable {
    var state: State = .quiet

    /// Where a breach stands.
    enum State: Hashable, Sendable {
        /// No breach.
        case quiet
        /// An alarm is active at this level (1 is the first).
        case active(level: Int)
        /// A person cleared the alarm at this level, and the value has not come back yet.
        case cleared(level: Int)
        /// The breach ended; none is raised before this time.
        case cooling(until: Timestamp)
    }

    /// What a value leads to.
    enum Step: Hashable, Sendable {
        case nothing
        case raise(level: Int)
        case escalate(level: Int)
        case deescalate(level: Int)
        case resolve
    }

    /// Holds `value` against the threshold.
    mutating func observe(_ value: Double, _ threshold: Threshold, trades: Int, at now: Timestamp) -> Step {
        let reached = threshold.levelsReached(by: value)
        let held = threshold.levelsHeld(by: value)
        switch state {
        case .quiet:
            return raise(reached, threshold, trades)
        case .cooling(let until):
            return now < until ? .nothing : raise(reached, threshold, trades)
        case .active(let level):
            return move(from: level, reached: reached, held: held, threshold, at: now)
        case .cleared(let level):
            if reached > level {
                state = .active(level: reached)
                return .raise(level: reached)
            }
            if held == 0 { state = .quiet }
            return .nothing
        }
    }

    private mutating func raise(_ reached: Int, _ threshold: Threshold, _ trades: Int) -> Step {
        if reached == 0 || trades < threshold.minTrades {
            state = .quiet
            return .nothing
        }
        state = .active(level: reached)
        return .raise(level: reached)
    }

    private mutating func move(
        from level: Int, reached: Int, held: Int, _ threshold: Threshold, at now: Timestamp
    ) -> Step {
        if reached > level {
            state = .active(level: reached)
            return .escalate(level: reached)
        }
        if held == 0 {
            end(threshold, at: now)
            return .resolve
        }
        if held < level {
            state = .active(level: held)
            return .deescalate(level: held)
        }
        return .nothing
    }

    /// The alarm was raised or moved to a level, as the log says.
    mutating func adopt(level: Int) { state = .active(level: level) }

    /// The alarm has resolved.
    mutating func end(_ threshold: Threshold?, at time: Timestamp) {
        let cooldown = threshold?.cooldown ?? .zero
        state = cooldown > .zero ? .cooling(until: time.adding(cooldown)) : .quiet
    }

    /// A person has cleared the alarm.
    mutating func clear() {
        if case .active(let level) = state { state = .cleared(level: level) }
    }
}
