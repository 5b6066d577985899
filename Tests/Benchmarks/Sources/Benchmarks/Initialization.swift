internal import NeuralNetwork

extension Subject {
    /// How long it takes to make the weight of a layer.
    static let initialization = Subject(
        name: "initialization",
        about: """
            Drawing a \(side) × \(side) float32 tensor, its allocation included, from a generator that was just seeded.
            """
    ) { peers in
        let pytorch = try peers.pytorch?("initialization.py")
        return try schemes.compactMap { name in
            guard let scheme = Initializer.Scheme(rawValue: name) else { return nil }
            let plan = try NetworkPlan.oneLayer(side: side, initializer: Initializer(scheme), seed: seed)
            let ours = Contestant.ours(
                prepare: { MersenneTwister(seed: seed) },
                checksum: { $0.reduce(0) { $0 &+ checksum(of: $1.values) } },
                work: { plan.drawParameters(from: &$0) }
            )
            return Case(
                name: name,
                item: "float",
                items: side * side,
                bytesPerItem: 4,
                contestants: [ours] + (pytorch.map { [$0.contestant(in: name)] } ?? [])
            )
        }
    }

    private static let side = 4096
    private static let seed: UInt64 = 42

    /// The schemes that PyTorch has too and that have something to draw for each element.
    ///
    /// One that this engine does not know is left out.
    private static let schemes = [
        "uniform", "normal", "kaiming_uniform", "kaiming_normal", "xavier_uniform", "xavier_normal", "torch_default",
        "trunc_normal",
    ]

    /// The sum of the elements' bits, each times its odd-numbered place.
    private static func checksum(of values: [Float]) -> UInt64 {
        var sum: UInt64 = 0
        for (index, value) in values.enumerated() {
            sum &+= UInt64(value.bitPattern) &* UInt64(truncatingIfNeeded: 2 * index + 1)
        }
        return sum
    }
}
