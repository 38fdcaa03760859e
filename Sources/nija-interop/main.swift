import Glibc
import TTRPC

guard CommandLine.arguments.count == 2, CommandLine.arguments[1] != "--help" else {
    print(
        """
        Usage: nija-interop SOCKET

        Serves Protos/conformance/interop.proto on a socket, for trying clients of the wire; `make interop` runs it.
        """)
    exit(CommandLine.arguments.last == "--help" ? 0 : 2)
}

let loop = try EventLoop()
let server = Server(loop: loop)
let service = InteropService()
service.register(with: server)
let listener = try ListeningSocket(path: CommandLine.arguments[1])
try loop.watchSignals([SIGTERM, SIGINT]) { _ in loop.stop() }
try server.listen(on: listener.descriptor)
try loop.run()
server.closeAll(Status(.unavailable, "the server was stopped"))
