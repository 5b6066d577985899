internal import CPeaks
internal import NeuralNetwork

extension Subject {
    /// How near the forward pass comes to what a core can do.
    static let kernels = Subject(
        name: "kernels",
        about: """
            A forward pass with relu between the layers. "FMA peak" does as many multiply-adds in registers, "reading" reads
            as many weights from memory: their ratio is our share of what a core can do. Peers are numpy with OpenBLAS and
            ONNX Runtime, on one thread.
            """
    ) { peers in
        let python = try peers.kernels?()
        return try networks.flatMap { name, sizes in
            let plan = try plan(sizes)
            let network = Network(plan)
            return [1, 4, 16, 64, 256].map { rows in
                let inputs = Matrix(
                    rows: rows,
                    columns: sizes[0],
                    values: (0..<rows * sizes[0]).map { Float($0 % 251) / 251 }
                )
                let work = plan.multiplyAddsPerRow * rows
                // Some hundredths of a second, so that what a peer left in the caches is soon forgotten.
                let times = max(1, 1_000_000_000 / work)
                let ours = Contestant.ours(
                    prepare: { inputs },
                    checksum: { (_: Float) in nil },
                    work: { inputs in (0..<times).reduce(0) { sum, _ in sum + network.forward(inputs).values[0] } }
                )
                let shape = sizes.map { "\($0)" }.joined(separator: "-")
                let peers = ["numpy", "ort"].compactMap { (peer: String) in
                    python?.contestant(in: "\(peer) \(shape) \(rows) \(times)", as: peer)
                }
                return Case(
                    name: "\(name) \(rows)",
                    item: "multiply-add",
                    items: work * times,
                    bytesPerItem: nil,
                    contestants: [ours, rows == 1 ? reading(plan, times) : peak(work * times)] + peers
                )
            }
        }
    }

    private static let networks = [("small", [784, 256, 128, 10]), ("large", [1024, 4096, 4096, 1000])]

    private static func plan(_ sizes: [Int]) throws -> NetworkPlan {
        let layers = sizes.indices.dropFirst().map { index in
            LayerDefinition(units: sizes[index], activation: index == sizes.count - 1 ? .identity : .relu)
        }
        return try NetworkPlan(NetworkDefinition(seed: 1, inputSize: sizes[0], layers: layers))
    }

    private static func peak(_ count: Int) -> Contestant {
        .ours(
            "FMA peak",
            prepare: { count },
            checksum: { (_: Float) in nil },
            work: { count in
                var result: Float = 0
                _ = peak_multiply_adds(count, &result)
                return result
            }
        )
    }

    private static func reading(_ plan: NetworkPlan, _ times: Int) -> Contestant {
        let weights = [Float](repeating: 1, count: plan.multiplyAddsPerRow)
        return .ours(
            "reading",
            prepare: { weights },
            checksum: { (_: Float) in nil },
            work: { weights in (0..<times).reduce(0) { sum, _ in sum + peak_read(weights, weights.count) } }
        )
    }
}
