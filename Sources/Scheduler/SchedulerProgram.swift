public import Arguments
import Runtime

extension Scheduler {
    /// The program of the service.
    public static let command = Command(
        name: "scheduler", summary: "Opens reviews in time, reminds, and sets down what was not recorded by its day.",
        discussion: """
            It also begins the days of a real log, at midnight in England. After an outage of more than three days it \
            waits: say --catch-up once to let the missed days begin.
            """,
        example: "scheduler --bootstrap-servers kafka:9092 --seeds /usr/share/annual-review/seeds",
        options: ServiceOptions.options + [
            .flag(
                "catch-up", environment: "AR_CATCH_UP",
                "begin all missed days, however many; each may send its reminders")
        ],
        run: { arguments in
            let scheduler = Scheduler(models: try Seeds(folder: try arguments.string("seeds")).usableModels())
            return try ServiceProgram.run(
                scheduler, arguments, dayKeeper: DayKeeper(catchesUp: arguments.flag("catch-up")))
        })
}
