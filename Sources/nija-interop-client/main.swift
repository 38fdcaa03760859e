import Glibc

// What `Protos/conformance/interop` understands as "this client cannot do it".
let exitCannot: Int32 = 77

guard CommandLine.arguments.count == 2, CommandLine.arguments[1] != "--help" else {
    print(
        """
        Usage: nija-interop-client CASE

        Runs NijaClient through a case of Protos/conformance/interop.json; `make interop` runs it.
        """)
    exit(CommandLine.arguments.last == "--help" ? 0 : 2)
}
let name = CommandLine.arguments[1]
guard let run = Cases.wire[name] ?? Cases.ledger[name] else {
    print("\(name) is not known here")
    exit(exitCannot)
}
do { try run() } catch {
    print("\(error)")
    exit(1)
}
