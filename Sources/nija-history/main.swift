import Glibc
import NijaModel

let help = """
    Usage: nija-history [--seed N] [--trades N] [--days N] > history.csv

    Writes a made-up trade history as CSV: the same seed gives the same bytes.

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
var history = History(seed: UInt64(number("--seed", default: 42)))
// 2025-01-01T00:00:00Z
let start = Timestamp(nanoseconds: 1_735_689_600_000_000_000)
for line in history.lines(
    trades: number("--trades", default: 3000), days: number("--days", default: 240), start: start)
{
    print(line)
}
