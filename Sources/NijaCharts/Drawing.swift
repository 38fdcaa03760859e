/// A picture as shapes, on paper whose origin is at the top left; points are 1/72 inch where that matters.
public struct Drawing: Sendable {
    /// A place.
    public struct Point: Hashable, Sendable {
        /// To the right.
        public let x: Double
        /// Downwards.
        public let y: Double

        /// Makes a place.
        public init(_ x: Double, _ y: Double) {
            (self.x, self.y) = (x, y)
        }
    }

    /// Which part of a text stands at its place.
    public enum Anchor: Hashable, Sendable {
        /// Its beginning.
        case start
        /// Its middle.
        case middle
        /// Its end.
        case end
    }

    /// A shape.
    public enum Mark: Hashable, Sendable {
        /// A line through places.
        case line([Point], Tone, width: Double, isDashed: Bool)
        /// A filled polygon; `strength` is from 0, which nobody sees, to 1.
        case polygon([Point], Tone, strength: Double)
        /// A text on one line, with its baseline at a place.
        case text(String, Point, Tone, size: Double, Anchor, isBold: Bool)
    }

    /// To the right.
    public let width: Double
    /// Downwards.
    public let height: Double
    /// What it is about, for those who cannot see it.
    public let description: String
    /// The shapes, each above those before it.
    public private(set) var marks: [Mark] = []

    /// An empty picture.
    public init(width: Double, height: Double, description: String) {
        (self.width, self.height, self.description) = (width, height, description)
    }

    /// Adds a shape.
    public mutating func add(_ mark: Mark) { marks.append(mark) }

    /// Adds a rectangle.
    mutating func rectangle(
        _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ tone: Tone, strength: Double = 1
    ) {
        let corners = [
            Point(x, y), Point(x + width, y), Point(x + width, y + height), Point(x, y + height),
        ]
        add(.polygon(corners, tone, strength: strength))
    }

    /// Adds a text.
    mutating func text(
        _ text: String, _ x: Double, _ y: Double, _ tone: Tone = .ink, size: Double = 11,
        _ anchor: Anchor = .start, isBold: Bool = false
    ) {
        add(.text(text, Point(x, y), tone, size: size, anchor, isBold: isBold))
    }

    /// Adds a straight line.
    mutating func rule(_ from: Point, _ to: Point, _ tone: Tone = .grid, width: Double = 1) {
        add(.line([from, to], tone, width: width, isDashed: false))
    }
}

extension Tone {
    /// Red, green and blue, from 0 to 255.
    public var rgb: (red: Int, green: Int, blue: Int) {
        switch self {
        case .primary: (0x2B, 0x6C, 0xB0)
        case .secondary: (0xC0, 0x5A, 0x17)
        case .gain: (0x2F, 0x85, 0x5A)
        case .loss: (0xC5, 0x30, 0x30)
        case .ink: (0x1A, 0x20, 0x2C)
        case .faint: (0x6B, 0x72, 0x80)
        case .grid: (0xE2, 0xE8, 0xF0)
        case .paper: (0xFF, 0xFF, 0xFF)
        }
    }
}
