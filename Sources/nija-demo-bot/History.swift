import Glibc
import JSON
import NijaMessages
import Protobuf

/// A trade history as `nijactl trade export -o ndjson` writes it, oldest first.
struct History {
    /// Its trades.
    let trades: [Trade]

    /// Reads a file.
    ///
    /// - Throws: `DemoError` with the line that cannot be read.
    init(path: String) throws(DemoError) {
        guard let file = fopen(path, "rb") else {
            throw DemoError("cannot read \(path): \(String(cString: strerror(errno)))")
        }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 64 << 10)
        while case let count = fread(&block, 1, block.count, file), count > 0 { bytes += block[..<count] }
        var trades: [Trade] = []
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
            do {
                trades.append(try Trade.fromJSON(JSONValue.parse(Array(line)), ignoringUnknown: true))
            } catch {
                throw DemoError("\(path), line \(index + 1): \(error)")
            }
        }
        self.trades = trades
    }

    /// The places of the trades that bot `number` of `count` makes.
    ///
    /// Each bot runs strategies of its own where there are enough of them; otherwise they take turns.
    func share(of number: Int, among count: Int) -> [Int] {
        let names = Set(trades.map(\.strategy)).sorted()
        guard names.count >= count else { return trades.indices.filter { $0 % count == number - 1 } }
        let ranks = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        return trades.indices.filter { ranks[trades[$0].strategy, default: 0] % count == number - 1 }
    }

    /// Seconds from the first exit to the last, and a day: how far the next round is moved on.
    var roundSeconds: Int64 {
        let times = trades.compactMap(\.exitTime?.seconds)
        return (times.max() ?? 0) - (times.min() ?? 0) + 86_400
    }

    /// The trade at `index` as it is sent in a round, the first of which is 0.
    func trade(at index: Int, round: Int, account: String, bot: String) -> Trade {
        var trade = trades[index]
        trade.account = account
        if trade.botID.isEmpty { trade.botID = bot }
        if round > 0 {
            trade.tradeID += "-\(round + 1)"
            trade.entryTime?.seconds += Int64(round) * roundSeconds
            trade.exitTime?.seconds += Int64(round) * roundSeconds
        }
        return trade
    }
}

/// Why the demonstration cannot go on.
struct DemoError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
