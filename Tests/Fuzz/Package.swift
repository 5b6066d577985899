// swift-tools-version: 6.2
import PackageDescription

/// The programs that libFuzzer drives, each a folder of `Sources` and a module of Feedforward that it tries.
///
/// They are a package of their own because they link only with `--sanitize=fuzzer`.
let fuzzers = [("FuzzJSON", "StrictJSON")]

let package = Package(
    name: "feedforward-fuzz",
    dependencies: [.package(name: "feedforward", path: "../..")],
    targets: fuzzers.map { name, module in
        .executableTarget(
            name: name,
            dependencies: [.product(name: module, package: "feedforward")],
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
