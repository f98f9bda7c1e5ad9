// swift-tools-version: 6.2
// The rooms of `annual-review`, from the bottom up. Dependencies point up this file only, never sideways between
// services; Tests/PackageTests reads this description and holds us to it.
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableExperimentalFeature("Lifetimes"),
]

/// Debian's library `name`, found by pkg-config, behind the one face that imports it.
func library(_ name: String, pkgConfig: String?, apt: String) -> Target {
    .systemLibrary(name: name, path: "Sources/C/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

func room(_ name: String, on dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

/// A program: its logic is a room that tests can import, its `main` is a thin file beside it.
func program(_ name: String, on dependencies: [Target.Dependency]) -> [Target] {
    [
        room(name, on: dependencies, exclude: ["Main"]),
        .executableTarget(
            name: "\(name)Main", dependencies: [.target(name: name)], path: "Sources/\(name)/Main",
            swiftSettings: strict),
    ]
}

func tests(_ name: String, on dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.target(name: name)] + dependencies, exclude: exclude,
        swiftSettings: strict)
}

let domain: [Target.Dependency] = ["Statute", "Contracts", "CaseFile"]

let package = Package(
    name: "annual-review",
    products: [
        .executable(name: "scheduler", targets: ["SchedulerMain"]),
        .executable(name: "notifier", targets: ["NotifierMain"]),
        .executable(name: "decision-writer", targets: ["DecisionWriterMain"]),
        .executable(name: "analytics", targets: ["AnalyticsMain"]),
        .executable(name: "portal", targets: ["PortalMain"]),
        .executable(name: "desk", targets: ["DeskMain"]),
        .executable(name: "annual-review", targets: ["AnnualReviewMain"]),
        .executable(name: "generate", targets: ["KindsGeneratorMain"]),
        // For the benchmarks, which are a package of their own.
        .library(
            name: "Rooms",
            targets: [
                "Kafka", "JSON", "Statute", "Contracts", "CaseFile", "Runtime", "Notifier", "Letters", "PDF", "Metrics",
                "Analytics", "HTTPServer",
            ]),
    ],
    targets: [
        // Debian's C libraries.
        library("CRdKafka", pkgConfig: "rdkafka", apt: "librdkafka-dev"),
        // Lets the embedded broker listen on a given port; see Sources/Kafka/workarounds.md.
        .target(name: "CFixedPort", path: "Sources/C/CFixedPort"),
        // Lets librdkafka's waits end by the steady clock; see there too.
        .target(name: "CSteadyWaits", path: "Sources/C/CSteadyWaits"),
        library("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
        library("CYAML", pkgConfig: "yaml-0.1", apt: "libyaml-dev"),
        library("CCSV", pkgConfig: nil, apt: "libcsv-dev"),
        library("CCmarkGFM", pkgConfig: "libcmark-gfm", apt: "libcmark-gfm-dev"),
        library("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev"),
        library("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
        library("CPango", pkgConfig: "pangocairo", apt: "libpango1.0-dev"),
        library("CQPDF", pkgConfig: "libqpdf", apt: "libqpdf-dev"),
        library("CLouis", pkgConfig: "liblouis", apt: "liblouis-dev"),
        library("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
        library("CXML", pkgConfig: "libxml-2.0", apt: "libxml2-dev"),
        library("CXLSXWriter", pkgConfig: "xlsxwriter", apt: "libxlsxwriter-dev"),

        // Faces, and the small things written by hand.
        room("Kafka", on: ["CRdKafka", "CFixedPort", "CSteadyWaits"], exclude: ["workarounds.md"]),
        room("SQLite", on: ["CSQLite"]),
        room("HTTPServer"),
        // Asks clamd whether a file does harm.
        room("Clamd"),
        room("YAML", on: ["CYAML"]),
        room("CSV", on: ["CCSV"]),
        room("Crypto", on: ["CCrypto"]),
        room("WebFetch", on: ["CCurl"]),
        room("Zip", on: ["CZlib"]),
        room("XML", on: ["CXML"]),
        room("Braille", on: ["CLouis"]),
        room("Spreadsheet", on: ["CXLSXWriter", "XML", "Zip"]),
        room("JSON"),
        room("Arguments"),
        room("HTML"),
        room("Mail"),
        room("PDF", on: ["CPango", "CQPDF", "Zip"]),
        // What a Word file says.
        room("Word", on: ["XML", "Zip"]),

        // Who somebody is: accounts, sessions, the council's identity provider.
        room("SignIn", on: ["Crypto", "HTTPServer", "JSON"]),

        // The domain: no clock, no input or output.
        room("Statute", on: ["YAML"]),
        room("Contracts", on: ["JSON", "Crypto", "Statute"], exclude: ["Kinds/kinds.yaml"]),
        room("CaseFile", on: ["Contracts", "Statute"]),
        room("Metrics", on: ["Statute", "YAML"]),
        room("Plan", on: ["Contracts", "HTML", "JSON", "Statute"]),
        // What an audit looks at and comes to, and what is drawn for it.
        room("Quality", on: ["Contracts", "Crypto", "Plan", "Statute", "YAML"]),
        room("Letters", on: ["Braille", "CCmarkGFM", "HTML", "PDF", "Statute", "Contracts", "YAML"]),

        // What a person may say, and what follows from it: used by every program, and no input or output either.
        room("Casework", on: domain),

        // What the DfE's return and an inspection ask of each plan: rows, checks, files.
        room("Return", on: ["CSV"] + domain),

        // The one loop.
        room("Runtime", on: ["Kafka", "HTTPServer", "JSON", "Crypto", "Arguments", "YAML"] + domain),

        // What the operator's commands stand on: every case of a log, read once, by whoever asks and ends.
        room("Caseload", on: ["Runtime", "Kafka", "Arguments"] + domain),
        // A council's own files of rows: read, judged, mapped and written.
        room(
            "CouncilFiles",
            on: ["Caseload", "Casework", "CSV", "Spreadsheet", "YAML", "JSON", "Arguments"] + domain),
        // What can be reported of a case, and from what fields: for the command, the desk and the portal alike.
        room(
            "Recording",
            on: [
                "CouncilFiles", "Caseload", "Casework", "Plan", "Quality", "Runtime", "CSV", "YAML", "JSON",
                "Arguments",
            ] + domain),
        // The letters of decisions: what they are written from, for whom, in which forms.
        room(
            "DecisionLetters", on: ["Casework", "Runtime", "Letters", "PDF", "Braille", "JSON"] + domain),
        // What is kept of a log elsewhere, and how it becomes the record again.
        room("Backup", on: ["Caseload", "Runtime", "Kafka", "SQLite", "Crypto", "JSON", "Arguments"] + domain),
        // All of a log reckoned again, by no code of the services.
        room("LogCheck", on: ["Backup", "Caseload", "Runtime", "Plan", "Kafka", "JSON", "Arguments"] + domain),
        // Invented children, and invented people who act.
        room(
            "Rehearsal",
            on: ["CouncilFiles", "Caseload", "Casework", "Runtime", "Kafka", "CSV", "JSON", "Arguments"] + domain),

        // What pages for people rest on: what they ask of the log, who is signed in, and how a page is built.
        room(
            "Pages",
            on: [
                "Recording", "Casework", "Runtime", "SignIn", "HTTPServer", "HTML", "Crypto", "JSON", "WebFetch",
                "Arguments",
            ] + domain),

        // The server that `HTTPServer` is not made of, and why: for its tests alone.
        .systemLibrary(
            name: "CMicroHTTPD", path: "Tests/CMicroHTTPD", pkgConfig: "libmicrohttpd",
            providers: [.apt(["libmicrohttpd-dev"])]),
        // What the tests of several rooms build on: random case files, and the properties of every service.
        .target(
            name: "TestSupport", dependencies: ["Casework", "Runtime"] + domain, path: "Tests/TestSupport",
            swiftSettings: strict),
        // All services on a virtual log and a virtual clock, with faults, from a seed; `swift run simulate`.
        .target(
            name: "Simulation",
            dependencies: [
                "TestSupport", "Scheduler", "Notifier", "DecisionLetters", "DecisionWriter", "Runtime", "JSON", "Kafka",
            ] + domain, path: "Tests/Simulation/World", swiftSettings: strict),
        .executableTarget(
            name: "simulate", dependencies: ["Simulation"], path: "Tests/Simulation/Command", swiftSettings: strict),
        // Records, files, command lines and requests with bad intent, from seeds and a corpus; `make fuzz`.
        .executableTarget(
            name: "fuzz",
            dependencies: [
                "TestSupport", "Scheduler", "Notifier", "DecisionLetters", "DecisionWriter", "Analytics",
                "AnnualReview", "HTTPServer", "Kafka", "Runtime", "JSON", "Arguments",
            ] + domain, path: "Tests/Fuzz", exclude: ["Corpus"], swiftSettings: strict),
    ]
        // Writes Contracts/Kinds/Kinds.swift from kinds.yaml: `make generate`.
        + program("KindsGenerator", on: ["Arguments", "YAML"])
        + program("Scheduler", on: ["Casework", "Runtime", "Arguments"] + domain)
        + program(
            "Notifier",
            on: [
                "Casework", "Runtime", "Arguments", "Mail", "Braille", "Letters", "PDF", "JSON", "YAML", "CSV",
                "Crypto",
            ]
                + domain)
        + program(
            "DecisionWriter",
            on: ["DecisionLetters", "Casework", "Runtime", "Arguments", "Letters", "PDF", "Braille", "JSON"]
                + domain)
        + program(
            "Analytics",
            on: [
                "Casework", "Metrics", "Runtime", "Arguments", "SQLite", "HTML", "HTTPServer", "CSV", "JSON",
                "Spreadsheet",
                "YAML",
            ] + domain)
        // The pages of families.
        + program(
            "Portal",
            on: [
                "Pages", "Recording", "Casework", "Clamd", "Letters", "Mail", "PDF", "Plan", "Runtime", "SignIn",
                "HTTPServer", "HTML", "JSON", "WebFetch", "YAML", "Zip", "Arguments",
            ] + domain)
        + program(
            "Desk",
            on: [
                "Pages", "Recording", "Casework", "Plan", "Runtime", "SignIn", "HTTPServer", "HTML", "SQLite", "Crypto",
                "JSON", "WebFetch", "Arguments",
            ] + domain)
        + program(
            "AnnualReview",
            on: [
                "Analytics", "Caseload", "CouncilFiles", "Backup", "LogCheck", "Recording", "Rehearsal", "Casework",
                "Runtime", "Kafka", "Arguments", "CSV", "HTML", "JSON", "YAML", "Crypto", "Letters", "Metrics", "PDF",
                "Plan",
                "Quality",
                "Return", "SignIn", "Spreadsheet", "Word", "Zip",
            ] + domain)
        + [
            tests("Kafka", on: ["CRdKafka", "TestSupport"]), tests("SQLite"),
            tests("HTTPServer", on: ["CMicroHTTPD"], exclude: ["RawRequests"]), tests("YAML"),
            tests("Clamd"), tests("CSV"), tests("Spreadsheet", on: ["Zip"]),
            tests("Crypto"), tests("WebFetch", on: ["HTTPServer"]),
            tests("SignIn", on: ["CCrypto", "Crypto", "HTTPServer", "WebFetch"]), tests("Braille"), tests("Zip"),
            tests("XML"), tests("Word", on: ["Zip"]),
            tests("Plan", on: ["Contracts", "JSON", "Statute", "TestSupport"]),
            tests("Quality", on: ["Contracts", "Crypto", "Plan", "Statute", "YAML"]),
            tests("JSON"), tests("Arguments"), tests("HTML"), tests("Mail"), tests("PDF"),
            tests("Statute", on: ["YAML"]),
            tests("Contracts", on: ["JSON", "Statute", "TestSupport"], exclude: ["Golden"]),
            tests("KindsGenerator", on: ["YAML"]),
            tests("CaseFile", on: ["Contracts", "Statute", "TestSupport"]),
            tests("Casework", on: ["TestSupport"] + domain),
            tests("Metrics", on: ["Statute", "YAML"]),
            tests("Return", on: ["CSV", "JSON", "TestSupport", "XML"] + domain),
            tests("Letters", on: ["Braille", "Statute", "Contracts", "YAML", "PDF"]),
            tests("Runtime", on: ["Kafka", "TestSupport", "JSON"] + domain),
            tests("Scheduler", on: ["Runtime", "TestSupport"] + domain),
            tests(
                "Notifier",
                on: ["Braille", "Runtime", "Kafka", "Mail", "PDF", "TestSupport", "JSON", "Scheduler"] + domain),
            tests(
                "DecisionWriter",
                on: [
                    "Braille", "Casework", "DecisionLetters", "Runtime", "TestSupport", "Letters", "PDF", "Crypto",
                    "JSON",
                ]
                    + domain),
            tests(
                "Portal",
                on: [
                    "Arguments", "Clamd", "PDF", "WebFetch", "Pages", "Recording", "Casework", "Letters", "Runtime",
                    "SignIn", "HTTPServer", "HTML",
                    "JSON",
                    "YAML",
                    "Zip", "TestSupport",
                ] + domain),
            tests(
                "Analytics",
                on: [
                    "HTML", "Metrics", "YAML", "Runtime", "SQLite", "CSV", "JSON", "TestSupport", "Scheduler",
                    "DecisionWriter",
                ]
                    + domain),
            tests(
                "Pages", on: ["Recording", "Runtime", "HTTPServer", "HTML", "SignIn", "TestSupport"] + domain),
            tests(
                "AnnualReview",
                on: [
                    "Analytics", "Caseload", "CouncilFiles", "Backup", "LogCheck", "Metrics", "Recording", "Rehearsal",
                    "Return",
                    "Casework", "Kafka", "Runtime", "Arguments",
                    "CSV", "Crypto", "JSON", "TestSupport", "Scheduler", "Notifier", "PDF", "Plan", "Quality", "SignIn",
                    "Zip",
                ] + domain,
                exclude: ["Golden"]),
            tests(
                "Desk",
                on: [
                    "Pages", "Recording", "Casework", "Plan", "Runtime", "SignIn", "HTTPServer", "HTML", "SQLite",
                    "TestSupport", "WebFetch", "JSON", "Arguments",
                ] + domain),
            // Rules about the package itself.
            .testTarget(
                name: "PackageTests",
                dependencies: [
                    "YAML", "Arguments", "Scheduler", "Notifier", "DecisionWriter", "Analytics", "Desk", "Portal",
                    "Runtime",
                ],
                swiftSettings: strict),
            // All services together, on random files.
            .testTarget(
                name: "ServicesTests",
                dependencies: [
                    "LogCheck", "Scheduler", "Notifier", "DecisionWriter", "Letters", "Runtime", "TestSupport", "JSON",
                    "YAML",
                ] + domain,
                swiftSettings: strict),
            .testTarget(
                name: "SimulationTests", dependencies: ["Simulation", "TestSupport", "Contracts"],
                path: "Tests/Simulation/Tests",
                swiftSettings: strict),
            // The real executables on the embedded broker.
            .testTarget(
                name: "ProcessTests",
                dependencies: [
                    "Kafka", "Runtime", "JSON", "SchedulerMain", "NotifierMain", "DecisionWriterMain", "AnalyticsMain",
                    "DeskMain", "PortalMain",
                    "AnnualReviewMain", "TestSupport",
                ] + domain,
                exclude: ["Shims"], swiftSettings: strict),
        ]
)
