internal import TestSupport
internal import Testing

@Suite("Pricing before allocating")
struct MemoryTests {
    /// 1,000,000 x 1,000 weights and 1,000 biases, 4 GB of float32.
    static let large = #"{"layer_sizes": [1000000, 1000]}"#
    static let largeCount = 1_000_001_000
    /// Far below the 4 GB that parameters would take, above what buffers and code pages may add.
    static let allowance = 4 << 20

    @Test("a definition of 10^9 parameters is refused without memory for them, whatever path it takes")
    func refused() throws {
        let server = try ServerProcess()
        // The first requests of each kind load code and make buffers.
        #expect(try server.post("/v1/validate", #"{"layer_sizes": [4, 3]}"#).status == 200)
        #expect(try server.post("/v1/evaluate", #"{"network": {"layer_sizes": [4, 0]}}"#).status == 422)
        let before = try server.peakMemory()
        for (target, body) in [("/v1/validate", Self.large), ("/v1/evaluate", "{\"network\": \(Self.large)}")] {
            let response = try server.post(target, body)
            #expect(response.status == 422)
            #expect(response.text.contains("\(Self.largeCount)"))
            #expect(response.text.contains("67108864"))
        }
        #expect(try server.peakMemory() - before < Self.allowance)
    }

    @Test("where the limit allows it, 10^9 parameters are validated and priced without memory for them")
    func priced() throws {
        let server = try ServerProcess(environment: ["FEEDFORWARD__LIMITS__PARAMETERS": "2000000000"])
        #expect(try server.post("/v1/validate", #"{"layer_sizes": [4, 3]}"#).status == 200)
        let before = try server.peakMemory()
        let response = try server.post("/v1/validate", Self.large)
        #expect(response.status == 200)
        let network = try response.json.member("network")
        #expect(try network.member("parameter_count").int == Self.largeCount)
        #expect(try network.member("parameter_bytes").int == 4 * Self.largeCount)
        #expect(try server.peakMemory() - before < Self.allowance)
    }
}
