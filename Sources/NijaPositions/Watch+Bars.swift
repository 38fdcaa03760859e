import NijaModel

extension Watch {
    /// Walks through a bar on the way that the bar policy takes it to have gone.
    ///
    /// Its first price is a jump from the bar before; from there on the price is taken to have moved step by step, so that
    /// a level inside the bar was had.
    mutating func observe(_ bar: Price.Bar, isTrailMoved: inout Bool) -> LevelHit? {
        if let hit = observe(bar.open, isJump: true, isTrailMoved: &isTrailMoved) { return hit }
        let (against, inFavour) = side == .long ? (bar.low, bar.high) : (bar.high, bar.low)
        let extremes =
            switch rules.bar {
            case .stopFirst: (against, inFavour)
            case .targetFirst: (inFavour, against)
            }
        return observe(extremes.0, isJump: false, isTrailMoved: &isTrailMoved)
            ?? observe(extremes.1, isJump: false, isTrailMoved: &isTrailMoved)
            ?? observe(bar.close, isJump: false, isTrailMoved: &isTrailMoved)
    }
}
