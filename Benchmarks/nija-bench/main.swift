import Glibc

/// A directory of our own below `parent`, removed when `body` is through.
func withScratchDirectory(in parent: String, _ body: (String) throws -> Void) throws {
    var template = Array((parent + "/nija-bench.XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { throw BenchError(call: "mkdtemp in \(parent)") }
    let directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { _ = try? ChildProcess(["/bin/rm", "-rf", directory]).wait() }
    try body(directory)
}

/// As many descriptors as the system gives: each subscriber takes one here and one in the daemon.
func raiseDescriptorLimit() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
}

/// Says what went wrong.
func complain(_ message: String) {
    let line = Array("nija-bench: \(message)\n".utf8)
    _ = Glibc.write(STDERR_FILENO, line, line.count)
}

/// Prints a line at once, also into a pipe.
func show(_ line: String) {
    print(line)
    fflush(nil)
}

func write(_ text: String, to path: String) throws(BenchError) {
    guard let file = fopen(path, "w") else { throw BenchError(call: path) }
    fputs(text, file)
    if fclose(file) != 0 { throw BenchError(call: path) }
}

/// Measures and reports; whether every goal was reached.
func measureFigures(_ options: Options) throws -> Bool {
    let machine = Machine()
    var figures: [Figure] = []
    show("\(machine.text); \(options.sizes.runs) runs\n\n\(Table.head)")
    try withScratchDirectory(in: options.directory) { directory in
        let suite = Suite(
            sizes: options.sizes, programs: options.programs, directory: directory, only: options.only
        ) { figure in
            figures.append(figure)
            show(Table.line(figure))
        }
        try suite.run()
    }
    let head = "\(machine.text); the median of \(options.sizes.runs) runs.\n\n"
    if let path = options.markdown { try write(head + Table.markdown(figures), to: path) }
    if let path = options.json { try write(JSONReport(machine: machine, figures: figures).text, to: path) }
    return figures.allSatisfy { $0.isMet != false }
}

/// Keeps a steady load up; whether nothing has grown.
func soak(_ options: Options) throws -> Bool {
    show("\(options.seconds) s on \(Machine().text)")
    var faults: [String] = []
    try withScratchDirectory(in: options.directory) { directory in
        let soak = Soak(programs: options.programs, directory: directory, seconds: options.seconds)
        let outcome = try soak.run()
        show(outcome.text)
        faults = outcome.faults
    }
    for fault in faults { complain(fault) }
    return faults.isEmpty
}

/// Parses the command line and does what it asks for; the exit code.
func run(_ words: [String]) -> Int32 {
    if words.contains("--help") || words.contains("-h") {
        print(Options.help, terminator: "")
        return 0
    }
    // Another process of this program's own: the server of one of its figures.
    if words.first == "echo", words.count == 2 {
        do { try EchoServer.run(on: words[1]) } catch { return 1 }
        return 0
    }
    let options: Options
    do throws(BenchError) {
        options = try Options(words)
    } catch {
        complain("\(error.message); see nija-bench --help")
        return 2
    }
    raiseDescriptorLimit()
    do {
        switch options.mode {
        case .figures: return try measureFigures(options) ? 0 : 3
        case .soak: return try soak(options) ? 0 : 3
        }
    } catch {
        complain((error as? BenchError)?.message ?? "\(error)")
        return 1
    }
}

exit(run(Array(CommandLine.arguments.dropFirst())))
