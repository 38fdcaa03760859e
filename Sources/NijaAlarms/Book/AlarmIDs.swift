import NijaModel

/// Gives alarms their ids: `<name>_<YYYYMMDD>_<HHMMSS>` in UTC, numbered from the second one of a second on.
struct AlarmIDs: Hashable, Sendable {
    /// The second for which ids were given last.
    private var second = Int64.min
    /// The highest number that a stem was given in it; 1 is not written out.
    private var numbers: [String: Int] = [:]

    /// An id that neither was given in this second nor `isTaken`; the latter matters when the clock went back.
    mutating func make(_ name: String, at now: Timestamp, isTaken: (String) -> Bool) -> String {
        enter(now)
        let stem = Self.stem(name, now)
        var number = numbers[stem, default: 0] + 1
        while isTaken(Self.id(stem, number)) { number += 1 }
        numbers[stem] = number
        return Self.id(stem, number)
    }

    /// Takes note of an id that was given, as the log says.
    mutating func note(_ alarm: Alarm) {
        enter(alarm.raisedAt)
        let stem = Self.stem(alarm.name, alarm.raisedAt)
        let number = Int(alarm.alarmID.dropFirst(stem.count + 1)) ?? 1
        numbers[stem] = max(number, numbers[stem, default: 0])
    }

    private mutating func enter(_ now: Timestamp) {
        if now.secondsSinceEpoch == second { return }
        (second, numbers) = (now.secondsSinceEpoch, [:])
    }

    private static func id(_ stem: String, _ number: Int) -> String {
        number == 1 ? stem : "\(stem)_\(number)"
    }

    private static func stem(_ name: String, _ time: Timestamp) -> String {
        let digits = time.rfc3339(fractionDigits: 0).filter(\.isNumber)
        return "\(name)_\(digits.prefix(8))_\(digits.dropFirst(8))"
    }
}

extension AlarmIDs: Checkpointable {
    func write(to writer: inout StateWriter) {
        writer.write(signed: second)
        writer.write(numbers)
    }

    init(from reader: inout StateReader) throws(StateError) {
        second = try reader.signed()
        numbers = try reader.dictionary()
    }
}
