import NijaMessages
import Protobuf

/// A method, and whether calling it twice is the same as once because it changes nothing.
struct MethodRow: Sendable, CustomStringConvertible {
    let method: any Method
    let isRead: Bool
    var description: String { method.name }
}

/// Every method of the contract; those that change something by name.
enum NijaClientTests {
    private static let writes: Set<String> = [
        "RecordTrade", "BatchRecordTrades", "RecordTrades", "VoidTrade", "CreateAccount", "UpdateAccount",
        "UpdateBalance", "RecordCashFlow", "AcknowledgeAlarm", "ClearAlarm", "ClearAcknowledged",
        "PutThreshold",
        "DeleteThreshold", "RaiseAlarm", "Silence", "RegisterStrategy", "PauseStrategy", "ResumeStrategy",
        "StopStrategy", "StartStrategy", "StopAll", "Unsubscribe", "SetIntervals", "StartTracking",
        "StopTracking",
        "Backup", "Shutdown",
    ]

    static let methods: [MethodRow] = {
        let all: [any Method] =
            TradeService.all + AccountService.all + KpiService.all + AlarmService.all + StrategyService.all
            + EventService.all + SystemService.all
        return all.map { MethodRow(method: $0, isRead: !writes.contains($0.name)) }
    }()
}

/// A detail of a status.
func packed<Message: ProtobufMessage>(_ message: Message) -> [UInt8] {
    var any = AnyMessage()
    (any.typeURL, any.value) = ("type.googleapis.com/" + Message.fullName, message.encode())
    return any.encode()
}
