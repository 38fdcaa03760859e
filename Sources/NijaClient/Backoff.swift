import Glibc

/// Pauses that double, from 10 ms to 2 s.
struct Backoff {
    private var milliseconds: Int32 = 10

    /// Waits for one pause.
    mutating func wait() {
        poll(nil, 0, milliseconds)
        milliseconds = min(milliseconds * 2, 2000)
    }

    /// Begins again with the shortest.
    mutating func reset() { milliseconds = 10 }
}
