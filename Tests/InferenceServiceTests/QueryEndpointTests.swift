import HTTPServer
import HTTPWire
import Testing

@testable import InferenceService

/// The endpoints that are asked by query items: curves and schemes.
struct QueryEndpointTests {
    private func curve(_ type: String, _ query: String = "") throws -> Response {
        try RequestText(target: "/v1/activations/\(type)\(query)", parameters: [type]).with {
            ActivationCurveEndpoint().answer(to: $0, for: .named(""))
        }
    }

    private func scheme(_ name: String, _ query: String = "") throws -> Response {
        try RequestText(target: "/v1/initializers/\(name)\(query)", parameters: [name]).with {
            InitializerDetailsEndpoint().answer(to: $0, for: .named(""))
        }
    }

    @Test("A curve has 241 points from -6 to 6 unless asked otherwise")
    func defaults() throws {
        let members = try object(curve("tanh").content)
        let points = try #require(members["x"] as? [Double])
        #expect(points.count == 241)
        #expect(points.first == -6 && points.last == 6 && points[120] == 0)
        #expect((members["values"] as? [Double])?.count == 241)
        #expect((members["derivatives"] as? [Double])?[120] == 1)
    }

    @Test("A curve is computed over the range and with the parameters of the query")
    func curveWithParameters() throws {
        let response = try curve("leaky_relu", "?from=-2&to=2&points=5&negative_slope=0.5")
        #expect(response.status == 200)
        #expect(
            text(response.content)
                == #"{"activation":{"type":"leaky_relu","negative_slope":0.5},"x":[-2,-1,0,1,2],"#
                + #""values":[-1,-0.5,0,1,2],"derivatives":[0.5,0.5,0.5,1,1]}"#
        )
    }

    @Test("A number of slopes that no layer could have costs nothing", arguments: [Int.max, 1 << 40])
    func slopes(count: Int) throws {
        let response = try curve("prelu", "?num_parameters=\(count)&init=0.5&from=-1&to=1&points=3")
        #expect(response.status == 200)
        #expect(text(response.content).hasSuffix(#""values":[-0.5,0,1],"derivatives":[0.5,0.5,1]}"#))
    }

    @Test("An alias is as good as the name")
    func alias() throws {
        #expect(text(try curve("swish", "?points=2").content).hasPrefix(#"{"activation":{"type":"silu"}"#))
    }

    @Test(
        "What a curve cannot be made of has its status and its place",
        arguments: [
            ("reluu", "", 404, "did you mean \"relu\"?"), ("softmax", "", 422, "no single curve"),
            ("glu", "", 422, "no single curve"), ("relu", "?points=1", 422, "#/points"),
            ("relu", "?points=10002", 422, "from 2 to 10001"), ("relu", "?points=2.5", 422, "#/points"),
            ("relu", "?from=6&to=6", 422, "#/from"), ("relu", "?from=inf", 422, "#/from"),
            ("relu", "?to=1e39", 422, "#/to"), ("relu", "?to=0x1", 422, "#/to"), ("relu", "?from=", 422, "#/from"),
            ("elu", "?alhpa=2", 422, "alpha"), ("celu", "?alpha=0", 422, "#/alpha"),
            ("threshold", "", 422, "missing"), ("relu", "?from=%zz", 400, "percent-decode"),
            ("relu", "?from=1&from=2", 400, "twice"),
        ]
    )
    func curveRefusals(_ type: String, _ query: String, _ status: Int, _ says: String) throws {
        let response = try curve(type, query)
        #expect(response.status.rawValue == status)
        let members = try object(response.content)
        let errors = members["errors"] as? [[String: String]] ?? []
        let said = errors.reduce(members["detail"] as? String ?? "") { $0 + " " + $1.values.joined(separator: " ") }
        #expect(said.contains(says), "\(said)")
    }

    @Test("All mistakes of a query are named at once")
    func allMistakes() throws {
        let members = try object(curve("elu", "?points=0&from=x&alpha=y").content)
        let errors = try #require(members["errors"] as? [[String: String]])
        #expect(errors.compactMap { $0["pointer"] } == ["#/from", "#/points", "#/alpha"])
    }

    @Test("A scheme says what it is expected to draw once the fans are known")
    func expected() throws {
        let members = try object(scheme("kaiming_normal", "?fan_in=8&fan_out=2&mode=fan_out").content)
        let expected = try #require(members["expected"] as? [String: Any])
        #expect(expected["std"] as? Double == 1)
        #expect(expected["mean"] as? Double == 0)
        let parameters = try #require(members["parameters"] as? [[String: Any]])
        #expect(parameters.first { $0["name"] as? String == "mode" }?["value"] as? String == "fan_out")
    }

    @Test(
        "A scheme without fans has no expectation, even if its parameters have no defaults",
        arguments: ["constant", "values", "eye"]
    )
    func withoutFans(_ name: String) throws {
        let members = try object(scheme(name).content)
        #expect(members["scheme"] as? String == name)
        #expect(members["expected"] == nil)
        #expect((members["formula"] as? String)?.isEmpty == false)
    }

    @Test(
        "What a scheme cannot be asked has its status and its place",
        arguments: [
            ("kaiming", "", 404, "unknown scheme"), ("zeroes", "", 404, "did you mean \"zeros\"?"),
            ("zeros", "?fan_in=3", 422, "#/fan_out"), ("zeros", "?fan_in=0&fan_out=1", 422, "#/fan_in"),
            ("constant", "?fan_in=1&fan_out=1", 422, "val"), ("normal", "?std=-1", 422, "#/std"),
        ]
    )
    func schemeRefusals(_ name: String, _ query: String, _ status: Int, _ says: String) throws {
        let response = try scheme(name, query)
        #expect(response.status.rawValue == status)
        #expect(text(response.content).replacing(#"\""#, with: "\"").contains(says), "\(text(response.content))")
    }
}
