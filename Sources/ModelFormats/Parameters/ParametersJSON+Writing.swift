public import NeuralNetwork
public import StrictJSON

extension ParametersJSON {
    /// Writes the parameters of a network: each with its name, its shape and its values, nested like the shape.
    ///
    /// Numbers are the shortest decimals that read back to the same float32; what is not finite is null.
    ///
    /// - Parameters:
    ///   - parameters: What is written, in this order.
    ///   - writer: Where the object is written.
    public static func write(_ parameters: [ParameterTensor], to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("parameters")
        writer.beginArray()
        for tensor in parameters {
            writer.beginObject()
            writer.key("name")
            writer.value(tensor.plan.name)
            writer.key("shape")
            writer.beginArray()
            for extent in tensor.plan.shape { writer.value(extent) }
            writer.endArray()
            writer.key("values")
            writer.value(tensor.values, shape: tensor.plan.shape)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }
}
