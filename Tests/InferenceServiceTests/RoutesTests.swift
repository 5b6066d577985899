import Foundation
import HTTPServer
import HTTPWire
import Logging
import Testing
import Yams

@testable import InferenceService

/// The routes of the service against the contract.
struct RoutesTests {
    @Test("The contract lists the routes of the service, and no others")
    func routes() throws {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../openapi.yaml")
        let contract = try #require(try Yams.load(yaml: String(contentsOf: path, encoding: .utf8)) as? [String: Any])
        let paths = try #require(contract["paths"] as? [String: [String: Any]])
        let listed = Set(paths.flatMap { path, item in item.keys.map { "\($0.uppercased()) \(path)" } })
        let service = InferenceService(.init(), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let routes = service.routes.map { "\($0.method.rawValue) \($0.template)" }
        #expect(Set(routes) == listed)
        #expect(routes.count == listed.count)
    }

    @Test("Documents and parameters take as much content as configured, everything else takes none")
    func contentLimits() {
        var configuration = InferenceService.Configuration()
        configuration.bodyLimit = 4096
        configuration.parameterBodyLimit = 8192
        let service = InferenceService(configuration, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        for route in service.routes {
            let takesParameters = route.method == .put && route.template.hasSuffix("/parameters")
            let takesContent = route.method == .post || route.method == .put
            #expect(route.contentLimit == (takesParameters ? 8192 : takesContent ? 4096 : 0))
        }
    }
}
