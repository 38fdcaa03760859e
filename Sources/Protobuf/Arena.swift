public import CProtobufC

/// Memory that lives until the arena goes: a few large blocks instead of an allocation for each field.
///
/// Of one thread at a time. Its contents are never freed one by one, which is what protobuf-c's messages need while
/// they are copied to or from Swift values.
public final class Arena {
    private static let blockSize = 4096
    private static let alignment = 16
    /// The newest block; each begins with the address of the one before, so that a list of them takes no memory.
    private var block: UnsafeMutableRawPointer?
    private var blocksCount = 0
    private var next: UnsafeMutableRawPointer?
    private var left = 0

    /// An empty arena; it takes no memory before it is asked for some.
    public init() {}

    deinit {
        while let freed = block {
            block = freed.load(as: UnsafeMutableRawPointer?.self)
            freed.deallocate()
        }
    }

    /// Memory for `size` bytes, not initialised, aligned for anything.
    public func allocate(size: Int) -> UnsafeMutableRawPointer {
        let rounded = (size + Self.alignment - 1) & ~(Self.alignment - 1)
        let place = if let next, rounded <= left { next } else { addBlock(atLeast: rounded) }
        next = place + rounded
        left -= rounded
        return place
    }

    /// Adds a block, and makes it the one that memory is taken from; its first byte.
    private func addBlock(atLeast size: Int) -> UnsafeMutableRawPointer {
        left = max(size, Self.blockSize << min(blocksCount, 8))
        let added = UnsafeMutableRawPointer.allocate(
            byteCount: Self.alignment + left, alignment: Self.alignment)
        added.storeBytes(of: block, as: UnsafeMutableRawPointer?.self)
        block = added
        blocksCount += 1
        return added + Self.alignment
    }

    /// An allocator for protobuf-c that takes from this arena and frees nothing.
    func withAllocator<Result>(_ body: (UnsafeMutablePointer<ProtobufCAllocator>) -> Result) -> Result {
        var allocator = ProtobufCAllocator(
            alloc: { arena, size in
                arena.map {
                    Unmanaged<Arena>.fromOpaque($0)._withUnsafeGuaranteedRef { $0.allocate(size: size) }
                }
            },
            free: { _, _ in },
            allocator_data: Unmanaged.passUnretained(self).toOpaque())
        return body(&allocator)
    }
}

// What generated code fills C structs with.

extension Arena {
    /// The text with a NUL behind it; protobuf-c's shared empty string when it is empty.
    public func string(_ text: String) -> UnsafeMutablePointer<CChar> {
        var text = text
        return text.withUTF8 { utf8 in
            let copy = allocate(size: utf8.count + 1)
            if let base = utf8.baseAddress { copy.copyMemory(from: base, byteCount: utf8.count) }
            copy.storeBytes(of: 0, toByteOffset: utf8.count, as: UInt8.self)
            return copy.assumingMemoryBound(to: CChar.self)
        }
    }

    /// The bytes as protobuf-c has them.
    public func bytes(_ bytes: [UInt8]) -> ProtobufCBinaryData {
        let copy = allocate(size: bytes.count)
        bytes.withUnsafeBytes { buffer in
            if let base = buffer.baseAddress { copy.copyMemory(from: base, byteCount: buffer.count) }
        }
        return ProtobufCBinaryData(len: bytes.count, data: copy.assumingMemoryBound(to: UInt8.self))
    }

    /// The C struct of a message.
    @inlinable
    public func message<Struct>(
        _ message: some ProtobufMessage, as _: Struct.Type
    ) -> UnsafeMutablePointer<Struct> {
        let raw = allocate(size: MemoryLayout<Struct>.size)
        message.fill(raw, in: self)
        return raw.assumingMemoryBound(to: Struct.self)
    }

    /// The C array of the elements; nil when there are none.
    @inlinable
    public func array<Element, CElement>(
        _ elements: [Element], _ convert: (Element) -> CElement
    ) -> UnsafeMutablePointer<CElement>? {
        if elements.isEmpty { return nil }
        let raw = allocate(size: elements.count * MemoryLayout<CElement>.stride)
        let array = raw.bindMemory(to: CElement.self, capacity: elements.count)
        for (index, element) in elements.enumerated() { (array + index).initialize(to: convert(element)) }
        return array
    }

    /// The C array of a map's entries, sorted by key so that equal maps give equal bytes.
    @inlinable
    public func map<Value, Entry>(
        _ map: [String: Value], _ fill: (UnsafeMutablePointer<Entry>, String, Value) -> Void
    ) -> UnsafeMutablePointer<UnsafeMutablePointer<Entry>?>? {
        array(map.sorted { $0.key < $1.key }) { element -> UnsafeMutablePointer<Entry>? in
            let entry = allocate(size: MemoryLayout<Entry>.size).bindMemory(to: Entry.self, capacity: 1)
            fill(entry, element.key, element.value)
            return entry
        }
    }
}
