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
            return generator.uniforms(count: tensor.count, from: lower, to: upper)
        case .normal(let mean, let deviation):
            return generator.normals(count: tensor.count, mean: mean, deviation: deviation)
        case .truncatedNormal(let normal):
            return normal.draw(tensor.count, from: &generator)
        case .orthogonal(let gain):
            var values = generator.normals(count: tensor.count, mean: 0, deviation: 1)
            Orthogonalization.orthogonalize(
                &values,
                rows: tensor.fanOut,
                columns: tensor.fanIn,
                gain: gain,
                instructionSet: generator.instructionSet
            )
            return values
        case .sparse(let zeros, let deviation):
            var values = generator.normals(count: tensor.count, mean: 0, deviation: deviation)
            var rows = [UInt32](repeating: 0, count: tensor.fanOut)
            for column in 0..<tensor.fanIn {
                generator.permute(&rows)
                for row in rows.prefix(zeros) { values[Int(row) * tensor.fanIn + column] = 0 }
            }
            return values
        case .inline(let tensor):
            return tensor.values
        }
    }
}
