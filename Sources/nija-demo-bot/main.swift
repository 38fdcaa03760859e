import Glibc
import NijaClient
import NijaMessages

let help = """
    Usage: nija-demo-bot --trades FILE --bot N [--of N] [--account NAME] [--seconds N] [--repeat] [--socket PATH]

    Replays its share of a trade history (ndjson) against nijad, and obeys what it is told of its strategies.

      --trades FILE     what `nijactl trade export -o ndjson` has written
      --bot N, --of N   which bot it is, of how many                        (of 3)
      --account NAME    where the trades are recorded                       (demo)
      --seconds N       how long the whole history takes                    (20)
      --repeat          begin again at the end, later in history
      --socket PATH     where nijad listens                                 (NIJA_SOCKET)

    """

func fail(_ message: String, _ code: Int32) -> Never {
    let line = "nija-demo-bot: \(message)\n"
    _ = write(STDERR_FILENO, line, line.utf8.count)
    exit(code)
}

/// The text behind an option; nil without it.
func value(_ option: String) -> String? {
    guard let index = CommandLine.arguments.firstIndex(of: option) else { return nil }
    guard index + 1 < CommandLine.arguments.count else { fail("\(option) needs a value", 2) }
    return CommandLine.arguments[index + 1]
}

/// The number behind an option, at least 1.
func number(_ option: String, default fallback: Int?) -> Int {
    guard let text = value(option) ?? fallback.map(String.init) else { fail("\(option) is required", 2) }
    guard let number = Int(text), number > 0 else { fail("\(option) is \(text); it must be above 0", 2) }
    return number
}

if CommandLine.arguments.contains("--help") {
    print(help, terminator: "")
    exit(0)
}
guard let path = value("--trades") else { fail("--trades is required\n\n\(help)", 2) }
let (own, count) = (number("--bot", default: nil), number("--of", default: 3))
guard own <= count else { fail("--bot is \(own); there are \(count)", 2) }
let seconds = number("--seconds", default: 20)
let environmentSocket = getenv("NIJA_SOCKET").map { String(cString: $0) }
let socketPath = value("--socket") ?? environmentSocket ?? "/run/nija/nijad.sock"

do {
    let history = try History(path: path)
    let share = history.share(of: own, among: count)
    var bot = try DemoBot("bot-\(own)", socket: socketPath, account: value("--account") ?? "demo") { line in
        print(line)
        fflush(nil)
    }
    try bot.register(Set(share.map { history.trades[$0].strategy }))
    var round = 0
    repeat {
        try bot.replay(history, share, seconds: seconds, round: round)
        round += 1
    } while CommandLine.arguments.contains("--repeat")
    print(bot.summary)
} catch {
    fail("\(error)", 1)
}
