public import Arguments
import Braille
import Contracts
import PDF
import Runtime

extension Notifier {
    /// The program: says who must be told, and tells them.
    public static let command = Command(
        name: name.rawValue, summary: "Tells everyone who must be told, and notes that it did.",
        discussion: """
            Each message becomes one .eml file in the folder. On the log of a rehearsal, and until the operator has \
            released an import, nothing else can happen to it. With --print-room, what goes by post is laid ready there \
            to be printed, and is sent when `annual-review dispatched` says that it was posted. Any number of instances \
            share the cases, and the folders, among them.
            """,
        example: "notifier --bootstrap-servers 127.0.0.1:9092 --folder ./outbox",
        options: ServiceOptions.options + [
            .text(
                "folder", "DIR", environment: "AR_FOLDER", "the folder into which messages are written, one file each"),
            .text(
                "print-room", "DIR", environment: "AR_PRINT_ROOM",
                "the folder in which what goes by post is laid ready; without it post goes into --folder too"),
            ServiceOptions.index,
            .integer(
                "pace", "N", in: 1...1_000_000, default: 2_000, environment: "AR_PACE",
                "how many messages may leave in a second"),
            .text(
                "portal", "URL", environment: "AR_PORTAL", "where staff and families record dates, for messages to name"
            ),
        ]
    ) { arguments in
        var settings = Sender.Settings()
        settings.pace = Double(try arguments.int("pace"))
        let room = arguments.optionalString("print-room")
        // What goes on paper is set on paper; whoever has no print room needs no fonts.
        let typesetter = room == nil ? nil : try Typesetter()
        let words = try Templates(
            seeds: try arguments.string("seeds"), portal: arguments.optionalString("portal"), typesetter: typesetter,
            braille: try BrailleWriter())
        let options = try ServiceOptions(arguments, service: name.rawValue)
        let log = Log(service: name.rawValue, level: options.logLevel)
        for trouble in words.troubles {
            log.write(.error, "messages of one kind, or of one council, cannot be written", ["reason": .text(trouble)])
        }
        let index = ServiceOptions.index(arguments, log: log)
        // Each has a connection of its own: none waits for what another fetches.
        func shelf() -> DocumentShelf { DocumentShelf(index, from: DocumentFetcher(options.address)) }
        var desks: [ChannelDesk] = []
        if let room {
            desks.append(ChannelDesk(try PrintRoom(path: room, press: PrintPress(typesetter)), documents: shelf()))
        }
        desks.append(ChannelDesk(try Folder(path: try arguments.string("folder")), documents: shelf()))
        let sender = Sender(by: desks, in: words, documents: shelf(), settings: settings)
        let figures = sender.figures
        let channels = desks
        return try ServiceProgram.run(
            Notifier(lack: words.modelLack), sideEffects: sender, arguments,
            metrics: { figures.metrics + ChannelCounts.metrics(channels.map { ($0.name, $0.counts) }) })
    }
}
