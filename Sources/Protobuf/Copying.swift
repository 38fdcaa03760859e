// What generated code copies C values with.

/// A copy of a text; the scan has checked that it is UTF-8.
public func copyString(_ text: UnsafePointer<CChar>?) -> String {
    text.map { String(cString: $0) } ?? ""
}

/// A copy of bytes.
public func copyBytes(_ count: Int, _ data: UnsafePointer<UInt8>?) -> [UInt8] {
    [UInt8](UnsafeBufferPointer(start: data, count: data == nil ? 0 : count))
}

/// A copy of an array, element by element.
public func copyValues<CElement, Element>(
    _ count: Int, _ elements: UnsafeMutablePointer<CElement>?, _ convert: (CElement) -> Element
) -> [Element] {
    UnsafeBufferPointer(start: elements, count: elements == nil ? 0 : count).map(convert)
}

/// A copy of an array of pointers, element by element; protobuf-c never leaves one nil.
public func copyPointers<CElement, Element>(
    _ count: Int, _ elements: UnsafeMutablePointer<UnsafeMutablePointer<CElement>?>?,
    _ convert: (UnsafeMutablePointer<CElement>) -> Element
) -> [Element] {
    UnsafeBufferPointer(start: elements, count: elements == nil ? 0 : count).compactMap { $0.map(convert) }
}

/// A copy of a map; of entries with the same key the last counts, as protobuf has it.
public func copyMap<Entry, Value>(
    _ count: Int, _ entries: UnsafeMutablePointer<UnsafeMutablePointer<Entry>?>?,
    _ convert: (UnsafeMutablePointer<Entry>) -> (String, Value)
) -> [String: Value] {
    Dictionary(copyPointers(count, entries, convert), uniquingKeysWith: { _, last in last })
}
