import Glibc
import NijaMessages
import Protobuf
import TTRPC
import Testing

@Suite("Invalid input of every method")
struct InvalidInputTests {
    /// One daemon for all: refused requests leave nothing behind.
    private static let daemon = Result { () throws in
        let daemon = try TestDaemon()
        try InputTable.prepare(daemon.client())
        return daemon
    }

    /// What any write would change; the daemon's own housekeeping changes none of it.
    private static func state(_ client: Client) throws -> [String] {
        let status = try client.ask(SystemService.getStatus, GetStatusRequest())
        let intervals = status.intervals
        return [
            "\(status.sequence)", "\(status.tradesCount)", "\(status.updatesCount)",
            "\(status.running)", "\(status.serving)",
            "\(intervals?.update?.seconds ?? 0) \(intervals?.kpi?.seconds ?? 0) \(intervals?.alarmCheck?.seconds ?? 0)",
        ]
    }

    @Test("every method has a table, and every table a method")
    func coverage() throws {
        let methods = InputTable.contract.map { "\($0.service)/\($0.name)" }
        #expect(InputTable.all.map { "\($0.method.service)/\($0.method.name)" }.sorted() == methods.sorted())
        #expect(InputTable.all.allSatisfy { !$0.invalid.isEmpty })
    }

    @Test("the contract has every method of the .proto files")
    func contract() throws {
        let protos = Files.root + "/Protos/nija/v1"
        var methods: [String] = []
        for name in Files.names(in: protos) where name.hasSuffix("_service.proto") {
            let lines = Files.lines(of: protos + "/" + name)
            methods += lines.filter { $0.hasPrefix("  rpc ") }
                .map { line in String(line.dropFirst("  rpc ".count).prefix { $0 != "(" }) }
        }
        #expect(methods.count > 50)
        #expect(InputTable.contract.map(\.name).sorted() == methods.sorted())
    }

    @Test("what is wrong is refused, every field is named, and nothing is written", arguments: InputTable.all)
    func refusals(table: InputTable) throws {
        let client = try Self.daemon.get().client()
        let before = try Self.state(client)
        for input in table.invalid {
            let verdict = try client.verdict(on: input.method, input.payload)
            #expect(verdict.code == input.code, "\(input.testDescription): \(verdict)")
            if input.code == .invalidArgument {
                #expect(verdict.fields == input.fields, "\(input.testDescription): \(verdict.message)")
            }
        }
        let after = try Self.state(client)
        #expect(after == before)
    }

    @Test("the request that the faults are put into is accepted", arguments: InputTable.all)
    func control(table: InputTable) throws {
        // Of what the tables prepare, a subscription is missing: it lives only as long as its connection.
        let expected: StatusCode =
            table.method.name == EventService.unsubscribe.name ? .notFound : .ok
        let daemon = try TestDaemon()
        let client = try daemon.client()
        try InputTable.prepare(client)
        let verdict = try client.verdict(on: table.method, table.good)
        #expect(verdict.code == expected, "\(verdict)")
        if let request = try? BackupRequest.decode(table.good), table.method.name == "Backup" {
            unlink(request.path)
        }
    }

    @Test(
        "every field of every request refuses what cannot be, and is named by its path",
        arguments: InputTable.all)
    func sweep(table: InputTable) throws {
        let client = try Self.daemon.get().client()
        let before = try Self.state(client)
        for field in InputField.fields(of: table.layout) {
            for (what, value) in field.nonsense {
                let request = field.put(value, into: table.good)
                let verdict = try client.verdict(on: table.method, request)
                #expect(
                    verdict.code == .invalidArgument && verdict.fields.contains(where: field.isNamed),
                    "\(field.name) \(what): \(verdict)")
            }
        }
        let after = try Self.state(client)
        #expect(after == before)
    }
}
