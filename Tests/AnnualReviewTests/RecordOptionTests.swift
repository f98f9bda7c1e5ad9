import Arguments
import Testing

@testable import AnnualReview

@Suite struct `The options of record` {
    @Test func `have one name each, so that none takes what another means`() {
        for kind in RecordCommand.command.subcommands {
            let names = kind.options.map(\.name)
            #expect(names.count == Set(names).count, "\(kind.name): \(names)")
        }
    }
}
