// swift-tools-version: 6.2
// What is measured; a package of its own, so that the product is built without it. `swift run -c release NAME`.
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]
let rooms = Target.Dependency.product(name: "Rooms", package: "annual-review")

let package = Package(
    name: "benchmarks",
    dependencies: [.package(name: "annual-review", path: "..")],
    targets: [
        // What runs all the others: `make bench`.
        .executableTarget(name: "bench", swiftSettings: settings),
        .testTarget(name: "BenchTests", dependencies: ["bench"], path: "Tests", swiftSettings: settings),
        .systemLibrary(name: "CMalloc"),
        .target(name: "MeasuredCaseload", dependencies: [rooms], swiftSettings: settings),
        .executableTarget(name: "decode-bench", dependencies: [rooms, "MeasuredCaseload"], swiftSettings: settings),
        .executableTarget(name: "deadlines-bench", dependencies: [rooms], swiftSettings: settings),
        .executableTarget(name: "figures-bench", dependencies: [rooms], swiftSettings: settings),
        .executableTarget(name: "letters-bench", dependencies: [rooms], swiftSettings: settings),
        .executableTarget(
            name: "memory-bench", dependencies: [rooms, "MeasuredCaseload", "CMalloc"], swiftSettings: settings),
        .executableTarget(name: "entries", dependencies: [rooms, "MeasuredCaseload"], swiftSettings: settings),
        .executableTarget(name: "broker", dependencies: [rooms], swiftSettings: settings),
        .executableTarget(name: "records", dependencies: [rooms], swiftSettings: settings),
        .executableTarget(name: "channel-bench", dependencies: [rooms], swiftSettings: settings),
        .executableTarget(name: "runtime-bench", dependencies: [rooms, "MeasuredCaseload"], swiftSettings: settings),
    ]
)
