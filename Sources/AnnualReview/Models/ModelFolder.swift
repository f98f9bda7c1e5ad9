import Arguments
import Runtime
import Statute

/// The models and pilots of the folder of seeds, as commands read them.
enum ModelFolder {
    /// Where the seeds are.
    static let option = Option.text(
        "seeds", "DIR", default: Seeds.standardFolder, environment: "AR_SEEDS", "the folder that holds models/")

    /// All models and pilots; refused when one cannot be read.
    static func all(_ arguments: Arguments) throws -> ReviewModels {
        try Seeds(folder: try arguments.string("seeds")).models()
    }

    /// The same for a command that only takes words and priorities from them: without them it says so and goes on.
    static func ifAny(_ arguments: Arguments) throws(UsageError) -> ReviewModels {
        let seeds = Seeds(folder: try arguments.string("seeds"))
        do throws(SeedError) {
            return try seeds.models()
        } catch {
            Output.note("The councils\u{2019} own words and priorities are not at hand: \(error)")
            return ReviewModels()
        }
    }

    /// The bank holidays in the folder of seeds; without them those that follow from their rules, and it says so.
    static func holidaysIfAny(_ arguments: Arguments) throws(UsageError) -> BankHolidays {
        let seeds = Seeds(folder: try arguments.string("seeds"))
        do throws(SeedError) {
            return try seeds.holidays()
        } catch {
            Output.note("Bank holidays are reckoned by their rules alone: \(error)")
            return .byRuleOnly
        }
    }
}
