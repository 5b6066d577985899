import HTTPWire
import ModelFormats
import ModelServing
import NeuralNetwork
import StrictJSON
import Testing

@testable import InferenceService

/// The body of an evaluation: what is read from it, and what is said about mistakes.
struct EvaluatePayloadTests {
    private func read(_ body: String, limits: EvaluationLimits = EvaluationLimits()) throws -> EvaluationRequest {
        let bytes = Array(body.utf8)
        switch try EvaluateOperation(limits: limits).read(bytes.span, for: .json) {
        case .report(let request), .script(let request): return request
        }
    }

    private func refusal(of body: String, limits: EvaluationLimits = EvaluationLimits()) -> Problem? {
        do {
            _ = try read(body, limits: limits)
            return nil
        } catch {
            return error as? Problem
        }
    }

    private static let network = #""network": {"layer_sizes": [2, 3, 1]}"#

    @Test("What is not given has its default")
    func defaults() throws {
        let request = try read("{\(Self.network)}")
        #expect(request.inputs == nil)
        #expect(request.parts == [.outputs, .parameters])
        #expect(request.statistics == StatisticsOptions())
        #expect(!request.isTraining)
        #expect(request.plan.parameterCount == 13)
    }

    @Test("Every member is read")
    func everyMember() throws {
        let request = try read(
            """
            {\(Self.network), "inputs": [[1, 2], [3, 4]], "include": ["digests", "layer_outputs", "digests"],
             "statistics": {"bins": 1e1, "range": [-1, 2.5], "quantiles": [1, 0, 0.5, -0.0, 0.50]}, "training": true}
            """
        )
        #expect(request.inputs == Matrix(rows: 2, columns: 2, values: [1, 2, 3, 4]))
        #expect(request.parts == [.digests, .layerOutputs])
        #expect(request.statistics.bins == .uniform(count: 10, range: -1...2.5))
        #expect(request.statistics.quantiles == [1, 0, 0.5])
        #expect(request.isTraining)
    }

    @Test(
        "A flat list is one row, an empty one none",
        arguments: [("[1, 2]", 1), ("[]", 0), ("[[1, 2]]", 1)]
    )
    func rows(_ json: String, _ count: Int) throws {
        #expect(try read("{\(Self.network), \"inputs\": \(json)}").inputs?.rows == count)
    }

    /// A body and its mistakes, each as pointer and sentence.
    struct Mistake: Sendable, CustomTestStringConvertible {
        let body: String
        let errors: [String]
        var testDescription: String { body }

        init(_ members: String, _ errors: String...) {
            body = "{\(network), \(members)}"
            self.errors = errors
        }

        init(body: String, _ errors: String...) {
            self.body = body
            self.errors = errors
        }
    }

