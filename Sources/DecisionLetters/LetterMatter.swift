package import CaseFile
package import Contracts
package import Statute

/// A case of which a letter is written, as it is found.
package struct LetterMatter {
    package let id: CaseID
    package let file: CaseFile
    package let today: Day
    package let log: LogBook

    package init(id: CaseID, file: CaseFile, today: Day, log: LogBook) {
        self.id = id
        self.file = file
        self.today = today
        self.log = log
    }
}
