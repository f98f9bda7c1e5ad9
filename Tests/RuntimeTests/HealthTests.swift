import HTTPServer
import Synchronization
import Testing

@testable import Runtime

@Suite struct `A service whose thread is silent` {
    private func body(_ response: Response) -> String { String(decoding: response.body, as: UTF8.self) }

    /// Health as it stands when the thread was last seen so many seconds ago.
    private func health(silentFor seconds: Double) -> Health {
        let health = Health(service: "scheduler", instance: "scheduler-1")
        health.show { $0.checks = [Health.Check(name: "broker")] }
        health.forget(seconds: seconds)
        return health
    }

    @Test func `is ready while it comes round, not after 20 seconds, and no longer alive after 60`() {
        let quick = health(silentFor: 1)
        #expect(quick.answer(Request(path: "/readyz")).status == 200)
        let slow = health(silentFor: 25)
        let answer = slow.answer(Request(path: "/readyz"))
        #expect(answer.status == 503)
        #expect(body(answer).contains("\"thread\":{\"ok\":false"), "\(body(answer))")
        #expect(slow.metrics().contains("\nehcp_ready 0\n"))
        #expect(slow.answer(Request(path: "/livez")).status == 200)
        #expect(health(silentFor: 65).answer(Request(path: "/livez")).status == 503)
    }

    @Test func `is ended by its watchdog, once, with the reason`() async throws {
        let ended = Mutex<[String]>([])
        let silent = Health(service: "scheduler", instance: "scheduler-1")
        let dog = Watchdog(silent, limitSeconds: 1) { reason in ended.withLock { $0.append(reason) } }
        #expect(dog.start())
        try await eventually("it ends") { ended.withLock { !$0.isEmpty } }
        #expect(ended.withLock { $0 } == ["the service's thread has been silent for 1 s"])
    }

    @Test func `is borne as long as it comes round between two looks now and then`() {
        var silence = Watchdog.Silence(most: 4, from: 0)
        // A turn at every fourth look.
        let borne = (1...40).map { silence.isTooLong(Double($0 / 4)) }
        #expect(!borne.contains(true))
        let silent = (1...5).map { _ in silence.isTooLong(11) }
        #expect(silent == [false, false, false, false, true])
    }
}
