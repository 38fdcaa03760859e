import Glibc
import NijaModel

let help = """
    Usage: nija-history [--seed N] [--trades N] [--days N] > history.csv
           nija-history --market [--seed N] [--days N] > market.csv

    Writes a made-up trade history, or prices of a made-up market, as CSV: the same seed gives the same bytes.

    """

/// The number behind an option; the default without it.
func number(_ option: String, default fallback: Int) -> Int {
    guard let index = CommandLine.arguments.firstIndex(of: option) else { return fallback }
    guard index + 1 < CommandLine.arguments.count, let value = Int(CommandLine.arguments[index + 1]),
        value > 0
    else {
        print("\(option) needs a number above 0\n\n\(help)", terminator: "")
        exit(2)
    }
    return value
}

if CommandLine.arguments.contains("--help") {
    print(help, terminator: "")
    exit(0)
}
// 2025-01-01T00:00:00Z
let start = Timestamp(nanoseconds: 1_735_689_600_000_000_000)
let (seed, days) = (UInt64(number("--seed", default: 42)), number("--days", default: 240))
if CommandLine.arguments.contains("--market") {
    var market = MarketCloses(seed: seed)
    for line in market.lines(days: days, start: start) { print(line) }
} else {
    var history = History(seed: seed)
    for line in history.lines(trades: number("--trades", default: 3000), days: days, start: start) {
        print(line)
    }
}
