// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that what is only measured or compared with never enters the main graph. `make bench` runs
// it as it is meant to be run: on one core, against the peers.

let package = Package(
    name: "feedforward-benchmarks",
    dependencies: [.package(name: "feedforward", path: "../..")],
    targets: [
        // What a core can do at most.
        .target(name: "CPeaks"),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "CPeaks",
                .product(name: "NeuralNetwork", package: "feedforward"),
                .product(name: "StrictJSON", package: "feedforward"),
            ],
            swiftSettings: [
                .swiftLanguageMode(.v6),
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .treatAllWarnings(as: .error),
            ]
        ),
    ]
)
