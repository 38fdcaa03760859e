public import NijaModel

/// The runs of wins and losses in a stretch of consecutive trades; a break-even ends any run.
///
/// Summaries of neighbouring stretches combine into that of both, and combining is associative: a monoid, whose
/// neutral element is the empty stretch. So a long history is a fold over short stretches.
public struct StreakSummary: Hashable, Sendable {
    /// How many trades the stretch has.
    public private(set) var count: Int32 = 0
    /// The run at the start: 3 is three wins, −2 two losses, 0 a break-even (or nothing).
    public private(set) var prefix: Int32 = 0
    /// The run at the end, signed likewise: the current streak.
    public private(set) var suffix: Int32 = 0
    /// The length of the longest run of wins.
    public private(set) var longestWin: Int32 = 0
    /// The length of the longest run of losses.
    public private(set) var longestLoss: Int32 = 0

    /// The summary of no trades.
    public init() {}

    /// Whether the stretch is one single run.
    private var isUniform: Bool { prefix != 0 && prefix.magnitude == count.magnitude }

    /// Adds one trade at the end.
    ///
    /// - Parameter sign: 1 for a win, −1 for a loss, 0 for a break-even.
    public mutating func append(_ sign: Int8) {
        let sign = Int32(sign.signum())
        let extendsPrefix = count == 0 || (isUniform && prefix.signum() == sign)
        count += 1
        suffix = sign != 0 && suffix.signum() == sign ? suffix + sign : sign
        if extendsPrefix { prefix = suffix }
        longestWin = max(longestWin, suffix)
        longestLoss = max(longestLoss, -suffix)
    }

    /// The summary of this stretch followed by `next`.
    public func followed(by next: StreakSummary) -> StreakSummary {
        guard count > 0 else { return next }
        guard next.count > 0 else { return self }
        var both = self
        let joins = suffix != 0 && suffix.signum() == next.prefix.signum()
        let joint = joins ? suffix + next.prefix : 0
        both.count += next.count
        both.prefix = isUniform && joins ? joint : prefix
        both.suffix = next.isUniform && joins ? joint : next.suffix
        both.longestWin = max(longestWin, next.longestWin, joint)
        both.longestLoss = max(longestLoss, next.longestLoss, -joint)
        return both
    }
}

extension StreakSummary: Checkpointable {
    /// Appends the five numbers.
    public func write(to writer: inout StateWriter) {
        for number in [count, prefix, suffix, longestWin, longestLoss] { writer.write(signed: Int64(number)) }
    }

    /// Reads the five numbers.
    public init(from reader: inout StateReader) throws(StateError) {
        count = try StreakSummary.number(&reader)
        prefix = try StreakSummary.number(&reader)
        suffix = try StreakSummary.number(&reader)
        longestWin = try StreakSummary.number(&reader)
        longestLoss = try StreakSummary.number(&reader)
    }

    private static func number(_ reader: inout StateReader) throws(StateError) -> Int32 {
        guard let number = Int32(exactly: try reader.signed()) else { throw .malformed }
        return number
    }
}
