public import NijaModel

/// What was opened on one day in one symbol, and whether it is just being closed.
///
/// Shares opened on a day are taken to be closed first on that day, so that an older position does not hide a day trade.
struct Intraday: Hashable, Sendable {
    private var day = Day(index: 0)
    private var openedLong = Decimal.zero
    private var openedShort = Decimal.zero
    /// The last fill closed some of the day's shares: closing more of them is the same day trade.
    private var isClosing = false

    /// Carries a fill out; whether a day trade begins with it.
    mutating func carryOut(_ fill: Fill, on day: Day) -> Bool {
        if day != self.day { self = Intraday(day: day) }
        let isLong = fill.side == .buy || fill.side == .sell
        let opened = isLong ? openedLong : openedShort
        guard !fill.side.isOpening else {
            set(opened + fill.quantity, isLong)
            isClosing = false
            return false
        }
        guard opened > .zero else { return false }
        set(max(.zero, opened - fill.quantity), isLong)
        defer { isClosing = true }
        return !isClosing
    }

    init() {}

    private init(day: Day) { self.day = day }

    private mutating func set(_ opened: Decimal, _ isLong: Bool) {
        if isLong { openedLong = opened } else { openedShort = opened }
    }
}

/// Fills and day trades of the last days on which there were any.
public struct DayTradeLog: Hashable, Sendable {
    /// One day's.
    struct Count: Hashable, Sendable {
        var day: Day
        var fills: Int
        var dayTrades: Int
    }

    /// By day, the oldest first.
    private var counts: [Count] = []

    /// Days that are kept: more than any window.
    static let daysKept = 64

    mutating func note(on day: Day, isDayTrade: Bool) {
        if counts.last?.day != day {
            counts.append(Count(day: day, fills: 0, dayTrades: 0))
            if counts.count > Self.daysKept { counts.removeFirst() }
        }
        counts[counts.count - 1].fills += 1
        if isDayTrade { counts[counts.count - 1].dayTrades += 1 }
    }

    /// Fills and day trades from `first` on, up to `last`.
    public func totals(from first: Day, through last: Day) -> (fills: Int, dayTrades: Int) {
        var totals = (fills: 0, dayTrades: 0)
        for count in counts.reversed() where count.day <= last {
            guard count.day >= first else { break }
            totals.fills += count.fills
            totals.dayTrades += count.dayTrades
        }
        return totals
    }
}

extension Intraday: Checkpointable {
    func write(to writer: inout StateWriter) {
        writer.write(day)
        writer.write(openedLong)
        writer.write(openedShort)
        writer.write(isClosing)
    }

    init(from reader: inout StateReader) throws(StateError) {
        day = try reader.value()
        openedLong = try reader.value()
        openedShort = try reader.value()
        isClosing = try reader.bool()
    }
}

extension DayTradeLog: Checkpointable {
    /// Appends the counts.
    public func write(to writer: inout StateWriter) { writer.write(counts) }
    /// Reads the counts.
    public init(from reader: inout StateReader) throws(StateError) { counts = try reader.array() }
}

extension DayTradeLog.Count: Checkpointable {
    func write(to writer: inout StateWriter) {
        writer.write(day)
        writer.write(fills)
        writer.write(dayTrades)
    }

    init(from reader: inout StateReader) throws(StateError) {
        self.init(day: try reader.value(), fills: try reader.int(), dayTrades: try reader.int())
    }
}
