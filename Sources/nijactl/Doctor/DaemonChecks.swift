import NijaBuild
import NijaMessages
import Protobuf

/// What the daemon's own answers say of its health.
enum DaemonChecks {
    static func versions(_ version: GetVersionResponse) -> [Finding] {
        let daemon = Build.summary(version.version, version.commit)
        let both = "nijactl \(Build.summary), nijad \(daemon), schema \(version.schemaVersion)"
        return [
            VersionCommand.skew(version) == nil
                ? .ok("versions", both)
                : .warn("versions", both, cure: "Use the nijactl that came with nijad."),
            sqlite(version.sqliteVersion),
        ]
    }

    /// - Source: sqlite.org/wal.html, "The WAL-Reset Bug": 3.7.0 to 3.51.2, fixed in 3.51.3; 3.52.0 has the fix and was
    ///   withdrawn for other faults.
    static func sqlite(_ version: String) -> Finding {
        let parts = version.split(separator: ".").compactMap { Int($0) }
        let isFixed = !parts.lexicographicallyPrecedes([3, 51, 3])
        let note =
            "has the WAL-reset bug (fixed in 3.51.3), which nijad avoids: one connection writes and checkpoints"
        return .ok("sqlite", isFixed ? version : "\(version) \(note)")
    }

    static func state(_ status: GetStatusResponse) -> [Finding] {
        var findings: [Finding] = []
        let serving = status.serving.shortName
        findings.append(
            status.serving == .serving
                ? .ok("serving", serving)
                : .fail("serving", serving, cure: "See the daemon's log; a full disk is the usual cause."))
        findings.append(
            status.durability == "full"
                ? .ok("durability", "full: an acknowledged write survives power loss")
                : .warn(
                    "durability", "\(status.durability): a power loss may take the last writes",
                    cure: "Start nijad with --durability full for money that counts."))
        let commit = status.commitLatency?.p99Microseconds ?? 0
        let commits = "p99 of \(status.commitsCount) commits is \(Column.rounded(commit.description)) µs"
        findings.append(
            commit > 50_000
                ? .warn("commits", commits, cure: "The disk is slow or busy; see `iostat -x 1`.")
                : .ok("commits", commits))
        let queues =
            "\(status.callsInFlight) calls, \(status.queuedJobs) long reads, \(status.queuedBytes) bytes wait"
        findings.append(
            status.queuedJobs > 100 || status.queuedBytes > 64 << 20
                ? .warn("queues", queues, cure: "Clients ask faster than nijad answers, or do not read.")
                : .ok("queues", queues))
        return findings
    }

    static func latency(medianNanoseconds median: Int64, count: Int) -> Finding {
        let detail = "a call takes \(median / 1000) µs, the median of \(count)"
        return median > 5_000_000
            ? .warn("latency", detail, cure: "The machine is busy, or nijad is: see `nijactl status`.")
            : .ok("latency", detail)
    }
}
