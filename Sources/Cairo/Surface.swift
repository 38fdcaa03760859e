import CCairo

/// Why there is no picture.
public struct PictureError: Error, Hashable, Sendable {
    /// What happened, as cairo says it.
    public let message: String
}

/// Paper of cairo's with a pen on it; what is drawn comes out as bytes.
final class Surface {
    /// What kind of file it becomes.
    enum Kind {
        /// Pixels, so many to a point.
        case png(scale: Double)
        /// A page of vectors.
        case pdf(title: String)
    }

    /// The bytes of a file that cairo writes piece by piece.
    private final class Collector {
        var bytes: [UInt8] = []
    }

    let pen: OpaquePointer
    private let surface: OpaquePointer
    private let kind: Kind
    /// Kept alive as long as the surface, which writes to it until it is finished.
    private let collector = Collector()

    /// Makes blank paper.
    ///
    /// - Throws: `PictureError` when there is no memory, or the paper is too large.
    init(width: Double, height: Double, _ kind: Kind) throws(PictureError) {
        self.kind = kind
        let made: OpaquePointer?
        switch kind {
        case .png(let scale):
            let (columns, rows) = ((width * scale).rounded(.up), (height * scale).rounded(.up))
            made = cairo_image_surface_create(
                CAIRO_FORMAT_RGB24, Int32(clamping: Int(columns)), Int32(clamping: Int(rows)))
        case .pdf:
            let context = Unmanaged.passUnretained(collector).toOpaque()
            made = cairo_pdf_surface_create_for_stream(Self.append, context, width, height)
        }
        // Cairo gives an object in any case: one that is in an error when there is no other.
        guard let made, let pen = cairo_create(made) else { throw PictureError(message: "no memory") }
        (surface, self.pen) = (made, pen)
        switch kind {
        case .png(let scale): cairo_scale(pen, scale, scale)
        case .pdf(let title): cairo_pdf_surface_set_metadata(made, CAIRO_PDF_METADATA_TITLE, title)
        }
        try Self.check(cairo_status(pen))
    }

    deinit {
        cairo_destroy(pen)
        // Finishing may still write to the collector, which goes away after this.
        cairo_surface_destroy(surface)
    }

    /// The finished file.
    ///
    /// - Throws: `PictureError` when anything that was drawn has failed.
    func bytes() throws(PictureError) -> [UInt8] {
        try Self.check(cairo_status(pen))
        switch kind {
        case .png:
            let context = Unmanaged.passUnretained(collector).toOpaque()
            try Self.check(cairo_surface_write_to_png_stream(surface, Self.append, context))
        case .pdf:
            cairo_show_page(pen)
            cairo_surface_finish(surface)
            try Self.check(cairo_surface_status(surface))
        }
        return collector.bytes
    }

    private static let append: cairo_write_func_t = { context, data, count in
        guard let context else { return CAIRO_STATUS_WRITE_ERROR }
        Unmanaged<Collector>.fromOpaque(context).takeUnretainedValue().bytes += UnsafeBufferPointer(
            start: data, count: Int(count))
        return CAIRO_STATUS_SUCCESS
    }

    private static func check(_ status: cairo_status_t) throws(PictureError) {
        guard status != CAIRO_STATUS_SUCCESS else { return }
        throw PictureError(message: String(cString: cairo_status_to_string(status)))
    }
}
