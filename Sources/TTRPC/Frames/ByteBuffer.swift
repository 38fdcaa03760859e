import Glibc

/// Bytes in memory of their own: appended at the end, taken from the front, reused.
///
/// Arrays cannot hand out room for others to write to; frames are packed straight into this.
final class ByteBuffer {
    private var base: UnsafeMutableRawPointer
    private(set) var capacity: Int
    private var start = 0
    private var end = 0

    init(capacity: Int) {
        self.capacity = capacity
        base = .allocate(byteCount: capacity, alignment: 16)
    }

    /// A copy of `bytes`.
    convenience init(_ bytes: UnsafeRawBufferPointer) {
        self.init(capacity: max(bytes.count, 1))
        append(bytes)
    }

    deinit {
        base.deallocate()
    }

    var count: Int { end - start }
    var isEmpty: Bool { start == end }

    /// What is in it; valid until the next change.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base + start, count: count) }

    /// Room for at least `size` bytes behind what is in it; `commit` says how many were written.
    func room(for size: Int) -> UnsafeMutableRawBufferPointer {
        if capacity - end < size { makeRoom(for: size) }
        return UnsafeMutableRawBufferPointer(start: base + end, count: capacity - end)
    }

    /// Adds the first `size` bytes of the room.
    func commit(_ size: Int) {
        precondition(size >= 0 && size <= capacity - end, "more was committed than there was room for")
        end += size
    }

    /// Removes bytes from the front.
    func removeFirst(_ size: Int) {
        precondition(size >= 0 && size <= count, "more was removed than there is")
        start += size
        if start == end { (start, end) = (0, 0) }
    }

    /// Removes everything past the first `size` bytes.
    func truncate(to size: Int) {
        precondition(size >= 0 && size <= count, "a buffer cannot be truncated to more than it has")
        end = start + size
    }

    /// Appends bytes.
    func append(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress, let target = room(for: bytes.count).baseAddress else { return }
        memcpy(target, source, bytes.count)
        commit(bytes.count)
    }

    /// Gives memory back after a burst.
    func shrink(to size: Int) {
        guard isEmpty, capacity > size else { return }
        base.deallocate()
        base = .allocate(byteCount: size, alignment: 16)
        capacity = size
    }

    private func makeRoom(for size: Int) {
        let used = count
        if capacity - used >= size && start >= capacity / 2 {
            memmove(base, base + start, used)
        } else {
            let larger = max(capacity * 2, used + size)
            let replacement = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
            memcpy(replacement, base + start, used)
            base.deallocate()
            (base, capacity) = (replacement, larger)
        }
        (start, end) = (0, used)
    }
}
