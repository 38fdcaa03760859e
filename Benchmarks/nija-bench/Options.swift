import Glibc

/// What the command line asks for.
struct Options {
    /// What to do.
    enum Mode: Equatable {
        case figures, soak
    }

    static let help = """
        Usage: nija-bench [--runs N] [--only TEXT] [--json FILE] [--markdown FILE]
               nija-bench soak [--seconds N]

        Starts nijad on a directory of its own and measures it; what it is pinned to holds for the daemon too:
        taskset -c 1 chrt -f 50 nija-bench. Floors are what system calls alone take, measured in the same runs.

          --runs N          runs of each figure; the table shows their median        (5)
          --trades N        trades of the large account                              (1000000)
          --subscribers N   subscribers of the fan-out                               (1000)
          --quick           one short run of everything
          --only TEXT       figures with TEXT in their name
          --seconds N       how long to soak                                         (600)
          --bin DIR         where nijad and nijactl are                              (beside nija-bench)
          --directory DIR   where databases go, which is the disk that is measured   (/var/tmp)
          --json FILE       write the figures as JSON too, each run of them
          --markdown FILE   write the table as Markdown too

        Exit codes: 0 all goals reached; 1 failed; 2 wrong usage; 3 a goal was missed.

        """

    var mode = Mode.figures
    var sizes = Suite.Sizes()
    var seconds = 600
    var only = ""
    var programs = Programs(directory: Options.ownDirectory)
    var directory = "/var/tmp"
    var json: String?
    var markdown: String?

    /// - Throws: `BenchError` for what is not understood.
    init(_ words: [String]) throws(BenchError) {
        var rest = words[...]
        if rest.first == "soak" {
            mode = .soak
            rest.removeFirst()
        }
        while let option = rest.popFirst() {
            if option == "--quick" {
                sizes = .quick
                continue
            }
            guard let value = rest.popFirst() else { throw BenchError("\(option) needs a value") }
            try set(option, value)
        }
    }

    private mutating func set(_ option: String, _ value: String) throws(BenchError) {
        switch option {
        case "--runs": sizes.runs = try Self.count(option, value)
        case "--trades": sizes.trades = try Self.count(option, value)
        case "--subscribers": sizes.subscribers = try Self.count(option, value)
        case "--seconds": seconds = try Self.count(option, value)
        case "--only": only = value
        case "--bin": programs = Programs(directory: value)
        case "--directory": directory = value
        case "--json": json = value
        case "--markdown": markdown = value
        default: throw BenchError("there is no option \(option)")
        }
    }

    private static func count(_ option: String, _ value: String) throws(BenchError) -> Int {
        guard let count = Int(value), count > 0 else {
            throw BenchError("\(option) is \"\(value)\"; it must be a whole number above 0")
        }
        return count
    }

    /// Where this program is.
    private static var ownDirectory: String {
        guard let resolved = realpath("/proc/self/exe", nil) else { return "." }
        defer { free(resolved) }
        let path = String(cString: resolved)
        return String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    }
}
