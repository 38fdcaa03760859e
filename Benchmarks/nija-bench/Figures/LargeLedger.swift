import NijaMessages
import TTRPC

extension Suite {
    /// Trades after the last checkpoint that a start after kill -9 has to replay: nearly as many as there ever are.
    private static let replayedTrades = 45_000

    /// What a long history costs: in memory, at the start, and when figures are asked for.
    func measureLargeLedger() throws {
        let count = grouped(sizes.trades)
        let names = (
            loaded: "resident after recording \(count) trades", restarted: "resident after a start with them",
            clean: "start-up with \(count) trades", killed: "start-up with \(count) trades after kill -9"
        )
        let both = "\(count) trades and \(grouped(sizes.positions)) open positions"
        guard
            wants(
                names.loaded, names.restarted, names.clean, names.killed, "GetKpiSummary",
                "start-up with \(both) after kill -9")
        else { return }
        let place = Daemon.Place(directory: directory + "/large")
        func start() throws -> Daemon { try Daemon(programs, in: place, durability: "process") }

        var daemon = try start()
        let bot = try fill(daemon)
        try measureMemory(names.loaded, daemon)
        func measureStart(_ name: String, _ goal: Double) throws {
            try measure(name, daemon.durability, .milliseconds, goal: .atMost(goal)) {
                try daemon.stop()
                daemon = try start()
                return Figure.Run(value: daemon.startMilliseconds)
            }
        }
        func measureStartAfterKill(_ name: String, _ goal: Double) throws {
            try measure(name, daemon.durability, .milliseconds, goal: .atMost(goal)) {
                try bot.reconnect(to: place.socket)
                try bot.record(upTo: bot.tradesCount + min(Self.replayedTrades, sizes.trades))
                daemon.kill()
                daemon = try start()
                let took = Figure.Run(value: daemon.startMilliseconds)
                // Keeps a checkpoint, so that the next run replays no more than this one.
                try daemon.stop()
                daemon = try start()
                return took
            }
        }
        try measureStart(names.clean, 300)
        try measureMemory(names.restarted, daemon)
        try measureStartAfterKill(names.killed, 300)
        try Bot(socket: place.socket, account: "watched").openPositions(sizes.positions)
        try measureStart("start-up with \(both)", 500)
        try measureStartAfterKill("start-up with \(both) after kill -9", 500)
        try daemon.stop()
    }

    /// Records a large account and a small one, and asks both for their figures; the bot of the large one.
    private func fill(_ daemon: Daemon) throws -> Bot {
        let small = try Bot(socket: daemon.place.socket, account: "few")
        let large = try Bot(socket: daemon.place.socket, account: "many")
        try small.record(upTo: 1000)
        try large.record(upTo: sizes.trades)
        try measureKpis(daemon, small: small, large: large)
        return large
    }

    /// What a daemon takes that has nothing to do.
    func measureIdleMemory(_ daemon: Daemon) throws {
        try measureMemory("resident, idle", daemon, limit: 20)
    }

    private func measureMemory(_ name: String, _ daemon: Daemon, limit: Double = 80) throws {
        let resident = try daemon.residentMegabytes()
        try measure(name, daemon.durability, .megabytes, goal: .atMost(limit)) { Figure.Run(value: resident) }
    }
}
