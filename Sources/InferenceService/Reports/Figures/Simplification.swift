extension [SVG.Point] {
    /// The points without those that nobody would miss: what is left passes within `tolerance` of each of them.
    ///
    /// Source: Douglas and Peucker 1973, Algorithms for the reduction of the number of points required to represent
    /// a digitized line or its caricature.
    func simplified(tolerance: Double) -> [SVG.Point] {
        guard count > 2 else { return self }
        var isKept = [Bool](repeating: false, count: count)
        isKept[0] = true
        isKept[count - 1] = true
        var spans = [(first: 0, last: count - 1)]
        while let (first, last) = spans.popLast() {
            guard last - first > 1 else { continue }
            var farthest = (index: first, distance: -1.0)
            for index in first + 1..<last {
                let distance = self[index].distance(fromChord: self[first], self[last])
                if distance > farthest.distance { farthest = (index, distance) }
            }
            guard farthest.distance > tolerance else { continue }
            isKept[farthest.index] = true
            spans.append((first, farthest.index))
            spans.append((farthest.index, last))
        }
        return indices.filter { isKept[$0] }.map { self[$0] }
    }
}

extension SVG.Point {
    /// How far the point lies from the straight line between two others.
    fileprivate func distance(fromChord start: SVG.Point, _ end: SVG.Point) -> Double {
        let (dx, dy) = (end.x - start.x, end.y - start.y)
        let length = (dx * dx + dy * dy).squareRoot()
        guard length > 0 else { return ((x - start.x) * (x - start.x) + (y - start.y) * (y - start.y)).squareRoot() }
        return abs(dx * (y - start.y) - dy * (x - start.x)) / length
    }
}
