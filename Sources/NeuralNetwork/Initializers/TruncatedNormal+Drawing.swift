internal import CKernels

extension TruncatedNormal {
    /// Draws as `torch.nn.init.trunc_normal_` does: whole tensors again and again, of which only those elements are
    /// taken that are still open.
    ///
    /// Each round draws for all elements, so the generator ends where PyTorch's does. Where PyTorch would never return,
    /// since no float32 between the bounds is ever drawn, the elements that are open after many rounds end on a bound.
    func draw(_ count: Int, from generator: inout MersenneTwister) -> [Float] {
        drawsNormals ? drawNormals(count, from: &generator) : drawCandidates(count, from: &generator)
    }

    /// How many rounds are expected until no element is open.
    func expectedRounds(_ count: Int) -> Double {
        let kept = acceptance
        guard kept < 1 else { return 1 }
        if drawsNormals, isCoarse { return Double(Self.mostNormalRounds) }
        let count = Double(max(count, 1))
        // The longest of many geometric waiting times: harmonic, or nearly none where a refusal is rare.
        let decay = -ff_log64(1 - kept)
        return 1 + min(count * (1 - kept) / kept, (ff_log64(count) + 1) / max(decay, kept))
    }

    /// After so many rounds of normals, of which at most 0.7 of the open elements stay open each time, none is left
    /// that ever could be closed.
    private static var mostNormalRounds: Int { 256 }

    private func drawNormals(_ count: Int, from generator: inout MersenneTwister) -> [Float] {
        let bounds = (lower: Float(lower), upper: Float(upper))
        let isOutside = { (value: Float) in value < bounds.lower || value > bounds.upper }
        var values = generator.normals(count: count, mean: mean, deviation: deviation)
        var open = values.indices.filter { isOutside(values[$0]) }
        var fresh = open.isEmpty ? [] : values
        var rounds = Self.mostNormalRounds
        while !open.isEmpty, rounds > 0 {
            generator.fillNormal(&fresh, mean: mean, deviation: deviation)
            for index in open { values[index] = fresh[index] }
            open.removeAll { !isOutside(values[$0]) }
            rounds -= 1
        }
        for index in open { values[index] = min(max(values[index], bounds.lower), bounds.upper) }
        return values
    }

    private func drawCandidates(_ count: Int, from generator: inout MersenneTwister) -> [Float] {
        var values = generator.uniforms(count: count, from: lower, to: upper)
        var thresholds = generator.uniforms(count: count, from: 0, to: 1)
        let logDensity = logDensity
        /// Whether a candidate's log density is below the logarithm of a uniform, which for 0 is minus infinity.
        let isRefused = { (candidate: Float, uniform: Float) in
            uniform > 0 && Float(ff_log64(Double(uniform))) > logDensity(candidate)
        }
        var open = values.indices.filter { isRefused(values[$0], thresholds[$0]) }
        var fresh = open.isEmpty ? [] : values
        // Waiting 24 times as long as expected has a probability of e^-24 for a single element, and less for more.
        var rounds = 64 + 24 * expectedRounds(count)
        while !open.isEmpty, rounds > 0 {
            generator.fillUniform(&fresh, from: lower, to: upper)
            for index in open { values[index] = fresh[index] }
            generator.fillUniform(&thresholds, from: 0, to: 1)
            open.removeAll { !isRefused(values[$0], thresholds[$0]) }
            rounds -= 1
        }
        return values
    }
}
