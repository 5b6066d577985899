internal import HTTPServer
internal import ModelFormats
internal import ModelServing
internal import NeuralNetwork
internal import StrictJSON

/// `POST /v1/validate`: checks and prices a definition without drawing or allocating anything.
struct ValidateOperation: Operation {
    static let template = "/v1/validate"
    static let formats: [OneShot.Format] = [.json, .text]

    let limits: EvaluationLimits

    func read(_ body: Span<UInt8>, for format: OneShot.Format) throws(Problem) -> NetworkPlan {
        let document = try JSONDocument.parsed(body)
        let plan: NetworkPlan
        do {
            plan = try DefinitionJSON.readPlan(
                document,
                at: document.root,
                pointer: JSONPointer(),
                limits: limits.network
            )
        } catch {
            throw Problem(error)
        }
        do {
            try plan.checkBuilding(limits)
        } catch {
            throw Problem(error, network: JSONPointer())
        }
        return plan
    }

    func price(of work: NetworkPlan) -> Price { .describing(work) }

    func bytes(of work: NetworkPlan) -> Int { 0 }

    func answer(to work: NetworkPlan, _ format: OneShot.Format) throws(Problem) -> [UInt8] {
        switch format {
        case .text:
            return Array(NetworkReport.text(work).utf8)
        case .json, .python:
            // Only the forms above are offered.
            var writer = JSONWriter()
            writer.beginObject()
            writer.key("definition")
            DefinitionJSON.write(work.definition, to: &writer)
            writer.key("network")
            writer.value(network: work)
            writer.endObject()
            return writer.bytes
        }
    }
}
