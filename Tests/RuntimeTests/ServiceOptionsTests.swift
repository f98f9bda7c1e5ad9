import Arguments
import Contracts
import Kafka
import Runtime
import Synchronization
import Testing

@Suite struct `The options of a service` {
    private func options(
        _ words: [String], environment: [String: String] = [:]
    ) -> (options: ServiceOptions?, status: Int32, errors: String) {
        let found = Mutex<ServiceOptions?>(nil)
        var errors = ""
        let command = Command(
            name: "scheduler", summary: "A test.", example: "scheduler", options: ServiceOptions.options
        ) { arguments in
            let options = try ServiceOptions(arguments, service: "scheduler")
            found.withLock { $0 = options }
            return 0
        }
        let status = command.execute(
            words, version: "1", environment: environment, output: { _ in }, errors: { errors += $0 })
        return (found.withLock { $0 }, status, errors)
    }

    @Test func `have defaults that fit the demo`() {
        let options = options([]).options
        #expect(options?.kafka.bootstrapServers == "127.0.0.1:9092")
        #expect(options?.httpHost == "127.0.0.1" && options?.httpPort == 0)
        #expect(options?.seeds == "./seeds")
        #expect(options?.sessionTimeoutMilliseconds == nil)
        #expect(options?.namespace == Namespace.none)
    }

    @Test func `come from the environment or the command line`() {
        let options = options(
            [
                "--http", "0.0.0.0:8080", "--tls-ca", "ca.pem", "--tls-certificate", "c.pem", "--tls-key", "k.pem",
                "--client-override", "socket.timeout.ms=10000", "--client-override", "metadata.max.age.ms=5000",
                "--session-timeout", "4500",
            ], environment: ["KAFKA_BOOTSTRAP_SERVERS": "kafka:9093", "AR_SEEDS": "/seeds", "AR_NAMESPACE": "bromley"]
        ).options
        #expect(options?.namespace == Namespace("bromley"))
        #expect(options?.address.options == "--bootstrap-servers kafka:9093 --namespace bromley")
        #expect(options?.kafka.bootstrapServers == "kafka:9093")
        #expect(options?.kafka.tls?.keyLocation == "k.pem")
        #expect(
            options?.kafka.overrides == ["socket.timeout.ms": "10000", "metadata.max.age.ms": "5000"])
        #expect(options?.httpHost == "0.0.0.0" && options?.httpPort == 8080)
        #expect(options?.seeds == "/seeds")
        #expect(options?.sessionTimeoutMilliseconds == 4500)
    }

    @Test(arguments: [
        (["--http", "8080"], "--http takes HOST:PORT"), (["--http", "host:port"], "--http takes HOST:PORT"),
        (["--client-override", "x"], "--client-override takes KEY=VALUE"),
        (["--namespace", "Bromley"], "1 to 30 of a to z, 0 to 9 and -, beginning with a letter"),
        (["--namespace", ""], "beginning with a letter"), (["--tls-certificate", "c.pem"], "--tls-ca"),
        (["--session-timeout", "10"], "3001 to 300000"),
    ])
    func `what cannot be understood ends with status 2 and says what was expected`(words: [String], message: String) {
        let result = options(words)
        #expect(result.status == 2)
        #expect(result.errors.contains(message))
    }
}
