// The service by URLSession: swiftc -parse-as-library urlsession.swift -o urlsession && ./urlsession [URL]
import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

struct Instances: Encodable { let instances: [[Float]] }
struct Predictions: Decodable { let predictions: [[Float]] }
struct Refusal: Error { let status: Int, text: String }

/// Sends one request and gives back the content of its answer.
func call(_ method: String, _ address: String, _ body: Data) async throws -> Data {
    guard let url = URL(string: address) else { throw URLError(.badURL) }
    var request = URLRequest(url: url)
    request.httpMethod = method
    request.httpBody = body
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    let (content, response) = try await URLSession.shared.data(for: request)
    let status = (response as? HTTPURLResponse)?.statusCode ?? 0
    guard 200..<300 ~= status else { throw Refusal(status: status, text: String(decoding: content, as: UTF8.self)) }
    return content
}

@main
enum Example {
    static func main() async throws {
        let model = (CommandLine.arguments.dropFirst().first ?? "http://127.0.0.1:8080") + "/v1/models/iris"
        let definition = """
            {"layer_sizes": [4, 16, 3], "activations": ["relu", "softmax"], "weight_init": "kaiming_normal", "seed": 42}
            """
        _ = try await call("PUT", model, Data(definition.utf8))

        let flowers: [[Float]] = [[5.1, 3.5, 1.4, 0.2], [6.3, 3.3, 6.0, 2.5]]
        let body = try JSONEncoder().encode(Instances(instances: flowers))
        let answer = try await call("POST", model + ":predict", body)
        for (flower, row) in zip(flowers, try JSONDecoder().decode(Predictions.self, from: answer).predictions) {
            print(flower, "->", row)
        }
    }
}
