/// The known words that a mistyped one may stand for.
enum NearMatches {
    private static let countMax = 3

    /// At most three words that are a few letters away or contain it, the nearest first.
    ///
    /// - Cost: O(bytes of all words × bytes of `word`, of which the first 64 count).
    static func of(_ word: String, in words: Set<String>) -> [String] {
        let typed = Array(word.lowercased().utf8.prefix(64))
        let near = words.compactMap { candidate -> (distance: Int, word: String)? in
            let known = Array(candidate.utf8)
            let distance = distance(typed, known)
            if distance <= max(1, typed.count / 3) { return (distance, candidate) }
            let isPart = typed.count >= 3 && candidate.contains(word.lowercased())
            return isPart ? (known.count, candidate) : nil
        }
        return near.sorted { $0 < $1 }.prefix(countMax).map(\.word)
    }

    /// Insertions, deletions and changes that lead from one word to another.
    ///
    /// - Source: R. A. Wagner and M. J. Fischer, JACM 21(1), 1974, algorithm X, two rows at a time.
    static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let changed = diagonal + (a == b ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(changed, diagonal + 1, row[j] + 1)
            }
        }
        return row[right.count]
    }
}
