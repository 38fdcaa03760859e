/// What somebody may have meant.
enum Suggestion {
    /// The nearest word, if it is near.
    static func nearest(to word: String, in words: [String]) -> String? {
        let ranked = words.map { ($0, distance(word, $0)) }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
        guard let (best, distance) = ranked.first, distance <= max(1, word.count / 3) else { return nil }
        return best
    }

    /// Insertions, deletions, changes and swaps of neighbours that lead from one word to another.
    ///
    /// - Source: the optimal string alignment distance, as in Damerau, CACM 7(3), 1964.
    static func distance(_ left: String, _ right: String) -> Int {
        let (a, b) = (Array(left), Array(right))
        if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
        var rows = [Array(0...b.count)]
        for i in 1...a.count {
            var row = [i]
            for j in 1...b.count {
                let change = rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
                var best = min(rows[i - 1][j] + 1, row[j - 1] + 1, change)
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    best = min(best, rows[i - 2][j - 2] + 1)
                }
                row.append(best)
            }
            rows.append(row)
        }
        return rows[a.count][b.count]
    }
}
