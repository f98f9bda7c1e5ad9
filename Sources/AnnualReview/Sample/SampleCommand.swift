import Rehearsal
import Arguments
import Runtime
import Statute

/// `annual-review sample`: an invented caseload, distributed as the DfE counted the council's.
enum SampleCommand {
    static let command = Command(
        name: "sample", summary: "Invent a caseload that is distributed as the DfE counted a council's",
        discussion: """
            Writes plans.csv and people.csv with the columns of `annual-review import`. Ages, placements and needs come \
            out exactly as the Department for Education counted the council's plans in January 2025 (seeds/dfe); every \
            child, name and address is made up, and the same seed gives the same files. Some dates are unknown, and \
            there is a backlog: reviews open at any stage, families that were never told. A tenth of the children have two \
            holders of rights in two households; a few have one whom nothing may be sent to, or who must not learn where \
            the child is; young people hold the rights by their age, and some foster carers beside the parent.
            """,
        example: "annual-review sample --council bromley --out build/sample",
        options: [
            .text("council", "NAME", default: "bromley", "the council, as bromley, wiltshire, kensington-and-chelsea"),
            .integer("plans", in: 1...200_000, "how many plans (default: as many as the council has)"),
            .integer("seed", default: 1, "the same seed gives the same children"),
            .text("from", "DATE", default: "2024-09-01", "the day as of which the files are written"),
            .text("out", "DIR", "the folder for the files; made when it is not there"),
            .text(
                "seeds", "DIR", default: Seeds.standardFolder, environment: "AR_SEEDS",
                "the folder that holds dfe/ and models/"),
        ]
    ) { arguments in
        guard let first = Day(try arguments.string("from")) else {
            throw UsageError("--from takes a day, as 2024-09-01; found \(try arguments.string("from"))")
        }
        let council = try arguments.string("council")
        let seeds = try arguments.string("seeds")
        let figures = try CouncilFigures(council: council, seeds: seeds)
        let hasModel = Disk.names(in: "\(seeds)/models")?.contains("\(council).yaml") ?? false
        let caseload = SampleCaseload(
            figures: figures, plans: try arguments.optionalInt("plans"),
            seed: UInt64(try arguments.int("seed")), first: first, model: hasModel ? council : "statutory")
        let files = SampleFiles(caseload)
        let out = try arguments.string("out")
        for end in out.indices where out[end] == "/" && end > out.startIndex {
            try Disk.makeFolder(String(out[..<end]))
        }
        try Disk.makeFolder(out)
        try Disk.write(files.plans, to: "\(out)/plans.csv")
        try Disk.write(files.people, to: "\(out)/people.csv")
        Output.note(
            "\(caseload.count) invented plans of \(figures.name) as of \(first) in \(out)/plans.csv and "
                + "people.csv: \(caseload.shape).")
        return ExitStatus.success
    }
}
