import Glibc
import NijaMessages
import Testing

@testable import nijactl

@Suite struct DoctorTests {
    @Test("a daemon in good order gives nothing to cure")
    func good() {
        var status = GetStatusResponse()
        (status.serving, status.durability) = (.serving, "full")
        #expect(DaemonChecks.state(status).allSatisfy { $0.state == .ok && $0.cure.isEmpty })
    }

    @Test(
        "what is wrong with a daemon is told with a cure",
        arguments: [
            ("serving", Finding.State.fail), ("durability", .warn), ("commits", .warn), ("queues", .warn),
        ])
    func bad(_ check: String, _ state: Finding.State) {
        var status = GetStatusResponse()
        (status.serving, status.durability, status.queuedJobs) = (.readOnly, "process", 500)
        var latency = LatencyQuantiles()
        latency.p99Microseconds = 80_000
        status.commitLatency = latency
        let finding = DaemonChecks.state(status).first { $0.check == check }
        #expect(finding?.state == state)
        #expect(finding?.cure.isEmpty == false)
    }

    @Test("another version is a warning")
    func skew() {
        var version = GetVersionResponse()
        version.version = "9.9.9"
        #expect(DaemonChecks.versions(version)[0].state == .warn)
    }

    @Test(
        "builds of another commit do not belong together; an unknown commit says nothing",
        arguments: [
            ("1.0", "abc", false), ("1.0", "", false), ("1.0", "abc-dirty", true), ("1.0", "def", true),
            ("1.1", "abc", true), ("1.1", "", true),
        ])
    func commits(_ version: String, _ commit: String, _ isSkewed: Bool) {
        var daemon = GetVersionResponse()
        (daemon.version, daemon.commit) = (version, commit)
        let skew = VersionCommand.skew(daemon, version: "1.0", commit: "abc")
        #expect((skew != nil) == isSkewed)
        #expect(VersionCommand.skew(daemon, version: "1.0", commit: "") == nil || version == "1.1")
    }

    @Test(
        "old versions of SQLite are noted",
        arguments: [("3.40.1", true), ("3.51.2", true), ("3.51.3", false), ("3.52.0", false)])
    func sqlite(_ version: String, _ isNoted: Bool) {
        #expect(DaemonChecks.sqlite(version).detail.contains("WAL-reset") == isNoted)
    }

    @Test(
        "a slow call is a warning",
        arguments: [(40_000, Finding.State.ok), (6_000_000, .warn)] as [(Int64, Finding.State)])
    func latency(_ median: Int64, _ state: Finding.State) {
        #expect(DaemonChecks.latency(medianNanoseconds: median, count: 10).state == state)
    }

    @Test("a socket for everybody is a warning, a directory for everybody a failure unless it is sticky")
    func modes() {
        #expect(HostChecks.judge("/s", mode: 0o600, owner: 0).state == .ok)
        #expect(HostChecks.judge("/s", mode: 0o660, owner: 0).state == .ok)
        #expect(HostChecks.judge("/s", mode: 0o666, owner: 0).state == .warn)
        #expect(HostChecks.judgeDirectory("/d", mode: 0o755, owner: 0).state == .ok)
        #expect(HostChecks.judgeDirectory("/d", mode: 0o777, owner: 0).state == .fail)
        #expect(HostChecks.judgeDirectory("/d", mode: 0o1777, owner: 0).state == .ok)
    }

    @Test("what is not there, and what is no socket, fails")
    func sockets() {
        #expect(HostChecks.socket("/nonexistent/s").map(\.state) == [.fail])
        #expect(HostChecks.socket("/etc/passwd").first?.detail == "/etc/passwd is not a socket")
    }

    @Test(
        "a disk that fills up is told before it is full",
        arguments: [(32 << 20, Finding.State.fail), (512 << 20, .warn), (2 << 30, .ok)]
            as [(UInt64, Finding.State)])
    func disk(_ free: UInt64, _ state: Finding.State) {
        #expect(HostChecks.judgeDisk("/d", free: free, size: 100 << 30).state == state)
    }

    @Test(
        "the limit of open files is read",
        arguments: [
            ("Max open files            1024                 4096                 files\n", 1024),
            ("Limit\nMax open files            unlimited            unlimited            files\n", Int.max),
            ("", nil),
        ] as [(String, Int?)])
    func limits(_ text: String, _ files: Int?) {
        #expect(HostChecks.openFiles(text) == files)
    }

    @Test(
        "spans are told in two units",
        arguments: [
            (0, "0 s"), (59, "59 s"), (60, "1 min"), (61, "1 min 1 s"), (3600, "1 h"), (90_000, "1 d 1 h"),
            (86_460, "1 d"),
        ] as [(Int64, String)])
    func spans(_ seconds: Int64, _ text: String) {
        #expect(Dashboard.duration(seconds) == text)
    }
}
