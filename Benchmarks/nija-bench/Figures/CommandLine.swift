import TTRPC

extension Suite {
    /// How long the command line takes to say which version it is: its start and its end.
    func measureCommandLine() throws {
        try measure("nijactl version --client", "", .milliseconds, goal: .atMost(15)) {
            let times = try (0..<max(3, sizes.calls / 200)).map { _ in
                let start = MonotonicTime.now()
                let code = try ChildProcess([programs.nijactl, "version", "--client"]).wait()
                if code != 0 { throw BenchError("nijactl ended with \(code)") }
                return MonotonicTime.now().since(start)
            }
            return Figure.Run(value: Sample(times).median / 1000)
        }
    }
}
