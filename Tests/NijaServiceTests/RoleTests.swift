import Glibc
import NijaMessages
import NijaModel
import Protobuf
import TTRPC
import Testing

@testable import NijaService

// The contract has an enumeration of this name, too.
private typealias Role = NijaModel.Role

@Suite("The roles of methods")
struct RoleTests {
    /// The role that each method's comment in the .proto names, its service's where it names none.
    private static let documented: [String: Role] = {
        var roles: [String: Role] = [:]
        let directory = Files.root + "/Protos/nija/v1"
        for name in Files.names(in: directory) where name.hasSuffix("_service.proto") {
            var (ofService, ofMethod): (Role?, Role?)
            for line in Files.lines(of: directory + "/" + name) {
                let text = line.drop { $0 == " " }
                if text.hasPrefix("//") {
                    ofMethod = role(in: text) ?? ofMethod
                } else if text.hasPrefix("service ") {
                    (ofService, ofMethod) = (ofMethod, nil)
                } else if text.hasPrefix("rpc ") {
                    roles[String(text.dropFirst(4).prefix { $0 != "(" })] = ofMethod ?? ofService
                    ofMethod = nil
                } else if text.hasPrefix("message ") || text.hasPrefix("enum ") {
                    ofMethod = nil
                }
            }
        }
        return roles
    }()

    private static func role(in comment: Substring) -> Role? {
        let words = comment.lowercased().split { " .:,".contains($0) }
        guard let place = words.firstIndex(of: "role"), place + 1 < words.count else { return nil }
        return Role.allCases.first { "\($0)" == words[place + 1] }
    }

    @Test("every method asks for the role that the contract says")
    func contract() {
        #expect(Self.documented.count == InputTable.contract.count)
        for method in InputTable.contract {
            #expect(Self.documented[method.name] == MethodRoles.role(of: method), "\(method.name)")
        }
    }

    @Test(
        "who has less is refused before the message is read, who has enough is not",
        arguments: Role.allCases)
    fileprivate func enforcement(role: Role) throws {
        let settings = Daemon.Settings(access: Access(users: [geteuid(): role]))
        let daemon = try TestDaemon(settings: settings)
        let client = try daemon.client()
        for method in InputTable.contract {
            let expected: StatusCode =
                MethodRoles.role(of: method) <= role ? .invalidArgument : .permissionDenied
            #expect(try client.verdict(on: method, [0x07]).code == expected, "\(method.name)")
        }
    }
}
