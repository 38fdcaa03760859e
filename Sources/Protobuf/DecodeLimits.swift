/// What a message from a peer may cost at most.
public enum DecodeLimits {
    /// Messages inside messages.
    public static let depth = 16
    /// Fields and elements in all: a batch of 10,000 trades with everything said has about 400,000.
    public static let elements = 1 << 20

    /// Memory that decoding a message of `count` bytes may take, C structs and Swift values together: a dense batch of
    /// trades needs eight times its size, a batch of 10,000 with only what is required 16 MB.
    public static func decodedBytes(for count: Int) -> Int { (24 << 20) + 12 * count }
}
