import NijaAnalytics
import NijaMessages
import NijaModel
import NijaStore
import Protobuf

// Filters, sorting and paging of requests.

extension FieldReader {
    /// Rows of a page when the caller does not say, and at most.
    static let (pageSizeDefault, pageSizeMax) = (100, 1000)
    /// Between heartbeats when the caller does not say, and at least.
    static let (heartbeatDefault, heartbeatMin) = (TimeSpan.seconds(10), TimeSpan.milliseconds(100))

    /// Which trades a filter means.
    mutating func query(_ filter: NijaMessages.TradeFilter?) -> TradeQuery {
        let filter = filter ?? NijaMessages.TradeFilter()
        var query = TradeQuery(account: account(filter.account, "filter.account"))
        query.strategy = text(filter.strategy, "filter.strategy")
        query.symbol = text(filter.symbol, "filter.symbol")
        query.venue = text(filter.venue, "filter.venue")
        query.botID = text(filter.botID, "filter.bot_id")
        query.promptID = text(filter.promptID, "filter.prompt_id")
        query.userID = text(filter.userID, "filter.user_id")
        query.tag = text(filter.tag, "filter.tag")
        query.side = choice(filter.side, "filter.side")
        query.exitReason = choice(filter.exitReason, "filter.exit_reason")
        (query.from, query.to) = range(filter.exitTime, "filter.exit_time")
        query.outcome = choice(filter.outcome, "filter.outcome")
        query.includesVoided = filter.includeVoided
        return query
    }

    /// What a page of trades is sorted by.
    mutating func sort(_ text: String, into query: inout TradeQuery) {
        if text.isEmpty { return }
        let words = text.split(separator: " ")
        guard let key = words.first.flatMap({ TradeQuery.Key(rawValue: String($0)) }), words.count <= 2,
            words.count == 1 || words[1] == "desc" || words[1] == "asc"
        else {
            let keys = TradeQuery.Key.allCases.map(\.rawValue).joined(separator: ", ")
            refuse(
                "order_by",
                "is \(Names.quoted(text)); it must be one of \(keys), with \" desc\" behind it or not")
            return
        }
        query.key = key
        query.isDescending = words.count == 2 && words[1] == "desc"
    }

    /// Rows of a page.
    mutating func pageSize(_ size: Int32) -> Int {
        if size < 0 { refuse("page_size", "is \(size); it must not be negative") }
        return size <= 0 ? Self.pageSizeDefault : min(Int(size), Self.pageSizeMax)
    }

    /// Where the page of trades before has ended; nil at the beginning.
    mutating func cursor(_ token: String) -> TradeCursor? {
        place(token, PageToken.trade).map { TradeCursor(bound: $0.bound, sequence: $0.sequence, key: $0.key) }
    }

    /// A page token that is one number; nil at the beginning.
    mutating func numberToken(_ token: String) -> UInt64? { place(token, PageToken.number) }

    /// A page token that is an instant; nil at the beginning.
    mutating func instantToken(_ token: String) -> Timestamp? { place(token, PageToken.instant) }

    /// A page token that is a place on a scale, and a sequence among what has the same place; nil at the beginning.
    mutating func placeToken(_ token: String) -> (place: Int64, sequence: UInt64)? {
        place(token, PageToken.place)
    }

    /// A page token that is the name of an account; empty when there is none.
    mutating func nameToken(_ token: String) -> String {
        var faults = Violations()
        if !token.isEmpty { Names.checkAccount(token, field: "page_token", into: &faults) }
        if !faults.isEmpty { refuse("page_token", "is not a token that this daemon has given") }
        return token
    }

    private mutating func place<Place>(_ token: String, _ read: (String) -> Place?) -> Place? {
        if token.isEmpty { return nil }
        let place = read(token)
        if place == nil { refuse("page_token", "is not a token that this daemon has given") }
        return place
    }

    /// Between heartbeats.
    mutating func heartbeat(_ message: DurationMessage?) -> TimeSpan {
        span(message, "heartbeat_interval", atLeast: Self.heartbeatMin) ?? Self.heartbeatDefault
    }

    /// Both ends of a range of time, each of which may be open.
    mutating func range(_ message: TimeRange?, _ field: String) -> (from: Timestamp?, to: Timestamp?) {
        let (from, to) = (time(message?.from, field + ".from"), time(message?.to, field + ".to"))
        if let from, let to, to <= from {
            refuse(field + ".to", "is \(to), which is not after \(field).from, \(from)")
        }
        return (from, to)
    }

    /// Both ends of a range of time; open ones are the ends of time.
    mutating func closedRange(_ message: TimeRange?, _ field: String) -> (from: Timestamp, to: Timestamp) {
        let (from, to) = range(message, field)
        return (from ?? .min, to ?? .max)
    }

    /// Which fees count.
    mutating func basis(_ wire: NijaMessages.Basis) -> NijaAnalytics.Basis {
        known(wire, "basis") == .net ? .net : .gross
    }

    /// A value of an enumeration that has no counterpart in the domain.
    mutating func known<Wire: ProtobufEnum>(_ wire: Wire, _ field: String) -> Wire {
        if !Wire.names.contains(where: { $0.number == wire.rawValue }) {
            let names = Wire.names.dropFirst().map(\.name).joined(separator: ", ")
            refuse(field, "is \(wire.rawValue); it must be one of \(names)")
        }
        return wire
    }
}
