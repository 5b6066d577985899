internal import NeuralNetwork
internal import StrictJSON

extension DefinitionReader {
    /// Checks what was read, as a whole and in parts.
    ///
    /// - Returns: The plan, if nothing was wrong.
    /// - Throws: Everything that was wrong with reading, then what the engine finds, each once.
    consuming func plan() throws(InputProblems) -> NetworkPlan {
        var plan: NetworkPlan?
        var found = problems
        do throws(DefinitionProblems) {
            plan = try NetworkPlan(checkedDefinition, limits: limits)
        } catch {
            note(error.all, in: &found)
            // Only stand-ins are passed over, and each has a problem of its own; should one not, the first says why.
            if found.isEmpty, let first = error.all.first {
                found.note(origin.root, first.rule.sentence(at: first.place))
            }
        }
        noteProbes(in: &found)
        if let plan, found.isEmpty { return plan }
        throw InputProblems(found)
    }

    /// The definition, with a harmless layer in the place of layers that could not be read.
    private var checkedDefinition: NetworkDefinition {
        var checked = definition
        if origin.layerList.isStandIn { checked.layers = [LayerDefinition(units: 1, activation: .identity)] }
        return checked
    }

    private func note(_ engineProblems: [DefinitionProblem], in found: inout [InputProblem]) {
        var layerAtPointer: [JSONPointer: Int] = [:]
        for problem in engineProblems where !found.areEnough {
            guard let pointer = pointer(of: problem) else { continue }
            // What is given once for the whole network is wrong once, not once a layer.
            if let layer = problem.place.layer {
                if let first = layerAtPointer[pointer], first != layer { continue }
                layerAtPointer[pointer] = layer
            }
            found.note(pointer, problem.rule.sentence(at: problem.place))
        }
    }

    private func pointer(of problem: DefinitionProblem) -> JSONPointer? {
        guard let pointer = origin.pointer(of: problem) else { return nil }
        guard case .tooManyParameters(_, let limit) = problem.rule else { return pointer }
        // Where one size alone is over the limit, it is the one to mend.
        if definition.inputSize > limit { return origin.inputSize.pointer }
        return zip(definition.layers, origin.layers).first { $0.0.units > limit }?.1.units.pointer ?? pointer
    }

    private func noteProbes(in found: inout [InputProblem]) {
        // A part that a layer has was checked with the layer; its problems are the same ones.
        let known = Set(found.map(\.pointer))
        for probe in probes where !found.areEnough {
            for problem in probe.problems where !known.contains(problem.pointer) {
                found.note(problem.pointer, problem.detail)
            }
        }
    }
}

extension DefinitionProblem.Place {
    /// The layer that the place belongs to, counted from 0.
    var layer: Int? {
        switch self {
        case .network, .inputSize, .layers, .labels, .label, .inputName, .outputName: nil
        case .layer(let layer), .units(let layer): layer
        case .activation(let layer, _), .weightInitializer(let layer, _), .biasInitializer(let layer, _): layer
        }
    }
}
