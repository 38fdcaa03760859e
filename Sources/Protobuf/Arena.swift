public import CProtobufC

/// Memory that lives until the arena goes: a few large blocks instead of an allocation for each field.
///
/// Of one thread at a time. Its contents are never freed one by one, which is what protobuf-c's messages need while
/// they are copied to or from Swift values.
public final class Arena {
    private static let blockSize = 4096
    private static let alignment = 16
    private var blocks: [UnsafeMutableRawPointer] = []
    private var next: UnsafeMutableRawPointer
    private var left: Int

    /// An empty arena with its first block.
    public init() {
        next = .allocate(byteCount: Self.blockSize, alignment: Self.alignment)
        left = Self.blockSize
        blocks.append(next)
    }

    deinit {
        for block in blocks { block.deallocate() }
    }

    /// Memory for `size` bytes, not initialised, aligned for anything.
    public func allocate(size: Int) -> UnsafeMutableRawPointer {
        let rounded = (size + Self.alignment - 1) & ~(Self.alignment - 1)
        if rounded > left { addBlock(atLeast: rounded) }
        defer {
            next += rounded
            left -= rounded
        }
        return next
    }

    private func addBlock(atLeast size: Int) {
        left = max(size, Self.blockSize << min(blocks.count, 8))
        next = .allocate(byteCount: left, alignment: Self.alignment)
        blocks.append(next)
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
