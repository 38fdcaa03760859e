/// Orders that are submitted together.
public struct OrderGroup: Hashable, Sendable {
    /// Most orders beside the first one.
    public static let othersCountMax = 8

    /// Of OCO the first of both, of a bracket the entry, of a trigger the one that is waited for.
    public var first: OrderTicket
    /// How the others belong to it.
    public var strategyType: OrderStrategyType
    /// The others.
    public var others: [OrderTicket]

    /// A group; one order by itself where nothing else is said.
    public init(
        _ first: OrderTicket, strategyType: OrderStrategyType = .single, others: [OrderTicket] = []
    ) {
        self.first = first
        self.strategyType = strategyType
        self.others = others
    }

    /// Every order, the first one first.
    public var tickets: [OrderTicket] { [first] + others }

    /// Everything about the orders that cannot be true, each by its place in the request.
    ///
    /// - Parameter now: the time.
    /// - Returns: what is wrong.
    public func violations(at now: Timestamp) -> [FieldViolation] {
        var found: [FieldViolation] = []
        for (index, ticket) in tickets.enumerated() {
            var violations = Violations(in: index == 0 ? .field("order") : .element("others", index - 1))
            ticket.validate(at: now, into: &violations)
            if index > 0 { validate(ticket, into: &violations) }
            found += violations.found
        }
        var violations = Violations()
        validateCount(into: &violations)
        return found + violations.found
    }

    private func validateCount(into violations: inout Violations) {
        let (count, field) = (others.count, "others")
        switch strategyType {
        case .single:
            violations.require(
                count == 0, field, "has \(count) orders; a SINGLE one has no others. Say strategy_type")
        case .oneCancelsOther:
            violations.require(
                count == 1, field, "has \(count) orders; OCO is of the first one and one other")
        case .bracket: validateBracket(into: &violations)
        case .trigger:
            violations.require(
                (1...Self.othersCountMax).contains(count), field,
                "has \(count) orders; TRIGGER has 1 to \(Self.othersCountMax)")
        }
        let ids = tickets.map(\.clientOrderID).filter { !$0.isEmpty }
        violations.require(
            Set(ids).count == ids.count, field, "has an order with the client_order_id of another one")
    }

    private func validateBracket(into violations: inout Violations) {
        let targets = others.count { $0.type == .limit }
        let stops = others.count { $0.type.isStop }
        violations.require(
            others.count == targets + stops && targets <= 1 && stops <= 1 && !others.isEmpty, "others",
            "has \(others.count) orders; a BRACKET has a LIMIT as its target, or a STOP, STOP_LIMIT or "
                + "TRAILING_STOP as its stop, or one of each")
        violations.require(
            !first.isReduceOnly, "order.reduce_only", "is set; the entry of a BRACKET opens a position")
    }

    /// What an order must have in common with the first one.
    private func validate(_ ticket: OrderTicket, into violations: inout Violations) {
        violations.require(
            ticket.account == first.account, "account",
            "is \(Names.quoted(ticket.account)); orders of one submission are of one account")
        guard strategyType == .bracket else { return }
        violations.require(
            ticket.symbol == first.symbol && ticket.venue == first.venue
                && ticket.strategy == first.strategy, "symbol",
            "or venue or strategy is another than the entry's, whose position it ends")
        violations.require(
            ticket.side == first.side.opposite, "side",
            "is \(ticket.side.label); what ends the position lies on the other side, "
                + first.side.opposite.label)
        violations.require(
            ticket.terms.quantity == first.terms.quantity, "quantity",
            "is \(ticket.terms.quantity); it is the entry's, \(first.terms.quantity)")
        violations.require(
            !ticket.duration.isImmediate, "duration", "is IOC or FOK; what ends a bracket waits for its price"
        )
        if let entry = first.terms.limitPrice ?? first.terms.stopPrice {
            validateLevel(ticket, entry, into: &violations)
        }
    }

    /// Target and stop of a bracket lie on their sides of an entry whose price is known.
    private func validateLevel(
        _ ticket: OrderTicket, _ entry: Decimal, into violations: inout Violations
    ) {
        let isLong = first.side == .buy
        if ticket.type == .limit, let target = ticket.terms.limitPrice {
            violations.require(
                isLong ? target > entry : target < entry, "limit_price",
                "is \(target); the target lies \(isLong ? "above" : "below") the entry's price \(entry)")
        }
        if let stop = ticket.terms.stopPrice {
            violations.require(
                isLong ? stop < entry : stop > entry, "stop_price",
                "is \(stop); the stop lies \(isLong ? "below" : "above") the entry's price \(entry)")
        }
    }
}
