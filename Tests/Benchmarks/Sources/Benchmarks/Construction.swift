internal import NeuralNetwork

extension Subject {
    /// How long it takes to build a network: what `Rate.draw` of the service's prices stands for.
    static let construction = Subject(
        name: "construction",
        about: "Building networks of one square layer with normal weights: drawing, and packing for the kernels."
    ) { _ in
        try [16, 64, 256, 1024, 4096].map { side in
            let plan = try NetworkPlan.oneLayer(side: side, initializer: Initializer(.kaimingNormal), seed: 42)
            // Small ones many times over: about as many parameters in each case.
            let networks = max(1, 1 << 22 / (side * side))
            let ours = Contestant.ours(
                prepare: { plan },
                checksum: { (_: Network?) in nil },
                work: { plan in
                    var network: Network?
                    for _ in 0..<networks { network = Network(plan) }
                    return network
                }
            )
            return Case(
                name: "\(side) × \(side)",
                item: "parameter",
                items: networks * side * side,
                bytesPerItem: 4,
                contestants: [ours]
            )
        }
    }
}
