public import NijaModel

/// What has to happen to the orders of a submission when something has happened to one of them.
public enum OrderLinks {
    /// - Parameters:
    ///   - change: what has happened.
    ///   - relatives: the other orders of its submission that are not final, in the sequence in which they were accepted.
    ///   - start: when an order that begins now works.
    /// - Returns: what has to follow, in this sequence.
    public static func actions(
        after change: OrderChange, relatives: [Order], start: Timestamp
    ) -> [OrderAction] {
        let rest = leftover(change)
        switch change.order.strategyType {
        case .single: return rest
        case .oneCancelsOther: return oneCancelsOther(change, relatives) + rest
        case .trigger: return trigger(change, relatives, start) + rest
        case .bracket:
            return change.order.isBracketExit
                ? exitFilled(change, relatives) + rest : entryChanged(change, relatives, start) + rest
        }
    }

    /// What an order that is decided at once could not fill at once.
    private static func leftover(_ change: OrderChange) -> [OrderAction] {
        let order = change.order
        guard change.transition == .filled, order.status == .partiallyFilled,
            order.ticket.duration.isImmediate
        else { return [] }
        return [.cancel(order.key, "the rest could not be filled at once")]
    }

    private static func oneCancelsOther(_ change: OrderChange, _ relatives: [Order]) -> [OrderAction] {
        guard change.transition == .filled else { return [] }
        let reason = "\(Names.quoted(change.order.ticket.clientOrderID)) was filled"
        return relatives.map { .cancel($0.key, reason) }
    }

    private static func trigger(
        _ change: OrderChange, _ relatives: [Order], _ start: Timestamp
    ) -> [OrderAction] {
        let first = change.order
        guard first.parentID.isEmpty, first.status.isFinal else { return [] }
        if first.status == .filled { return relatives.map { .begin($0.key, from: start) } }
        let reason = "\(Names.quoted(first.ticket.clientOrderID)) is \(first.status.label)"
        return relatives.map { .cancel($0.key, reason) }
    }

    /// The exits work for what the entry fills, and for no more.
    private static func entryChanged(
        _ change: OrderChange, _ relatives: [Order], _ start: Timestamp
    ) -> [OrderAction] {
        let entry = change.order
        if let fill = change.fill {
            return relatives.map { .release($0.key, fill.quantity, from: start) }
        }
        guard entry.status.isFinal else { return [] }
        let reason = "\(Names.quoted(entry.ticket.clientOrderID)) is \(entry.status.label)"
        return relatives.map { .conclude($0.key, reason) }
    }

    /// What one exit fills the other fills no more.
    private static func exitFilled(_ change: OrderChange, _ relatives: [Order]) -> [OrderAction] {
        guard let fill = change.fill else { return [] }
        let reason = "\(Names.quoted(change.order.ticket.clientOrderID)) has closed the position"
        return relatives.filter(\.isBracketExit).map { .yield($0.key, fill.quantity, reason) }
    }
}
