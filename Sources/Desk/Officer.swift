import Contracts

/// Somebody of the council who is signed in.
struct Officer: Sendable, Equatable {
    /// By what id the log knows them.
    let id: ActorID
    let role: Role
    /// The identity provider that vouched for them; nil of a trial's account.
    var provider: ActorID?

    /// As the log says who gave something here.
    var actor: Actor { .person(role, id, by: .desk, provider: provider) }

    /// As a page says it.
    var words: String { "\(id), \(role.words)" }
}
