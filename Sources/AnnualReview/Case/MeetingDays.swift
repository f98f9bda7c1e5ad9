import Arguments
import Casework
import Runtime
import Statute

extension MeetingDays {
    /// Those of the folder of seeds; nil where it has no terms of that council.
    init?(of council: String?, _ arguments: Arguments) throws {
        let seeds = Seeds(folder: try arguments.string("seeds"))
        guard let council, seeds.hasTerms(of: council) else { return nil }
        self.init(try seeds.terms(of: council), holidays: try seeds.holidays())
    }
}
