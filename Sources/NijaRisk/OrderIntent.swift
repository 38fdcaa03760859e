public import NijaModel

/// What risk needs to know of an order.
public struct OrderIntent: Hashable, Sendable {
    /// What makes two orders equal, apart from their ids.
    public struct Fingerprint: Hashable, Sendable {
        /// The strategy.
        public var strategy: String
        /// The instrument.
        public var symbol: String
        /// It buys.
        public var isBuy: Bool
        /// The number of its type.
        public var type: UInt8
        /// How much.
        public var quantity: Decimal
        /// The worst price that is taken.
        public var limitPrice: Decimal?
        /// The price that sets it off.
        public var stopPrice: Decimal?

        /// Creates a fingerprint.
        public init(
            strategy: String, symbol: String, isBuy: Bool, type: UInt8, quantity: Decimal,
            limitPrice: Decimal? = nil, stopPrice: Decimal? = nil
        ) {
            self.strategy = strategy
            self.symbol = symbol
            self.isBuy = isBuy
            self.type = type
            self.quantity = quantity
            self.limitPrice = limitPrice
            self.stopPrice = stopPrice
        }
    }

    /// What is asked for.
    public var fingerprint: Fingerprint
    /// It may only reduce what is held.
    public var isReduceOnly: Bool
    /// It changes an order that is there, instead of adding one: it counts for no rate and repeats nothing.
    public var isModification: Bool

    /// Creates an intent.
    public init(_ fingerprint: Fingerprint, isReduceOnly: Bool = false, isModification: Bool = false) {
        self.fingerprint = fingerprint
        self.isReduceOnly = isReduceOnly
        self.isModification = isModification
    }
}
