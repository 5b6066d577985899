import NeuralNetwork
import TestSupport

/// Schemes that golden files have and the engine does not.
let unknownSchemes: Set<String> = ["trunc_normal", "orthogonal", "sparse"]

extension GoldenValue {
    /// An initialiser: `{scheme, params}`; nil for one of `unknownSchemes`.
    var initializer: Initializer? {
        get throws {
            let name = try member("scheme").string
            if unknownSchemes.contains(name) { return nil }
            guard let scheme = Initializer.Scheme(rawValue: name) else {
                throw Mismatch(description: "a known scheme instead of \(name)")
            }
            return Initializer(scheme, try values(of: scheme.parameters, in: member("params").object))
        }
    }

    /// A layer's activation: `{activation, activation_params}`.
    var activation: Activation {
        get throws {
            let name = try member("activation").string
            guard let kind = Activation.Kind(rawValue: name) else {
                throw Mismatch(description: "a known activation instead of \(name)")
            }
            var params = try member("activation_params").object
            if let weight = params.removeValue(forKey: "weight") {
                params["init"] = weight
                params["num_parameters"] = .number(Double(try weight.list.count))
            }
            return Activation(kind, try values(of: kind.parameters, in: params))
        }
    }

    /// A whole definition; nil if one of its schemes is unknown.
    var definition: NetworkDefinition? {
        get throws {
            var layers: [LayerDefinition] = []
            for layer in try member("layers").list {
                guard let weight = try layer.member("weight_init").initializer else { return nil }
                var bias: Initializer?
                if try layer.member("bias").bool {
                    guard let initializer = try layer.member("bias_init").initializer else { return nil }
                    bias = initializer
                }
                layers.append(
                    LayerDefinition(
                        units: try layer.member("units").int,
                        activation: try layer.activation,
                        weightInitializer: weight,
                        biasInitializer: bias
                    )
                )
            }
            guard let order = NetworkDefinition.InitializationOrder(rawValue: try member("init_order").string) else {
                throw Mismatch(description: "an order of initialisation")
            }
            return NetworkDefinition(
                seed: try member("seed").seed,
                initializationOrder: order,
                inputSize: try member("input_size").int,
                layers: layers
            )
        }
    }

    private func values(
        of parameters: [ParameterDescription],
        in given: [String: GoldenValue]
    ) throws -> [ParameterValue] {
        let unknown = Set(given.keys).subtracting(parameters.map(\.name))
        guard unknown.isEmpty else { throw Mismatch(description: "no parameter \(unknown)") }
        return try parameters.map { parameter in
            guard let value = given[parameter.name] else {
                guard let value = parameter.defaultValue else { throw Mismatch(description: parameter.name) }
                return value
            }
            switch parameter.domain {
            case .number: return .number(try value.double)
            case .choice: return .choice(try value.string)
            case .slopeCount: return .count(try value.int)
            case .slopes: return .numbers(try value.list.map { Float(try $0.double) })
            case .tensor: throw Mismatch(description: "no inline tensor")
            }
        }
    }
}
