import Glibc
import TTRPC

/// A program that was started; it inherits this one's core and scheduling.
final class ChildProcess {
    let pid: pid_t
    private var isOver = false

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - words: its path and its arguments.
    ///   - output: the file that gets what it prints; appended to.
    /// - Throws: `BenchError` when it cannot be started.
    init(_ words: [String], output: String = "/dev/null") throws(BenchError) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for stream in [STDOUT_FILENO, STDERR_FILENO] {
            posix_spawn_file_actions_addopen(&actions, stream, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        }
        var arguments = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var started = pid_t()
        let result = posix_spawn(&started, words[0], &actions, nil, &arguments, environ)
        guard result == 0 else {
            throw BenchError("cannot start \(words[0]): \(String(cString: strerror(result)))")
        }
        pid = started
    }

    deinit {
        if !isOver { _ = end(by: SIGKILL) }
    }

    /// Whether it has ended by itself.
    var hasEnded: Bool {
        if isOver { return true }
        var status: Int32 = 0
        isOver = waitpid(pid, &status, WNOHANG) == pid
        return isOver
    }

    /// Waits for its end; the exit code, or -1 when a signal ended it.
    func wait() -> Int32 {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
        isOver = true
        return status & 0x7F == 0 ? status >> 8 & 0xFF : -1
    }

    /// Sends it a signal and waits for its end; the exit code, or -1 when a signal ended it.
    func end(by signal: Int32) -> Int32 {
        kill(pid, signal)
        return wait()
    }

    /// Memory that is in RAM, in MB; nil when it cannot be told.
    var residentMegabytes: Double? {
        // The second number of statm counts pages.
        guard let text = readText("/proc/\(pid)/statm"), let pages = Double(text.split(separator: " ")[1])
        else { return nil }
        return pages * Double(sysconf(Int32(_SC_PAGESIZE))) / 1e6
    }

    /// Descriptors that are open.
    var descriptorsCount: Int {
        guard let directory = opendir("/proc/\(pid)/fd") else { return 0 }
        defer { closedir(directory) }
        var count = 0
        while readdir(directory) != nil { count += 1 }
        // Without "." and "..".
        return count - 2
    }
}

/// The first 64 KiB of a file as text; nil when it cannot be read.
func readText(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 64 << 10)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
}
