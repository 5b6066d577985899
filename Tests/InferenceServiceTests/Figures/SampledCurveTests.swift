import Testing

@testable import InferenceService

struct SampledCurveTests {
    private let places = (0...40).map { -2 + Double($0) / 10 }

    @Test("A jump is found where it is, and the value there is on its side", arguments: [0.25, 0.3, 0, -1.05, 1])
    func jumps(place: Double) throws {
        let above = SampledCurve(of: { (x: Double) in x > place ? 1 : 0 }, at: places, jumpsAbove: 0.01)
        #expect(above.jumps.map { [$0.before.x, $0.before.y, $0.behind.y] } == [[place, 0, 1]])
        #expect(above.jumps.map(\.belongsToBefore) == [true])
        let from = SampledCurve(of: { (x: Double) in x >= place ? 1 : 0 }, at: places, jumpsAbove: 0.01)
        #expect(from.jumps.map { [$0.behind.x, $0.before.y, $0.behind.y] } == [[place, 0, 1]])
        #expect(from.jumps.map(\.belongsToBefore) == [false])
        #expect(above.pieces.count == 2)
        #expect(above.pieces[0].allSatisfy { $0.y == 0 } && above.pieces[1].allSatisfy { $0.y == 1 })
    }

    @Test("A steep slope and a corner are no jumps")
    func slopes() {
        let steep = SampledCurve(of: { (x: Double) in max(0, min(1, x * 1e9)) }, at: places, jumpsAbove: 0.01)
        #expect(steep.jumps.isEmpty && steep.pieces.count == 1)
        let corner = SampledCurve(of: { (x: Double) in abs(x) }, at: places, jumpsAbove: 0.01)
        #expect(corner.jumps.isEmpty && corner.pieces.map(\.count) == [places.count])
    }

    @Test("A function of float32 numbers jumps between neighbours among those")
    func float32() {
        let curve = SampledCurve(of: { (x: Float) in x > 0.1 ? 1 : 0 }, at: places.map { Float($0) }, jumpsAbove: 0.01)
        #expect(curve.jumps.map { Float($0.before.x) } == [0.1])
        #expect(curve.jumps.map { Float($0.behind.x) } == [Float(0.1).nextUp])
    }

    @Test("Where the function is not finite the curve has a gap")
    func gaps() {
        let curve = SampledCurve(of: { (x: Double) in abs(x) < 0.5 ? .nan : x }, at: places, jumpsAbove: 0.01)
        #expect(curve.pieces.count == 2 && curve.jumps.isEmpty)
        #expect(curve.values.allSatisfy { $0.isFinite })
        let none = SampledCurve(of: { (_: Double) in .infinity }, at: places, jumpsAbove: 0.01)
        #expect(none.pieces.isEmpty)
    }

    @Test("Points on a straight line are dropped, and none lies farther away than the tolerance")
    func simplification() {
        let line = (0...100).map { SVG.Point(x: Double($0), y: 2 * Double($0)) }
        #expect(line.simplified(tolerance: 0.01) == [line[0], line[100]])
        let bent = (0...100).map { SVG.Point(x: Double($0), y: abs(Double($0) - 30)) }
        #expect(bent.simplified(tolerance: 0.01) == [bent[0], bent[30], bent[100]])
        let bow = (0...100).map { SVG.Point(x: Double($0), y: Double($0 * $0) / 100) }
        let kept = bow.simplified(tolerance: 0.5)
        #expect(kept.count > 4 && kept.count < 20)
        for (left, right) in zip(kept, kept.dropFirst()) {
            for point in bow where point.x > left.x && point.x < right.x {
                let height = left.y + (right.y - left.y) * (point.x - left.x) / (right.x - left.x)
                #expect(abs(point.y - height) <= 0.5 * 2.3)
            }
        }
    }
}
