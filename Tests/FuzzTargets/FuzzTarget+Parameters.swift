internal import ModelFormats
internal import NeuralNetwork
internal import StrictJSON

extension FuzzTarget {
    /// Any bytes are refused with problems that can be written, or are parameters that stay the same when written again.
    static func tryParameters(_ input: Span<UInt8>) {
        let format = ParameterFormat(ofContent: input)
        do throws(ParametersError) {
            check(try format.read(input, for: plan))
        } catch {
            switch error {
            case .syntax(let error):
                promise(error.offset >= 0 && error.offset <= input.count, "an offset within the input")
            case .problems(let problems):
                checkProblems(problems)
            }
        }
    }
}

/// 2 inputs, 3 units with a bias and a slope each, 2 units without a bias.
private let plan: NetworkPlan = {
    var last = LayerDefinition(units: 2, activation: .identity)
    last.biasInitializer = nil
    let first = LayerDefinition(units: 3, activation: Activation(.prelu, [.numbers([1, 2, 3]), .count(3)]))
    do throws(DefinitionProblems) {
        return try NetworkPlan(NetworkDefinition(inputSize: 2, layers: [first, last]))
    } catch {
        broken("a possible network: \(error)")
    }
}()

/// Writes parameters in both forms, and reads what was written.
private func check(_ parameters: [ParameterTensor]) {
    promise(parameters.elementsEqual(plan.tensors) { $0.plan == $1 }, "the plan's tensors, in its order")
    promise(parameters.allSatisfy { $0.values.allSatisfy { $0.isFinite } }, "finite numbers")
    var writer = JSONWriter()
    ParametersJSON.write(parameters, to: &writer)
    check(writer.bytes, .json, parameters)
    check(Safetensors.bytes(of: parameters), .safetensors, parameters)
}

/// Reads what was written of parameters.
private func check(_ written: [UInt8], _ format: ParameterFormat, _ parameters: [ParameterTensor]) {
    promise(ParameterFormat(ofContent: written.span) == format, "the form that was written")
    do throws(ParametersError) {
        let copy = try format.read(written.span, for: plan)
        let isSame = copy.elementsEqual(parameters) { left, right in
            left.values.elementsEqual(right.values) { $0.bitPattern == $1.bitPattern }
        }
        promise(isSame, "the same bits")
    } catch {
        broken("what was written is refused: \(error)")
    }
}
