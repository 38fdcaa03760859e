import NijaMessages
import NijaModel

extension NijaMessages.Strategy {
    /// The strategy as a message, without its performance.
    init(_ strategy: Strategy) {
        self.init()
        (name, account, description) = (strategy.name, strategy.account, strategy.description)
        (parameters, allocation) = (strategy.parameters, text(strategy.allocation))
        status = .init(rawValue: Int32(strategy.status.rawValue))
        (statusReason, statusSince) = (strategy.statusReason, TimestampMessage(strategy.statusSince))
        statusActor = NijaMessages.Actor(strategy.statusActor)
        (registeredAt, sequence) = (TimestampMessage(strategy.registeredAt), strategy.sequence)
    }
}
