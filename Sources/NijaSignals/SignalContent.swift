public import NijaModel

/// What a signal asks for.
public enum SignalAction: String, Hashable, Sendable {
    /// Buy.
    case buy
    /// Sell.
    case sell
    /// Close what is held, whatever its side.
    case close
    /// Close what is held long.
    case closeLong = "close_long"
    /// Close what is held short.
    case closeShort = "close_short"
    /// Nothing: it only tells.
    case note

    /// The action by what sources call it; nil for a word that nobody knows.
    init?(word: String) {
        let plain = word.lowercased().split { "_- ".contains($0) }.joined(separator: " ")
        switch plain {
        case "buy", "long", "enter long", "open long", "buy to open", "buy to cover", "cover": self = .buy
        case "sell", "short", "enter short", "open short", "sell short", "sell to open": self = .sell
        case "close", "exit", "flat", "flatten", "close all", "close position": self = .close
        case "close long", "exit long", "sell to close": self = .closeLong
        case "close short", "exit short", "buy to close": self = .closeShort
        case "note", "alert", "info", "hold", "none", "wait": self = .note
        default: return nil
        }
    }
}

/// What a signal says, as its source's template reads it.
public struct SignalContent: Hashable, Sendable {
    /// What it asks for.
    public var action: SignalAction
    /// The instrument, as it is called here.
    public var symbol: String
    /// How much; nil when it does not say.
    public var quantity: Decimal?
    /// The price that it was given at.
    public var price: Decimal?
    /// The strategy.
    public var strategy: String
    /// Its own time.
    public var time: Timestamp?
    /// Its own id; empty when it has none.
    public var id: String
}

/// Reads bodies by the template of a source.
struct SignalTemplate {
    let source: SignalSource

    /// Where a field is usually found, the likeliest place first.
    private static let usualPlaces: [SignalField: [String]] = [
        .action: ["action", "side", "order", "strategy.order.action", "order_action", "signal"],
        .symbol: ["ticker", "symbol", "instrument", "pair"],
        .quantity: ["contracts", "quantity", "qty", "size", "amount", "strategy.order.contracts"],
        .price: ["price", "close", "limit_price", "strategy.order.price"],
        .strategy: ["strategy", "strategy.name", "strategy_name", "bot"],
        .time: ["time", "timestamp", "timenow", "bar.time"],
        .id: ["id", "signal_id", "order_id", "strategy.order.id", "uuid"],
        .secret: ["secret", "passphrase", "password", "token"],
    ]

    /// The text of a field; nil when it is not there.
    func text(_ field: SignalField, in body: SignalBody) -> String? {
        // A template that names a place means that place and no other.
        if let place = source.fields[field] { return body[place] }
        return (Self.usualPlaces[field] ?? []).lazy.compactMap { body[$0] }.first { !$0.isEmpty }
    }

    /// What a body says.
    ///
    /// - Throws: `SignalProblem` for the first thing that cannot be.
    func content(of body: SignalBody) throws(SignalProblem) -> SignalContent {
        guard let word = text(.action, in: body) else { throw missing(.action) }
        guard let action = SignalAction(word: word) else {
            throw SignalProblem(
                "the action is \(Names.quoted(word)); it must be buy, sell, close or the like")
        }
        guard let symbol = text(.symbol, in: body) else { throw missing(.symbol) }
        let strategy = text(.strategy, in: body) ?? source.strategy
        if strategy.isEmpty && action != .note { throw missing(.strategy) }
        let content = SignalContent(
            action: action, symbol: source.symbols[symbol] ?? symbol,
            quantity: try decimal(.quantity, in: body), price: try decimal(.price, in: body),
            strategy: strategy, time: try text(.time, in: body).map(Self.time),
            id: text(.id, in: body) ?? "")
        var violations = Violations()
        Names.checkShort(content.symbol, field: "symbol", required: true, into: &violations)
        Names.checkShort(content.strategy, field: "strategy", into: &violations)
        Names.checkShort(content.id, field: "id", into: &violations)
        if let first = violations.found.first { throw SignalProblem("\(first.field) \(first.description)") }
        return content
    }

    private func missing(_ field: SignalField) -> SignalProblem {
        let places = source.fields[field].map { [$0] } ?? Self.usualPlaces[field] ?? []
        return SignalProblem(
            "the \(field.rawValue) is missing; it was looked for at \(places.joined(separator: ", "))")
    }

    private func decimal(_ field: SignalField, in body: SignalBody) throws(SignalProblem) -> Decimal? {
        guard let text = text(field, in: body) else { return nil }
        guard let value = try? Decimal(text), value > .zero else {
            throw SignalProblem(
                "the \(field.rawValue) is \(Names.quoted(text)); it must be a number above 0 such as 45000.25"
            )
        }
        return value
    }

    /// RFC 3339, or seconds or milliseconds since 1970.
    private static func time(_ text: String) throws(SignalProblem) -> Timestamp {
        if let time = try? Timestamp(rfc3339: text) { return time }
        if let number = Int64(text), number >= 0 {
            // Seconds stay below 10¹¹ until the year 5138, milliseconds were above it from 1973 on.
            let (seconds, rest) = number < 100_000_000_000 ? (number, 0) : (number / 1000, number % 1000)
            if let time = try? Timestamp(seconds: seconds, nanoseconds: Int32(rest) * 1_000_000) {
                return time
            }
        }
        throw SignalProblem(
            "the time is \(Names.quoted(text)); it must be such as 2026-01-30T04:30:00Z, or seconds since 1970"
        )
    }
}
