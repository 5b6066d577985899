// swift-tools-version: 6.2
import PackageDescription

let swift: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]
/// For targets with types of their own that borrow bytes (`~Escapable`).
let borrowing: [SwiftSetting] = swift + [.enableExperimentalFeature("Lifetimes")]
let c: [CSetting] = [
    .enableWarning("all"),
    .enableWarning("extra"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "feedforward",
    products: [
        .executable(name: "feedforward", targets: ["feedforward"]),
        .library(name: "NeuralNetwork", targets: ["NeuralNetwork"]),
        .library(name: "StrictJSON", targets: ["StrictJSON"]),
        .library(name: "ModelFormats", targets: ["ModelFormats"]),
        .library(name: "HTTPWire", targets: ["HTTPWire"]),
        .library(name: "HTTPServer", targets: ["HTTPServer"]),
        // For Tests/Fuzz, where libFuzzer drives them.
        .library(name: "FuzzTargets", targets: ["FuzzTargets"]),
        // For Tests/Accuracy, which measures the kernels.
        .library(name: "CReference", targets: ["CReference"]),
    ],
    dependencies: [
        // The command line: help, completions, exit codes. Only the executable knows it.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // The logging interface that services which embed this server already have.
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        // Tests only: reads openapi.yaml, so that a test can hold it against the running router.
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // What Swift cannot see: macros, GNU extensions, packed structures.
        .target(name: "CLinux", cSettings: c),
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        // The arithmetic of the hot path.
        .target(name: "CKernels", cSettings: c),

        .target(name: "NeuralNetwork", dependencies: ["CKernels"], swiftSettings: swift),
        .target(name: "StrictJSON", swiftSettings: borrowing),
        .target(name: "Digests", dependencies: ["COpenSSL"], swiftSettings: swift),
        .target(name: "ModelFormats", dependencies: ["NeuralNetwork", "StrictJSON", "Digests"], swiftSettings: swift),
        .target(name: "Locking", swiftSettings: swift),
        .target(name: "Telemetry", swiftSettings: swift),
        .target(
            name: "ModelServing",
            dependencies: ["ModelFormats", "NeuralNetwork", "Telemetry", "Digests", "Locking", "CLinux"],
            swiftSettings: swift
        ),
        .target(name: "HTTPWire", swiftSettings: borrowing),
        .target(
            name: "HTTPServer",
            dependencies: [
                "HTTPWire", "Telemetry", "Locking", "CLinux", "COpenSSL", "CZlib",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: borrowing
        ),
        .target(
            name: "InferenceService",
            dependencies: [
                "ModelServing", "ModelFormats", "NeuralNetwork", "HTTPServer", "HTTPWire", "StrictJSON", "Digests",
                "Telemetry", "Locking",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: borrowing
        ),
        .executableTarget(
            name: "feedforward",
            dependencies: [
                "InferenceService", "ModelServing", "ModelFormats", "NeuralNetwork", "HTTPServer", "StrictJSON",
                "Locking", "CLinux",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: swift
        ),

        // What the C library makes of the functions that the kernels compute.
        .target(name: "CReference", dependencies: ["CKernels"], path: "Tests/Reference", cSettings: c),
        // What several test targets share: golden data, random sources, ulp distances.
        .target(
            name: "TestSupport",
            dependencies: ["NeuralNetwork"],
            path: "Tests/TestSupport",
            swiftSettings: swift
        ),
        // What is promised for any bytes, in the words that fuzzers and tests share.
        .target(
            name: "FuzzTargets",
            dependencies: ["HTTPServer", "HTTPWire", "ModelFormats", "NeuralNetwork", "StrictJSON"],
            path: "Tests/FuzzTargets",
            swiftSettings: borrowing
        ),
        .testTarget(
            name: "NeuralNetworkTests",
            dependencies: ["NeuralNetwork", "CKernels", "CReference", "TestSupport"],
            exclude: ["Vectors"],
            swiftSettings: swift
        ),
        .testTarget(name: "StrictJSONTests", dependencies: ["StrictJSON", "TestSupport"], swiftSettings: borrowing),
        .testTarget(name: "DigestsTests", dependencies: ["Digests"], swiftSettings: swift),
        .testTarget(
            name: "ModelFormatsTests",
            dependencies: ["ModelFormats", "NeuralNetwork", "StrictJSON", "Digests", "TestSupport"],
            exclude: ["Fixtures"],
            swiftSettings: borrowing
        ),
        .testTarget(name: "TelemetryTests", dependencies: ["Telemetry"], swiftSettings: swift),
        .testTarget(name: "LockingTests", dependencies: ["Locking"], swiftSettings: swift),
        .testTarget(
            name: "ModelServingTests",
            dependencies: ["ModelServing", "ModelFormats", "NeuralNetwork", "Locking", "TestSupport"],
            swiftSettings: swift
        ),
        .testTarget(
            name: "HTTPWireTests",
            dependencies: ["HTTPWire", "TestSupport"],
            exclude: ["Corpus"],
            swiftSettings: borrowing
        ),
        .testTarget(
            name: "HTTPServerTests",
            dependencies: [
                "HTTPServer", "HTTPWire", "Telemetry", "Locking", "CLinux", "COpenSSL", "TestSupport",
                .product(name: "Logging", package: "swift-log"),
            ],
            exclude: ["Compression/Fixtures"],
            swiftSettings: borrowing
        ),
        .testTarget(
            name: "InferenceServiceTests",
            dependencies: [
                "InferenceService", "ModelServing", "ModelFormats", "NeuralNetwork", "HTTPServer", "HTTPWire",
                "StrictJSON", "Digests", "Locking", "TestSupport", "Yams",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: borrowing
        ),
        .testTarget(name: "FuzzTests", dependencies: ["FuzzTargets", "TestSupport"], swiftSettings: borrowing),
        .testTarget(
            name: "feedforwardTests",
            dependencies: ["feedforward", "HTTPServer", "TestSupport"],
            swiftSettings: swift
        ),
        .testTarget(
            name: "EndToEndTests",
            dependencies: ["feedforward", "StrictJSON", "TestSupport"],
            swiftSettings: swift
        ),
    ]
)
