internal import HTTPServer
internal import HTTPWire
internal import ModelFormats
internal import NeuralNetwork
internal import StrictJSON

/// `GET /v1/initializers/{scheme}`: one scheme, and what it is expected to draw for given fans.
struct InitializerDetailsEndpoint: QueryEndpoint {
    let route = Route(.get, "/v1/initializers/{scheme}", scope: .infer)

    func content(for request: borrowing Request, _ timing: inout ServerTiming) throws(Problem) -> [UInt8] {
        let name = request.parameters.first ?? ""
        let alias = Initializer.aliases[name]
        guard let scheme = Initializer.Scheme(rawValue: name) ?? alias?.scheme else {
            let names = Initializer.Scheme.allCases.map(\.rawValue) + Initializer.aliases.keys.sorted()
            throw Problem(.notFound, InputProblem.unknown(name, "scheme", among: names, at: JSONPointer()).detail)
        }
        var query = try Query(request)
        let fanIn = query.integer("fan_in", in: 1...Int.max)
        let fanOut = query.integer("fan_out", in: 1...Int.max)
        if query.problems.isEmpty, (fanIn == nil) != (fanOut == nil) {
            query.fail(fanIn == nil ? "fan_in" : "fan_out", "is missing: fan_in and fan_out are given together")
        }
        // A scheme whose parameters have no defaults can be looked at without giving them.
        let wantsInitializer = fanIn != nil || alias != nil || !query.rest.isEmpty
        let initializer = wantsInitializer ? read(name, &query) : nil
        try query.check()
        let expected = timing.compute.add {
            fanIn.flatMap { fanIn in
                fanOut.flatMap { initializer?.expectedMoments(role: .weight, fanIn: fanIn, fanOut: $0) }
            }
        }
        return timing.serialise.add { Self.json(scheme, initializer, expected) }
    }

    private func read(_ name: String, _ query: inout Query) -> Initializer? {
        do {
            return try DefinitionJSON.readInitializer(named: name, parameters: query.rest)
        } catch {
            query.add(error)
            return nil
        }
    }

    private static func json(
        _ scheme: Initializer.Scheme,
        _ initializer: Initializer?,
        _ expected: ExpectedMoments?
    ) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("scheme", scheme.rawValue)
        writer.key("parameters")
        writer.value(parameters: scheme.parameters, given: initializer?.values)
        writer.member("formula", scheme.formula)
        writer.member("source", scheme.source)
        if let expected {
            writer.key("expected")
            writer.value(expected: expected)
        }
        writer.endObject()
        return writer.bytes
    }
}
