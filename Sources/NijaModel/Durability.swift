/// What an acknowledged write survives.
public enum Durability: String, CaseIterable, Hashable, Sendable {
    /// The loss of power: each commit waits for the device.
    case full
    /// The end of the process, `kill -9` included, but not of the machine.
    case process
}
