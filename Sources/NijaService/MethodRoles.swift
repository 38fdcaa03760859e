import NijaMessages
import NijaModel
import Protobuf

/// The least role that each method asks for; a test holds it against the contract.
enum MethodRoles {
    private static let traders: Set<String> = [
        "RecordTrade", "BatchRecordTrades", "RecordTrades", "VoidTrade", "UpdateBalance", "RecordCashFlow",
        "RaiseAlarm", "RegisterStrategy", "OpenPosition", "FillPosition", "UpdatePosition", "ClosePosition",
        "CancelPosition", "ReconcilePositions", "RunMonitor", "PushPrice", "PushPrices",
        "RecordFill", "BatchRecordFills", "RerunCompliance",
    ]
    private static let operators: Set<String> = [
        "CreateAccount", "UpdateAccount", "AcknowledgeAlarm", "ClearAlarm", "ClearAcknowledged",
        "PutThreshold",
        "DeleteThreshold", "Silence", "PauseStrategy", "ResumeStrategy", "StopStrategy", "StartStrategy",
        "StopAll",
        "SetIntervals", "StartTracking", "StopTracking", "Backup", "Shutdown", "PutBenchmarkPrices",
        "SetExitRules", "PutRule",
    ]

    static func role(of method: some Protobuf.Method) -> Role { role(named: method.name) }

    /// The role by the method's own name: no two services have methods of the same name.
    static func role(named name: String) -> Role {
        if operators.contains(name) { return .operator }
        return traders.contains(name) ? .trader : .observer
    }
}
