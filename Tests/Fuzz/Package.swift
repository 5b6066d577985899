// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that what only a fuzzer can link never enters the main graph:
//
//     swift build -c release --sanitize=fuzzer --package-path Tests/Fuzz --product FuzzWire
//     Tests/Fuzz/.build/release/FuzzWire -runs=1000000 -max_len=1200 -dict=Tests/Fuzz/wire.dict

/// The programs that libFuzzer drives: each an entry point, and all else is in FuzzTargets.
let fuzzers = ["FuzzChunks", "FuzzDefinition", "FuzzInflate", "FuzzJSON", "FuzzParameters", "FuzzWire"]

let package = Package(
    name: "feedforward-fuzz",
    dependencies: [.package(name: "feedforward", path: "../..")],
    targets: fuzzers.map { name in
        .executableTarget(
            name: name,
            dependencies: [.product(name: "FuzzTargets", package: "feedforward")],
            swiftSettings: [
                .swiftLanguageMode(.v6),
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .treatAllWarnings(as: .error),
            ]
        )
    }
)
