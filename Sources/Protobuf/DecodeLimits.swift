/// What a message from a peer may cost at most.
public enum DecodeLimits {
    /// Messages inside messages.
    public static let depth = 16
    /// Fields and elements in all: a batch of 10,000 trades with everything said has about 400,000.
    public static let elements = 1 << 20

    /// Memory that a message of `count` bytes may take once decoded: far more than any honest one needs.
    public static func decodedBytes(for count: Int) -> Int { (16 << 20) + 8 * count }
}
