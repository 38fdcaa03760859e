import CLinux
import Glibc
import TTRPC

/// What can be seen of the daemon from outside: its socket, its limits, disk and clock.
enum HostChecks {
    // MARK: Socket

    /// The socket and the directory that it is in.
    static func socket(_ path: String) -> [Finding] {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            return [
                .fail(
                    "socket", "\(path): \(String(cString: strerror(errno)))",
                    cure: "Start nijad, or name its socket with --socket or NIJA_SOCKET.")
            ]
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            return [.fail("socket", "\(path) is not a socket", cure: "Name another path.")]
        }
        var findings = [judge(path, mode: status.st_mode & 0o777, owner: status.st_uid)]
        let directory = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        var parent = stat()
        if lstat(directory, &parent) == 0 {
            findings.append(judgeDirectory(directory, mode: parent.st_mode & 0o7777, owner: parent.st_uid))
        }
        return findings
    }

    static func judge(_ path: String, mode: mode_t, owner: uid_t) -> Finding {
        let detail = "\(path), mode 0\(String(mode, radix: 8)), owner \(userName(owner))"
        if mode & 0o002 != 0 {
            return .warn("socket", detail, cure: "Everybody may connect: set socket_mode to 0600 or 0660.")
        }
        return .ok("socket", detail)
    }

    /// Who may write to the directory may put a socket of their own in place of the daemon's.
    static func judgeDirectory(_ path: String, mode: mode_t, owner: uid_t) -> Finding {
        let detail = "\(path), mode 0\(String(mode, radix: 8)), owner \(userName(owner))"
        let isSticky = mode & mode_t(S_ISVTX) != 0
        if mode & 0o002 != 0 && !isSticky {
            return .fail("directory", detail, cure: "Everybody may replace the socket: chmod o-w \(path)")
        }
        return .ok("directory", detail)
    }

    private static func userName(_ uid: uid_t) -> String {
        uid == 0 ? "root" : uid == geteuid() ? "you" : "uid \(uid)"
    }

    // MARK: Limits

    /// How many files the daemon at the other end of the socket may open: each connection is one.
    static func limits(ofPeerAt path: String) -> Finding {
        guard let client = try? Client(connectingTo: path) else {
            return .warn("limits", "the daemon cannot be reached", cure: "")
        }
        var (uid, gid, pid): (UInt32, UInt32, Int32) = (0, 0, 0)
        guard linux_peer_credentials(client.descriptor, &uid, &gid, &pid) == 0,
            let bytes = FileBytes.read("/proc/\(pid)/limits"),
            let files = openFiles(String(decoding: bytes, as: UTF8.self))
        else { return .ok("limits", "those of the daemon cannot be read from here") }
        let detail = "nijad (process \(pid)) may open \(files) files"
        return files < 1024
            ? .warn("limits", detail, cure: "Raise LimitNOFILE in nijad.service, or `ulimit -n`.")
            : .ok("limits", detail)
    }

    /// The soft limit of open files in the text of /proc/PID/limits.
    static func openFiles(_ text: String) -> Int? {
        let line = text.split(separator: "\n").first { $0.hasPrefix("Max open files") }
        return line?.split(separator: " ").dropFirst(3).first.flatMap { $0 == "unlimited" ? .max : Int($0) }
    }

    // MARK: Disk and clock

    /// Room for the database.
    static func disk(_ directory: String) -> Finding {
        var status = statvfs()
        guard statvfs(directory, &status) == 0 else {
            let reason = String(cString: strerror(errno))
            return .warn(
                "disk", "\(directory): \(reason)", cure: "Name the daemon's data directory with --data DIR.")
        }
        let block = UInt64(status.f_frsize)
        return judgeDisk(
            directory, free: UInt64(status.f_bavail) * block, size: UInt64(status.f_blocks) * block)
    }

    static func judgeDisk(_ directory: String, free: UInt64, size: UInt64) -> Finding {
        let mebibytes = free >> 20
        let share = size > 0 ? 100 * free / size : 0
        let detail = "\(directory): \(mebibytes) MiB free, \(share) %"
        let cure = "Free some space: with a full disk nijad refuses writes and goes on serving reads."
        if mebibytes < 64 { return .fail("disk", detail, cure: cure) }
        return mebibytes < 1024 ? .warn("disk", detail, cure: cure) : .ok("disk", detail)
    }

    /// Whether the kernel's clock is kept by somebody: trades are told apart by it.
    static func clock() -> Finding {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        if now.tv_sec < 1_750_000_000 {
            return .fail("clock", "it is \(now.tv_sec) s after 1970", cure: "Set the clock.")
        }
        return linux_clock_is_kept()
            ? .ok("clock", "synchronised")
            : .warn("clock", "nobody keeps it in time", cure: "Enable systemd-timesyncd or chrony.")
    }
}
