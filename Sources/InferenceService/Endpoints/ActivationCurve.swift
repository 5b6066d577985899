internal import HTTPServer
internal import HTTPWire
internal import ModelFormats
internal import NeuralNetwork
internal import StrictJSON

/// `GET /v1/activations/{type}`: value and derivative of an activation over a range.
struct ActivationCurveEndpoint: QueryEndpoint {
    let route = Route(.get, "/v1/activations/{type}", scope: .infer)

    /// How many points a curve may have.
    static let points = 2...10_001

    func content(for request: borrowing Request, _ timing: inout ServerTiming) throws(Problem) -> [UInt8] {
        let name = request.parameters.first ?? ""
        _ = try Activation.Kind(singleCurve: name)
        var query = try Query(request)
        let lower = query.number("from", default: -6)
        let upper = query.number("to", default: 6)
        let count = query.integer("points", in: Self.points) ?? 241
        if query.problems.isEmpty, lower >= upper {
            query.fail("from", "\(lower) is not below \(upper), the end of the range")
        }
        let activation = read(name, &query)
        try query.check()
        guard let activation else { return [] }
        let curve = timing.compute.add { Curve(of: activation, from: lower, to: upper, count: count) }
        return timing.serialise.add { Self.json(activation, curve) }
    }

    private func read(_ name: String, _ query: inout Query) -> Activation? {
        do {
            return try DefinitionJSON.readActivation(named: name, parameters: query.rest)
        } catch {
            query.add(error)
            return nil
        }
    }

    /// Points and what the function is there.
    private struct Curve {
        /// The points are float32, as the network's own numbers are.
        let points: [Float]
        let values: [Float]
        let derivatives: [Double]

        init(of activation: Activation, from lower: Double, to upper: Double, count: Int) {
            points = (0..<count).map { index in
                let share = Double(index) / Double(count - 1)
                return Float(lower * (1 - share) + upper * share)
            }
            values = points.map { activation.value(at: $0) }
            derivatives = points.map { activation.derivative(at: Double($0)) }
        }
    }

    private static func json(_ activation: Activation, _ curve: Curve) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("activation")
        DefinitionJSON.write(activation, to: &writer)
        writer.key("x")
        writer.value(curve.points[...])
        writer.key("values")
        writer.value(curve.values[...])
        writer.key("derivatives")
        writer.beginArray()
        for derivative in curve.derivatives { writer.value(derivative) }
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }
}
