public import NijaModel

// What people do to alarms.

extension AlarmBook {
    /// Notes that a person has seen an alarm; nil when somebody has already, or when it has ended.
    ///
    /// It stays active. One that gets worse later has to be seen again.
    ///
    /// - Throws: `.unknownAlarm`.
    public mutating func acknowledge(
        _ id: String, by actor: Actor, note: String, at now: Timestamp, sequence: inout UInt64
    ) throws(AlarmError) -> AlarmChange? {
        var alarm = try alarm(id)
        if alarm.acknowledgement != nil || alarm.state != .active { return nil }
        alarm.acknowledgement = Alarm.Acknowledgement(time: now, actor: actor)
        let change = AlarmChange(alarm: alarm, transition: .acknowledged, note: note)
        return record(change, at: now, &sequence)
    }

    /// Ends an alarm; nil when it has ended already.
    ///
    /// While the breach goes on, another alarm is raised only when it gets worse than it was.
    ///
    /// - Throws: `.unknownAlarm`.
    public mutating func clear(
        _ id: String, note: String, at now: Timestamp, sequence: inout UInt64
    ) throws(AlarmError) -> AlarmChange? {
        let alarm = try alarm(id)
        return alarm.state == .active ? clear(alarm, note: note, at: now, &sequence) : nil
    }

    /// Ends every acknowledged alarm of an account, or of all when it is empty; in the sequence of their last changes.
    public mutating func clearAcknowledged(
        account: String, at now: Timestamp, sequence: inout UInt64
    ) -> [AlarmChange] {
        let seen = register.active.values.filter {
            $0.acknowledgement != nil && (account.isEmpty || $0.account == account)
        }
        return seen.sorted { $0.sequence < $1.sequence }.map {
            clear($0, note: "acknowledged", at: now, &sequence)
        }
    }

    private mutating func clear(
        _ active: Alarm, note: String, at now: Timestamp, _ sequence: inout UInt64
    ) -> AlarmChange {
        var alarm = active
        (alarm.state, alarm.endedAt) = (.cleared, now)
        let change = AlarmChange(alarm: alarm, transition: .cleared, note: note)
        followMonitor(of: change)
        return record(change, at: now, &sequence)
    }

    /// Puts a silence into force; one with the same id is replaced, and so ends or lasts longer.
    ///
    /// What it covers is still raised, recorded and acted on: a silence spares people, it does not switch protection
    /// off. Changes say so by `isSilenced`.
    ///
    /// - Throws: `.tooManySilences`; nothing has changed then.
    public mutating func silence(
        _ silence: Silence, sequence: inout UInt64
    ) throws(AlarmError) -> Silence {
        let others = silences.count { $0.until > silence.since && $0.silenceID != silence.silenceID }
        if others >= AlarmLimits.silences { throw .tooManySilences }
        sequence += 1
        var silence = silence
        silence.sequence = sequence
        adopt(silence)
        return silence
    }
}
