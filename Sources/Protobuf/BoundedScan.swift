enum BoundedScan {
    static func check(_ bytes: UnsafeRawBufferPointer, as layout: MessageLayout) throws(DecodeError) {}
}
