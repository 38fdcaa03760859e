import Glibc
import Testing
import WireFormat

@testable import TTRPC

/// Runs a shell command; what it printed, and its exit status.
private func run(_ command: String) -> (output: String, status: Int32) {
    guard let pipe = popen(command + " 2>&1", "r") else { return ("no shell", -1) }
    var output: [UInt8] = []
    var room = [UInt8](repeating: 0, count: 4096)
    while case let count = fread(&room, 1, room.count, pipe), count > 0 { output += room[..<count] }
    return (String(decoding: output, as: UTF8.self), pclose(pipe))
}

@Suite("The stock Go client")
struct GoClientTests {
    @Test("every case of it holds; Debian: golang-go golang-github-containerd-ttrpc-dev")
    func cases() throws {
        let server = try TestServer { server in
            server.offerEcho()
            server.offer("Fail") { $0.fail(Status(.aborted, "on purpose")) }
            server.offer("Huge") { $0.reply([UInt8](repeating: 0, count: 4 << 20)) }
            server.offer("Never") { call in call.onEnd = { _ in } }
            server.offer("Metadata") { call in
                var writer = WireWriter()
                writer.field(1, text: call.metadata.map { "\($0.key)=\($0.value)" }.joined(separator: " "))
                call.reply(writer.bytes)
            }
        }
        let source = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
        let program = SocketDirectory()
        let build = run(
            "cd '/\(source)/GoClient' && GOFLAGS= GO111MODULE=off GOPATH=/usr/share/gocode "
                + "go build -o '\(program.path)/goclient' .")
        try #require(build.status == 0, "\(build.output)")
        let cases = run("timeout 60 '\(program.path)/goclient' '\(server.path)'")
        #expect(cases.status == 0)
        #expect(
            cases.output.split(separator: "\n") == [
                "connect", "empty_unary", "large_unary", "many_in_flight", "unimplemented_method",
                "status_code", "status_message", "oversized_answer", "deadline", "metadata", "after_all_that",
            ])
    }
}