    static let impossible = [
        Mistake(body: "[]", "#: expected an object, found an array"),
        Mistake(body: "{}", #"#: missing member "network""#),
        Mistake(body: #"{"netwrok": {}}"#, #"#/netwrok: unknown member "netwrok"; did you mean "network"?"#),
        Mistake(body: #"{"network": 7}"#, "#/network: expected an object, found a number"),
        Mistake(#""inputs": 7"#, "#/inputs: expected a list of rows, or one row of numbers, found a number"),
        Mistake(#""inputs": null"#, "#/inputs: expected a list of rows, or one row of numbers, found null"),
        Mistake(
            #""inputs": [1, 2, 3]"#,
            "#/inputs: a flat list is one row, and this one has 3 numbers, but the network takes 2"
        ),
        Mistake(#""inputs": [[1]]"#, "#/inputs/0: the row has 1 number, but the network takes 2"),
        Mistake(#""inputs": [[]]"#, "#/inputs/0: the row has 0 numbers, but the network takes 2"),
        Mistake(
            #""inputs": [[1], [1, 2], [1, 2, 3]]"#,
            "#/inputs/0: the row has 1 number, but the network takes 2",
            "#/inputs/2: the row has 3 numbers, but the network takes 2"
        ),
        Mistake(#""inputs": [[1, 2], 3]"#, "#/inputs/1: expected a row, a list of numbers, found a number"),
        Mistake(#""inputs": [[1, "2"]]"#, "#/inputs/0/1: expected a number, found a string"),
        Mistake(#""inputs": [1, null]"#, "#/inputs/1: expected a number, found null"),
        Mistake(#""inputs": [[1, 2], [3, -1e39]]"#, "#/inputs/1/1: the number is beyond the range of float32"),
        Mistake(#""include": "outputs""#, #"#/include: expected an array of names, found "outputs""#),
        Mistake(
            #""include": ["output", 7, "everything"]"#,
            #"#/include/0: unknown part of an answer "output"; did you mean "outputs"?"#,
            "#/include/1: expected a name, found 7",
            #"#/include/2: unknown part of an answer "everything"; expected outputs, parameters, activations, "#
                + "layer_outputs, values, digests"
        ),
        Mistake(#""training": "yes""#, #"#/training: expected true or false, found "yes""#),
        Mistake(#""statistics": []"#, "#/statistics: expected an object, found an array"),
        Mistake(#""statistics": {"bin": 1}"#, #"#/statistics/bin: unknown member "bin"; did you mean "bins"?"#),
        Mistake(#""statistics": {"bins": 0}"#, "#/statistics/bins: expected a whole number from 1 to 1000, found 0"),
        Mistake(
            #""statistics": {"bins": 1.5}"#,
            "#/statistics/bins: expected a whole number from 1 to 1000, found 1.5"
        ),
        Mistake(
            #""statistics": {"bins": 1001}"#,
            "#/statistics/bins: expected a whole number from 1 to 1000, found 1001"
        ),
        Mistake(
            #""statistics": {"range": [1, 1]}"#,
            "#/statistics/range: expected two finite numbers, the lower one first, found an array of 2 elements"
        ),
        Mistake(
            #""statistics": {"range": [0, 1e999]}"#,
            "#/statistics/range: expected two finite numbers, the lower one first, found an array of 2 elements"
        ),
        Mistake(
            #""statistics": {"range": [-1.5e308, 1.5e308]}"#,
            "#/statistics/range: expected two finite numbers, the lower one first, found an array of 2 elements"
        ),
        Mistake(
            #""statistics": {"quantiles": [0.5, 1.01, -0.1, "x"]}"#,
            "#/statistics/quantiles/1: expected a number from 0 to 1, found 1.01",
            "#/statistics/quantiles/2: expected a number from 0 to 1, found -0.1",
            #"#/statistics/quantiles/3: expected a number from 0 to 1, found "x""#
        ),
        Mistake(
            #""statistics": {"quantiles": [\#(Array(repeating: "0", count: 100).joined(separator: ","))]}"#,
            "#/statistics/quantiles: expected an array of at most 99 numbers from 0 to 1, found an array of 100 elements"
        ),
        Mistake(
            body: #"{"network": {"layer_sizes": [2, 0]}, "inputs": [[1]]}"#,
            "#/network/layer_sizes/1: must be at least 1, found 0",
            "#/inputs/0: the row has 1 number, but the network takes 2"
        ),
        Mistake(
            body: #"{"network": {"input_size": 3, "layers": [{"units": 0}]}, "inputs": [[1, 2, 3], [1]]}"#,
            "#/network/layers/0/units: must be at least 1, found 0",
            "#/inputs/1: the row has 1 number, but the network takes 3"
        ),
        Mistake(
            body: #"{"network": {"layer_sizes": [1, 0]}, "inputs": [["a"]], "training": 1, "x": 0}"#,
            #"#/x: unknown member "x"; expected network, inputs, include, statistics or training"#,
            "#/network/layer_sizes/1: must be at least 1, found 0",
            "#/training: expected true or false, found 1",
            "#/inputs/0/0: expected a number, found a string"
        ),
    ]

    @Test("All mistakes of a body are named at once, each with its place", arguments: impossible)
    func mistakes(_ row: Mistake) throws {
        let problem = try #require(refusal(of: row.body))
        #expect(problem.kind == .invalidContent)
        #expect(problem.errors.map { "\($0.pointer): \($0.detail)" } == row.errors)
    }

    @Test(
        "Content that is no JSON is malformed, with the byte at which it breaks",
        arguments: [
            ("", 0), ("{", 1), ("{\"network\": NaN}", 12), ("{\"a\": 1, \"a\": 2}", 9), ("{} x", 3), ("{\"a\": 01}", 7),
        ]
    )
    func syntax(_ body: String, _ offset: Int) throws {
        let problem = try #require(refusal(of: body))
        #expect(problem.kind == .malformedJSON)
        #expect(problem.status == 400)
        #expect(problem.offset == offset)
        #expect(problem.errors.count == 1)
    }

    @Test("Ten thousand nested arrays are malformed")
    func nesting() throws {
        let problem = try #require(refusal(of: String(repeating: "[", count: 10_000)))
        #expect(problem.status == 400)
        #expect(problem.offset == 64)
    }

    /// Limits, the body, and what the refusal says.
    static let excesses: [(@Sendable (inout EvaluationLimits) -> Void, String, String)] = [
        ({ $0.rows = 1 }, "[[1, 2], [3, 4]]", "#/inputs: 2 rows are more than the limit of 1"),
        (
            { $0.multiplyAdds = 8 }, "[1, 2]",
            "#/inputs: 9 multiply-adds, all rows together, are more than the limit of 8"
        ),
        (
            { $0.heldValues = 5 }, "[[1, 2], [3, 4]]",
            "#/inputs: 6 numbers held at once, rows times the widest layer, are more than the limit of 5"
        ),
        (
            { $0.answerValues = 1 }, "[[1, 2], [3, 4]]",
            "#/include: 2 numbers in the answer (outputs, layer_outputs, values) are more than the limit of 1"
        ),
    ]

    @Test("A request for too much names figure and limit", arguments: 0..<excesses.count)
    func limits(_ index: Int) throws {
        let (change, inputs, expected) = Self.excesses[index]
        var limits = EvaluationLimits()
        change(&limits)
        let problem = try #require(refusal(of: "{\(Self.network), \"inputs\": \(inputs)}", limits: limits))
        #expect(problem.kind == .overLimit)
        #expect(problem.detail == expected)
    }

    @Test("What would be drawn for hours is refused, by validation too")
    func building() throws {
        let definition = #"{"layer_sizes": [100, 10], "weight_init": {"scheme": "trunc_normal", "a": 2, "b": 1e30}}"#
        let problem = try #require(refusal(of: "{\"network\": \(definition), \"inputs\": []}"))
        #expect(problem.kind == .overLimit)
        #expect(problem.errors.map(\.pointer.description) == ["#/network"])
        switch OneShot.validate(Array(definition.utf8), limits: EvaluationLimits(), format: .json) {
        case .success: Issue.record("it is possible")
        case .failure(let problem):
            #expect(problem.kind == .overLimit)
            #expect(problem.errors.map(\.pointer.description) == ["#"])
        }
    }

    @Test("Too many rows are named together with other mistakes")
    func limitsAndMistakes() throws {
        var limits = EvaluationLimits()
        limits.rows = 1
        let body = "{\(Self.network), \"inputs\": [[1, 2], [3, 4]], \"training\": 0}"
        let problem = try #require(refusal(of: body, limits: limits))
        #expect(problem.kind == .invalidContent)
        #expect(problem.errors.map(\.pointer.description) == ["#/training", "#/inputs"])
    }

    @Test("A definition of a thousand million parameters is refused before anything is allocated")
    func hugeDefinition() throws {
        let problem = try #require(refusal(of: #"{"network": {"layer_sizes": [1000000000000, 1000000000000]}}"#))
        #expect(problem.status == 422)
        #expect(problem.errors.contains { $0.detail.contains("67108864") })
    }
}
