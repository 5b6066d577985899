extension Initializer {
    /// Makes the elements of a tensor, row-major, drawing from `generator` what PyTorch would draw.
    func draw(_ tensor: TensorPlan, from generator: inout MersenneTwister) -> [Float] {
        switch distribution(role: tensor.role, fanIn: tensor.fanIn, fanOut: tensor.fanOut) {
        case .constant(let value):
            return [Float](repeating: Float(value), count: tensor.count)
        case .identity:
            var values = [Float](repeating: 0, count: tensor.count)
            for index in 0..<min(tensor.fanIn, tensor.fanOut) { values[index * tensor.fanIn + index] = 1 }
            return values
        case .uniform(let lower, let upper):
            var values = [Float](repeating: 0, count: tensor.count)
            generator.fillUniform(&values, from: lower, to: upper)
            return values
        case .normal(let mean, let deviation):
            var values = [Float](repeating: 0, count: tensor.count)
            generator.fillNormal(&values, mean: mean, deviation: deviation)
            return values
        case .inline(let tensor):
            return tensor.values
        }
    }
}
