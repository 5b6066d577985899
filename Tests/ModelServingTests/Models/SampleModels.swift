import ModelFormats
import NeuralNetwork
import Testing

@testable import ModelServing

/// Small models that differ by what they were seeded with, with parameters of their own or without.
enum SampleModels {
    static let name = sample("iris")

    static func sample(_ name: String) -> ModelName {
        guard let name = ModelName(name) else { preconditionFailure("a name") }
        return name
    }

    static func plan(seed: UInt64 = 1, units: Int = 3, activation: Activation = .relu) throws -> NetworkPlan {
        let uniform = Initializer.xavierUniform
        return try NetworkPlan(
            NetworkDefinition(
                seed: seed,
                inputSize: 2,
                layers: [
                    LayerDefinition(
                        units: units,
                        activation: activation,
                        weightInitializer: uniform,
                        biasInitializer: .zeros
                    )
                ]
            )
        )
    }

    /// Parameters that no definition draws.
    static func parameters(_ plan: NetworkPlan, _ first: Float = 0.5) -> [ParameterTensor] {
        plan.tensors.compactMap { tensor in
            ParameterTensor(plan: tensor, values: (0..<tensor.count).map { first + Float($0) })
        }
    }

    static func kept(_ name: ModelName = name, version: Int = 1, seed: UInt64 = 1, stored: Bool = false) throws
        -> KeptModel
    {
        let plan = try plan(seed: seed)
        let parameters = stored ? parameters(plan) : nil
        return KeptModel(
            name: name,
            version: version,
            plan: plan,
            parameters: parameters,
            fingerprint: DefinitionJSON.fingerprint(of: plan.definition, parameters: parameters)
        )
    }
}

/// What a kept model is told by, for comparing.
struct ModelIdentity: Hashable {
    let version: Int
    let fingerprint: String
    let values: [[Float]]?

    init(_ kept: KeptModel) {
        version = kept.version
        fingerprint = kept.fingerprint
        values = kept.parameters?.map(\.values)
    }
}
