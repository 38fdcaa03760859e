import NijaModel

extension Durability {
    /// The value of SQLite's `synchronous`; in WAL mode, NORMAL syncs at checkpoints only.
    var synchronous: String {
        switch self {
        case .full: "FULL"
        case .process: "NORMAL"
        }
    }
}
