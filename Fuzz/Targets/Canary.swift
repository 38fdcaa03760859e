extension FuzzTarget {
    /// A defect that was planted: an input of the right four bytes and a length that lies.
    ///
    /// Chance would take days to find it; coverage takes a second. `make fuzz` fails when it is not found.
    public static let canary = FuzzTarget(name: "canary") { bytes in
        for (index, byte) in "nija".utf8.enumerated() {
            guard index < bytes.count, bytes[index] == byte else { return }
        }
        guard bytes.count > 4 else { return }
        try expect(Int(bytes[4]) <= bytes.count - 5, "the length of the canary")
    }
}
