import CKernels
import Foundation
import TestSupport
import Testing

@testable import NeuralNetwork

@Suite("The functions that small normals are made of")
struct CircularFunctionsTests {
    @Test("Sine and cosine are the C library's to two units in the last place")
    func agreement() {
        var random = SeededRandom(seed: 11)
        var angles = (0..<20_000).map { _ in Double.random(in: 0...(2 * .pi), using: &random) }
        for quarter in 0...4 {
            var angle = Double(quarter) * .pi / 2
            for _ in 0..<50 {
                angles.append(angle)
                angle = angle.nextDown
            }
        }
        for angle in angles where angle >= 0 {
            let (sine, cosine) = CircularFunctions.sineAndCosine(angle)
            #expect(abs(sine - sin(angle)) <= 2 * sin(angle).ulp, "sin \(angle)")
            #expect(abs(cosine - cos(angle)) <= 2 * cos(angle).ulp, "cos \(angle)")
        }
    }

    @Test("Sine and cosine are exact at 0, and known to the last bit elsewhere")
    func knownAnswers() {
        #expect(CircularFunctions.sineAndCosine(0) == (0, 1))
        // Rounded from 40 digits.
        #expect(CircularFunctions.sineAndCosine(1) == (0x1.aed548f090ceep-1, 0x1.14a280fb5068cp-1))
        #expect(CircularFunctions.sineAndCosine(.pi).sine == 0x1.1a62633145c07p-53)
        #expect(CircularFunctions.sineAndCosine(.pi / 2).cosine == 0x1.1a62633145c07p-54)
    }

    @Test("A million small normals are those that the C library's functions make, as float32")
    func normals() {
        var ours = MersenneTwister(seed: 2026)
        var words = MersenneTwister(seed: 2026)
        var differences = 0
        for _ in 0..<125_000 {
            let values = ours.normals(count: 8, mean: 0.1, deviation: 0.7)
            for pair in 0..<4 {
                let turn = words.nextUnit()
                let radius = (-2 * log1p(-words.nextUnit())).squareRoot()
                let expected = [radius * cos(2 * .pi * turn), radius * sin(2 * .pi * turn)]
                for (index, normal) in expected.enumerated()
                where values[2 * pair + index] != Float(0.1.addingProduct(normal, 0.7)) {
                    differences += 1
                }
            }
        }
        #expect(differences == 0)
    }
}
