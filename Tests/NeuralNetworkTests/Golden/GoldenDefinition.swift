import NeuralNetwork
import TestSupport

extension GoldenValue {
    /// An initialiser: `{scheme, params}`.
    var initializer: Initializer {
        get throws {
            let name = try member("scheme").string
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

    /// A whole definition.
    var definition: NetworkDefinition {
        get throws {
            var layers: [LayerDefinition] = []
            for layer in try member("layers").list {
                let hasBias = try layer.member("bias").bool
                layers.append(
                    LayerDefinition(
                        units: try layer.member("units").int,
                        activation: try layer.activation,
                        weightInitializer: try layer.member("weight_init").initializer,
                        biasInitializer: hasBias ? try layer.member("bias_init").initializer : nil
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
