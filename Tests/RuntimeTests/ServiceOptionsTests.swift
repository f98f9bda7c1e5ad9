import Arguments
import Contracts
import HTTPServer
import Kafka
import Synchronization
import Testing

@testable import Runtime

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

    private static let wrong: [([String], String)] = [
        (["--http", "8080"], "--http takes HOST:PORT"), (["--http", "host:port"], "--http takes HOST:PORT"),
        (["--client-override", "x"], "--client-override takes KEY=VALUE"),
        (["--namespace", "Bromley"], "1 to 30 of a to z, 0 to 9 and -, beginning with a letter"),
        (["--namespace", ""], "beginning with a letter"), (["--tls-certificate", "c.pem"], "--tls-ca"),
        (["--tls-key", "k.pem"], "--tls-ca"), (["--tls-certificate", "c.pem", "--tls-key", "k.pem"], "--tls-ca"),
        (["--tls-ca", "ca.pem", "--tls-key", "k.pem"], "--tls-certificate"),
        (["--tls-ca", "ca.pem", "--tls-certificate", "c.pem"], "--tls-key"), (["--tls-ca", ""], "set to nothing"),
        (["--tls-ca", " "], "set to nothing"),
        (["--tls-ca", "ca.pem", "--client-override", "security.protocol=plaintext"], "take back the TLS"),
        (["--client-override", "ssl.certificate.location=c.pem"], "TLS is not"),
        (["--client-override", "enable.ssl.certificate.verification=true"], "TLS is not"),
        (["--client-override", "sasl.username=u"], "nobody logs in"),
        (["--client-override", "sasl.password=secret"], "KAFKA_CLIENT_SECRETS_FILE"),
        (["--client-override", "ssl.key.password=secret"], "KAFKA_CLIENT_SECRETS_FILE"),
        (["--client-override", "ssl.key.pem=secret"], "KAFKA_CLIENT_SECRETS_FILE"),
        (["--client-override", "sasl.oauthbearer.client.secret=secret"], "KAFKA_CLIENT_SECRETS_FILE"),
        (["--client-secrets", "sasl.password=secret"], "not the command line"),
        (["--bootstrap-servers", Array(repeating: "k:9092", count: 17).joined(separator: ",")], "at most 16 brokers"),
        (["--session-timeout", "10"], "3001 to 300000"),
    ]

    @Test(arguments: wrong)
    func `what cannot be understood ends with status 2 and says what was expected`(words: [String], message: String) {
        let result = options(words)
        #expect(result.status == 2)
        #expect(result.errors.contains(message))
    }

    private static let halves: [([String: String], String)] = [
        (["KAFKA_TLS_CA": ""], "KAFKA_TLS_CA is set to nothing"),
        (["KAFKA_TLS_CA": "ca.pem", "KAFKA_TLS_CERTIFICATE": "", "KAFKA_TLS_KEY": "k.pem"], "KAFKA_TLS_CERTIFICATE"),
        (["KAFKA_TLS_KEY": "k.pem"], "without it all would go in plain text"),
        (["KAFKA_TLS_CERTIFICATE": "c.pem", "KAFKA_TLS_KEY": "k.pem"], "without it all would go in plain text"),
    ]

    @Test(arguments: halves)
    func `half a setting of TLS in the environment is an error, never plain text`(
        environment: [String: String], message: String
    ) {
        let result = options([], environment: environment)
        #expect(result.status == 2)
        #expect(result.errors.contains(message), "\(result.errors)")
    }

    @Test func `secrets of librdkafka come from the environment or a file, and are told to nobody`() {
        let given = options(
            ["--client-override", "security.protocol=sasl_ssl"],
            environment: ["KAFKA_CLIENT_SECRETS": "sasl.username=u\nsasl.password=a=b\n", "AR_HTTP_NAMES": ""])
        #expect(given.options?.kafka.overrides["sasl.password"] == "a=b")
        let wrong = options([], environment: ["KAFKA_CLIENT_SECRETS": "sasl.password secret"])
        #expect(wrong.status == 2)
        #expect(!wrong.errors.contains("secret\""), "\(wrong.errors)")
        #expect(wrong.errors.contains("KEY=VALUE") && !wrong.errors.contains("password secret"))
    }

    @Test func `names under which it may be asked are given with commas`() {
        let options = options([], environment: ["AR_HTTP_NAMES": "reviews.bromley.gov.uk, proxy"]).options
        #expect(options?.httpNames == ["reviews.bromley.gov.uk", "proxy"])
        #expect(
            ServiceProgram.hostNames("scheduler", options ?? ServiceOptions(bootstrapServers: "k", service: "s")).allow(
                "proxy:80"))
    }
}
