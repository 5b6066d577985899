// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the product's build never sees what only a measurement needs:
//
//     swift run -c release --package-path Tests/Accuracy Accuracy values gelu
let package = Package(
    name: "feedforward-accuracy",
    dependencies: [.package(name: "feedforward", path: "../..")],
    targets: [
        .executableTarget(
            name: "Accuracy",
            dependencies: [
                .product(name: "NeuralNetwork", package: "feedforward"),
                .product(name: "CReference", package: "feedforward"),
            ],
            swiftSettings: [
                .swiftLanguageMode(.v6),
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .treatAllWarnings(as: .error),
            ]
        )
    ]
)
