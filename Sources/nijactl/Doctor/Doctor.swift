import Glibc
import JSON
import NijaClient
import NijaMessages
import Protobuf
import TTRPC

/// `doctor`: looks for what is wrong between a person and the daemon, and says what helps.
enum Doctor {
    @Sendable static func run(_ call: Invocation) throws(CommandError) {
        let path = call.settings.socket(call["socket"])
        var findings = HostChecks.socket(path)
        do throws(CommandError) {
            findings += try daemon(call, path)
        } catch {
            findings.append(.fail("daemon", error.message, cure: error.hint))
        }
        findings.append(HostChecks.disk(call["data"] ?? call.settings.dataDirectory))
        findings.append(HostChecks.clock())
        try report(findings, call.output)
        if findings.contains(where: { $0.state == .fail }) { exit(ExitCode.failed.rawValue) }
    }

    private static func report(_ findings: [Finding], _ output: Output) throws(CommandError) {
        guard [.table, .wide].contains(output.format) else {
            let layout = TableLayout([Column("check"), Column("state"), Column("detail"), Column("cure")])
            try output.rows(findings.map(\.json), layout)
            return
        }
        for finding in findings {
            let state = padded(output.style.state(finding.state.rawValue), to: 4)
            Output.write("\(state)  \(padded(finding.check, to: 10))  \(finding.detail.onOneLine)\n")
            if !finding.cure.isEmpty { Output.write("                  → \(finding.cure)\n") }
        }
    }

    private static func daemon(_ call: Invocation, _ path: String) throws(CommandError) -> [Finding] {
        let client = try call.connect()
        return try CommandError.wrap { () throws(NijaError) in
            let version = try client.call(SystemService.getVersion, GetVersionRequest())
            let status = try client.call(SystemService.getStatus, GetStatusRequest())
            var findings: [Finding] = [.ok("daemon", "nijad \(version.version) answers")]
            findings += DaemonChecks.versions(version) + DaemonChecks.state(status)
            findings.append(try latency(client, count: call.has("deep") ? 1000 : 50))
            findings.append(HostChecks.limits(ofPeerAt: path))
            if call.has("deep") { findings.append(try reads(client)) }
            return findings
        }
    }

    /// How long a call takes from here, the median of several.
    private static func latency(_ client: NijaClient, count: Int) throws(NijaError) -> Finding {
        var times: [Int64] = []
        for _ in 0..<count {
            let start = MonotonicTime.now()
            _ = try client.call(SystemService.checkHealth, CheckHealthRequest())
            times.append(MonotonicTime.now().since(start))
        }
        return DaemonChecks.latency(medianNanoseconds: times.sorted()[count / 2], count: count)
    }

    /// Reads through everything that is kept of each account.
    private static func reads(_ client: NijaClient) throws(NijaError) -> Finding {
        var trades = 0
        var accounts = ListAccountsRequest()
        accounts.pageSize = 1000
        let names = try client.call(AccountService.listAccounts, accounts).accounts.map(\.name)
        for name in names {
            var request = ListTradesRequest()
            var filter = TradeFilter()
            (filter.account, filter.includeVoided) = (name, true)
            (request.filter, request.pageSize) = (filter, 1000)
            repeat {
                let page = try client.call(TradeService.listTrades, request)
                trades += page.trades.count
                request.pageToken = page.nextPageToken
            } while !request.pageToken.isEmpty
        }
        let counted = try client.call(SystemService.getStatus, GetStatusRequest()).tradesCount
        // Bots go on recording meanwhile, so more than were read is in order.
        return trades <= Int(counted)
            ? .ok("history", "\(trades) trades of \(names.count) accounts can be read")
            : .fail(
                "history", "\(trades) trades were read, but the daemon counts \(counted)",
                cure:
                    "Stop nijad, check the database with `sqlite3 … 'PRAGMA integrity_check'`, restore a backup."
            )
    }
}
