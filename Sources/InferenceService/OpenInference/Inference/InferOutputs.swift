internal import ModelFormats
internal import ModelServing
internal import NeuralNetwork
internal import StrictJSON

/// Reads which tensors a request asks for.
enum InferOutputs {
    /// The outputs of a request; the model's output if none is listed.
    static func read(
        _ fields: borrowing InferFields,
        _ place: JSONDocument.Place?,
        of model: Model,
        _ parameters: InferParameters
    ) throws(Problem) -> [InferQuery.Output] {
        let pointer = JSONPointer().appending("outputs")
        var outputs: [InferQuery.Output] = []
        // Looked up here, since a list may name as many tensors as there are layers.
        var tensors: Set<OutputTensor> = []
        if let place = fields.unlessNull(place) {
            try fields.check(.array, "an array of outputs", at: place, pointer)
            try fields.document.forEachElement(at: place) { (index, element) throws(Problem) in
                let pointer = pointer.appending(index)
                let output = try output(fields, element, pointer, of: model)
                guard tensors.insert(output.tensor).inserted else {
                    throw Problem(InputProblem(pointer, "the output \(quoted(output.name)) is asked for twice"))
                }
                outputs.append(output)
            }
        }
        guard outputs.isEmpty else { return outputs }
        let name = model.plan.definition.outputName
        return [InferQuery.Output(name: name, tensor: .output, isBinary: parameters.wantsBinaryOutput)]
    }

    private static func output(
        _ fields: borrowing InferFields,
        _ place: JSONDocument.Place,
        _ pointer: JSONPointer,
        of model: Model
    ) throws(Problem) -> InferQuery.Output {
        try fields.check(.object, "an object", at: place, pointer)
        guard let namePlace = fields.document.member("name", at: place) else {
            throw Problem(InputProblem(pointer, "missing member \"name\""))
        }
        let name = try fields.string(namePlace, pointer.appending("name"))
        guard let tensor = model.outputTensor(named: name) else {
            throw Problem(
                InputProblem(
                    pointer.appending("name"),
                    "unexpected inference output \(quoted(name)) for model \(quoted(model.kept.name.text)), allowed "
                        + "outputs are: \(quoted(model.plan.definition.outputName)), \"logits\" and \"layers.0\" to "
                        + "\"layers.\(model.plan.layers.count - 1)\""
                )
            )
        }
        var output = InferQuery.Output(name: name, tensor: tensor)
        let parameters = fields.document.member("parameters", at: place)
        try fields.forEachParameter(at: parameters, pointer.appending("parameters")) {
            (name, place, pointer) throws(Problem) in
            switch name {
            case "binary_data": output.isBinary = try fields.boolean(place, pointer)
            case "classification":
                let classes = try fields.count(place, pointer)
                output.classes = classes == 0 ? nil : classes
            case _ where name.hasPrefix("shared_memory_"):
                throw Problem(InputProblem(pointer, "shared memory is not supported"))
            default: break
            }
        }
        return output
    }
}
