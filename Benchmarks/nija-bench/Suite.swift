import Glibc

/// What is measured, and how much of it.
struct Suite {
    /// How much.
    struct Sizes {
        /// Runs of each figure.
        var runs = 5
        /// Calls of a run whose latency is timed; of slow ones a fifth.
        var calls = 5_000
        /// Trades of a large account.
        var trades = 1_000_000
        /// Subscribers of a fan-out.
        var subscribers = 1_000

        /// Open positions that are watched.
        var positions = 10_000
        /// Fills that are audited.
        var fills = 100_000

        /// Enough to see that everything works, in seconds.
        static let quick = Sizes(
            runs: 1, calls: 100, trades: 3_000, subscribers: 20, positions: 200, fills: 1_000)
    }

    let sizes: Sizes
    let programs: Programs
    /// Where databases and sockets go: on the disk that is to be measured.
    let directory: String
    /// Only figures whose name has this in it; empty for all.
    let only: String
    /// Gets each figure as soon as it is there.
    let report: (Figure) -> Void

    /// Measures everything.
    func run() throws {
        try measureWire()
        try measureProcess()
        try measureFull()
        try measureWatching()
        try measureLargeLedger()
        try measureCommandLine()
    }

    private func measureProcess() throws {
        try withDaemon("process") { daemon in
            try measureIdleMemory(daemon)
            try measureHealth(daemon)
            try measureRecording(daemon)
            try measurePipelining(daemon, goal: 100_000)
            try measureBatches(daemon)
            try measureAlarm(daemon)
            try measureStop(daemon)
            try measureFanOut(daemon)
            try measureComparison(daemon)
            try measureCompliance(daemon)
            try measurePortfolio(daemon)
            try measureHistory(daemon)
        }
    }

    private func measureFull() throws {
        try withDaemon("full") { daemon in
            try measureDurableRecording(daemon)
            try measurePipelining(daemon, goal: 60_000)
        }
    }

    /// Runs `body` with a fresh daemon, and checks that the daemon ends well.
    ///
    /// Its files are in a directory of the name `place`; of that of `durability` where nothing is said.
    func withDaemon(
        _ durability: String, in place: String? = nil, _ body: (Daemon) throws -> Void
    ) throws {
        let place = Daemon.Place(directory: directory + "/" + (place ?? durability))
        let daemon = try Daemon(programs, in: place, durability: durability)
        try body(daemon)
        try daemon.stop()
    }

    /// Measures a figure as often as there are runs, and reports it.
    func measure(
        _ name: String, _ setting: String = "", _ unit: Figure.Unit, goal: Goal? = nil,
        _ run: () throws -> Figure.Run
    ) throws {
        guard only.isEmpty || name.contains(only) else { return }
        let runs = try (0..<sizes.runs).map { _ in try run() }
        report(Figure(name: name, setting: setting, unit: unit, goal: goal, runs: runs))
    }

    /// Whether a figure of this name is asked for; to leave out what it needs.
    func wants(_ names: String...) -> Bool {
        only.isEmpty || names.contains { $0.contains(only) }
    }
}
