import Foundation
import Kafka
import Testing

@Suite struct `Configuration and errors` {
    private let nowhere = KafkaConfiguration(bootstrapServers: "127.0.0.1:1", clientID: "test")

    @Test func `an override that librdkafka does not know is refused in its words`() {
        var configuration = nowhere
        configuration.overrides = ["no.such.setting": "1"]
        #expect {
            _ = try Producer(configuration)
        } throws: {
            ($0 as? KafkaError)?.advice == .askOperator && "\($0)".contains("no.such.setting")
        }
    }

    @Test(arguments: ["acks", "auto.offset.reset", "enable.auto.commit"])
    func `what correctness rests on cannot be overridden`(name: String) {
        var configuration = nowhere
        configuration.overrides = [name: "1"]
        #expect {
            _ = try Producer(configuration)
        } throws: {
            "\($0)".contains("'\(name)' cannot be overridden")
        }
    }

    @Test func `certificates that are not there are named`() {
        var configuration = nowhere
        configuration.tls = .init(caLocation: "/no/such/ca.pem")
        #expect {
            _ = try Producer(configuration)
        } throws: {
            "\($0)".contains("ssl.ca.location")
        }
    }

    @Test func `a broker that is away is an error to retry, in the time given`() throws {
        let producer = try Producer(nowhere)
        let before = Date()
        #expect {
            _ = try producer.open(topic: "case-files", timeoutMilliseconds: 300)
        } throws: {
            ($0 as? KafkaError)?.advice == .retry
        }
        #expect(Date().timeIntervalSince(before) < 5)
    }

    @Test func `librdkafka's log and its statistics reach the closures`() throws {
        let lines = Collected<String>()
        let statistics = Collected<String>()
        var configuration = nowhere
        configuration.log = { _, facility, message in lines.add("\(facility) \(message)") }
        configuration.statistics = { statistics.add($0) }
        configuration.statisticsIntervalMilliseconds = 50
        let producer = try Producer(configuration)
        try wait(for: "a log line and statistics") {
            try producer.poll(timeoutMilliseconds: 50) { _ in }
            return !lines.all.isEmpty && !statistics.all.isEmpty
        }
        #expect(statistics.all.first?.hasPrefix("{") == true)
    }

    @Test func `an error says what was done, what happened and what to do`() {
        let error = KafkaError(.timedOut, while: "append to case-files/3")
        #expect(error.description == "append to case-files/3: Local: Timed out (_TIMED_OUT); try again")
        #expect(KafkaError(.fatal, while: "append").advice == .stop)
        #expect(KafkaError(.topicAuthorizationFailed, while: "append").advice == .askOperator)
        #expect("\(KafkaError.Code.policyViolation)" == "POLICY_VIOLATION")
    }
}
