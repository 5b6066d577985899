internal import CReference
internal import NeuralNetwork

/// Normals of small tensors, which are made in double precision, to compare with those that the C library makes.
struct Normals {
    let mean: Double
    let deviation: Double
    let seed: UInt64

    /// One difference is allowed in so many draws.
    ///
    /// The C library's functions are themselves up to an ulp of float64 from the exact value. Such a step changes a
    /// float32 about once in 2^29 times, unless `mean` nearly cancels the rest.
    static let drawsForEachDifference: UInt64 = 10_000_000

    var label: String { "mean \(number(mean)), deviation \(number(deviation)), seed \(seed)" }

    /// Compares `count` normals, or up to 7 more, bit by bit.
    ///
    /// - Returns: The different ones as `misrounded`, the largest distance in float32 steps, and the C library's normal
    ///   there.
    func errors(count: UInt64) -> ff_errors {
        var errors = ff_errors()
        var generator = MersenneTwister(seed: seed)
        // Draws the same words, two for each normal.
        var twin = generator
        var values = [Float](repeating: 0, count: 8)
        var words = [UInt32](repeating: 0, count: 16)
        var references = values
        while errors.count < count {
            generator.fillNormal(&values, mean: mean, deviation: deviation)
            for index in words.indices { words[index] = twin.next() }
            ff_reference_normals(words, 4, mean, deviation, &references)
            errors.count += 8
            for (value, reference) in zip(values, references) where value.bitPattern != reference.bitPattern {
                errors.misrounded += 1
                let distance = Double(abs(value - reference) / reference.ulp)
                guard distance > errors.worst else { continue }
                errors.worst = distance
                errors.argument = Double(reference)
            }
        }
        return errors
    }
}

/// Standard normals, a usual initialisation, and a mean that cancels.
let normals = [
    Normals(mean: 0, deviation: 1, seed: 1),
    Normals(mean: 0, deviation: 0.02, seed: 2),
    Normals(mean: -1, deviation: 0.5, seed: 3),
]
