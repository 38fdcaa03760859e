import Glibc

/// Bytes in memory of their own: appended at the end, taken from the front, reused.
///
/// Arrays cannot hand out room for others to write to; frames are packed straight into this.
final class ByteBuffer {
    private var base: UnsafeMutableRawPointer
    private(set) var capacity: Int
    private var start = 0
    private var end = 0
    /// Whether the memory is the kernel's own pages rather than the allocator's.
    private(set) var isMapped = false

    init(capacity: Int) {
        self.capacity = capacity
        base = .allocate(byteCount: capacity, alignment: 16)
    }

    /// A copy of `bytes` with room for `capacity` in all, of which only what is written takes memory.
    ///
    /// Growing by doubling would leave holes as large as the buffer itself when many grow side by side.
    convenience init(_ bytes: UnsafeRawBufferPointer, reserving capacity: Int) {
        let pages = mmap(
            nil, capacity, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
        if let pages, pages != MAP_FAILED {
            self.init(pages: pages, capacity: capacity)
        } else {
            self.init(capacity: capacity)
        }
        append(bytes)
    }

    private init(pages: UnsafeMutableRawPointer, capacity: Int) {
        (base, self.capacity, isMapped) = (pages, capacity, true)
    }

    /// A copy of `bytes`.
    convenience init(_ bytes: UnsafeRawBufferPointer) {
        self.init(capacity: max(bytes.count, 1))
        append(bytes)
    }

    deinit {
        free()
    }

    private func free() {
        if isMapped { munmap(base, capacity) } else { base.deallocate() }
    }

    var count: Int { end - start }
    var isEmpty: Bool { start == end }

    /// Bytes of memory that it takes.
    var footprint: Int { isMapped ? (end + Self.pageMask) & ~Self.pageMask : capacity }
    private static let pageMask = 4095

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
        guard isEmpty, !isMapped, capacity > size else { return }
        free()
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
            free()
            (base, capacity, isMapped) = (replacement, larger, false)
        }
        (start, end) = (0, used)
    }
}
