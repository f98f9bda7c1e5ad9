import Runtime
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite struct `The folder of seeds` {
    @Test func `is found beside the program, wherever it is called`() throws {
        // Tests are built below the checkout, as the programs are.
        let folder = try #require(Seeds.folderAtHand)
        #expect(Seeds.standardFolder == folder)
        #expect(try !Seeds(folder: folder).modelFiles().isEmpty)
        #expect(FileManager.default.fileExists(atPath: "\(folder)/calendars/bank-holidays-england.txt"))
    }
}
