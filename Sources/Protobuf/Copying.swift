// What generated code copies C values with; inlinable, so that it is compiled for each type there.

/// A copy of a text; the scan has checked that it is UTF-8.
@inlinable
public func copyString(_ text: UnsafePointer<CChar>?) -> String {
    // Most fields of most messages are empty.
    guard let text, text.pointee != 0 else { return "" }
    return String(cString: text)
}

/// A copy of bytes.
@inlinable
public func copyBytes(_ count: Int, _ data: UnsafePointer<UInt8>?) -> [UInt8] {
    [UInt8](UnsafeBufferPointer(start: data, count: data == nil ? 0 : count))
}

/// A copy of an array, element by element.
@inlinable
public func copyValues<CElement, Element>(
    _ count: Int, _ elements: UnsafeMutablePointer<CElement>?, _ convert: (CElement) -> Element
) -> [Element] {
    UnsafeBufferPointer(start: elements, count: elements == nil ? 0 : count).map(convert)
}

/// A copy of an array of pointers, element by element; protobuf-c never leaves one nil.
@inlinable
public func copyPointers<CElement, Element>(
    _ count: Int, _ elements: UnsafeMutablePointer<UnsafeMutablePointer<CElement>?>?,
    _ convert: (UnsafeMutablePointer<CElement>) -> Element
) -> [Element] {
    UnsafeBufferPointer(start: elements, count: elements == nil ? 0 : count).compactMap { $0.map(convert) }
}

/// A copy of a map; of entries with the same key the last counts, as protobuf has it.
@inlinable
public func copyMap<Entry, Value>(
    _ count: Int, _ entries: UnsafeMutablePointer<UnsafeMutablePointer<Entry>?>?,
    _ convert: (UnsafeMutablePointer<Entry>) -> (String, Value)
) -> [String: Value] {
    Dictionary(copyPointers(count, entries, convert), uniquingKeysWith: { _, last in last })
}
