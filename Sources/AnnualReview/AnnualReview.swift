import Analytics
public import Arguments

/// The operator's command.
public enum AnnualReview {
    /// The program with all its commands.
    public static let command = Command(
        name: "annual-review",
        summary: "The statutory Annual Review of EHC plans, from the operator's side",
        example: """
            annual-review broker --port 9092 --rehearsal --council bromley
            annual-review import plans.csv --people people.csv
            annual-review worklist --coordinator C-07
            annual-review case B-10432
            """,
        subcommands: [
            BrokerCommand.command, TopicsCommand.command, ImportCommand.command, SendingCommands.release,
            SendingCommands.pause, SendingCommands.resume, SendingCommands.policy, RecordCommand.command,
            FormsCommand.command,
            WorklistCommand.command, ForecastCommand.command, RecoveryCommand.command, CaseCommand.command,
            LetterCommand.command, DraftCommand.command,
            QualityCommand.command, AuditsCommand.command, LedgerCommand.command,
            PlanCommand.command, PlanImportCommand.command, MoveCommand.command, DeadlinesCommand.command,
            RulesCommand.command,
            ExportCommand.command, SampleCommand.command, ModelsCommand.command, PilotCommand.command,
            RehearseCommand.command,
            CheckCommand.command, CompareCommand.command, BackupCommand.command, RestoreCommand.command,
            AnalyticsProgram.figure, AnalyticsProgram.enquiry, AnalyticsProgram.publish, AnalyticsProgram.signals,
            SEN2Command.command, SEN2JoinCommand.command, AnnexACommand.command, CohortsCommand.command,
            QuarantineCommand.command,
            RescueCommand.command, DispatchedCommand.command, WithdrawCommand.command, AccountsCommand.command,
            SubjectAccessCommand.command,
        ])
}
