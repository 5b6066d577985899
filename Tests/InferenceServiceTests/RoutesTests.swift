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

    @Test(
        "Documents and parameters take as much content as configured, settings a little, everything else none",
        arguments: [4096, 1 << 20]
    )
    func contentLimits(bodyLimit: Int) {
        var configuration = InferenceService.Configuration()
        configuration.bodyLimit = bodyLimit
        configuration.parameterBodyLimit = 200_000
        let service = InferenceService(configuration, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let settings = ["/index", "/unload", "/logging", "/setting", "/register", "/unregister"]
        for route in service.routes {
            let template = route.template
            let expected =
                switch route.method {
                case .put where template.hasSuffix("/parameters"): 200_000
                // What has no more than a few members, whatever documents may have.
                case .post where template.hasPrefix("/v2/") && settings.contains(where: template.hasSuffix):
                    min(bodyLimit, 65_536)
                case .post, .put: bodyLimit
                default: 0
                }
            #expect(route.contentLimit == expected, "\(template)")
        }
    }
}
