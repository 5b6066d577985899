internal import NeuralNetwork
internal import StrictJSON

/// Something to be checked by itself, since perhaps no layer has it: what all layers override, or is dropped.
enum Probe {
    case activation(Choice<Activation>)
    case weight(Choice<Initializer>)
    case bias(Choice<Initializer>)

    /// What the engine finds wrong with it, sizes aside.
    var problems: [InputProblem] {
        // Two units, so that glu can halve them; whatever depends on sizes is dropped below.
        var layer = LayerDefinition(units: 2, activation: .identity)
        switch self {
        case .activation(let choice): layer.activation = choice.value
        case .weight(let choice): layer.weightInitializer = choice.value
        case .bias(let choice): layer.biasInitializer = choice.value
        }
        return engineProblems(of: NetworkDefinition(inputSize: 1, layers: [layer])).compactMap { problem in
            switch problem.rule {
            case .wrongShape, .wrongSlopeCount, .tooManyParameters:
                nil
            default:
                pointer(of: problem).map { InputProblem($0, problem.rule.sentence(at: problem.place)) }
            }
        }
    }

    private func pointer(of problem: DefinitionProblem) -> JSONPointer? {
        switch (self, problem.place) {
        case (.activation(let choice), .activation(_, let parameter)):
            choice.origin.pointer(parameter: parameter, rule: problem.rule)
        case (.weight(let choice), .weightInitializer(_, let parameter)),
            (.bias(let choice), .biasInitializer(_, let parameter)):
            choice.origin.pointer(parameter: parameter, rule: problem.rule)
        default:
            nil
        }
    }
}

/// What the engine finds wrong with a definition, whatever its size.
private func engineProblems(of definition: NetworkDefinition) -> [DefinitionProblem] {
    do throws(DefinitionProblems) {
        _ = try NetworkPlan(definition)
        return []
    } catch {
        return error.all
    }
}
