internal import ModelFormats
internal import NeuralNetwork
internal import StrictJSON

// The fuzzer's entry point. A file of this name without statements leaves `main` to libFuzzer.

/// Any bytes are refused with problems that can be written, or are parameters that stay the same when written again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzParameters(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // The fuzzer lends `count` bytes for the time of this call.
    let input = Span(_unsafeElements: UnsafeBufferPointer(start: data, count: data == nil ? 0 : count))
    let format = ParameterFormat(ofContent: input)
    do throws(ParametersError) {
        check(try format.read(input, for: plan))
    } catch {
        switch error {
        case .syntax(let error):
            precondition(error.offset >= 0 && error.offset <= count, "an offset within the input")
        case .problems(let problems):
            precondition(!problems.all.isEmpty, "a reason")
            precondition(problems.all.count <= InputProblems.listingLimit + 1, "no more problems than are listed")
            for problem in problems.all {
                precondition(problem.pointer.description.hasPrefix("#"), "a pointer that can be written")
                precondition(problem.detail.utf8.count < 1000, "a sentence that does not grow with the input")
            }
        }
    }
    return 0
}

/// 2 inputs, 3 units with a bias and a slope each, 2 units without a bias.
private let plan: NetworkPlan = {
    var last = LayerDefinition(units: 2, activation: .identity)
    last.biasInitializer = nil
    let first = LayerDefinition(units: 3, activation: Activation(.prelu, [.numbers([1, 2, 3]), .count(3)]))
    do throws(DefinitionProblems) {
        return try NetworkPlan(NetworkDefinition(inputSize: 2, layers: [first, last]))
    } catch {
        preconditionFailure("a possible network: \(error)")
    }
}()

/// Writes parameters in both forms, and reads what was written.
private func check(_ parameters: [ParameterTensor]) {
    precondition(parameters.elementsEqual(plan.tensors) { $0.plan == $1 }, "the plan's tensors, in its order")
    precondition(parameters.allSatisfy { $0.values.allSatisfy { $0.isFinite } }, "finite numbers")
    var writer = JSONWriter()
    ParametersJSON.write(parameters, to: &writer)
    check(writer.bytes, .json, parameters)
    check(Safetensors.bytes(of: parameters), .safetensors, parameters)
}

/// Reads what was written of parameters.
private func check(_ written: [UInt8], _ format: ParameterFormat, _ parameters: [ParameterTensor]) {
    precondition(ParameterFormat(ofContent: written.span) == format, "the form that was written")
    do throws(ParametersError) {
        let copy = try format.read(written.span, for: plan)
        let isSame = copy.elementsEqual(parameters) { left, right in
            left.values.elementsEqual(right.values) { $0.bitPattern == $1.bitPattern }
        }
        precondition(isSame, "the same bits")
    } catch {
        preconditionFailure("what was written is refused: \(error)")
    }
}
