internal import NeuralNetwork

/// What one or several requests want of a forward pass, beside its outputs.
struct WantedTensors: Sendable {
    private(set) var logits = false
    private(set) var layers: Set<Int> = []

    init() {}

    init(_ tensors: [OutputTensor]) { add(tensors) }

    mutating func add(_ tensors: [OutputTensor]) {
        for tensor in tensors {
            switch tensor {
            case .output: break
            case .logits: logits = true
            case .layer(let index): layers.insert(index)
            }
        }
    }

    var isOutputOnly: Bool { !logits && layers.isEmpty }
}

/// What was kept of a forward pass.
struct ForwardTensors: Sendable {
    let output: Matrix
    private var logits: Matrix?
    private var layers: [Int: Matrix] = [:]

    /// Sends rows through a network.
    init(of rows: Matrix, through network: Network, wanted: WantedTensors) {
        guard !wanted.isOutputOnly else {
            output = network.forward(rows)
            return
        }
        var logits: Matrix?
        var layers: [Int: Matrix] = [:]
        let last = network.plan.layers.count - 1
        var sampling: MersenneTwister?
        output = network.forward(rows, sampling: &sampling) { layer, preactivations, outputs in
            if wanted.logits, layer == last { logits = preactivations }
            if wanted.layers.contains(layer) { layers[layer] = outputs }
        }
        self.logits = logits
        self.layers = layers
    }

    /// A tensor that was wanted.
    func tensor(_ tensor: OutputTensor) -> Matrix {
        switch tensor {
        case .output: output
        case .logits: logits ?? output
        case .layer(let index): layers[index] ?? output
        }
    }
}
