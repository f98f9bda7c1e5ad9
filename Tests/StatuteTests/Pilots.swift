import Statute
import Testing
import YAML

@Suite struct `Pilots of a model` {
    private func files(_ pilot: String, name: String = "trial") throws -> [ReviewModels.File] {
        try ["bromley", "statutory"].map { name in
            ReviewModels.File(name: name, path: "\(name).yaml", text: try seed("models/\(name).yaml"))
        } + [ReviewModels.File(name: name, path: "\(name).yaml", text: pilot)]
    }

    private static let trial = """
        id: trial
        pilot:
          name: Lighter reviews
          since: 2026-09-01
          cohort:
            settings: [101234, 101235]
            year_groups: [3, 4]
            coordinators: [C-01]
          model: bromley
          otherwise: statutory
        """

    private func child(
        _ setting: Int? = 101_234, _ year: Int? = 3, _ coordinator: String = "C-01"
    ) -> ReviewPilot.Child {
        ReviewPilot.Child(setting: setting, yearGroup: year.map { YearGroup($0) }, coordinator: coordinator)
    }

    @Test func `A model holds for the cohort from its day on, and the other for the rest and before`() throws {
        let models = try ReviewModels(parsing: files(Self.trial))
        let first = try day("2026-09-01")
        let held = try #require(models.holding("trial", for: child(), on: first))
        #expect(held.model.id == "bromley")
        #expect(held.since == first)
        #expect(held.pilot?.name == "Lighter reviews")
        let before = try #require(models.holding("trial", for: child(), on: first - 1))
        #expect(before.model.id == "statutory")
        #expect(before.since == nil)
        for other in [child(101_236), child(nil), child(101_235, 5), child(101_235, nil), child(101_235, 4, "C-02")] {
            #expect(models.holding("trial", for: other, on: first + 100)?.model.id == "statutory")
        }
        #expect(models.nextChange("trial", after: first - 30) == first)
        #expect(models.nextChange("trial", after: first) == nil)
    }

    @Test func `A plan may name a model or a pilot; of another name nothing is known`() throws {
        let models = try ReviewModels(parsing: files(Self.trial))
        #expect(models.names == ["bromley", "statutory", "trial"])
        #expect(models.holding("bromley", for: child(), on: try day("2020-01-01"))?.pilot == nil)
        #expect(models.holding("elsewhere", for: child(), on: try day("2020-01-01")) == nil)
    }

    @Test(arguments: [
        ("model: bromley", "model: bromely", "there is no model “bromely”; there are bromley, statutory"),
        ("otherwise: statutory", "otherwise: bromley", "is no pilot"),
        ("since: 2026-09-01", "since: September", "a day as 2026-09-01"),
        ("settings: [101234, 101235]", "settings: [12]", "from 100000 to 999999"),
        ("id: trial", "id: other", "its id must be trial"),
        ("model: bromley", "modle: bromley", "unknown key"),
    ])
    func `A pilot that cannot be is refused with its place`(_ right: String, _ wrong: String, _ words: String) throws {
        let parts = Self.trial.split(separator: right, maxSplits: 1, omittingEmptySubsequences: false)
        let text = "\(try #require(parts.first))\(wrong)\(try #require(parts.last))"
        let error = #expect(throws: YAMLError.self) { try ReviewModels(parsing: files(text)) }
        #expect(try #require(error).description.contains(words), "\(String(describing: error))")
        #expect(try #require(error).description.hasPrefix("trial.yaml:"))
    }

    @Test func `A file of no use concerns the plans of its own name, and whom a pilot gives that model, alone`() throws
    {
        var files = try files(Self.trial)
        let first = try day("2026-09-01")
        files[0] = ReviewModels.File(name: "bromley", path: "bromley.yaml", text: "id: bromley\nname: [\n")
        files.append(
            ReviewModels.File(
                name: "lost", path: "lost.yaml",
                text: Self.trial.replacing("trial", with: "lost")
                    .replacing("otherwise: statutory", with: "otherwise: elsewhere")))
        let models = ReviewModels(usable: files, unreadable: ["gone": "gone.yaml: no such file"])
        #expect(models.names == ["statutory", "trial"])
        #expect(models.fault(of: "statutory", for: child(), on: first) == nil)
        #expect(models.fault(of: "nowhere", for: child(), on: first) == nil)
        #expect(models.fault(of: "bromley", for: child(), on: first)?.hasPrefix("bromley.yaml:") == true)
        #expect(models.fault(of: "trial", for: child(), on: first)?.hasPrefix("bromley.yaml:") == true)
        #expect(models.fault(of: "trial", for: child(), on: first - 1) == nil)
        #expect(models.holding("trial", for: child(), on: first - 1)?.model.id == "statutory")
        #expect(models.fault(of: "lost", for: child(), on: first)?.contains("there is no model “elsewhere”") == true)
        #expect(models.fault(of: "gone", for: child(), on: first) == "gone.yaml: no such file")
    }

    @Test func `A cohort of nobody is refused`() throws {
        let text = """
            id: trial
            pilot: {name: Nobody, since: 2026-09-01, cohort: {}, model: bromley, otherwise: statutory}
            """
        let error = #expect(throws: YAMLError.self) { try ReviewModels(parsing: files(text)) }
        #expect(try #require(error).description.contains("nobody is named"))
    }
}
