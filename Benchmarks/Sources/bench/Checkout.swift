import Foundation

/// A folder with this project, and the programs that are built from it, in release and in its own `.build`.
struct Checkout {
    let root: String
    /// Where the services and annual-review are taken from, if they are not built.
    let programs: String?

    init(_ root: String, programs: String? = nil) throws {
        self.root = root
        self.programs = programs
        guard Self.isRoot(root) else { throw Failure("\(root) holds no checkout of this project: no Benchmarks there") }
    }

    static func isRoot(_ folder: String) -> Bool {
        ["Package.swift", "Benchmarks/Package.swift"].allSatisfy {
            FileManager.default.fileExists(atPath: "\(folder)/\($0)")
        }
    }

    /// One of the programs of Benchmarks.
    func benchmark(_ name: String) -> String { "\(root)/Benchmarks/.build/release/\(name)" }

    /// A service, or annual-review.
    func product(_ name: String) -> String { "\(programs ?? "\(root)/.build/release")/\(name)" }

    /// What its programs find in their environment: the broker, and the seeds that belong to them and to no other version.
    func environment(_ servers: String) -> [String: String] {
        ["KAFKA_BOOTSTRAP_SERVERS": servers, "AR_SEEDS": "\(root)/seeds"]
    }

    func build(benchmarks: [String], products: [String], in processes: Processes) throws {
        for name in benchmarks { try build(name, of: "\(root)/Benchmarks", in: processes) }
        for name in products {
            if programs == nil { try build(name, of: root, in: processes) }
            guard FileManager.default.isExecutableFile(atPath: product(name)) else {
                throw Failure("no program \(product(name))")
            }
        }
    }

    private func build(_ name: String, of package: String, in processes: Processes) throws {
        say("building \(name) in \(package)")
        let command = ["swift", "build", "--package-path", package, "-c", "release", "--product", name]
        _ = try processes.run(command, seconds: 3600)
    }

    /// Its folder, and the commit that it stands on, if Git knows.
    func name(in processes: Processes) -> String {
        guard let commit = try? processes.run(["git", "-C", root, "describe", "--always", "--dirty"]).output else {
            return root
        }
        return "\(root) (\(commit.trimmingCharacters(in: .whitespacesAndNewlines)))"
    }
}
