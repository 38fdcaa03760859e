import Glibc
import JSON
import NijaClient
import NijaMessages
import Protobuf

/// Looks for what is wrong between a person and the daemon, and says what helps.
enum Doctor {
    private struct Finding {
        let check: String
        /// ok, warn or fail.
        let state: String
        let detail: String
        var cure = ""
    }

    static func run(_ call: Invocation) throws(CommandError) {
        let path = call.settings.socket(call["socket"])
        var findings = socket(path)
        do throws(CommandError) {
            let version = try call.call(SystemService.getVersion, GetVersionRequest())
            let status = try call.call(SystemService.getStatus, GetStatusRequest())
            findings.append(Finding(check: "daemon", state: "ok", detail: "nijad \(version.version) answers"))
            findings += judge(version, status)
        } catch {
            findings.append(Finding(check: "daemon", state: "fail", detail: error.message, cure: error.hint))
        }
        let rows = findings.map { finding in
            JSONValue.object([
                .init("check", .string(finding.check)), .init("state", .string(finding.state)),
                .init("detail", .string(finding.detail)), .init("cure", .string(finding.cure)),
            ])
        }
        try call.output.rows(
            rows,
            TableLayout([
                Column("state", "state", .state(prefix: "")), Column("check"), Column("detail"),
                Column("cure"),
            ]))
        if findings.contains(where: { $0.state == "fail" }) { exit(ExitCode.failed.rawValue) }
    }

    private static func socket(_ path: String) -> [Finding] {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            return [
                Finding(
                    check: "socket", state: "fail", detail: "\(path): \(String(cString: strerror(errno)))",
                    cure: "Start nijad, or name its socket with --socket or NIJA_SOCKET.")
            ]
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            return [
                Finding(
                    check: "socket", state: "fail", detail: "\(path) is not a socket",
                    cure: "Name another path.")
            ]
        }
        let mode = status.st_mode & 0o777
        let isOpen = mode & 0o002 != 0
        return [
            Finding(
                check: "socket", state: isOpen ? "warn" : "ok",
                detail: "\(path), mode \(String(mode, radix: 8)), owner \(status.st_uid)",
                cure: isOpen ? "Everybody may connect: set socket_mode to 0600 or 0660." : "")
        ]
    }

    private static func judge(_ version: GetVersionResponse, _ status: GetStatusResponse) -> [Finding] {
        var findings: [Finding] = []
        let isSkewed = version.version != ToolCommands.version
        findings.append(
            Finding(
                check: "versions", state: isSkewed ? "warn" : "ok",
                detail:
                    "nijactl \(ToolCommands.version), nijad \(version.version), schema \(version.schemaVersion)",
                cure: isSkewed ? "Use the nijactl that came with nijad." : ""))
        findings.append(
            Finding(
                check: "serving", state: status.serving == .serving ? "ok" : "fail",
                detail: status.serving.shortName,
                cure: status.serving == .serving
                    ? "" : "See the daemon's log; a full disk is the usual cause."))
        findings.append(
            Finding(
                check: "durability", state: status.durability == "full" ? "ok" : "warn",
                detail: status.durability,
                cure: status.durability == "full"
                    ? "" : "A power loss may take the last writes; use full for money."))
        findings.append(
            Finding(
                check: "sqlite", state: "ok",
                detail: "\(version.sqliteVersion); one connection writes, so the WAL-reset bug cannot occur"))
        let isSlow = status.commitLatency.map { $0.p99Microseconds > 50_000 } ?? false
        findings.append(
            Finding(
                check: "commits", state: isSlow ? "warn" : "ok",
                detail:
                    "p99 \(Column.rounded((status.commitLatency?.p99Microseconds ?? 0).description)) µs over \(status.commitsCount)",
                cure: isSlow ? "The disk is slow or busy." : ""))
        return findings
    }
}
