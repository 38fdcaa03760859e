extension AssetClass {
    /// As the .proto calls it, without its prefix.
    public var label: String {
        switch self {
        case .crypto: "CRYPTO"
        case .equity: "EQUITY"
        case .forex: "FOREX"
        case .future: "FUTURE"
        case .option: "OPTION"
        case .other: "OTHER"
        }
    }

    /// The class with this label; nil when there is none.
    public init?(label: String) {
        guard let known = Self.allCases.first(where: { $0.label == label }) else { return nil }
        self = known
    }
}
