internal import ModelFormats
internal import NeuralNetwork
internal import StrictJSON

/// What PyTorch refuses that this engine computes, found by trying PyTorch 2.13.
///
/// Whatever else a definition can say, PyTorch says as well. What is refused are numbers near the ends of float32:
/// PyTorch compares them in float64 before they are rounded.
enum PyTorchRefusals {
    /// One thing that PyTorch does not do.
    struct Refusal {
        /// The part of the definition.
        let place: DefinitionProblem.Place
        /// Why: one sentence, without capital letter and full stop.
        let detail: String
    }

    /// Everything in a network that PyTorch refuses, in the order of the layers.
    static func all(of plan: NetworkPlan, isTraining: Bool) -> [Refusal] {
        plan.layers.enumerated().flatMap { index, layer in
            initializers(layer, index) + activation(layer.definition.activation, index, isTraining: isTraining)
        }
    }

    private static let largest = Double(Float.greatestFiniteMagnitude)

    private static func activation(_ activation: Activation, _ index: Int, isTraining: Bool) -> [Refusal] {
        let place = { DefinitionProblem.Place.activation(layer: index, parameter: $0) }
        if activation.kind == .rrelu, !isTraining {
            // Only the mean slope is turned into a float32.
            let mean = (activation.number("lower") + activation.number("upper")) / 2
            return abs(mean) > largest
                ? [Refusal(place: place(nil), detail: beyondFloat32("torch.nn.RReLU", mean))] : []
        }
        var refusals: [Refusal] = []
        for (parameter, value) in zip(activation.kind.parameters, activation.values) {
            guard case .number(let number) = value else { continue }
            if abs(number) > largest {
                let detail = beyondFloat32("torch.nn.\(activation.kind.moduleName)", number)
                refusals.append(Refusal(place: place(parameter.name), detail: detail))
            } else if activation.kind == .celu, abs(1 / number) > largest {
                let detail = "torch.nn.CELU refuses an alpha whose reciprocal is beyond float32, such as \(number)"
                refusals.append(Refusal(place: place(parameter.name), detail: detail))
            }
        }
        return refusals
    }

    private static func initializers(_ layer: LayerPlan, _ index: Int) -> [Refusal] {
        layer.tensors.compactMap { tensor in
            guard let initializer = tensor.initializer else { return nil }
            let place = { (parameter: String?) -> DefinitionProblem.Place in
                tensor.role == .bias
                    ? .biasInitializer(layer: index, parameter: parameter)
                    : .weightInitializer(layer: index, parameter: parameter)
            }
            return refusal(of: initializer, tensor, place)
        }
    }

    private static func refusal(
        of initializer: Initializer,
        _ tensor: TensorPlan,
        _ place: (String?) -> DefinitionProblem.Place
    ) -> Refusal? {
        switch initializer.scheme {
        case .constant:
            let value = initializer.number("val")
            guard abs(value) > largest else { return nil }
            return Refusal(place: place("val"), detail: beyondFloat32("torch.nn.init.constant_", value))
        case .uniform:
            return interval(initializer.number("a"), initializer.number("b"), place)
        case .truncNormal:
            return truncatedNormal(initializer, place)
        default:
            guard let bound = PyTorchInitializers.bound(of: initializer, tensor) else { return nil }
            return interval(-bound, bound, place)
        }
    }

    /// Whether `torch.nn.init.trunc_normal_` fails where its candidates are uniform: on their interval, or because
    /// Python refuses the square of the distance from the mean to the nearer bound, in deviations.
    private static func truncatedNormal(
        _ initializer: Initializer,
        _ place: (String?) -> DefinitionProblem.Place
    ) -> Refusal? {
        let (mean, deviation) = (initializer.number("mean"), initializer.number("std"))
        let (lower, upper) = (initializer.number("a"), initializer.number("b"))
        let distance = (max(lower, min(mean, upper)) - mean) / deviation
        if distance.isFinite, !(distance * distance).isFinite {
            let detail =
                "torch.nn.init.trunc_normal_ overflows: the mean is \(abs(distance)) deviations from the bounds"
            return Refusal(place: place(nil), detail: detail)
        }
        // Normals are drawn between bounds that hold much of the distribution, however far apart those are.
        guard (Float(upper) - Float(lower)).isFinite else { return nil }
        return interval(lower, upper, place)
    }

    /// Whether `torch.Tensor.uniform_` refuses an interval.
    private static func interval(
        _ lower: Double,
        _ upper: Double,
        _ place: (String?) -> DefinitionProblem.Place
    ) -> Refusal? {
        let isRefused = max(abs(lower), abs(upper)) > largest || upper - lower > largest
        guard isRefused else { return nil }
        let detail =
            "torch.Tensor.uniform_ refuses the interval from \(lower) to \(upper), wider than float32's largest"
        return Refusal(place: place(nil), detail: detail)
    }

    private static func beyondFloat32(_ function: String, _ number: Double) -> String {
        "\(function) refuses \(number), which is above float32's largest number by less than half a unit in its last place"
    }
}

extension Problem {
    /// The problem of a network that PyTorch does not make.
    ///
    /// - Parameters:
    ///   - refusals: At least one.
    ///   - places: Where the parts of the definition stood.
    init(_ refusals: [PyTorchRefusals.Refusal], _ places: DefinitionPlaces) {
        // What is given once for the whole network is named once, not once a layer.
        var known: Set<JSONPointer> = []
        let errors = refusals.compactMap { refusal in
            let pointer = places.pointer(of: refusal.place)
            return known.insert(pointer).inserted ? InputProblem(pointer, refusal.detail) : nil
        }
        self.init(.noPyTorchEquivalent, Self.summary(errors), errors: errors)
    }
}
