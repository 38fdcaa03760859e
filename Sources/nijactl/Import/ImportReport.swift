import Glibc
import JSON
import Protobuf

/// What became of the rows of a file.
struct ImportReport {
    private(set) var recorded = 0
    private(set) var duplicates = 0
    private(set) var warned = 0
    private(set) var rejected: [(line: Int, reason: String, source: String)] = []
    private let total: Int
    private let isDryRun: Bool
    private let output: Output

    /// Bad lines that are named; the rest is counted.
    private static let namedMax = 20

    init(total: Int, isDryRun: Bool, output: Output) {
        (self.total, self.isDryRun, self.output) = (total, isDryRun, output)
    }

    mutating func count(isDuplicate: Bool, isWarned: Bool = false) {
        if isDuplicate { duplicates += 1 } else { recorded += 1 }
        if isWarned { warned += 1 }
    }

    /// Notes a row that was refused, and names it at once.
    mutating func reject(_ line: Int, _ reason: String, _ source: String) {
        rejected.append((line, reason, source))
        if rejected.count <= Self.namedMax { Output.say("line \(line): \(reason)") }
        if rejected.count == Self.namedMax + 1 {
            output.note("further lines are counted, and kept with --rejects")
        }
    }

    /// Says how far it is, on a terminal.
    func progress() {
        guard isatty(STDERR_FILENO) == 1 && !output.isQuiet else { return }
        let done = recorded + duplicates + rejected.count
        Output.say("\r\(done) of \(total) (\(100 * done / max(total, 1)) %)\u{1B}[K", newline: done >= total)
    }

    /// Writes the rejected lines, below the header of the file that they came from.
    func writeRejects(to path: String?, header: String) throws(CommandError) {
        guard let path, !rejected.isEmpty else { return }
        let text = header + rejectedInSequence.map(\.source).joined()
        guard FileBytes.write(Array(text.utf8), to: path) else {
            throw .failed("cannot write \(path): \(String(cString: strerror(errno)))")
        }
    }

    /// The summary; an error when something was refused.
    func finish() throws(CommandError) {
        if output.format.isJSON {
            Output.write(json.compact + "\n")
        } else {
            Output.write(text + "\n")
        }
        if !rejected.isEmpty { throw .failed("\(rejected.count) of \(total) lines were refused") }
    }

    /// By line: what cannot be read is found before what the daemon refuses.
    private var rejectedInSequence: [(line: Int, reason: String, source: String)] {
        rejected.sorted { $0.line < $1.line }
    }

    private var text: String {
        let verb = isDryRun ? "would be recorded" : "recorded"
        let parts = ["\(recorded) \(verb)", "\(duplicates) recorded before", "\(rejected.count) refused"]
        return (parts + (warned > 0 ? ["\(warned) with warnings"] : [])).joined(separator: ", ")
    }

    private var json: JSONValue {
        let rejections = rejectedInSequence.map { row in
            JSONValue.object([.init("line", .number(String(row.line))), .init("reason", .string(row.reason))])
        }
        return .object([
            .init("recorded", .number(String(recorded))), .init("duplicates", .number(String(duplicates))),
            .init("rejected", .number(String(rejected.count))), .init("warned", .number(String(warned))),
            .init("dry_run", .bool(isDryRun)), .init("rejections", .array(rejections)),
        ])
    }

    /// What to say when the import ended in the middle.
    func interrupted(_ error: CommandError) -> CommandError {
        var error = error
        error.hint =
            "\(recorded + duplicates) of \(total) lines are recorded. Import the file again: nothing is recorded twice."
        return error
    }
}
