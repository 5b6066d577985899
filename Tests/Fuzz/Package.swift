// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that what only a fuzzer can link never enters the main graph:
//
//     swift build -c release --sanitize=fuzzer --product FuzzWire
//     .build/release/FuzzWire -runs=1000000 -max_len=1200 -dict=wire.dict

let swift: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "fuzz",
    dependencies: [.package(name: "feedforward", path: "../..")],
    targets: [
        .executableTarget(
            name: "FuzzWire",
            dependencies: [.product(name: "HTTPWire", package: "feedforward")],
            swiftSettings: swift
        )
    ]
)
