/// Random numbers that depend on nothing but where they are asked for, so that a restart goes on the same.
///
/// - Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014, figure 17.
enum SplitMix64 {
    private static let gamma: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// The number at a place of a stream of a seed.
    static func value(seed: UInt64, stream: UInt64, index: UInt64) -> UInt64 {
        mix(mix(seed &+ gamma &* (stream &+ 1)) &+ gamma &* (index &+ 1))
    }

    private static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
