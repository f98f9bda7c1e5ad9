import Contracts
import Foundation
import JSON
import TestSupport
import Testing

/// The pages and schemas that follow from the lists of fields. `UPDATE_DOCS=1 swift test --filter ContractsTests`
/// writes them.
@Suite struct `The documentation of the topics` {
    @Test func `is what the lists of fields say`() throws {
        for file in try Schemas.files() {
            if Repository.isSet("UPDATE_DOCS") { try Repository.write(file.text, to: file.path) }
            let text = Repository.exists(file.path) ? try Repository.text(file.path) : ""
            #expect(
                text == file.text,
                "\(file.path) differs from the lists of fields: run UPDATE_DOCS=1 swift test --filter ContractsTests")
        }
    }

    @Test func `explains every field and every kind`() throws {
        for kind in EventData.kinds {
            #expect(kind.meaning.description.hasSuffix("."))
            #expect(kind.happens.description.hasSuffix("."))
            for row in try kind.innerFields() { #expect(row.meaning.hasSuffix("."), "\(kind.type) \(row.name)") }
        }
    }

    @Test func `holds for every golden file, as another implementation of JSON Schema sees it`() throws {
        let ensured = try Repository.run(["Tests/python/ensure"])
        guard ensured.status == 0 else {
            try Test.cancel("no Python with jsonschema, so no schema was checked: \(ensured.output)")
        }
        let checked = try Repository.run(["build/python/bin/python", "Tests/python/check_schemas.py"])
        #expect(checked.status == 0, "\(checked.output)")
    }
}
