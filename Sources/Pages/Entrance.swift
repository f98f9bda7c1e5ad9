import Crypto
package import HTTPServer
package import SignIn
import Runtime
import Synchronization

/// Who is signed in at the pages of one program, from which browser, and whether a form is theirs. How somebody proves who they
/// are is each program's own.
///
/// - Thread: any.
package final class Entrance<Person: Sendable>: Sendable {
    /// Whoever a request comes from.
    package struct Visit: Sendable {
        package let person: Person
        /// What each form must bring along.
        package let csrf: String
        /// How many seconds it lasts without another page.
        package let idleLeft: Double
    }

    /// The name of the field in each form that shows that it was made for this browser.
    package static var field: String { "csrf" }

    private struct State {
        var sessions: Sessions<Person>
        var gate = SignInGate()
    }

    private let state: Mutex<State>

    /// Nobody is signed in.
    package init(limits: Sessions<Person>.Limits = Sessions<Person>.Limits()) {
        state = Mutex(State(sessions: Sessions(limits: limits)))
    }

    /// Who this is; nil where nobody is signed in, or too long has passed.
    package func visit(_ request: Request, now: Double = SteadyClock.seconds) -> Visit? {
        state.withLock { state in
            state.sessions.look(request.cookie("__Host-visit"), now: now).map {
                Visit(person: $0.person, csrf: $0.csrf, idleLeft: $0.idleLeft)
            }
        }
    }

    /// Whether the form of that request was made for the browser that sends it.
    package func isOwn(_ form: Form, of request: Request) -> Bool {
        state.withLock { $0.sessions.isOwn(form[Self.field], of: request.cookie("__Host-visit")) }
    }

    /// In how many seconds somebody at that address may try that name; nil when they may now, which then counts.
    package func wait(address: String, name: String, now: Double = SteadyClock.seconds) -> Double? {
        state.withLock { $0.gate.wait(address: address, name: name, now: now) }
    }

    /// Signs somebody in who has proved who they are, and goes on to that path. `id` is the same for the same person.
    package func begin(
        _ person: Person, id: String, name: String? = nil, to path: String, now: Double = SteadyClock.seconds
    ) -> Response {
        let token = state.withLock { state in
            if let name { state.gate.wasRight(name: name) }
            return state.sessions.begin(person, id: id, now: now)
        }
        return .seeOther(path, headers: [Cookie("visit", token)].compactMap { $0?.header })
    }

    /// Signs out, and goes to that path.
    package func end(_ request: Request, to path: String) -> Response {
        state.withLock { $0.sessions.end(request.cookie("__Host-visit")) }
        return .seeOther(path, headers: [Cookie.removal("visit")])
    }

    /// Ends every sign-in of somebody, as when their account is removed.
    package func endAll(id: String) { state.withLock { $0.sessions.endAll(id: id) } }
}
