import CCairo
public import NijaCharts

extension Drawing {
    /// The picture as a PNG file.
    ///
    /// - Parameter scale: pixels to a point; 2 is sharp on a screen and in a document.
    /// - Returns: the bytes.
    /// - Throws: `PictureError`.
    public func png(scale: Double = 2) throws(PictureError) -> [UInt8] {
        let surface = try Surface(width: width, height: height, .png(scale: scale))
        draw(with: surface.pen)
        return try surface.bytes()
    }

    /// The picture as a PDF file of one page, of its own size.
    ///
    /// - Returns: the bytes.
    /// - Throws: `PictureError`.
    public func pdf() throws(PictureError) -> [UInt8] {
        let surface = try Surface(width: width, height: height, .pdf(title: description))
        draw(with: surface.pen)
        return try surface.bytes()
    }

    private func draw(with pen: OpaquePointer) {
        for mark in marks {
            switch mark {
            case .line(let points, let tone, let width, let isDashed):
                Self.trace(points, pen)
                tone.choose(pen)
                cairo_set_line_width(pen, width)
                cairo_set_line_join(pen, CAIRO_LINE_JOIN_ROUND)
                let dashes = isDashed ? [6.0, 3.0] : []
                cairo_set_dash(pen, dashes, Int32(dashes.count), 0)
                cairo_stroke(pen)
            case .polygon(let points, let tone, let strength):
                Self.trace(points, pen)
                cairo_close_path(pen)
                tone.choose(pen, strength: strength)
                cairo_fill(pen)
            case .text(let text, let place, let tone, let size, let anchor, let isBold):
                tone.choose(pen)
                Self.write(text, at: place, size: size, anchor, isBold: isBold, pen)
            }
        }
    }

    private static func trace(_ points: [Point], _ pen: OpaquePointer) {
        cairo_new_path(pen)
        for point in points { cairo_line_to(pen, point.x, point.y) }
    }

    private static func write(
        _ text: String, at place: Point, size: Double, _ anchor: Anchor, isBold: Bool, _ pen: OpaquePointer
    ) {
        cairo_select_font_face(
            pen, "sans-serif", CAIRO_FONT_SLANT_NORMAL,
            isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
        cairo_set_font_size(pen, size)
        var extents = cairo_text_extents_t()
        cairo_text_extents(pen, text, &extents)
        let shift =
            switch anchor {
            case .start: 0.0
            case .middle: extents.x_advance / 2
            case .end: extents.x_advance
            }
        cairo_move_to(pen, place.x - shift, place.y)
        cairo_show_text(pen, text)
    }
}

extension Tone {
    fileprivate func choose(_ pen: OpaquePointer, strength: Double = 1) {
        let (red, green, blue) = rgb
        cairo_set_source_rgba(pen, Double(red) / 255, Double(green) / 255, Double(blue) / 255, strength)
    }
}
