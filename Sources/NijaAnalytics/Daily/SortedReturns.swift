/// Returns by size, for percentiles.
struct SortedReturns: Hashable, Sendable {
    private(set) var values: [Double] = []

    /// Up to this many values are put into place one by one, more by sorting anew.
    private static let fewValues = 16

    mutating func insert(_ added: ArraySlice<Double>) {
        guard added.count <= SortedReturns.fewValues else {
            values.append(contentsOf: added)
            values.sort()
            return
        }
        for value in added { values.insert(value, at: position(of: value)) }
    }

    /// Takes values away that are all there.
    mutating func remove(_ removed: ArraySlice<Double>) {
        guard removed.count > SortedReturns.fewValues else {
            for value in removed { values.remove(at: position(of: value)) }
            return
        }
        let sorted = removed.sorted()
        var next = 0
        values.removeAll { value in
            guard next < sorted.count, sorted[next] == value else { return false }
            next += 1
            return true
        }
    }

    private func position(of value: Double) -> Int {
        partitioningIndex(count: values.count) { values[$0] >= value }
    }

    /// The values and one more, without moving any.
    func with(_ extra: Double?) -> ReturnOrder {
        ReturnOrder(values: values, extra: extra, extraPosition: extra.map(position) ?? values.count)
    }
}

/// Sorted returns, one of which is kept aside.
struct ReturnOrder: Hashable, Sendable {
    fileprivate let values: [Double]
    fileprivate let extra: Double?
    fileprivate let extraPosition: Int

    var count: Int { values.count + (extra == nil ? 0 : 1) }

    /// The value at `index` in ascending sequence.
    subscript(index: Int) -> Double {
        guard let extra, index >= extraPosition else { return values[index] }
        return index == extraPosition ? extra : values[index - 1]
    }

    /// The quantile at `fraction`, with linear interpolation between neighbours; `count` is not 0.
    ///
    /// - Source: R. J. Hyndman and Y. Fan, The American Statistician 50(4), 1996, definition 7, which numpy calls
    ///   `linear`.
    func quantile(_ fraction: Double) -> Double {
        let place = Double(count - 1) * fraction
        let index = Int(place)
        let low = self[index]
        guard index + 1 < count else { return low }
        return low + (self[index + 1] - low) * (place - Double(index))
    }

    /// The mean of the floor((n − 1)·fraction) + 1 smallest returns; `count` is not 0.
    func tailMean(_ fraction: Double) -> Double {
        let tail = Int(Double(count - 1) * fraction) + 1
        var sum = 0.0
        for index in 0..<tail { sum += self[index] }
        return sum / Double(tail)
    }
}
